"""A run of one weight over its loss curve: the weight on the axis, the point over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.axes import Plane
from scenes.kit.curves import GUIDE, graph
from scenes.kit.live import redraw
from scenes.kit.marks import NOWHERE, RADIUS, Arrow, Marks
from scenes.kit.numbers import Number, significant
from scenes.kit.outline import dashed
from scenes.kit.playhead import Playhead, along
from scenes.kit.stages import Stage, flips, stage

DOTS = (0.07, 0.09)  # lengths of a dot of a guide and of the gap after it
FOOT = 0.1  # from the axis up to the weight's number
EDGE = 0.55  # length of an edge arrow
OVER = 0.2  # from a point on the curve up to its loss


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


class Drop(VGroup):
    """The weight on its axis, the dotted line up, the point on the curve, a dot at each old one."""

    def __init__(self, run: OneWeight, *, dots: bool = True) -> None:
        theme = run.plane.theme
        self.run, self.with_dots = run, dots
        self.line = VMobject().set_stroke(theme.muted, width=GUIDE)
        self.dots = Marks(NOWHERE, theme, "batch", radius=0.5 * RADIUS)
        self.foot = Marks(NOWHERE, theme, "batch")
        self.marker = Marks(NOWHERE, theme, "batch")
        super().__init__(self.line, self.dots, self.foot, self.marker)
        self.drawn: float | None = None
        redraw(self, Drop.draw)

    def draw(self) -> None:
        """Bring all of it up to the playhead."""
        run, now = self.run, self.run.playhead.now
        if now == self.drawn:
            return
        self.drawn = now
        stage, plane = run.stage, run.plane
        left, right, _, top = plane.window
        here = run.weight
        self.foot.place(run.foot(here) if left <= here <= right else NOWHERE)
        foot = run.foot(run.marked)
        up = plane.at(run.marked, min(run.loss(run.marked), top))
        self.line.set_points(dashed(np.stack([foot, foot + stage.up * (up - foot)]), *DOTS))
        self.line.set_stroke(opacity=(1 - stage.gone) * (left <= run.marked <= right))
        self.marker.radius = RADIUS * max(0.0, 5 * stage.up - 4) * (1 - stage.gone)
        visible = run.shows(run.marked) and self.marker.radius > 0
        self.marker.place(run.point(run.marked) if visible else NOWHERE)
        self._place_dots(stage)

    def _place_dots(self, stage: Stage) -> None:
        old = self.run.weights[: self.run.playhead.arrived + (stage.gone > 0)]
        kept = [self.run.point(weight) for weight in old if self.run.shows(weight)]
        self.dots.place(np.array(kept) if kept and self.with_dots else NOWHERE)


class Swept(VMobject):
    """The part of the curve over all weights that a record has passed so far."""

    def __init__(self, run: OneWeight) -> None:
        whole = graph(run.plane, [0, 0], [0, 0])
        super().__init__(joint_type=whole.joint_type)
        self.match_style(whole)
        self.run = run
        self.drawn: float | None = None
        redraw(self, Swept.draw)

    def draw(self) -> None:
        """Bring the curve up to the playhead."""
        position = self.run.playhead.position
        if position == self.drawn:
            return
        self.drawn = position
        passed = np.append(self.run.weights[: int(position) + 1], self.run.weight)
        weights = np.linspace(passed.min(), passed.max(), 241)
        losses = self.run.problem.value(weights[:, None])
        self.set_points(graph(self.run.plane, weights, losses).points)


class WeightNumber(Number):
    """The weight over its mark on the axis, on the side away from the minimum if there is room.

    Where the side changes from one weight to the next the number fades out and in again.
    """

    def __init__(self, run: OneWeight, best: float, **style: object) -> None:
        super().__init__(run.weight, run.plane.theme, role="batch", **style)  # type: ignore[arg-type]
        self.run, self.best = run, best
        outer = np.array([flips(run.weights, i, best)[0] for i in range(len(run.weights))])
        roomy = [self._fits(*pair) for pair in zip(run.weights, outer, strict=True)]
        self.roomy, self.sides = np.array(roomy), np.where(roomy, outer, -outer)
        self.drawn: float | None = None
        redraw(self, WeightNumber.draw)

    def draw(self) -> None:
        """Bring number and place up to the playhead."""
        run, now = self.run, self.run.playhead.now
        if now == self.drawn:
            return
        self.drawn = now
        before = int(run.playhead.position)
        after = min(before + 1, len(self.sides) - 1)
        part = run.playhead.position - before
        near = before if part < 0.5 else after
        changes = self.sides[before] != self.sides[after]
        shown = max(0.0, 4 * abs(1 - 2 * part) - 3) if changes else 1.0
        if not self.roomy[near]:  # the step's own lines are to be drawn where the number is
            shown *= 1 - run.stage.across * (1 - run.stage.settled)
        self._put(float(self.sides[near]))
        inner = run.plane.inner
        inside = inner.left <= run.foot(run.weight)[0] <= inner.right
        self.set_fill(opacity=shown * inside)

    def _put(self, side: float) -> None:
        self.align, self.value = ("left" if side > 0 else "right"), self.run.weight
        self.put(self.run.foot(self.run.weight) + np.array([side * (RADIUS + 0.08), FOOT, 0]))

    def _fits(self, weight: float, side: int) -> bool:
        room = 0.15 + self.show_value(weight).width + RADIUS
        left, right = self.run.plane.inner.left, self.run.plane.box.right + 0.2
        foot = self.run.foot(weight)[0]
        return bool(left + room < foot if side < 0 else foot < right - room)


class LossNumber(Number):
    """The loss over its point on the curve, inside the bowl, while a staged step is drawn."""

    def __init__(self, run: OneWeight, **style: object) -> None:
        super().__init__(run.loss(run.marked), run.plane.theme, **style)  # type: ignore[arg-type]
        self.run, self.align = run, "center"
        self.drawn: float | None = None
        redraw(self, LossNumber.draw)

    def draw(self) -> None:
        """Bring number and place up to the playhead."""
        run, now = self.run, self.run.playhead.now
        if now == self.drawn:
            return
        self.drawn = now
        stage, weight = run.stage, run.marked
        staged = run.playhead.arrived < run.playhead.staged
        shown = max(0.0, 5 * stage.up - 4) * (1 - stage.gone) if staged else 0.0
        self.set_fill(opacity=shown * run.shows(weight))
        self.value = run.loss(weight)
        steep = np.clip(run.slope(weight) * np.divide(*run.plane.units[::-1]), -1, 1)
        point = run.point(weight) if run.shows(weight) else run.foot(run.plane.x.low)
        self.put(point + np.array([0, OVER, 0]))
        self.shift((-steep * (self.width / 2 + 0.05), 0, 0))


class CurveEdge(VGroup):
    """While the weight is out of the panel: an arrow where the curve leaves it, and the loss."""

    def __init__(self, run: OneWeight, best: float) -> None:
        super().__init__()
        self.run, self.best = run, best
        theme = run.plane.theme
        self.arrow = Arrow(theme, "batch", width=0.075)
        self.number = Number(0, theme, write=significant(3), role="batch")
        self.add(self.arrow, self.number)
        weights = np.linspace(run.plane.x.low, run.plane.x.high, 2001)
        inside = weights[run.problem.value(weights[:, None]) <= run.plane.y.high]
        self.exits = (float(inside.min()), float(inside.max()))
        redraw(self, CurveEdge.draw)

    def draw(self) -> None:
        """Show or hide, and bring the number up to the playhead."""
        run, position = self.run, self.run.playhead.position
        if self.exits[0] <= run.weight <= self.exits[1]:
            self.arrow.hide()
            self.number.set_points(np.zeros((0, 3)))
            return
        side = -1 if run.weight < self.exits[0] else 1
        leave = self.exits[(1 + side) // 2]
        tip = run.point(leave)
        ahead = np.array([1.0, run.slope(leave) * np.divide(*run.plane.units[::-1]), 0.0])
        ahead *= side / np.hypot(ahead[0], ahead[1])
        self.arrow.put(tip - EDGE * ahead, tip)
        ends = run.weights[[int(position), min(int(np.ceil(position)), len(run.weights) - 1)]]
        out = max(ends * side)
        self.number.align = "right" if side > 0 else "left"
        self.number.value = run.loss(out * side)
        self.number.put(tip - np.array([0.35 * side, 0.1, 0]) - 0.1 * ahead)
