"""How one picture of the lesson becomes the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from manim import (
    Animation,
    AnimationGroup,
    FadeIn,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    TransformFromCopy,
    VGroup,
    VMobject,
)

from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.panels.axes import Plane
from scenes.kit.time.fades import fade_out
from scenes.parts.five_steps.cut import CutView
from scenes.parts.five_steps.data_view import DataView
from scenes.parts.five_steps.flights import flights
from scenes.parts.five_steps.rail import Rail


class Changes(Lesson):
    """A lesson with a recipe over its data, then over two cuts, then over data and losses."""

    if TYPE_CHECKING:  # they are no parameters, as what a lesson declares is
        rail: Rail
        large: DataView
        small: DataView
        b: CutView
        w: CutView
        loss_panel: Plane

    def begin(self, index: int, *kept: Mobject) -> None:
        """Light a step in the rail and take off what the last one leaves, but for what is kept."""
        self.clear(keep=kept, beside=[self.rail.light(index)], seconds=0.7)

    def change_to_cuts(self) -> None:
        """Let the axes of the data become those of both cuts, and what they show come in."""
        large, panels = self.large, (self.b.plane, self.w.plane)
        axes, *rest = large.panel
        gone = fade_out(*rest, large.samples, large.line, large.legend)
        copied = TransformFromCopy(axes, panels[1].lines)
        moved = copied, ReplacementTransform(axes, panels[0].lines)
        self.change([*gone, *moved], [part for cut in (self.b, self.w) for part in cut.coming])
        for cut in (self.b, self.w):
            self.add(*cut.first, *cut.stages)

    def change_to_losses(self, *coming: Mobject) -> None:
        """Let the axes of both cuts become those of the data and of the losses; more may come."""
        small, panels = self.small, (self.small.panel, self.loss_panel)
        still = Meaning("landscape")  # under the panels that fade in where it comes to lie
        gone, axes = list[Animation](), [mean(panel.lines.copy(), still) for panel in panels]
        for cut, end in zip((self.b, self.w), axes, strict=True):
            lines, *rest = cut.plane
            gone += fade_out(*rest, cut.curve, cut.stages, cut.number, cut.before, cut.landed)
            gone.append(ReplacementTransform(lines, end))
        shown = small.gaps, small.samples, small.line
        self.change(gone, [*panels, *shown, *coming])
        self.remove(*axes)

    def change(self, leaving: Sequence[Animation], coming: Sequence[Mobject]) -> None:
        """Bring parts in as soon as those that leave are faint."""
        parts = AnimationGroup(*leaving), AnimationGroup(*map(FadeIn, coming))
        self.play(LaggedStart(*parts, lag_ratio=0.5, run_time=1.1))

    def fly(self, marks: Sequence[VMobject], formula: VGroup) -> None:
        """Show a formula while the numbers beside their marks fly to their places in it."""
        flying = flights(marks, formula)
        self.show(formula, seconds=1, beside=flying.values())
        self.remove(*flying)
