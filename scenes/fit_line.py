"""A line finds its points: descent in data space, first without noise, then with it."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from manim import Create, FadeIn, Mobject, VGroup
from numpy.typing import NDArray

from gdcore import GradientDescent, LeastSquares, datasets, descend, least_squares_solution
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Plane
from scenes.kit.problems.valley import one_scale
from scenes.kit.runs.origin import origin_of
from scenes.kit.runs.residuals import Residuals
from scenes.kit.time.pace import even_growth, milestones
from scenes.kit.time.playhead import STAGED, Advance, Playhead
from scenes.parts.fit_line.cloud import Cloud
from scenes.parts.fit_line.gliding import data_panel
from scenes.parts.fit_line.noise_floor import FLOOR, noise_floor, noise_of
from scenes.parts.fit_line.probe import BEYOND, Probe, moved_lines
from scenes.parts.fit_line.run_views import Record, RunViews

ASIDE = 0.1  # that the start differs from the points' own line, in slope or intercept
CLEAR, THROUGH = 0.9, 0.1  # ratio of errors that is clearly less; error of a line through points
TEN = 10  # updates in the second beat, a frame of the notebook's animation
SWING = 1.35  # seconds in which the line is moved one way and back
NOISY_START, NOISY_RATE, NOISY_STEPS = (-1.0, 1.0), 1e-3, 10_000


class Panels(NamedTuple):
    """Where the data are, their parameters, and the error."""

    data: Box
    parameters: Box
    errors: Box


class FitLine(Lesson):
    """Plain descent on the mean squared error of a line, seen where the points are."""

    beats = ("show_error", "first_updates", "keep_going", "add_noise", "do_no_better")
    pictured = "do_no_better"

    learning_rate: Annotated[float, Interval(0.001, 0.2), "rate on the points without noise"] = 0.01
    start: Annotated[tuple[float, float], Interval(-6, 12), "slope and intercept without noise"] = (
        -1.0,
        1.0,
    )
    steps: Annotated[int, Interval(50, 1000), "updates on the points without noise"] = 400
    points: Annotated[int, Interval(2000, 10_000), "points with noise"] = 10_000
    seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the points with noise"] = 43

    def compute(self) -> None:
        data, noisy = datasets.noise_free_line(), datasets.noisy_line(self.points, self.seed)
        self.exact, self.loss = LeastSquares(data.x, data.y), LeastSquares(noisy.x, noisy.y)
        optimizer = GradientDescent(self.learning_rate)
        self.run = descend(self.exact, optimizer, self.start, self.steps)
        optimizer = GradientDescent(NOISY_RATE)
        self.noisy_run = descend(self.loss, optimizer, NOISY_START, NOISY_STEPS)
        self.best = least_squares_solution(self.loss)
        self.noise = noise_of(self.loss, self.exact.minimizers[0])
        self.moved = moved_lines(self.best, float(self.loss.x.mean()))

    def refuse(self) -> None:
        if np.abs(self.start - self.exact.minimizers[0]).max() < ASIDE:
            where = f"stay {ASIDE} away from (3, 8)"
            raise ParameterError(f"start = {self.start} is at its points: {where}")

    def panels(self, body: Box) -> Panels:
        if body.tall:
            upper, lower = body.rows([1, 1.1])
            return Panels(upper, *lower.columns([1.05, 1.2]))
        return Panels(*body.columns([2, 1.05, 1.2], 0.3))

    def lay_out(self) -> None:
        lines, y = np.array([self.start, NOISY_START]), self.loss.y
        self.data = data_panel(self.boxes.data, lines, self.moved, y, self.theme)
        self.map = self.map_panel()
        self.show_run()
        self.show_noisy_run()
        self.floor = noise_floor(self.noisy.panel, self.words["noise"], self.noise)
        self.probe = Probe(
            self.moved,
            self.loss,
            data=self.data,
            parameters=self.map,
            errors=self.noisy.panel,
            steps=NOISY_STEPS,
            name=self.words["moved"],
        )
        w, b = map(plain, self.start)
        blanks = {"w": w, "b": b, "rate": plain(self.learning_rate)}
        shows = len(self.exact.x), *self.exact.minimizers[0], *origin_of(self.run)
        self.stamp = self.open(blanks, shows=shows)

    def opening(self) -> tuple[Mobject, ...]:
        run = self.clean
        return self.data, self.dots, run.line, self.map, run.valley, run.panel

    def show_error(self) -> None:
        run = self.clean
        self.add(self.gaps, self.dots, run.line)
        self.play(Create(self.gaps, lag_ratio=0), FadeIn(run.readings), run_time=1.2)
        self.wait(0.8)
        self.play(FadeIn(run.path, run.curve, scale=1.5), FadeIn(self.counter), run_time=0.8)
        self.wait(1.2)
        self.keep(self.dots, self.gaps, run.line, run.path, run.curve, run.valley, run.panel)
        self.keep(run.readings, self.counter, self.stamp)

    def first_updates(self) -> None:
        times = even_growth(TEN, 7.0, slow=3, slow_seconds=1.2)
        self.play(Advance(self.clean.playhead, times))
        self.wait(1)

    def keep_going(self) -> None:
        times = even_growth(self.steps - TEN, 9.0, done=TEN, slow=0)
        self.play(Advance(self.clean.playhead, times))
        self.wait(1.5)

    def add_noise(self) -> None:
        run = self.noisy
        old = self.clean
        pictures = (self.dots, old.line, old.path, old.curve, old.valley, old.panel)
        self.clear(keep=pictures, seconds=0.4)
        self.clear(seconds=0.9, beside=map(FadeIn, (self.cloud, run.valley, run.panel)))
        texts = (self.noisy_stamp, run.readings, self.noisy_counter)
        self.play(FadeIn(run.line, run.path, run.curve), *map(FadeIn, texts), run_time=0.7)
        self.play(Advance(run.playhead, np.linspace(0, 5.5, run.playhead.steps + 1)))
        self.play(FadeIn(self.floor), run_time=0.6)
        self.play(self.data.slid.animate.set_value(1), run_time=1.8)
        self.wait(0.6)

    def do_no_better(self) -> None:
        self.wait(0.4)
        self.ask("do_no_better", self.under_the_floor())
        self.play(FadeIn(self.probe), run_time=0.6)
        quarter = self.probe.playhead.steps // 4
        for _ in range(4):
            self.play(Advance(self.probe.playhead, np.linspace(0, SWING, quarter + 1)))

    def tell(self) -> dict[str, Told]:
        errors = np.sqrt(self.run.values)
        clear = errors[TEN] < CLEAR * errors[0]
        return {
            "first_updates": Told("clear" if clear else "slight"),
            "keep_going": Told(self.ending()),
            "add_noise": Told(None, {"rate": plain(NOISY_RATE)}),
        }

    def ending(self) -> str:
        """How the run without noise ends: short of its points, or at them, and how it got there."""
        errors = np.sqrt(self.run.values)
        if errors[-1] > THROUGH:
            return "short"
        gaps = self.exact.predict(self.run.thetas[0], self.exact.x) - self.exact.y
        soon = errors[self.steps // TEN]  # the error after a tenth of the run
        hurried = abs(gaps.mean()) > errors[0] / 2 and soon < (errors[0] + errors[-1]) / 2
        return "hurried" if hurried else "arrived"

    # -- what the beats show -------------------------------------------------------------------

    def show_run(self) -> None:
        """The run without noise, and its points."""
        steps, errors = np.arange(self.steps + 1), self.run.values
        record = Record(self.run.thetas, steps, errors, self.words["mse"], errors.min(), 3)
        self.clean = self.views(record, self.exact, STAGED)
        self.counter = self.count(self.clean)
        order = np.argsort(self.exact.x)
        points = np.stack([self.exact.x[order], self.exact.y[order]], axis=1)
        self.dots = Marks(self.data.to_scene(points), self.theme, "text", radius=0.07)
        self.dots.checked(lambda: points, self.data.data)
        self.gaps = Residuals(self.data, points, self.run.thetas, self.clean.playhead)

    def show_noisy_run(self) -> None:
        """The run with noise, at its milestones, and its points."""
        kept, run = milestones(NOISY_STEPS, 300), self.noisy_run
        record = Record(run.thetas[kept], kept, run.values[kept], self.words["mse"], 0.013, 3)
        self.noisy = self.views(record, self.loss, 0)
        self.noisy_counter = self.count(self.noisy)
        self.cloud = Cloud(self.data, np.stack([self.loss.x, self.loss.y], axis=1))
        w, b = map(plain, NOISY_START)
        points, rate = f"{self.points:,}".replace(",", " "), plain(NOISY_RATE)
        blanks = {"points": points, "seed": self.seed, "w": w, "b": b, "rate": rate}
        line = *self.exact.minimizers[0], self.noise
        shows = len(self.loss.x), *line, self.seed, *origin_of(self.noisy_run)
        self.noisy_stamp = self.stamped(blanks, "noisy_stamp", shows=shows)

    def views(self, record: Record, problem: LeastSquares, staged: int) -> RunViews:
        """A run in the panels that both runs share."""
        return RunViews(
            record,
            problem,
            Playhead(len(record.steps) - 1, staged),
            data=self.data,
            parameters=self.map,
            box=self.boxes.errors,
            step=self.words["step"],
            ways=(self.run.thetas, self.noisy_run.thetas[::100], self.moved),
        )

    def count(self, run: RunViews) -> VGroup:
        """The counter of a run's steps."""
        return self.counting(run.step, digits=len(str(run.record.last)))

    def map_panel(self) -> Plane:
        """Parameter space on one scale, for both runs and what is tried after them."""
        everything = np.concatenate([self.run.thetas, self.noisy_run.thetas, self.moved])
        return one_scale(self.boxes.parameters, everything, self.theme, names=("$w$", "$b$"))

    def under_the_floor(self) -> NDArray[np.float64]:
        """Scene point (3,) under the noise floor, beyond the run."""
        panel = self.noisy.panel
        place = panel.at(BEYOND * NOISY_STEPS, FLOOR)
        return np.array([place[0], (place[1] + panel.inner.bottom) / 2, 0.0])
