"""How one picture of the lesson becomes the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import FadeIn, FadeOut, Mobject, VGroup

from scenes.kit.ink.marks import Marks
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.panels.curves import LossCurve
from scenes.kit.panels.ground import Ground
from scenes.kit.time.fades import fade_out
from scenes.kit.time.stages import RAISED
from scenes.parts.gradient_step.closer import Closer
from scenes.parts.gradient_step.walk import Views, Walk
from scenes.parts.gradient_step.widened import Widened

CLOSE = 2.1  # seconds in which the last weight is come close to
ASKED = (0.0, 0.52, 0.0)  # from a weight on the axis to the question about it


class Changes(Lesson):
    """A lesson on a curve beside its data, and then on the curve alone."""

    if TYPE_CHECKING:  # they are no parameters, as what a lesson declares is
        views: Views
        first: Walk
        walk: Walk
        widened: Widened
        again: VGroup
        hill: Ground
        curve: LossCurve
        ground: VGroup
        readings: Marks

    def widen(self) -> None:
        """Let the curve of the loss grow over the whole frame, with the weight on it."""
        first, walk = self.first, self.walk
        walk.playhead.set_value(RAISED)
        self.keep(self.views.data, self.ground, self.readings, *first.among_points)
        self.keep(first.weight, first.loss)
        growing = self.widened.grows_from(first, self.hill, self.curve)
        gone, self.on_stage = fade_out(*self.on_stage), []
        # What grows comes first, lest manim lift it over what goes.
        self.play(*growing, *(fade.set_run_time(0.45) for fade in gone))
        self.add(walk.crossing, walk.tangent, walk.drop, walk.edge)
        self.play(FadeIn(walk.weight.update()), run_time=0.3)

    def swap(self, leaving: Walk, coming: Walk) -> None:
        """Let one run go and bring another, with the arithmetic of the step that it has done."""
        parts = [*coming.parts, *([coming.update] if coming.playhead.arrived else [])]
        gone = [*leaving.parts, leaving.update]
        if len(coming.stamp):  # a bare frame has none
            parts, gone = [*parts, coming.stamp], [*gone, leaving.stamp]
        self.play(*fade_out(*gone), run_time=0.4)
        self.play(*map(FadeIn, parts), run_time=0.5)

    def come_closer(self, star: Mobject) -> None:
        """Look at where the run ends from so near that it is seen to be off the star."""
        old, run = self.walk.views.loss, self.walk.run
        closer = Closer(old, self.walk.views.problem, run)
        self.add(closer.shown)
        self.remove(self.widened.ground, self.widened.curve, self.walk.drop, star)
        self.play(FadeOut(old), FadeIn(closer.plane.update()), run_time=0.4)
        self.play(closer.near.animate.set_value(1), run_time=CLOSE)
        self.play(FadeIn(closer.told), run_time=0.5)

    def guess(self) -> None:
        """Ask whether the next step leads as far as the last one did."""
        run = self.walk.on_curve
        if len(self.again):
            self.show(self.again, seconds=0.3)
        place = self.again.get_center() if len(self.again) else run.foot(run.weight)
        self.ask("repeat", place + ASKED)
