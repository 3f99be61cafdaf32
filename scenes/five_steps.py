"""Five steps, then again: the recipe of gradient descent, each step beside its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np
from manim import Create, FadeIn, FadeOut, Mobject, ValueTracker, VGroup, VMobject

from gdcore import GradientDescent, descend, least_squares_solution
from scenes.kit.ink.layout import Box
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError, data_file
from scenes.kit.problems.own_points import suit
from scenes.kit.runs.arithmetic import Arithmetic
from scenes.kit.runs.residuals import Residuals
from scenes.kit.time.fades import fade_out
from scenes.kit.time.pace import even_growth
from scenes.kit.time.playhead import AIMED, Advance, Playhead
from scenes.kit.time.stages import RAISED, TOUCHED
from scenes.parts.five_steps import split_line
from scenes.parts.five_steps.cut import cuts
from scenes.parts.five_steps.formulas import B, Formulas, Three
from scenes.parts.five_steps.panels import Panels, panels_in
from scenes.parts.five_steps.picked import PickedPoint
from scenes.parts.five_steps.rail import Rail
from scenes.parts.five_steps.split import read_split
from scenes.parts.five_steps.stamps import stamp_of

LEAST = 0.2  # loss at the start: from there, steps are long enough to be seen
ON_IT = 0.02  # of y, within which one line is seen to lie on another


class FiveSteps(Lesson):
    """Plain descent on 80 training points, first one epoch by hand, then all of them."""

    beats = (
        "initialise",
        "predict",
        "measure_loss",
        "find_gradients",
        "update",
        "repeat",
        "arrive",
    )
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
        return panels_in(body)

    def lay_out(self) -> None:
        self.playhead = Playhead(self.epochs, staged=1)
        self.draw_rail()
        self.draw_data()
        self.draw_losses()
        self.formulas = self.write_formulas()
        self.counter = self.counting(
            self.playhead.reading(np.arange(self.epochs + 1.0)), "epoch", 4
        )
        blanks, key, shows = stamp_of(self.split, self.run, self.words)
        self.open(blanks, key=key, shows=shows)

    def opening(self) -> tuple[Mobject, ...]:
        losses = self.b.plane, self.w.plane, self.b.curve, self.w.curve
        return self.data_panel, *self.samples, self.legend, self.rail, *losses

    def initialise(self) -> None:
        self.play(FadeIn(self.b.drop, self.b.number, self.w.drop, self.w.number), run_time=0.8)
        self.fly((self.b.number, self.w.number), self.formulas["initialise"])
        self.play(Create(self.line), run_time=0.8)
        self.wait(1)

    def predict(self) -> None:
        self.begin(1)
        self.play(FadeIn(self.dots, lag_ratio=0.2), run_time=1)
        self.play(FadeIn(self.prediction), run_time=0.5)
        self.fly((self.prediction[1],), self.formulas["predict"])
        self.wait(1.3)
        self.play(FadeOut(self.prediction), run_time=0.4)

    def measure_loss(self) -> None:
        self.begin(2)
        self.add(self.gaps, *self.samples, self.line, self.dots)
        self.play(Create(self.gaps, lag_ratio=0), run_time=1)
        self.play(FadeIn(self.residual), run_time=0.5)
        self.show(self.formulas["measure_loss"], seconds=0.8)
        self.add(*self.b.stages, *self.w.stages)
        self.play_to(self.playhead, RAISED, 1.0)
        self.wait(1.2)
        self.play(*fade_out(self.residual, self.dots), run_time=0.5)

    def find_gradients(self) -> None:
        self.begin(3)
        self.play_to(self.playhead, TOUCHED, 2.0)
        self.wait(0.6)
        slopes = self.b.tangent.number, self.w.tangent.number
        self.fly(slopes, self.formulas["find_gradients"])
        self.wait(2.2)

    def update(self) -> None:
        self.begin(4)
        self.show(self.formulas["update"], seconds=0.8)
        self.play_to(self.playhead, AIMED, 1.4)
        self.wait(0.3)
        self.play_to(self.playhead, 1, 1.5)
        self.ask("update", self.b.plane.at(self.run.thetas[1, B], self.run.values[0]))
        self.play(self.slid.animate.set_value(1), run_time=1.4)
        self.play(FadeIn(self.b.landed, self.w.landed), run_time=0.8)
        self.show(self.formulas["helped"])
        self.wait(1)

    def repeat(self) -> None:
        self.keep(self.gaps, *self.b.all, *self.w.all)
        self.begin(5)
        formula = self.formulas["repeat"]
        for living in (self.losses, formula):
            living.update()  # to the first epoch's numbers, before they are seen
        once = self.rail.items[0].animate.set_opacity(0)  # what is not done again goes
        self.play(once, FadeIn(self.loss_panel, self.loop, formula, self.counter), run_time=0.8)
        self.play(FadeIn(self.losses), run_time=0.5)
        hops = max(2, int(np.flatnonzero(self.hopping.long).max(initial=0)))
        times = even_growth(self.epochs - 1, 8.0, done=1, slow=hops, slow_seconds=0.6)
        self.play(Advance(self.playhead, times))
        self.wait(0.8)

    def arrive(self) -> None:
        line, name = self.least_squares
        self.play(FadeOut(self.legend), run_time=0.4)
        self.play(Create(line), FadeIn(name), run_time=1.2)
        self.play(FadeIn(self.formulas["arrive"]), run_time=0.8)
        self.wait(1.5)

    def tell(self) -> dict[str, Told]:
        ends = (self.run.thetas[-1] - self.best) @ [self.split.ends, [1.0, 1.0]]
        losses = {"first": Three(self.run.values[0]), "second": Three(self.run.values[1])}
        there = np.abs(ends).max() < ON_IT
        both = self.validation is not None and self.validation[-1] < self.validation[0]
        return {
            "update": Told(None, losses),
            "repeat": Told("both" if both else "training"),
            "arrive": Told("there" if there else "short"),
        }

    # -- what the beats do ---------------------------------------------------------------------

    def begin(self, index: int) -> None:
        """Light a step in the rail and take off what the last one leaves."""
        self.clear(beside=[self.rail.light(index)], seconds=0.7)

    def fly(self, marks: Sequence[VMobject], formula: VGroup) -> None:
        """Show a formula while the numbers beside their marks fly to their places in it."""
        goals = [term.numbers[0] for term in formula if isinstance(term, Arithmetic)]
        flights = VGroup(*(mark.copy().clear_updaters() for mark in marks))
        self.add(flights)
        moves: list[Any] = [
            f.animate.move_to(g).set_opacity(0) for f, g in zip(flights, goals, strict=True)
        ]
        self.show(formula, seconds=1, beside=moves)
        self.remove(flights)

    # -- what the beats show -------------------------------------------------------------------

    def draw_rail(self) -> None:
        """The recipe, and its way back."""
        words = [self.words[beat] for beat in self.beats[:-1]]
        self.rail = Rail(words, self.theme, self.boxes.rail)
        self.loop = self.rail.loop(5, 1)

    def draw_data(self) -> None:
        """The points, the run's line through them, and what it predicts at first."""
        split, words = self.split, self.words
        plane = split.data_panel(self.boxes.data, self.start, words, self.theme)
        self.data_panel, self.samples = plane, split_line.points(plane, split)
        self.legend = split_line.legend(plane, split, words["training"], words["validation"])
        self.line, self.hopping = split_line.line_of(plane, self.run.thetas, self.playhead)
        self.dots = split_line.predicted(plane, self.run, split)
        self.gaps = Residuals(plane, split.drawn, self.run.thetas, self.hopping)
        self.picked = PickedPoint(plane, self.problem, self.start)
        self.prediction, self.residual = self.picked.prediction(), self.picked.residual()
        name = words["least_squares"]
        self.least_squares = split_line.least_squares_line(plane, split, self.best, name)

    def draw_losses(self) -> None:
        """The loss over each parameter, and then over the epochs."""
        boxes, theme, loss = self.boxes, self.theme, self.words["loss"]
        self.slid, both = ValueTracker(0.0), (boxes.w, boxes.b)
        self.w, self.b = cuts(self.run, both, loss, self.playhead, self.slid, theme)
        shown = self.run.values, self.validation, self.playhead, theme, self.words["epoch"], loss
        self.loss_panel, self.losses = split_line.losses(boxes.losses, *shown)

    def write_formulas(self) -> dict[str, VGroup]:
        """The formula of each beat."""
        of = self.run, len(self.problem.x), self.playhead, self.theme
        write = Formulas(*of, *self.boxes.formulas)
        return write.of_beats(self.picked, self.best)
