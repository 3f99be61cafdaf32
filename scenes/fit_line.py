"""A line finds its points: descent in data space, first without noise, then with it."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, Mobject
from numpy.typing import NDArray

from scenes.kit.lesson.lesson import Told
from scenes.kit.problems.own_points import read_points
from scenes.kit.time.pace import even_growth
from scenes.kit.time.playhead import Advance
from scenes.parts.fit_line import own_line
from scenes.parts.fit_line.fitting import Fitting
from scenes.parts.fit_line.probe import BEYOND

CLEAR, THROUGH = 0.9, 0.1  # ratio of errors that is clearly less; error of a line through points
TEN = 10  # updates in the second beat, a frame of the notebook's animation
SWING = 1.35  # seconds in which the line is moved one way and back
ASIDE = 0.25  # from a name to the question beside it


class FitLine(Fitting):
    """Plain descent on the mean squared error of a line, seen where the points are."""

    beats = ("show_error", "first_updates", "keep_going", "add_noise", "do_no_better")
    pictured = "do_no_better"

    def chosen_beats(self) -> tuple[str, ...]:
        if not self.points:
            return self.beats
        scatters = read_points(self.points).scatters
        return (*FitLine.beats[:3], *FitLine.beats[4 : 5 if scatters else 4])

    def opening(self) -> tuple[Mobject, ...]:
        run = self.clean
        return self.data, self.gaps, self.dots, run.line, run.early[0]

    def show_error(self) -> None:
        run = self.clean
        panel, curve = run.early
        self.play(FadeIn(run.reading), run_time=0.8)
        self.play(FadeIn(curve, scale=1.5), FadeIn(self.counter), run_time=0.8)
        self.wait(2)
        self.keep(self.dots, self.gaps, run.line, panel, curve)
        self.keep(run.reading, self.counter, self.stamp)

    def first_updates(self) -> None:
        times = even_growth(TEN, 7.0, slow=3, slow_seconds=1.2)
        self.play(Advance(self.clean.playhead, times))
        self.wait(1)

    def keep_going(self) -> None:
        self.exchange(self.clean.early, [self.on_map.shown])
        times = even_growth(self.steps - TEN, 9.0, done=TEN, slow=0)
        self.play(Advance(self.clean.playhead, times))
        self.wait(1.5)

    def add_noise(self) -> None:
        run = self.noisy
        texts = (self.noisy_stamp, run.reading, self.noisy_counter)
        old = [part for part in self.on_stage if part is not self.dots]
        new = (self.cloud, run.panel, run.line, run.curve, *texts)
        self.exchange(old, new)
        self.clear(keep=new, seconds=0.3)
        self.play(Advance(run.playhead, np.linspace(0, 5.5, run.playhead.steps + 1)))
        self.play(FadeIn(self.floor), run_time=0.6)
        self.play(self.data.slid.animate.set_value(1), run_time=1.8)
        self.wait(0.6)

    def do_no_better(self) -> None:
        run = self.noisy
        if self.points:
            self.exchange([self.on_map.shown, self.gaps], [run.panel, run.curve, self.floor])
        self.wait(0.4)
        self.ask("do_no_better", self.under_the_floor())
        self.exchange([run.reading], [self.probe])
        quarter = self.probe.playhead.steps // 4
        for _ in range(4):
            self.play(Advance(self.probe.playhead, np.linspace(0, SWING, quarter + 1)))

    def tell(self) -> dict[str, Told]:
        errors = np.sqrt(self.run.values)
        clear = errors[TEN] < CLEAR * errors[0]
        return {
            "first_updates": Told("clear" if clear else "slight"),
            "keep_going": Told(self.ending()),
            "line": Told(None if "do_no_better" in self.beats else "exact"),
        }

    def ending(self) -> str:
        """How the run without noise ends: short of its points, or at them, and how it got there."""
        if self.own.scatters and self.points:
            return own_line.ending(self.run, self.own.least)
        errors = np.sqrt(self.run.values)
        if errors[-1] > THROUGH:
            return "short"
        gaps = self.exact.predict(self.run.thetas[0], self.exact.x) - self.exact.y
        soon = errors[self.steps // TEN]  # the error after a tenth of the run
        hurried = abs(gaps.mean()) > errors[0] / 2 and soon < (errors[0] + errors[-1]) / 2
        return "hurried" if hurried else "arrived"

    # -- what the beats show -------------------------------------------------------------------

    def under_the_floor(self) -> NDArray[np.float64]:
        """Scene point (3,) under the noise floor, beyond the run."""
        panel = self.noisy.panel
        place = panel.at(BEYOND * self.noisy.record.last, self.level)
        _, name = self.floor
        across = max(float(place[0]), float(name.get_right()[0]) + ASIDE)
        return np.array([across, (place[1] + panel.inner.bottom) / 2, 0.0])
