"""A loss of several parameters as a function of one of them, the others held."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Mobject, ValueTracker, VGroup

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import fixed
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import LOUD, TITLE
from scenes.kit.ink.theme import Theme
from scenes.kit.one_weight.one_weight import Drop, OneWeight
from scenes.kit.one_weight.tangent import Crossing, Tangent
from scenes.kit.one_weight.weight_numbers import LossNumber, WeightNumber
from scenes.kit.panels.axes import LEFT, Axis, Plane, round_ticks
from scenes.kit.panels.curves import DOTS
from scenes.kit.time.playhead import Playhead
from scenes.parts.five_steps.sliding import Cut, SlidingCut, height_before, landing


class CutView:
    """The first step of one parameter over the cut of the loss, in its stages.

    Parameters
    ----------
    plane
        Panel of the parameter and the loss.
    record
        The run.
    index
        The parameter.
    playhead
        Stages its first step.
    slid
        How far the cut has slid from the start to where the first step leads, 0 to 1.

    Attributes
    ----------
    before
        The height of the loss at the start.
    landed
        The point after the first step, on the cut that has slid there, and its loss.
    """

    def __init__(
        self, plane: Plane, record: Trajectory, index: int, playhead: Playhead, slid: ValueTracker
    ) -> None:
        cut = Cut(record.problem, record.thetas[0], index)
        run = OneWeight(plane, cut, record.thetas[:, index], playhead)
        self.plane, self.run = plane, run
        mean(
            plane.lines.set_z_index(-1), Meaning("landscape")
        )  # under the ground, while they move too
        self.curve = SlidingCut(plane, record, index, slid)
        self.landed = landing(plane, record, index)
        self.drop, self.tangent, self.crossing = (
            Drop(run, dots=False),
            Tangent(run, longest=1, numbered=False),
            Crossing(run),
        )
        self.number = WeightNumber(run, cut.lowest, write=fixed(3), size=TITLE)
        self.loss = LossNumber(run, write=fixed(3), size=LOUD)
        haloed(self.number, plane.theme)  # it stands on the ground
        self.before = height_before(plane, record, index)
        for line, name in ((self.drop.line, "drop"), (self.crossing.line, "crossing")):
            mean(line.set_stroke(plane.theme.text), Meaning("line", "text", name=name, dash=DOTS))

    @property
    def stages(self) -> VGroup:
        """What the stages of the step draw, over the mark on the axis."""
        return VGroup(self.crossing, self.tangent, self.drop, self.loss)

    @property
    def first(self) -> tuple[Mobject, ...]:
        """What is there before the first step: the mark on its axis, under the curve."""
        return self.plane, self.curve, self.drop, self.number

    @property
    def coming(self) -> tuple[Mobject, ...]:
        """The same, but for the axes, which come from another panel."""
        return *self.plane[1:], *self.first[1:]

    @property
    def all(self) -> VGroup:
        """Everything that is drawn."""
        return VGroup(self.plane, self.curve, self.stages, self.number, self.before, self.landed)


def cuts(
    run: Trajectory,
    boxes: Sequence[Box],
    loss: str,
    playhead: Playhead,
    slid: ValueTracker,
    theme: Theme,
) -> list[CutView]:
    """A view of the first step for each parameter, side by side from the last one on.

    All have the same scales, so that their slopes compare; the leftmost one has the numbers.
    """
    theta, height = run.thetas[0], float(run.values[0])
    reach = max(1.75, 1.3 * float(np.abs(run.thetas[1] - theta).max()))
    views = []
    for index, (box, name) in enumerate(zip(boxes, run.problem.names, strict=True)):
        low, high = float(theta[index] - reach), float(theta[index] + reach)
        first = index == len(boxes) - 1
        up = Axis(
            0,
            2 * height,
            loss if first else " ",
            ticks=round_ticks(0, 2 * height, 4) if first else (),
        )
        across = Axis(low, high, f"${name}$", ticks=round_ticks(low, high, 3))
        plane = Plane(box, across, up, theme, left=LEFT if first else 0.15)
        views.append(CutView(plane, run, index, playhead, slid))
    return views
