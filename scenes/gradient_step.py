"""Which way is down, and how far: one weight, one tangent, one step at a time."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from manim import FadeIn, FadeOut, LaggedStart, Mobject, ReplacementTransform

from gdcore import GradientDescent, Trajectory, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError, data_file
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.panels.curves import LossCurve
from scenes.kit.panels.ground import Ground
from scenes.kit.problems.own_points import suit
from scenes.kit.time.fades import fade_out
from scenes.kit.time.playhead import AIMED, Advance
from scenes.kit.time.stages import RAISED, TOUCHED
from scenes.parts.gradient_step.changes import ASKED, Changes
from scenes.parts.gradient_step.endings import numbered_star, outcome, too_near
from scenes.parts.gradient_step.formulas import DIGITS, rise_over_run
from scenes.parts.gradient_step.given import read_given
from scenes.parts.gradient_step.hill import soil
from scenes.parts.gradient_step.legs import numbered_legs
from scenes.parts.gradient_step.panels import Panels, calm, panels_in
from scenes.parts.gradient_step.stack import stack
from scenes.parts.gradient_step.sweep import Sweep
from scenes.parts.gradient_step.walk import STEPWISE, Views, Walk
from scenes.parts.gradient_step.ways import as_far_again, both_ways
from scenes.parts.gradient_step.widened import Widened

WINDOW, FEW = (-10.0, 15.0), 3  # weights over which the loss is shown; parts of an axis, at most
OTHERS = (-6.0, 9.0)  # starts left and right of the minimum, of which the other side's is taken
STAGES = ((RAISED, 0.4, 0.1), (TOUCHED, 0.6, 0.2), (AIMED, 0.6, 0.1), (1.0, 0.7, 0.1))
REST = 2.6  # seconds of the steps that are not drawn stage by stage, about


class GradientStep(Changes):
    """Plain descent on the loss of y = w·x over three points, every step drawn."""

    aspects = (*Lesson.aspects, "9:16")
    beats = (
        "show_loss",
        "measure_loss",
        "draw_tangent",
        "take_step",
        "other_side",
        "repeat",
        "arrive",
    )
    pictured = "draw_tangent"

    learning_rate: Annotated[float, Interval(0.005, 0.25), "step length per unit of slope"] = 0.025
    start: Annotated[float, Interval(-9, 14), "weight that the run starts from"] = 9.0
    steps: Annotated[int, Interval(5, 20), "steps of the run"] = 10
    points: Annotated[str, data_file(), "your own, of which three are shown"] = ""

    def compute(self) -> None:
        self.given = read_given(self.points)
        if self.points:
            suit(self, {"learning_rate": self.given.rate})
        self.problem = self.given.problem
        self.best = float(self.problem.minimizers[0, 0])
        self.run = self.descent(self.start, self.steps)
        self.opposite = OTHERS[0] if self.start > self.best else OTHERS[1]
        self.mirrored = self.descent(self.opposite, 1)

    def descent(self, start: float, steps: int) -> Trajectory:
        """A run of the lesson's rate."""
        return descend(self.problem, GradientDescent(self.learning_rate), [start], steps)

    def refuse(self) -> None:
        if np.isclose(self.start, self.best):
            raise ParameterError(f"start = {self.start} is the minimum, from where no run moves")

    def panels(self, body: Box) -> Panels:
        return panels_in(body)

    def lay_out(self) -> None:
        self.views = self.draw_panels()
        wide = self.views.over(self.boxes.whole)
        self.first = self.walked(self.run, self.views)
        self.walk, self.other = self.walked(self.run, wide), self.walked(self.mirrored, wide)
        samples, data = self.views.samples, self.views.data
        self.readings = Marks(data.to_scene(samples), self.theme, "text", radius=0.08)
        self.readings.checked(lambda: samples, data.data)
        turns = (self.start, WINDOW[1], WINDOW[0], self.start)
        self.sweep = Sweep(self.views.loss, data, self.problem, samples, turns)
        over = self.views.loss, self.problem.value, np.linspace(*WINDOW, 241)
        self.curve, self.hill = LossCurve(*over), Ground(*over)
        away, of = -int(self.first.weight.sides[0]), self.first.residuals  # from the number
        self.stack = stack(self.views.loss, self.start, of.squares(), away)
        told, tangent = (self.run, self.words["slope"]), self.walk.tangent
        self.quotient = rise_over_run(tangent, *told, calm(wide.loss, self.best))
        self.legs = numbered_legs(tangent, float(self.run.gradients[0, 0]))
        self.widened, self.ways = Widened(self.walk), both_ways(self.other.on_curve)
        self.again = as_far_again(self.walk.on_curve, STEPWISE - 1)
        for on_top in (self.readings, *(walk.drop for walk in (self.first, self.walk, self.other))):
            on_top.set_z_index(1)
        self.open_stamped()

    def opening(self) -> tuple[Mobject, ...]:
        views, sweep = self.views, self.sweep
        among = views.data, self.ground, sweep.squares, sweep.line, self.readings
        return *among, self.hill, views.loss, sweep.on_curve, self.walk.counter

    def show_loss(self) -> None:
        walk, sweep = self.first, self.sweep
        self.play(Advance(sweep.playhead, np.linspace(0, 5.0, sweep.playhead.steps + 1)))
        self.add(self.curve, walk.squares, walk.line, self.readings)
        self.remove(sweep.line, sweep.squares, sweep.curve)
        self.play(FadeOut(sweep.drop, sweep.number), FadeIn(walk.drop, walk.weight), run_time=0.6)

    def measure_loss(self) -> None:
        walk = self.first
        self.play(LaggedStart(*map(FadeIn, walk.labels), lag_ratio=0.4), run_time=1.2)
        self.add(walk.labels)
        for index, bar in enumerate(self.stack):
            self.play(ReplacementTransform(walk.squares.single(index), bar), run_time=0.8)
        self.keep(*self.stack)
        self.add(walk.drop, walk.loss)
        self.play_to(walk.playhead, RAISED, 0.9)
        self.show(walk.sum, seconds=0.8)
        self.wait(0.8)

    def draw_tangent(self) -> None:
        self.widen()
        self.play_to(self.walk.playhead, TOUCHED, 2.2)
        self.show(self.legs, self.quotient, seconds=0.8)
        self.wait(1.9)

    def take_step(self) -> None:
        walk = self.walk
        self.clear(seconds=0.5)
        walk.update.update()  # to the step's own numbers, before they are seen
        self.play(FadeIn(walk.update), run_time=0.8)
        self.play_to(walk.playhead, AIMED, 2.4)
        self.wait(0.6)
        self.play_to(walk.playhead, 1, 1.8)
        self.wait(0.6)

    def other_side(self) -> None:
        other = self.other
        self.swap(self.walk, other)
        self.play_to(other.playhead, TOUCHED, 2.2)
        self.play(FadeIn(self.ways), run_time=0.4)
        self.ask("other_side", other.on_curve.foot(other.on_curve.weight) + ASKED)
        self.play(FadeOut(self.ways), FadeIn(other.update.update()), run_time=0.6)
        self.play_to(other.playhead, AIMED, 1.8)
        self.wait(0.5)
        self.play_to(other.playhead, 1, 1.4)
        self.wait(0.8)

    def repeat(self) -> None:
        playhead = self.walk.playhead
        self.swap(self.other, self.walk)
        for step in range(1, STEPWISE):
            if step == STEPWISE - 1:
                self.guess()
            for part, seconds, pause in STAGES:
                self.play_to(playhead, step + part, seconds)
                self.wait(pause)
        self.clear(seconds=0.3)
        times = playhead.times(STEPWISE + REST)[STEPWISE:]
        self.play(Advance(playhead, times - times[0]))
        self.wait(0.3)

    def arrive(self) -> None:
        walk = self.walk
        gone = walk.update, walk.weight, walk.tangent, walk.edge, walk.crossing
        self.play(*fade_out(*gone), run_time=0.5)
        star, number = numbered_star(walk.views.loss, self.problem)
        self.play(FadeIn(star, scale=2), run_time=0.6)
        if too_near(float(self.run.thetas[-1, 0]) - self.best):
            self.come_closer(star)
        else:
            self.play(FadeIn(number))
        self.wait(1)

    def tell(self) -> dict[str, Told]:
        repeat, arrive = outcome(self.run.thetas[:, 0], self.best)
        last = plain(float(self.run.thetas[-1, 0]), DIGITS)
        facts = {"steps": self.words.count(self.steps), "last": last}
        side = "left" if self.start > self.best else "right"
        return {"other_side": Told(side), "repeat": Told(repeat), "arrive": Told(arrive, facts)}

    # -- what the beats show -------------------------------------------------------------------

    def draw_panels(self) -> Views:
        """The loss over the weight, and the data with the ground under which no rain is."""
        named = (WINDOW, "$w$"), (self.given.losses, self.words["loss"])
        weight, loss = (Axis(*ends, name, ticks=round_ticks(*ends, FEW)) for ends, name in named)
        data = self.given.data_panel(self.boxes.data, self.words, self.theme)
        self.ground = soil(data)
        curve = Plane(self.boxes.curve, weight, loss, self.theme)
        return Views(curve, data, self.problem, self.words["new"], self.given.digits)

    def open_stamped(self) -> None:
        """The title, and what each run is on."""
        given, rate, words = self.given, self.learning_rate, self.words
        blanks, key, shows = given.origin(self.start, rate, self.run, words)
        self.walk.stamp = self.open(blanks, key=key, shows=shows)
        blanks, key, shows = given.origin(self.opposite, rate, self.mirrored, words)
        self.other.stamp = self.stamped(blanks, key, shows=shows)

    def walked(self, run: Trajectory, views: Views) -> Walk:
        """A run in some views, its steps counted."""
        walk = Walk(views, run)
        walk.counter = self.counting(walk.playhead.reading(np.arange(run.steps + 1.0)))
        return walk
