"""From a line to a probability: logistic regression by descent, one sigmoid and its boundary."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import RIGHT, Animation, Create, FadeIn, Mobject, ReplacementTransform

from scenes.kit.ink.ghosts import GHOST
from scenes.kit.lesson.lesson import Told
from scenes.kit.time.fades import fade_out
from scenes.kit.time.playhead import Advance, step_times
from scenes.parts.classification import own_labels
from scenes.parts.classification.endings import arrival, sliding, steepening
from scenes.parts.classification.labelled import Labelled
from scenes.parts.classification.labels import EDGE
from scenes.parts.classification.logistic_views import boundary


class Classification(Labelled):
    """Plain descent on the negative log-likelihood of labels that a noisy line was cut into."""

    beats = ("make_labels", "bend_line", "weigh_mistakes", "slide", "steepen", "arrive")
    pictured = "steepen"

    def chosen_beats(self) -> tuple[str, ...]:
        return self.beats[1:] if self.points and "make_labels" in self.beats else self.beats

    def opening(self) -> tuple[Mobject, ...]:
        if self.points:
            return self.chances, self.strips, self.given, self.formula
        return self.first.heights, self.first.truth, self.first.raw, self.chances, self.strips

    def make_labels(self) -> None:
        source = self.first
        self.play(FadeIn(source.cut), run_time=0.7)
        self.play(FadeIn(source.colored), *fade_out(source.raw), run_time=0.8)
        self.wait(0.4)
        self.play(Create(source.edge), run_time=0.8)
        self.wait(1)
        self.play(FadeIn(source.falling, shift=2 * RIGHT), run_time=0.9)
        self.play(FadeIn(self.edge), self.fallen.animate.set_value(1), run_time=1.4)
        self.wait(0.6)

    def bend_line(self) -> None:
        if self.points:
            self.keep(self.formula)
            self.wait(0.8)
        else:
            self.play(*self.lowered(), run_time=0.7)
            self.show(self.formula, seconds=0.5)
        self.play(Create(self.sigmoid.curve), run_time=1.5)
        self.wait(0.6)
        self.play(FadeIn(self.sigmoid.marker, self.sigmoid.drop, self.readings), run_time=0.8)
        self.add(self.sigmoid)
        before = self.given if self.points else self.first.falling
        self.play(FadeIn(self.judged), *fade_out(before), run_time=0.8)
        self.wait(2.3)

    def weigh_mistakes(self) -> None:
        self.clear(seconds=0.5, beside=[FadeIn(self.costs)])
        self.play(Create(self.cost_curve), run_time=0.8)
        for example in self.examples:
            self.play(FadeIn(example), run_time=0.6)
            self.wait(0.4)
        surer, climb = self.climb
        self.play(FadeIn(climb), run_time=0.4)
        self.play(Advance(surer, np.linspace(0, 1.6, surer.steps + 1)))
        self.wait(0.4)
        self.play(FadeIn(self.point_losses), *fade_out(self.examples, climb), run_time=0.7)
        self.play(FadeIn(self.counter, self.scores), run_time=0.7)
        self.ask("weigh_mistakes", self.sigmoid.marker.get_center())
        self.wait(0.4)

    def slide(self) -> None:
        times = step_times(self.slid, 8.0, slow=3, slow_seconds=1.7)
        self.play(Advance(self.playhead, times))
        self.wait(1.1)

    def steepen(self) -> None:
        before = self.ghost(self.sigmoid.curve).set_stroke(opacity=0)
        self.add(before, self.sigmoid, self.judged)
        rest = self.playhead.steps - self.playhead.arrived
        remembered = before.animate.set_stroke(opacity=GHOST["opacity"])
        self.play(Advance(self.playhead, np.linspace(0, 5.8, rest + 1)), remembered)
        self.wait(0.7)
        self.keep(self.sigmoid, before, self.chances, self.readings)
        self.keep(
            self.costs, self.cost_curve, self.point_losses, self.strips, self.scores, self.counter
        )

    def arrive(self) -> None:
        if self.points:
            self.arrive_at_own()
            return
        coming = FadeIn(self.heights, self.threshold, self.draws.panel)
        self.clear(keep=[self.strips], beside=[coming], seconds=0.4)
        risen: Any = self.fallen.animate
        self.clear(beside=[risen.set_value(0).build(), Create(self.truth)], seconds=1.2)
        self.ask("arrive", self.chances.at(EDGE, 0.9))
        self.play(FadeIn(self.found, self.draws.found), run_time=0.8)
        self.wait(0.6)
        self.play(FadeIn(self.draws.others, lag_ratio=0.5), run_time=1.8)
        self.play(FadeIn(self.draws.counts), run_time=0.6)
        self.play(FadeIn(self.mixed), run_time=0.8)
        self.wait(0.6)

    def lowered(self) -> list[Animation]:
        """The panel of the points makes room for the formula; it stays to be cleared."""
        self.keep(*self.source.parts)
        pairs = zip(self.first.parts, self.source.parts, strict=True)
        return [ReplacementTransform(*pair) for pair in pairs]

    def arrive_at_own(self) -> None:
        """Mark where the labels of a file put the boundary, if a best sigmoid is there."""
        if len(self.problem.minimizers):
            self.play(FadeIn(self.found), run_time=0.8)
        self.wait(2.6)

    def tell(self) -> dict[str, Told]:
        hollow = self.hollow[[0, self.slid, -1]]
        best = boundary(self.problem.minimizers)
        return {
            "slide": Told(sliding(self.thetas[[0, self.slid]], hollow)),
            "steepen": Told(steepening(self.problem, self.thetas[[self.slid, -1]], hollow[1:])),
            "line": Told(None if len(best) else "separated"),
            "arrive": own_labels.arrival(self.problem, self.thetas)
            if self.points
            else arrival(self.problem, float(boundary(self.thetas[-1])), self.others, self.words),
        }
