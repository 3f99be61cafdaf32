"""One step down a loss curve, drawn: the tangent, its rise over its run, and where it leads."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import corners, reads, visible
from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.outline import clipped, dashed
from scenes.kit.ink.rims import rimmed
from scenes.kit.one_weight.one_weight import OneWeight
from scenes.kit.one_weight.truth import Truth
from scenes.kit.one_weight.weight_numbers import OVER
from scenes.kit.panels.curves import DOTS, GUIDE
from scenes.kit.panels.ruler import between
from scenes.kit.runs.arithmetic import exactly
from scenes.kit.time.live import Live

REACH = 1.5  # scene units of the tangent on each side of its point, or to its triangle's top
RUN = 3  # of the triangle in units of the weight, at most
STRIP = 0.42  # over the axis, where the weight's number stands and no tangent goes
TALL, CLEAR = 0.3, 0.1  # of the gradient's number; from it to the curve, at least
WIDTH, LEGS = 5.0, 3.0  # stroke widths of the tangent, and of the triangle's legs


class Tangent(Live, VGroup):
    """The tangent at the run's point, with a triangle of rise over run and the gradient.

    The triangle lies outside the bowl, where neither the curve nor the step's lines come, and
    its number under it, unless it is ``numbered`` elsewhere. Its run is ``longest`` units of the
    weight, less near the panel's edge.
    """

    def __init__(
        self,
        run: OneWeight,
        *,
        longest: int = RUN,
        write: Callable[[float], str] | None = None,
        numbered: bool = True,
    ) -> None:
        theme = run.plane.theme
        self.run, self.longest = run, longest
        self.line = VMobject().set_stroke(theme.roles()["gradient"], width=WIDTH)
        self.legs = VMobject().set_stroke(theme.roles()["gradient"], width=LEGS)
        mean(self.line, Meaning("line", "gradient", name="tangent"))
        mean(self.legs, Meaning("line", "gradient", name="triangle"))
        self.number = Number(
            0,
            theme,
            role="gradient",
            font="math",
            write=write or exactly(),
            align="center",
            size=36,
        )
        for line in (self.line, self.legs):
            rimmed(line, theme)
        super().__init__(self.line, self.legs, *[self.number] * numbered)
        self.numbered = numbered
        self.go_live()

    @property
    def steps_aside(self) -> int:
        """Run of the triangle: whole units of the weight away from the minimum, or 0 for none."""
        run, weight = self.run, self.run.marked
        side = -1 if run.slope(weight) < -1e-9 else 1
        room = (run.plane.x.high - weight) if side > 0 else (weight - run.plane.x.low)
        return side * max(0, min(self.longest, math.floor(room)))

    def corners(self) -> NDArray[np.float64]:
        """Scene points (3, 3) of the triangle: on the curve, beside it, on the tangent."""
        run, weight, aside = self.run, self.run.marked, self.steps_aside
        loss, rise = run.loss(weight), aside * run.slope(weight)
        return run.plane.at(weight + np.array([0, aside, aside]), loss + np.array([0, 0, rise]))

    def state(self) -> object:
        return self.run.playhead.now

    def depict(self) -> None:
        """Bring line, triangle and number up to the playhead."""
        run, stage = self.run, self.run.stage
        visible = float(run.shows(run.marked)) * (1 - stage.gone)
        for line in (self.line, self.legs):
            line.set_stroke(opacity=visible).set_stroke(opacity=visible, background=True)
        self.number.set_fill(opacity=visible * stage.triangle)
        self.number.set_stroke(opacity=visible * stage.triangle, background=True)
        if not visible:
            return
        slope = run.slope(run.marked)
        point, corners = run.point(run.marked), self.corners()
        ends = point + stage.slope * self._reaches(corners)
        inner = run.plane.inner
        room = inner.inset(bottom=STRIP)
        room = room if room.holds(point) else inner  # never without the point that it touches
        self.line.set_points(clipped(ends, room))
        self.legs.set_points(clipped(_traced(corners, stage.triangle), run.plane.inner))
        self.number.value = 0.0 if abs(slope) < 1e-9 else slope
        self._put_number(corners)

    def _reaches(self, corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """From the point to both ends of the line (2, 3), which closes the triangle."""
        across, up = self.run.plane.units
        ahead = np.array([across, self.run.slope(self.run.marked) * up, 0.0])
        ways = np.array([[-1.0], [1.0]]) * REACH * ahead / np.hypot(ahead[0], ahead[1])
        top, side = corners[2] - corners[0], int(self.steps_aside > 0)
        if np.hypot(top[0], top[1]) > REACH:
            ways[side] = top
        return np.asarray(ways)

    def claims(self) -> list[Claim]:
        """That line, triangle and number have the loss's slope at the run's point."""
        truth = Truth(self.run)
        weight, ruler = truth.marked, truth.ruler
        loss, slope = float(truth.loss(weight)), truth.slope(weight)
        claims = []
        if visible(self.line):
            ink = corners(self.line)
            read = self.run.plane.data(ink)[:, 0]
            tangent = np.stack([read, loss + slope * (read - weight)], axis=1)
            claims.append(ruler.stands("slope", ink, tangent))
        if visible(self.legs) and len(self.legs.points):
            traced = 2 * self.run.stage.triangle
            end = weight + min(traced, 1.0) * self.steps_aside
            rise = loss + max(traced - 1, 0.0) * self.steps_aside * slope
            legs = between(ruler.laid([[weight, loss], [end, loss], [end, rise]]))
            claims += ruler.follows("rise over run", self.legs, legs)
        return claims + (reads(self.number, slope) if self.numbered else [])

    def _put_number(self, corners: NDArray[np.float64]) -> None:
        """Under the triangle's run, or beside its rise where the axis is too near.

        It stands over the point's loss where the panel ends too soon.
        """
        (point, beside, top), inner = corners, self.run.plane.inner
        side = -1 if self.run.slope(self.run.marked) < -1e-9 else 1
        width = self.number.put((0, 0, 0)).width
        middle, level = max(0.12 + width / 2, abs(beside[0] - point[0]) / 2), point[1] - 0.31
        if level < inner.bottom + STRIP:
            middle = abs(beside[0] - point[0]) + 0.12 + width / 2
            level = max((beside[1] + top[1]) / 2 - 0.1, inner.bottom + STRIP)
            middle = self._outside(point[0], side, middle, width / 2, level + TALL)
        end = point[0] + side * (middle + width / 2)
        if inner.left + 0.08 < end < self.run.plane.box.right + 0.2:
            self.number.put((point[0] + side * middle, level, 0))
        else:
            inwards = -side * (width / 2 + 0.05)
            self.number.put(point + np.array([inwards, OVER + 0.38, 0]))

    def _outside(self, foot: float, side: int, middle: float, half: float, top: float) -> float:
        """How far beside the point a number's middle is out of the bowl up to its top."""
        plane = self.run.plane
        inner, height = plane.inner, self.run.point
        while inner.left < (end := foot + side * (middle - half - CLEAR)) < inner.right:
            if height(float(plane.data(np.array([end, top, 0.0]))[0]))[1] > top:
                break
            middle += CLEAR
        return middle


def _traced(corners: NDArray[np.float64], part: float) -> NDArray[np.float64]:
    """The triangle's legs (3, 3) as far as they are traced, its run first; none (0, 3) before."""
    if not part:
        return corners[:0]
    point, beside, top = corners
    across, up = min(2 * part, 1.0), max(2 * part - 1, 0.0)
    bend = point + across * (beside - point)
    return np.stack([point, bend, bend + up * (top - beside)])


class Crossing(Live, VGroup):
    """The dotted line at the loss's height to the new weight and down, and the step's arrow."""

    def __init__(self, run: OneWeight) -> None:
        theme = run.plane.theme
        self.run = run
        self.line = VMobject().set_stroke(theme.muted, width=GUIDE)
        mean(self.line, Meaning("line", "muted", name="crossing", dash=DOTS))
        self.arrow = Arrow(theme)
        super().__init__(self.line, self.arrow)
        self.go_live()

    def state(self) -> object:
        return self.run.playhead.now

    def depict(self) -> None:
        """Bring lines and arrow up to the playhead."""
        run, stage, plane = self.run, self.run.stage, self.run.plane
        left, right, _, _ = plane.window
        self.line.set_points(np.zeros((0, 3)))
        self.arrow.hide()
        if not stage.across or not run.shows(run.marked):
            return
        end = float(np.clip(run.coming, left, right))
        start = run.point(run.marked)
        corner = plane.at(end, run.loss(run.marked))
        lines = [dashed(np.stack([start, start + stage.across * (corner - start)]), *DOTS)]
        if left <= run.coming <= right:
            foot = run.foot(end)
            lines.append(dashed(np.stack([corner, corner + stage.down * (foot - corner)]), *DOTS))
        self.line.set_points(np.concatenate(lines))
        self.line.set_stroke(opacity=1 - stage.settled)
        here = run.foot(float(np.clip(run.aloft, left, right)))
        first = run.foot(run.marked)
        self.arrow.put(here, first + max(stage.arrived, stage.gone) * (run.foot(end) - first))

    def claims(self) -> list[Claim]:
        """That the line leads over to the next weight and down to it, and the arrow along."""
        truth, stage = Truth(self.run), self.run.stage
        if not stage.across or not truth.shows(truth.marked):
            return [placed("step", self.arrow.ends, np.zeros((0, 3)))]
        left, right, low, _ = self.run.plane.window
        first, end = truth.marked, float(np.clip(truth.coming, left, right))
        loss, ruler = float(truth.loss(first)), truth.ruler
        ways = [[[first, loss], [first + stage.across * (end - first), loss]]]
        if left <= truth.coming <= right:
            ways.append([[end, loss], [end, loss + stage.down * (low - loss)]])
        here = float(np.clip(truth.aloft, left, right))
        tip = first + max(stage.arrived, stage.gone) * (end - first)
        ends = ruler.laid([[here, low], [tip, low]])
        claims = [ruler.spans("step", self.arrow, *ends)]
        if visible(self.line):
            claims += ruler.follows("crossing", self.line, ruler.laid(ways), gap=DOTS[1])
        return claims
