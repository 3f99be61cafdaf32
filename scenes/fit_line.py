"""A line finds its points: descent in data space, first without noise, then with it."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from manim import Create, FadeIn, VGroup, VMobject
from numpy.typing import NDArray

from gdcore import GradientDescent, LeastSquares, datasets, descend, least_squares_solution
from scenes.kit.ink.layout import BODY
from scenes.kit.ink.marks import STAR, Marks
from scenes.kit.ink.numbers import fixed, plain, significant
from scenes.kit.ink.text import Text
from scenes.kit.lesson.frame import counter, stamp, title
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.cloud import Cloud
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.curves import guide
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.runs.residuals import Residuals
from scenes.kit.runs.traces import ModelLine, Trace
from scenes.kit.time.fades import fade_out
from scenes.kit.time.pace import even_growth, milestones
from scenes.kit.time.playhead import Advance, Playhead

ASIDE = 0.1  # that the start differs from the points' own line, in slope or intercept
CLEAR, THROUGH = 0.9, 0.1  # ratio of errors that is clearly less; error of a line through points
TEN = 10  # updates in the second beat, a frame of the notebook's animation
TWO = fixed(2)
FLOOR = 0.09  # variance of the noise
NOISY_START, NOISY_RATE, NOISY_STEPS = (-1.0, 1.0), 1e-3, 10_000
SHIFT, TILT = 1.5, 2.5  # by how much the best line is moved up and down, and turned
LEVELS = log_levels(0.2, 102.4, 10)  # each twice the last
DATA_BOX, SIDE = BODY.columns([1.15, 1], 0.5)
MAP_BOX, CURVE_BOX = SIDE.rows([1.4, 1])


class FitLine(Lesson):
    """Plain descent on the mean squared error of a line, seen where the points are."""

    beats = ("show_error", "first_updates", "keep_going", "add_noise", "do_no_better")

    learning_rate: Annotated[float, Interval(0.001, 0.2), "rate on the points without noise"] = 0.01
    start: Annotated[tuple[float, float], Interval(-6, 12), "slope and intercept without noise"] = (
        -1.0,
        1.0,
    )
    steps: Annotated[int, Interval(50, 1000), "updates on the points without noise"] = 400
    points: Annotated[int, Interval(2000, 10_000), "points with noise"] = 10_000
    seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the points with noise"] = 43

    def setup(self) -> None:
        data, noisy = datasets.noise_free_line(), datasets.noisy_line(self.points, self.seed)
        self.exact, self.loss = LeastSquares(data.x, data.y), LeastSquares(noisy.x, noisy.y)
        if np.abs(self.start - self.exact.minimizers[0]).max() < ASIDE:
            raise ParameterError(
                f"start = {self.start} is at its points: stay {ASIDE} away from (3, 8)"
            )
        optimizer = GradientDescent(self.learning_rate)
        self.run = descend(self.exact, optimizer, self.start, self.steps)
        optimizer = GradientDescent(NOISY_RATE)
        self.noisy_run = descend(self.loss, optimizer, NOISY_START, NOISY_STEPS)
        self.kept = milestones(NOISY_STEPS, 300)
        self.best = least_squares_solution(self.loss)
        self.data, self.map = self.data_panel(), self.map_panel()
        self.show_run()
        w, b = map(plain, self.start)
        rate = plain(self.learning_rate)
        self.stamp = stamp(self.words["stamp"].format(w=w, b=b, rate=rate), self.theme)
        self.add(title(self.words["title"], self.theme), self.stamp)

    def show_error(self) -> None:
        self.play(FadeIn(self.data), run_time=0.8)
        self.play(FadeIn(self.dots, lag_ratio=0.2), run_time=1)
        self.play(Create(self.line), run_time=1)
        self.play(Create(self.gaps, lag_ratio=0), FadeIn(self.readings), run_time=1)
        self.wait(0.5)
        self.play(FadeIn(self.map, self.valley), run_time=1)
        self.play(FadeIn(self.curve_panel, self.counter), run_time=0.6)
        self.play(FadeIn(self.path, self.curve), run_time=0.6)
        self.wait(1)

    def first_updates(self) -> None:
        times = even_growth(TEN, 7.0, slow=3, slow_seconds=1.2)
        self.play(Advance(self.playhead, times))
        self.wait(1)

    def keep_going(self) -> None:
        times = even_growth(self.steps - TEN, 9.0, done=TEN, slow=0)
        self.play(Advance(self.playhead, times))
        self.wait(1.5)

    def add_noise(self) -> None:
        self.clear_run()
        self.show_noisy_run()
        self.play(FadeIn(self.dots, self.valley, self.stamp), run_time=1)
        self.play(FadeIn(self.curve_panel, self.readings, self.counter), run_time=0.7)
        self.play(FadeIn(self.line, self.path, self.curve), run_time=0.7)
        self.play(Advance(self.playhead, np.linspace(0, 6.5, len(self.kept))))
        self.play(FadeIn(self.floor_line()), run_time=0.8)
        self.wait(1)

    def do_no_better(self) -> None:
        probe, parts = self.probe()
        self.play(FadeIn(parts), run_time=0.8)
        self.wait(0.7)
        quarter = probe.steps // 4
        for _ in range(4):
            self.play(Advance(probe, np.linspace(0, 1.6, quarter + 1)))
        self.wait(0.5)

    def outcomes(self) -> dict[str, str]:
        errors = np.sqrt(self.run.values)
        gaps = self.exact.predict(self.run.thetas[0], self.exact.x) - self.exact.y
        soon = errors[self.steps // TEN]  # the error after a tenth of the run
        if errors[-1] > THROUGH:
            end = "short"
        else:
            hurried = abs(gaps.mean()) > errors[0] / 2 and soon < (errors[0] + errors[-1]) / 2
            end = "hurried" if hurried else "arrived"
        clear = errors[TEN] < CLEAR * errors[0]
        return {"first_updates": "clear" if clear else "slight", "keep_going": end}

    # -- what the beats show -------------------------------------------------------------------

    def show_run(self) -> None:
        """The run without noise in its three views."""
        self.playhead = Playhead(self.steps)
        order = np.argsort(self.exact.x)
        points = np.stack([self.exact.x[order], self.exact.y[order]], axis=1)
        rmse = np.sqrt(self.run.values)
        self.dots: VMobject = Marks(self.data.to_scene(points), self.theme, "text", radius=0.07)
        self.gaps = Residuals(self.data, points, self.run.thetas, self.playhead)
        self.link(
            self.run.thetas, np.arange(self.steps + 1), rmse, self.words["rmse"], rmse.min(), 4
        )
        self.valley = self.contours(self.exact)

    def show_noisy_run(self) -> None:
        """The run with noise, at its milestones, in the same views."""
        self.playhead = Playhead(len(self.kept) - 1, staged=0)
        places = self.data.at(self.loss.x, self.loss.y)
        self.dots = Cloud(places, self.theme)
        mse = self.noisy_run.values[self.kept]
        self.link(self.noisy_run.thetas[self.kept], self.kept, mse, self.words["mse"], 0.013, 3)
        self.valley = self.contours(self.loss)
        w, b = map(plain, NOISY_START)
        points, rate = f"{self.points:,}".replace(",", " "), plain(NOISY_RATE)
        words = self.words["noisy_stamp"]
        body = words.format(points=points, seed=self.seed, w=w, b=b, rate=rate)
        self.stamp = stamp(body, self.theme)

    def link(
        self,
        thetas: NDArray[np.float64],
        steps: NDArray[np.intp],
        errors: NDArray[np.float64],
        name: str,
        lowest: float,
        digits: int,
    ) -> None:
        """One run's line, path, error curve, readouts and counter, all reading the playhead."""
        last, playhead, write = int(steps[-1]), self.playhead, significant(digits)
        self.curve_panel = Plane(
            CURVE_BOX,
            Axis(0, 1.3 * last, self.words["step"], ticks=(0, last // 2, last)),
            Axis(lowest / 3, 2 * errors.max(), name, log=True),
            self.theme,
        )
        history = np.stack([steps.astype(float), errors], axis=1)
        self.line = ModelLine(self.data, thetas, playhead)
        self.path = Trace(self.map, thetas, playhead)
        self.curve = Trace(self.curve_panel, history, playhead)
        readings = [
            Reading("$w$", lambda: float(thetas[playhead.arrived, 0]), -10.0, TWO),
            Reading("$b$", lambda: float(thetas[playhead.arrived, 1]), -10.0, TWO),
            Reading(name, lambda: float(errors[playhead.arrived]), 0.012345, write),
        ]
        self.readings = readouts(self.data, readings)
        self.counter = counter(
            self.words["step"], lambda: int(steps[playhead.arrived]), self.theme, len(str(last))
        )

    def clear_run(self) -> None:
        """Take the first run off; its axes stay."""
        run = (self.dots, self.gaps, self.line, self.path, self.curve)
        others = (self.valley, self.curve_panel, self.readings, self.counter, self.stamp)
        self.play(*fade_out(*run, *others), run_time=0.8)

    def data_panel(self) -> Plane:
        """Data space, high enough for every line that is shown."""
        slopes, intercepts = np.array([self.start, NOISY_START]).T
        ends = np.concatenate([intercepts, slopes + intercepts, [-0.5, 11.9]])
        room = 0.03 * (ends.max() - ends.min())
        heights = Axis(ends.min() - room, ends.max() + room, "$y$")
        return Plane(
            DATA_BOX, Axis(0, 1.03, "$x$", ticks=(0, 0.2, 0.4, 0.6, 0.8)), heights, self.theme
        )

    def map_panel(self) -> Plane:
        """Parameter space, wide enough for both runs and what is tried after them."""
        everything = np.concatenate([self.run.thetas, self.noisy_run.thetas, self.moved_lines()])
        low, high = everything.min(axis=0), everything.max(axis=0)
        room = 0.12 * (high - low)
        (left, bottom), (right, top) = low - room, high + room
        return Plane(MAP_BOX, Axis(left, right, "$w$"), Axis(bottom, top, "$b$"), self.theme)

    def contours(self, problem: LeastSquares) -> VGroup:
        """The valley of a loss, and the star at its minimum."""
        star = Marks(self.map.to_scene(problem.minimizers), self.theme, "minimum", radius=STAR)
        return VGroup(Contours(self.map, problem, LEVELS, cells=120), star)

    def floor_line(self) -> VGroup:
        """The variance of the noise across the error curve, with its name under it."""
        plane = self.curve_panel
        line = guide(plane, [(0, FLOOR), (plane.x.high, FLOOR)], role="text").set_z_index(-1)
        text = Text(self.words["noise"].format(floor=plain(FLOOR)), self.theme)
        left = plane.inner.left + 0.3
        text.stand_on(plane.at(0, FLOOR)[1] - 0.34)
        return VGroup(line, text.shift((left - text.get_left()[0], 0, 0)))

    def probe(self) -> tuple[Playhead, VGroup]:
        """The best line, moved up, down and both ways round; and what that does to the error."""
        thetas = self.moved_lines()
        errors = self.loss.value(thetas)
        playhead = Playhead(len(thetas) - 1, staged=0)
        history = np.stack([np.full(len(thetas), 1.12 * NOISY_STEPS), errors], axis=1)
        other = Reading(
            self.words["moved"],
            lambda: float(errors[playhead.arrived]),
            0.0123,
            significant(3),
            "text",
        )
        parts = (
            ModelLine(self.data, thetas, playhead, role="text"),
            Trace(self.map, thetas, playhead, role="text", shape="square", width=2),
            Trace(self.curve_panel, history, playhead, role="text", shape="square"),
            readouts(self.curve_panel, [other]),
        )
        return playhead, VGroup(*parts)

    def moved_lines(self) -> NDArray[np.float64]:
        """Lines (4n+1, 2) that start from the best one and come back to it four times."""
        swing = np.sin(np.linspace(0, np.pi, 41))[1:, None]
        shift = SHIFT * np.array([0.0, 1.0])
        tilt = TILT * np.array([1.0, -self.loss.x.mean()])
        ways = [self.best + swing * way for way in (shift, -shift, tilt, -tilt)]
        return np.concatenate([self.best[None], *ways])
