"""How every rate of one optimizer did, as a strip of columns and crosses along the rates."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.outline import from_segments, polygon
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.parts.optimizer_race.trials import Trials

TALL, WIDE, ARM = 0.42, 0.68, 0.5  # of a column; in parts of their distance; half a cross in it
HOLLOW, LINE = 1.6, 2.0  # stroke width of an empty column, and of a cross
THIN, PALE = 0.45, 0.4  # of a column's width, and opacity, of what fills it if it does not stay
DEEP = 0.1  # of a column's foot under the row's baseline

Points = NDArray[np.float64]


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


class RateStrip(Live, VGroup):
    """The rates of one optimizer: a column for each that gets there, a cross for each that fails.

    Parameters
    ----------
    plane
        With the rates along x, and heights of the scene along y.
    trials
        Those of the film's start are shown.
    line
        Scene height of the row's baseline.
    progress
        Read every frame.
    tall
        Height of a column.
    """

    def __init__(
        self,
        plane: Plane,
        trials: Trials,
        line: float,
        progress: Progress,
        tall: float = TALL,
    ) -> None:
        super().__init__()
        self.plane, self.trials, self.progress, self.tall = plane, trials, progress, tall
        self.foot = line - DEEP
        self.feet = plane.at(trials.rates, self.foot)
        self.column = WIDE * plane.inner.width / len(trials.rates)
        color = plane.theme.roles()[trials.role]
        self.columns = VMobject(stroke_color=color, stroke_width=HOLLOW)
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

    def _middles(self, which: NDArray[np.bool_]) -> Points:
        """Half way up over the feet of some rates (n,)."""
        return np.asarray(self.feet[which] + self._up)

    def told(self, which: NDArray[np.bool_]) -> Points:
        """Data (n, 2) of the feet of some of the first rates (m,): for checks to read."""
        rates = self.trials.rates[np.flatnonzero(which)]
        return np.stack([rates, np.full_like(rates, self.foot)], axis=1)


class StayStrip(Live, VGroup):
    """What fills the columns: the share of later steps at or under the target.

    If that is every one, the column is full; else what fills it is thin.

    Parameters
    ----------
    strip
        The columns.
    """

    def __init__(self, strip: RateStrip, theme: Theme) -> None:
        super().__init__()
        self.strip = strip
        self.trials, self.progress, self.feet = strip.trials, strip.progress, strip.feet
        color = theme.roles()[self.trials.role]
        self.full, self.thin = (
            mean(
                VMobject(fill_color=color, fill_opacity=1, stroke_width=0),
                Meaning("landscape", self.trials.role, name="stays"),
            )
            for _ in range(2)
        )
        self.thin.set_fill(opacity=PALE)
        self.add(self.thin, self.full)
        self.go_live()

    def state(self) -> object:
        return self.progress.tries, self.progress.budgets

    def depict(self) -> None:
        """Fill the columns as far as they are after so many budgets."""
        turn, done = self.progress.budgets - 1, np.arange(len(self.feet)) < self.progress.tries
        stays, under = done & self.trials.stays[turn, 0], 1 - self.trials.above[turn, 0]
        left = done & self.trials.got[0] & ~stays
        width, tall = self.strip.column, self.strip.tall
        self.full.set_points(columns_at(self.feet[stays], width, tall))
        self.thin.set_points(columns_at(self.feet[left], THIN * width, tall, under[left]))

    def claims(self) -> list[Claim]:
        """That a column is full where no step is above, and otherwise as tall as its share."""
        turn, tried, trials = self.progress.budgets - 1, self.progress.tries, self.trials
        ruler, stays = Ruler(self.strip.plane), trials.stays[turn, 0, :tried]
        leaves = (trials.hit[0, :tried] >= 0) > stays
        left, under = self.strip.told(leaves), 1 - trials.above[turn, 0, :tried][leaves]
        tops = ruler.over(left) + np.outer(under, (0, self.strip.tall, 0))
        return [
            ruler.stands("full columns", _feet(self.full), self.strip.told(stays)),
            ruler.stands("thin columns", _feet(self.thin), left),
            placed("shares", _tops(self.thin), tops),
        ]


def columns_at(feet: Points, width: float, tall: float, shares: Points | None = None) -> Points:
    """Outlines of columns on some feet (n, 3), full ones or each a share of the height tall."""
    half, outlines = np.array([width / 2, 0, 0]), [np.zeros((0, 3))]
    for foot, share in zip(feet, np.ones(len(feet)) if shares is None else shares, strict=True):
        low, high = foot, foot + np.array([0, tall * share, 0])
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


def _tops(columns: VMobject) -> Points:
    """Where the columns of an outline end, read off their ink."""
    corners = columns.points[::4].reshape(-1, 4, 3)
    return np.asarray((corners[:, 2] + corners[:, 3]) / 2)


def _middles(crosses: VMobject) -> Points:
    """Where crosses are, read off the first strokes of their ink."""
    ends = crosses.points.reshape(-1, 4, 3)
    middles = (ends[:, 0] + ends[:, 3]) / 2
    return np.asarray(middles[: len(middles) // 2])
