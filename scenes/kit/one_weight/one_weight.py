"""A run of one weight over its loss curve: the weight on the axis, the point over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import corners, visible
from scenes.kit.ink.marks import NOWHERE, RADIUS, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import dashed
from scenes.kit.one_weight.truth import Truth
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import DOTS, GUIDE, LossCurve
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import done
from scenes.kit.time.stages import Stage, stage


class Curve(Protocol):
    """A loss over one weight: a problem of dimension 1, or a cut through one of more."""

    def value(self, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        """Loss (...) at weights (..., 1)."""
        ...

    def gradient(self, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        """Slope (..., 1) there."""
        ...


@dataclass(frozen=True)
class OneWeight:
    """A record of weights over the curve of a loss, read at a playhead.

    Attributes
    ----------
    plane
        Panel of the weight and its loss.
    problem
        The loss over the weight and its slope.
    weights
        Recorded weights (T+1,).
    playhead
        Gives the place along the record.
    """

    plane: Plane
    problem: Curve
    weights: NDArray[np.float64]
    playhead: Playhead

    @property
    def stage(self) -> Stage:
        """How far the drawing of the present step is."""
        return stage(self.playhead)

    @property
    def weight(self) -> float:
        """The weight now, between two iterates while a step moves."""
        return float(along(self.weights, self.playhead.position))

    @property
    def aloft(self) -> float:
        """The weight, or where it is in the air while a step hops."""
        playhead = self.playhead
        if not playhead.flight:
            return self.weight
        return float(along(self.weights, playhead.arrived + playhead.flight))

    @property
    def marked(self) -> float:
        """The weight whose point on the curve is drawn: a staged step's stays where it was."""
        staged = self.playhead.arrived < self.playhead.staged
        return float(self.weights[self.playhead.arrived]) if staged else self.weight

    @property
    def coming(self) -> float:
        """The weight after the present step."""
        return float(self.weights[min(self.playhead.arrived + 1, len(self.weights) - 1)])

    def loss(self, weight: float) -> float:
        """The loss at a weight."""
        return float(self.problem.value(np.array([weight])))

    def slope(self, weight: float) -> float:
        """The gradient at a weight."""
        return float(self.problem.gradient(np.array([weight]))[0])

    def foot(self, weight: float) -> NDArray[np.float64]:
        """Scene point (3,) of a weight on the axis."""
        return self.plane.at(weight, self.plane.y.low)

    def point(self, weight: float) -> NDArray[np.float64]:
        """Scene point (3,) of a weight on the curve."""
        return self.plane.at(weight, self.loss(weight))

    def shows(self, weight: float) -> bool:
        """Whether a weight and its loss are in the panel."""
        left, right, _, top = self.plane.window
        return left <= weight <= right and self.loss(weight) <= top


class Drop(Live, VGroup):
    """The weight on its axis, the dotted line up, the point on the curve, a dot at each old one."""

    def __init__(self, run: OneWeight, *, dots: bool = True) -> None:
        theme = run.plane.theme
        self.run, self.with_dots = run, dots
        self.line = VMobject().set_stroke(theme.muted, width=GUIDE)
        mean(self.line, Meaning("line", "muted", name="drop", dash=DOTS))
        self.dots = Marks(NOWHERE, theme, "batch", radius=0.5 * RADIUS)
        self.foot = Marks(NOWHERE, theme, "batch")
        self.marker = Marks(NOWHERE, theme, "batch")
        super().__init__(self.line, self.dots, self.foot, self.marker)
        self.go_live()

    def state(self) -> object:
        return self.run.playhead.now

    def depict(self) -> None:
        """Bring all of it up to the playhead."""
        run, stage, plane = self.run, self.run.stage, self.run.plane
        left, right, _, top = plane.window
        here = run.aloft
        self.foot.place(run.foot(here) if left <= here <= right else NOWHERE)
        foot = run.foot(run.marked)
        up = plane.at(run.marked, min(run.loss(run.marked), top))
        self.line.set_points(dashed(np.stack([foot, foot + stage.up * (up - foot)]), *DOTS))
        self.line.set_stroke(opacity=(1 - stage.gone) * (left <= run.marked <= right))
        self.marker.radius = RADIUS * max(0.0, 5 * stage.up - 4) * (1 - stage.gone)
        visible = run.shows(run.marked) and self.marker.radius > 0
        self.marker.place(run.point(run.marked) if visible else NOWHERE)
        self._place_dots(stage)

    def claims(self) -> list[Claim]:
        """That the marks are the weight now, its loss and the losses before, joined by the line."""
        truth, stage = Truth(self.run), self.run.stage
        ruler, marked = truth.ruler, truth.marked
        left, right, low, top = self.run.plane.window
        on_axis = truth.on_axis(np.array([truth.aloft]))[: int(left <= truth.aloft <= right)]
        seen = truth.shows(marked) and max(0.0, 5 * stage.up - 4) * (1 - stage.gone) > 0
        on_curve = truth.on_curve(np.array([marked]))[: int(seen)]
        claims = [
            ruler.stands("weight", self.foot.centres, on_axis),
            ruler.stands("loss", self.marker.centres, on_curve),
        ]
        if visible(self.line):
            up = low + stage.up * (min(float(truth.loss(marked)), top) - low)
            drop = ruler.laid([[[marked, low], [marked, up]]])
            claims += ruler.follows("drop", self.line, drop, gap=DOTS[1])
        if self.with_dots:
            old = self.run.weights[: done(self.run.playhead) + (stage.gone > 0)]
            kept = np.array([weight for weight in old if truth.shows(weight)])
            claims.append(ruler.stands("old losses", self.dots.centres, truth.on_curve(kept)))
        return claims

    def _place_dots(self, stage: Stage) -> None:
        old = self.run.weights[: self.run.playhead.arrived + (stage.gone > 0)]
        kept = [self.run.point(weight) for weight in old if self.run.shows(weight)]
        self.dots.place(np.array(kept) if kept and self.with_dots else NOWHERE)


class Swept(Live, LossCurve):
    """The part of the curve over all weights that a record has passed so far."""

    def __init__(self, run: OneWeight) -> None:
        self.run = run
        super().__init__(run.plane, run.problem.value, run.weights[:1])
        self.go_live()

    @property
    def passed(self) -> tuple[float, float]:
        """The least and the largest weight so far."""
        so_far = np.append(self.run.weights[: int(self.run.playhead.position) + 1], self.run.weight)
        return float(so_far.min()), float(so_far.max())

    def state(self) -> object:
        return self.run.playhead.position

    def depict(self) -> None:
        """Bring the curve up to the playhead."""
        self.span(np.linspace(*self.passed, 241))

    def claims(self) -> list[Claim]:
        """That it is the loss, between the least and the largest weight that the panel shows."""
        ink, truth = corners(self), Truth(self.run)
        so_far = np.append(self.run.weights[: done(self.run.playhead) + 1], truth.weight)
        passed = np.array([so_far.min(), so_far.max()])
        shown = [truth.shows(weight) for weight in passed]
        true = truth.on_curve(passed)[shown]
        if not len(ink):
            return [truth.ruler.stands("ends", ink, true)] if np.ptp(passed) else []
        ends = ink[[ink[:, 0].argmin(), ink[:, 0].argmax()]]
        return [*super().claims(), truth.ruler.stands("ends", ends[shown], true)]
