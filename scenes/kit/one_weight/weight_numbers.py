"""The numbers that go with a run of one weight: the weight, its loss, and the loss out of sight."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit.ink.claims import reads
from scenes.kit.ink.marks import RADIUS, Arrow
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import LABEL
from scenes.kit.one_weight.one_weight import OneWeight
from scenes.kit.one_weight.truth import Truth
from scenes.kit.time.live import Live
from scenes.kit.time.record import done, under_way
from scenes.kit.time.stages import flips

FOOT = 0.1  # from the axis up to the weight's number
EDGE = 0.55  # length of an edge arrow
OVER = 0.2  # from a point on the curve up to its loss
CLEAR = 0.42  # from the axis up to a loss at least, over the weight's number
INWARDS = 0.25  # from a low point out to the end of the weight over it
LIFT = 0.08  # of a weight over a low point, off the dots on the curve beside it
LOW, ABOVE = 0.24, 0.3  # height of a point that is low; from a weight over it up to its loss


def height(run: OneWeight, weight: float) -> float:
    """Scene units from a weight on the axis up to its point."""
    return float(run.point(weight)[1] - run.foot(weight)[1])


class WeightNumber(Number):
    """The weight over its mark on the axis, on the side away from the minimum if there is room.

    Where the curve comes down to the axis the number stands inside the bowl, over the point.
    Where the place changes from one weight to the next the number fades out and in again. Only
    weights of the record are written: during a staged step there is none, a later step's number
    stays until the next has landed.
    """

    def __init__(self, run: OneWeight, best: float, **style: object) -> None:
        super().__init__(run.weight, run.plane.theme, role="batch", **style)  # type: ignore[arg-type]
        self.run, self.best = run, best
        outer = np.array([flips(run.weights, i, best)[0] for i in range(len(run.weights))])
        roomy = [self._fits(*pair) for pair in zip(run.weights, outer, strict=True)]
        self.roomy, self.sides = np.array(roomy), np.where(roomy, outer, -outer)
        self.low = np.array([height(run, weight) < LOW for weight in run.weights])
        self.go_live()

    def state(self) -> object:
        return self.run.playhead.now

    def depict(self) -> None:
        """Bring number and place up to the playhead."""
        run, staged = self.run, self.run.playhead.staged
        before = run.playhead.arrived
        after = min(before + 1, len(self.sides) - 1)
        part = max(run.playhead.position - before, 0.0)
        near = before if part < 0.5 else after
        written = float(run.weights[near if before < staged else before])
        changes = any(kind[before] != kind[after] for kind in (self.sides, self.low))
        shown = max(0.0, 4 * abs(1 - 2 * part) - 3) if changes else 1.0
        if not (self.roomy[near] or self.low[near]):  # the step's lines are drawn where it is
            shown *= 1 - run.stage.across * (1 - run.stage.settled)
        if before < staged:
            shown = min(shown, max(0.0, 5 * abs(1 - 2 * part) - 4))
        goes_along = before < staged or staged < 0
        weight = run.weight if goes_along else written
        self._put(written, weight, float(self.sides[near]), bool(self.low[near]))
        inner = run.plane.inner
        inside = inner.left <= run.foot(weight)[0] <= inner.right
        self.set_fill(opacity=shown * inside)
        self.set_stroke(opacity=shown * inside, background=True)

    def claims(self) -> list[Claim]:
        """That it is the last weight of the record; at the end of a staged step, the next."""
        playhead, step = self.run.playhead, done(self.run.playhead)
        lands = step < playhead.staged and under_way(playhead) > 0.5
        return reads(self, float(self.run.weights[step + lands]))

    def _put(self, written: float, weight: float, side: float, low: bool) -> None:
        run = self.run
        self.align, self.value = ("left" if (side > 0) != low else "right"), written
        level = max(CLEAR, height(run, weight) + OVER + LIFT)
        place = (self._inwards(weight, side, level), level) if low else (RADIUS + 0.08, FOOT)
        self.put(run.foot(weight) + np.array([side * place[0], place[1], 0]))

    def _inwards(self, weight: float, side: float, level: float) -> float:
        """How far beside a low point the number over it ends, short of dots on a steep curve."""
        foot, inner = self.run.foot(weight), self.run.plane.inner
        for part in (1.0, 0.75, 0.5, 0.25):
            beside = foot[0] + side * (part * INWARDS + RADIUS)
            over = self.run.plane.data(np.array([np.clip(beside, inner.left, inner.right), 0, 0]))
            if height(self.run, float(over[0])) < level - RADIUS:
                return part * INWARDS
        return 0.0

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
        self.go_live()

    def state(self) -> object:
        return self.run.playhead.now

    def depict(self) -> None:
        """Bring number and place up to the playhead."""
        run, stage, weight = self.run, self.run.stage, self.run.marked
        staged = run.playhead.arrived < run.playhead.staged
        shown = max(0.0, 5 * stage.up - 4) * (1 - stage.gone) if staged else 0.0
        self.set_fill(opacity=shown * run.shows(weight))
        self.value = run.loss(weight)
        steep = np.clip(run.slope(weight) * np.divide(*run.plane.units[::-1]), -1, 1)
        point = run.point(weight) if run.shows(weight) else run.foot(run.plane.x.low)
        clear = run.plane.inner.bottom + CLEAR + ABOVE * (height(run, weight) < LOW)
        self.put((point[0], max(point[1] + OVER, clear), 0))
        self.shift((-steep * (self.width / 2 + 0.05), 0, 0))

    def claims(self) -> list[Claim]:
        """That it is the loss at the weight whose point is drawn."""
        truth = Truth(self.run)
        return reads(self, float(truth.loss(truth.marked)))


class CurveEdge(Live, VGroup):
    """While the weight is out of the panel: an arrow where the curve leaves it, and the loss."""

    def __init__(self, run: OneWeight, best: float) -> None:
        super().__init__()
        self.run, self.best = run, best
        theme = run.plane.theme
        self.arrow = Arrow(theme, "batch", width=0.075)
        self.number = Number(0, theme, write=significant(3), role="batch")
        mean(self.arrow, Meaning("arrow", "batch", edge=True))
        mean(self.number, Meaning("number", "batch", size=LABEL, edge=True))
        self.add(self.arrow, self.number)
        weights = np.linspace(run.plane.x.low, run.plane.x.high, 2001)
        inside = weights[run.problem.value(weights[:, None]) <= run.plane.y.high]
        self.exits = (float(inside.min()), float(inside.max()))
        self.go_live()

    def state(self) -> object:
        return self.run.playhead.position

    def depict(self) -> None:
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

    def claims(self) -> list[Claim]:
        """That the arrow ends where the curve leaves the panel, and the number is a loss beyond."""
        truth, weights = Truth(self.run), self.run.weights
        low, high = self.exits
        if low <= truth.weight <= high:
            number = "a number" if len(self.number.points) else ""
            return [Claim("loss", number, ""), placed("exit", self.arrow.ends, np.zeros((0, 3)))]
        step = done(self.run.playhead)
        ends = weights[step : step + 2] if under_way(self.run.playhead) else weights[[step]]
        beyond = float(ends.min() if truth.weight < low else ends.max())
        leaves = truth.on_curve(np.array([low if truth.weight < low else high]))
        told = self.number.reads(float(truth.loss(beyond)), "loss")
        if not told:
            told = [Claim("loss", "no number", "")]
        return [*told, truth.ruler.stands("exit", self.arrow.ends[1:], leaves)]
