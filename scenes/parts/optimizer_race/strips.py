"""How every rate of one optimizer did, as a strip of columns and crosses along the rates."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import from_segments, polygon
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.parts.optimizer_race.trials import Trials

TALL, WIDE, ARM = 0.42, 0.8, 0.3  # of a column; in parts of their distance; half a cross in it
LINE, UNLIT = 2.0, 0.3  # stroke width of a cross; opacity of a column that is not lit

Points = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Progress:
    """How many rates of a list have been tried, and for how many budgets.

    Attributes
    ----------
    tried
        From 0 to all of them.
    rounds
        From 1, the budget itself, on.
    """

    def __init__(self, tried: float = 0, rounds: float = 1) -> None:
        self.tried, self.rounds = ValueTracker(tried), ValueTracker(rounds)

    @property
    def tries(self) -> int:
        """Rates that have been tried."""
        return int(self.tried.get_value() + 1e-9)

    @property
    def budgets(self) -> int:
        """Budgets that are spent."""
        return int(self.rounds.get_value() + 1e-9)

    def keeps(self, trials: Trials) -> Bools:
        """Which rates (n,) have stayed until now."""
        return np.asarray(trials.stays[self.budgets - 1, 0])

    def keeps_anew(self, trials: Trials) -> Bools:
        """The same for checks, from all budgets until now."""
        return np.asarray(trials.stays[: self.budgets, 0].all(axis=0))


class RateStrip(Live, VGroup):
    """The rates of one optimizer: a column for each that gets there, a cross for each that fails.

    Parameters
    ----------
    plane
        With the rates along x, and heights of the scene along y.
    trials
        Those of the film's start are shown.
    foot
        Scene height that columns stand on.
    progress
        Read every frame.
    tall
        Height of a column.
    """

    def __init__(
        self,
        plane: Plane,
        trials: Trials,
        foot: float,
        progress: Progress,
        tall: float = TALL,
    ) -> None:
        super().__init__()
        self.plane, self.trials, self.progress, self.tall = plane, trials, progress, tall
        self.foot, self.feet = foot, plane.at(trials.rates, foot)
        self.column = WIDE * plane.inner.width / len(trials.rates)
        color = plane.theme.roles()[trials.role]
        self.columns = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        self.crosses = VMobject(stroke_color=plane.theme.muted, stroke_width=LINE)
        mean(self.columns, Meaning("landscape", trials.role, name="tries"))
        mean(self.crosses, Meaning("landscape", "muted", name="failed tries"))
        self.add(self.columns, self.crosses)
        self.go_live()

    def state(self) -> object:
        return self.progress.tries

    def depict(self) -> None:
        """Draw those that have been tried."""
        done = np.arange(len(self.feet)) < self.progress.tries
        got = self.trials.got[0]
        self.columns.set_points(columns_at(self.feet[done & got], self.column, self.tall))
        self.crosses.set_points(_crosses(self._middles(done & ~got), ARM * self.column))

    def unlit(self) -> VMobject:
        """A pale column for each rate, that may become one of its own."""
        columns = VMobject(stroke_width=0).set_fill(self.plane.theme.muted, opacity=UNLIT)
        columns.set_points(columns_at(self.feet, self.column, self.tall))
        return mean(columns, Meaning("landscape", name="rates"))

    def claims(self) -> list[Claim]:
        """That each rate tried has a column or a cross, read off the axis of rates."""
        hits, ruler = self.trials.hit[0, : self.progress.tries], Ruler(self.plane)
        return [
            ruler.stands("columns", _feet(self.columns), self.told(hits >= 0)),
            ruler.stands("crosses", _middles(self.crosses) - self._up, self.told(hits < 0)),
        ]

    @property
    def _up(self) -> Points:
        """From a foot to half way up a column."""
        return np.array([0, self.tall / 2, 0])

    def _middles(self, which: Bools) -> Points:
        """Half way up over the feet of some rates (n,)."""
        return np.asarray(self.feet[which] + self._up)

    def told(self, which: Bools) -> Points:
        """Data (n, 2) of the feet of some of the first rates (m,): for checks to read."""
        rates = self.trials.rates[np.flatnonzero(which)]
        return np.stack([rates, np.full_like(rates, self.foot)], axis=1)


def columns_at(feet: Points, width: float, tall: float) -> Points:
    """Outlines of columns on some feet (n, 3)."""
    half, outlines = np.array([width / 2, 0, 0]), [np.zeros((0, 3))]
    for foot in feet:
        low, high = foot, foot + np.array([0, tall, 0])
        outlines.append(polygon(np.array([low - half, low + half, high + half, high - half])))
    return np.concatenate(outlines)


def _crosses(middles: Points, arm: float) -> Points:
    """Crosses at some scene points (n, 3)."""
    arms = arm * np.array([[1, 1, 0], [1, -1, 0]])
    return np.concatenate([from_segments(middles - way, middles + way) for way in arms])


def _feet(columns: VMobject) -> Points:
    """Where the columns of an outline stand, read off their ink."""
    corners = columns.points[::4].reshape(-1, 4, 3)
    return np.asarray((corners[:, 0] + corners[:, 1]) / 2)


def _middles(crosses: VMobject) -> Points:
    """Where crosses are, read off the first strokes of their ink."""
    ends = crosses.points.reshape(-1, 4, 3)
    middles = (ends[:, 0] + ends[:, 3]) / 2
    return np.asarray(middles[: len(middles) // 2])
