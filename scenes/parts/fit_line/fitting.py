"""The runs of the lesson fit_line and their pictures: on both clouds, or on points of a file."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from manim import VGroup

from gdcore import GradientDescent, LeastSquares, datasets, descend, least_squares_solution
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError, data_file
from scenes.kit.panels.moving_marks import MovingMarks
from scenes.kit.problems.own_points import read_points, suit
from scenes.kit.runs.origin import origin_of
from scenes.kit.runs.residuals import Residuals
from scenes.kit.runs.views import POINT
from scenes.kit.time.pace import milestones
from scenes.kit.time.playhead import STAGED, Playhead
from scenes.parts.fit_line import own_line
from scenes.parts.fit_line.close_map import CloseMap
from scenes.parts.fit_line.cloud import Cloud
from scenes.parts.fit_line.gliding import GlidingPlane, data_panel
from scenes.parts.fit_line.measured import mean_of_squares
from scenes.parts.fit_line.noise_floor import noise_floor, noise_of
from scenes.parts.fit_line.probe import Probe, moved_lines, tried_lines
from scenes.parts.fit_line.run_views import MapViews, Record, RunViews

ASIDE = 0.1  # that the start differs from the points' own line, in slope or intercept
FEW, LARGE = 60, 0.11  # points with markers of their own size; radius of that
BETWEEN = 0.4  # from the data to the formula of the error
GAP = 3.5  # stroke width from a point to the line
NOISY_START, NOISY_STEPS = (-1.0, 1.0), 10_000
NOISY_RATE = 3e-3  # at which the run ends on the best line, to the digits that both are shown in
BEYOND = 0.75  # of the way from the start, that the map shows beyond the best line
DOWN_TO = 0.0015  # error at the foot of the axis, with room under the noise for what asks
STAMPED = 0.25  # scene units under a panel, for a stamp in two lines
BROAD = 11.0  # a body that is wide enough for a stamp in one line


class Panels(NamedTuple):
    """Where the data are, and beside them the error, or slope and intercept."""

    data: Box
    beside: Box


class Fitting(Lesson):
    """Plain descent on points without noise and on points with it, or on those of a file."""

    learning_rate: Annotated[float, Interval(0.001, 0.2), "rate on the points without noise"] = 0.01
    start: Annotated[tuple[float, float], Interval(-6, 12), "slope and intercept without noise"] = (
        -1.0,
        1.0,
    )
    steps: Annotated[int, Interval(50, 1000), "updates on the points without noise"] = 400
    count: Annotated[int, Interval(2000, 10_000), "points with noise"] = 10_000
    seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the points with noise"] = 43
    points: Annotated[str, data_file(), "your own, to which start, rate and steps suit"] = ""

    def compute(self) -> None:
        self.own, self.size = read_points(self.points), 1.0
        if self.points:
            self.compute_own()
        else:
            self.compute_both()

    def compute_own(self) -> None:
        """The one run on points of a file."""
        suit(self, own_line.suited(self.own))
        self.exact = self.loss = self.own.problem
        optimizer = GradientDescent(self.learning_rate)
        self.run = self.noisy_run = descend(self.exact, optimizer, self.start, self.steps)
        self.moved, self.size = own_line.moved(self.own), own_line.size(self.own, self.start)

    def compute_both(self) -> None:
        """The runs without noise and with it."""
        data, noisy = datasets.noise_free_line(), datasets.noisy_line(self.count, self.seed)
        self.exact, self.loss = LeastSquares(data.x, data.y), LeastSquares(noisy.x, noisy.y)
        optimizer = GradientDescent(self.learning_rate)
        self.run = descend(self.exact, optimizer, self.start, self.steps)
        optimizer = GradientDescent(NOISY_RATE)
        self.noisy_run = descend(self.loss, optimizer, NOISY_START, NOISY_STEPS)
        self.best = least_squares_solution(self.loss)
        self.noise = noise_of(self.loss, self.exact.minimizers[0])
        self.moved = moved_lines(self.best, float(self.loss.x.mean()))

    def refuse(self) -> None:
        w, b = self.exact.minimizers[0]
        if np.abs(self.start - self.exact.minimizers[0]).max() < ASIDE:
            raise ParameterError(
                f"start = {self.start} is at its points: stay {ASIDE} away from ({w:.4g}, {b:.4g})"
            )

    def panels(self, body: Box) -> Panels:
        stamped = 0.0 if body.width > BROAD else STAMPED
        return Panels(*body.inset(bottom=stamped).columns([1, 1.05], 0.3))

    def lay_out(self) -> None:
        self.data, self.map = self.data_panel(), self.map_panel()
        self.show_run()
        if self.points:
            self.noisy, self.noise = self.clean, 0.0
        else:
            self.show_noisy_run()
        least = self.own.least if self.points else None
        if "do_no_better" in self.beats:
            panel, name = self.noisy.panel, self.words["noise"]
            self.floor = noise_floor(panel, name, self.noise, least)
            self.probe = Probe(
                self.moved,
                self.loss,
                data=self.data,
                errors=panel,
                steps=self.noisy.record.last,
            )
            self.tried = tried_lines(self.moved, self.data, self.probe.playhead)
        self.stamp = self.stamp_first()

    # -- what the beats show -------------------------------------------------------------------

    def show_run(self) -> None:
        """The run without noise, and its points."""
        steps, errors = np.arange(self.steps + 1), self.run.values
        record = Record(self.run.thetas, steps, errors, self.words["mse"], float(errors.min()), 3)
        problem = self.own.above_least if self.points else self.exact
        self.clean = self.views(record, STAGED)
        playhead, briefly = self.clean.playhead, bool(self.points)
        self.on_map = MapViews(record, problem, playhead, self.map, size=self.size, briefly=briefly)
        self.counter = self.counted(self.clean)
        place = self.boxes.beside.inset(left=BETWEEN)
        measured = self.exact, self.start, self.words["mse"], self.theme
        self.measured = mean_of_squares(place, *measured)
        drawn = self.own.drawn if self.points else np.stack([self.exact.x, self.exact.y], axis=1)
        points = drawn[np.argsort(drawn[:, 0])]
        radius = LARGE if len(points) <= FEW else POINT
        self.dots = MovingMarks(self.data, lambda: points, "text", radius=radius)
        self.gaps = Residuals(self.data, points, self.run.thetas, self.clean.playhead)
        self.gaps.set_stroke(width=GAP)

    def show_noisy_run(self) -> None:
        """The run with noise, at its milestones, and its points."""
        kept, run = milestones(NOISY_STEPS, 300), self.noisy_run
        record = Record(run.thetas[kept], kept, run.values[kept], self.words["mse"], DOWN_TO, 3)
        self.noisy = self.views(record, 0)
        self.noisy_counter = self.counted(self.noisy)
        self.cloud = Cloud(self.data, np.stack([self.loss.x, self.loss.y], axis=1))
        w, b = map(plain, NOISY_START)
        points, rate = f"{self.count:,}".replace(",", " "), plain(NOISY_RATE)
        blanks = {"points": points, "seed": self.seed, "w": w, "b": b, "rate": rate}
        line = *self.exact.minimizers[0], self.noise
        shows = len(self.loss.x), *line, self.seed, *origin_of(self.noisy_run)
        self.noisy_stamp = self.stamped(blanks, "noisy_stamp", shows=shows)

    def views(self, record: Record, staged: int) -> RunViews:
        """A run in the panels that both runs share."""
        playhead, words = Playhead(len(record.steps) - 1, staged), self.words
        beside = {"box": self.boxes.beside, "step": words["step"], "error": words["error"]}
        return RunViews(record, playhead, data=self.data, **beside)

    def counted(self, run: RunViews) -> VGroup:
        """The counter of a run's steps."""
        return self.counting(run.step, digits=len(str(run.record.last)))

    def data_panel(self) -> GlidingPlane:
        """Data space, that glides in where the points are; on those of a file, it stays."""
        box, theme = self.boxes.data, self.theme
        if not self.points:
            lines = np.array([self.start, NOISY_START])
            return data_panel(box, lines, self.moved, self.loss.y, theme)
        lines = np.concatenate([np.array([self.start]), self.moved])
        axes = own_line.span(self.own, self.words["mean"])
        return data_panel(box, lines, lines, self.loss.y, theme, axes)

    def stamp_first(self) -> Text:
        """The title, and what the first run is on."""
        w, b = map(plain, self.start)
        blanks = {"w": w, "b": b, "rate": plain(self.learning_rate)}
        named: tuple[float, ...] = (len(self.exact.x), *self.exact.minimizers[0])
        if self.points:
            blanks["points"] = self.own.stamp(self.words)
            named = tuple(numeral.value for numeral in numerals(blanks["points"]))
        key = "stamp_own" if self.points else "stamp"
        return self.open(blanks, key=key, shows=(*named, *origin_of(self.run)))

    def map_panel(self) -> CloseMap:
        """Parameter space on one scale, for the run and where it leads."""
        best = self.exact.minimizers
        beyond = best + BEYOND * (best - self.run.thetas[0])
        everything = np.concatenate([self.run.thetas, best, beyond])
        return CloseMap(self.boxes.beside, everything, best[0], self.theme)
