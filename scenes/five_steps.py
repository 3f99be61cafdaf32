"""Five steps, then again: the recipe of gradient descent, each step beside its numbers."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from manim import (
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    Transform,
    ValueTracker,
    VGroup,
)

from gdcore import GradientDescent, descend, least_squares_solution
from scenes.kit.ink.layout import Box
from scenes.kit.ink.rims import rimmed
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.parameters import Interval, ParameterError, data_file
from scenes.kit.problems.own_points import suit
from scenes.kit.time.fades import fade_out
from scenes.kit.time.pace import even_growth
from scenes.kit.time.playhead import AIMED, Advance, Playhead
from scenes.kit.time.stages import RAISED, TOUCHED
from scenes.parts.five_steps import split_line
from scenes.parts.five_steps.changes import Changes
from scenes.parts.five_steps.cut import cuts
from scenes.parts.five_steps.data_view import DataView
from scenes.parts.five_steps.digits import compared
from scenes.parts.five_steps.formulas import B, Formulas, Three, W, question_at
from scenes.parts.five_steps.panels import Panels, panels_in
from scenes.parts.five_steps.picked import PickedPoint
from scenes.parts.five_steps.rail import Rail
from scenes.parts.five_steps.split import read_split
from scenes.parts.five_steps.stamps import stamp_of

BY_HAND = "initialise", "predict", "measure_loss", "find_gradients", "update"  # the first epoch
LEAST = 0.2  # loss at the start: from there, steps are long enough to be seen
DIMMED = 0.6  # opacity of the points, while the lines among them are compared
BEHIND = -1  # z-index of axes that move
ON_IT = 0.02  # of y, within which one line is seen to lie on another


class FiveSteps(Changes):
    """Plain descent on 80 training points, first one epoch by hand, then all of them."""

    beats = (*BY_HAND, "repeat", "arrive")
    pictured = "find_gradients"

    learning_rate: Annotated[float, Interval(0.02, 0.7), "step length per unit of slope"] = 0.1
    start: Annotated[tuple[float, float], Interval(-6, 6), "slope and intercept at first"] = (
        0.9507143064099162,
        0.3745401188473625,
    )
    epochs: Annotated[int, Interval(50, 3000), "times that all five steps are done"] = 1000
    points: Annotated[str, data_file(), "your own, to which start and rate then suit"] = ""

    def compute(self) -> None:
        self.split = read_split(self.points)
        if self.points:
            suit(self, self.split.suited())
        self.problem, held_out = self.split.problem, self.split.held_out
        optimizer = GradientDescent(self.learning_rate)
        self.run = descend(self.problem, optimizer, self.start, self.epochs)
        self.validation = None if held_out is None else held_out.value(self.run.thetas)
        self.best = least_squares_solution(self.problem)

    def refuse(self) -> None:
        if (loss := float(self.problem.value(self.start))) < LEAST:
            raise ParameterError(
                f"start = {self.start} has a loss of {loss:.2g} already: choose one of over {LEAST}"
            )

    def panels(self, body: Box) -> Panels:
        return panels_in(self.frame)

    def lay_out(self) -> None:
        self.playhead = Playhead(self.epochs, staged=1)
        words = [self.words[beat] for beat in self.beats[:-1]]
        self.rail = Rail(words, self.theme, self.boxes.rail)
        self.loop = self.rail.loop(5, 1)
        self.draw_data()
        self.draw_losses()
        self.formulas = self.write_formulas()
        asked = "" if self.frame.bare else self.words["ask_update"]  # bare: its slide asks
        self.question = question_at(self.formulas["helped"], asked, self.theme)
        blanks, key, shows = stamp_of(self.split, self.run, self.words)
        self.open(blanks, key=key, shows=shows)

    def opening(self) -> tuple[Mobject, ...]:
        return self.large.panel, self.large.samples, self.large.legend, self.rail

    def initialise(self) -> None:
        self.show(self.formulas["initialise"], seconds=0.8)
        self.play(Create(self.large.line), run_time=1.2)
        self.wait(1)

    def predict(self) -> None:
        self.begin(1, self.formulas["initialise"])
        self.play(FadeIn(self.large.dots, lag_ratio=0.2), run_time=1)
        self.play(FadeIn(self.prediction), run_time=0.5)
        self.clear(seconds=0.3)
        self.fly((self.prediction[1],), self.formulas["predict"])
        self.wait(1.3)
        self.play(FadeOut(self.prediction), run_time=0.4)

    def measure_loss(self) -> None:
        large = self.large
        self.begin(2, self.formulas["predict"])
        self.add(large.gaps, large.samples, large.line, large.dots)
        self.play(Create(large.gaps, lag_ratio=0), run_time=1)
        self.clear(seconds=0.3)
        self.play(FadeIn(self.residual), run_time=0.5)
        self.play(FadeIn(self.square, self.squared), run_time=0.8)
        self.wait(0.8)
        self.play(*fade_out(self.square, self.squared, self.residual, large.dots), run_time=0.5)
        self.show(self.formulas["measure_loss"], seconds=0.8)  # where the square was
        self.wait(1)

    def find_gradients(self) -> None:
        self.keep(self.large.gaps)
        self.begin(3)
        self.change_to_cuts()
        self.play_to(self.playhead, RAISED, 0.8)
        self.play_to(self.playhead, TOUCHED, 2.0)
        self.show(self.formulas["find_gradients"], seconds=0.8)
        self.wait(2.2)

    def update(self) -> None:
        self.begin(4)
        self.show(self.formulas["update"], seconds=0.8)
        self.play_to(self.playhead, AIMED, 1.4)
        self.wait(0.3)
        self.play_to(self.playhead, 1, 1.5)
        self.clear(beside=[FadeIn(self.b.before, self.w.before)], seconds=0.5)
        self.add(self.question)
        self.ask("update", self.b.plane.at(self.run.thetas[1, B], self.run.values[0]))
        self.remove(self.question)
        self.play_to(self.slid, 1, 1.4)
        self.play(FadeIn(self.b.landed, self.w.landed), run_time=0.6)
        self.show(self.formulas["helped"])
        self.wait(1)

    def repeat(self) -> None:
        self.clear(beside=[self.rail.light(5)], seconds=0.7)
        small = self.small
        for living in (self.losses, self.counter, small.gaps, small.line):
            living.update()  # to the first epoch's numbers, before they are seen
        self.change_to_losses(self.losses, self.counter)
        self.play(FadeIn(self.loop), self.rail.drop_first(), run_time=0.6)  # it is not done again
        hops = max(2, int(np.flatnonzero(self.small.hopping.long).max(initial=0)))
        times = even_growth(self.epochs - 1, 8.0, done=1, slow=hops, slow_seconds=0.6)
        self.play(Advance(self.playhead, times))
        self.wait(0.8)
        self.keep(self.counter, self.loss_panel, self.losses, self.small.gaps)
        self.keep(self.rail, self.loop)

    def arrive(self) -> None:
        (line, name), digits = self.least_squares, self.digits
        discs, diamonds = (part.animate for part in self.small.samples)
        dimmed: Any = discs.set_opacity(DIMMED), diamonds.set_stroke(opacity=DIMMED)
        trained = self.small.line.leaving  # it has no rim while it hops
        lifted = Transform(trained, rimmed(trained.copy(), self.theme))
        self.play(Create(line), FadeIn(name), lifted, *dimmed, run_time=1)
        self.exchange(self.on_stage, [digits.rows])
        self.play(FadeIn(digits.agreeing), run_time=0.6)
        self.play(Create(digits.differing), run_time=0.6)
        self.wait(1.5)

    def tell(self) -> dict[str, Told]:
        ends = (self.run.thetas[-1] - self.best) @ [self.split.ends, [1.0, 1.0]]
        there = np.abs(ends).max() < ON_IT
        both = self.validation is not None and self.validation[-1] < self.validation[0]
        return {
            "update": Told(None, {"second": Three(self.run.values[1])}),
            "repeat": Told("both" if both else "training"),
            "arrive": Told("there" if there else "short"),
        }

    # -- what the beats show -------------------------------------------------------------------

    def draw_data(self) -> None:
        """The points, the run's line through them, and what it predicts at first."""
        split, words, theme = self.split, self.words, self.theme
        boxes, of = self.boxes, (split, self.run, self.playhead, words, theme)
        narrow = boxes.large == boxes.beyond  # then the panel itself has room for numbers
        self.large, self.small = DataView(boxes.large, *of, narrow), DataView(boxes.data, *of)
        self.picked = PickedPoint(self.large.beyond(boxes.beyond), self.problem, self.start)
        self.prediction, self.residual = self.picked.prediction(), self.picked.residual()
        self.square, self.squared = self.picked.square(), self.picked.squared(self.residual)
        for plane in (self.large.panel, self.small.panel):
            plane.lines.set_z_index(BEHIND)  # of the ground, when they come and go
        name, plane = words["least_squares"], self.small.panel
        self.least_squares = split_line.least_squares_line(plane, split, self.best, name)

    def draw_losses(self) -> None:
        """The loss over each parameter, and then over the epochs."""
        boxes, theme, loss = self.boxes, self.theme, self.words["loss"]
        self.slid, both = ValueTracker(0.0), (boxes.w, boxes.b)
        self.w, self.b = cuts(self.run, both, loss, self.playhead, self.slid, theme)
        shown = self.run.values, self.validation, self.playhead, theme, self.words["epoch"], loss
        called = self.words["training"], self.words["validation"]
        self.loss_panel, self.losses = split_line.losses(boxes.losses, *shown, called)
        last, best = self.run.thetas[-1][[B, W]], self.best[[B, W]]
        self.counter = split_line.counted(self.loss_panel, self.playhead, self.words["epoch"])
        self.digits = compared(boxes.losses, last, best, "bw", theme)

    def write_formulas(self) -> dict[str, VGroup]:
        """The formula of each beat."""
        boxes, of = self.boxes, (self.run, len(self.problem.x), self.theme)
        where = boxes.calm, boxes.formulas, (boxes.b, boxes.w)
        return Formulas(*of, *where).of_beats(self.picked)
