"""A line finds its points: descent in data space, first without noise, then with it."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, Mobject
from numpy.typing import NDArray

from scenes.kit.lesson.lesson import Told
from scenes.kit.problems.own_points import read_points
from scenes.kit.time.fades import come_last, in_turn
from scenes.kit.time.pace import even_growth
from scenes.kit.time.playhead import Advance
from scenes.parts.fit_line import own_line
from scenes.parts.fit_line.fitting import Fitting

CLEAR, THROUGH = 0.9, 0.1  # ratio of errors that is clearly less; error of a line through points
TEN = 10  # updates in the second beat, a frame of the notebook's animation
SWING = 1.35  # seconds in which the line is moved one way and back
HURRIED, SLOWLY, ALL = 3.8, 4.4, 9.0  # seconds until the run is near, and from then on; of both
AWAY, THEN = (0.0, 0.74), (0.26, 1.0)  # parts of a change: the map goes, a chart comes
ASKED = 0.72  # of the way along the line, where it asks whether another does better


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
        return self.data, self.gaps, self.dots, run.line

    def show_error(self) -> None:
        self.show(self.measured, seconds=0.8)
        self.wait(2.8)
        self.keep(self.dots, self.gaps, self.clean.line, self.stamp)

    def first_updates(self) -> None:
        run = self.clean
        self.exchange([self.measured], [*run.early, run.reading, self.counter])
        times = even_growth(TEN, 7.0, slow=3, slow_seconds=1.2)
        self.play(Advance(run.playhead, times))
        self.wait(1)

    def keep_going(self) -> None:
        playhead, near = self.clean.playhead, max(self.map.reached(self.run.thetas), TEN)
        self.exchange(self.clean.early, [self.on_map.shown])
        if near > TEN:
            seconds = HURRIED if near < self.steps else ALL
            self.play(Advance(playhead, even_growth(near - TEN, seconds, done=TEN, slow=0)))
        if near < self.steps:
            self.come_close(1.0, 1.6)
            self.play(Advance(playhead, even_growth(self.steps - near, SLOWLY, done=near, slow=0)))
        self.wait(1)

    def add_noise(self) -> None:
        run = self.noisy
        texts = (self.noisy_stamp, run.reading, self.noisy_counter)
        if self.data.slid.get_value():
            self.play(self.data.slid.animate.set_value(0), run_time=0.7)
        # The map is nearly gone before its place is taken; meanwhile the points change.
        points, beside = [self.cloud, run.line], [run.panel, run.curve, *texts]
        changing = [come_last(part.update(), AWAY) for part in points]
        self.play(*in_turn(self.on_stage, beside, away=AWAY, then=THEN), *changing, run_time=0.9)
        self.on_stage = [*points, *beside]
        self.play(Advance(run.playhead, np.linspace(0, 5.5, run.playhead.steps + 1)))
        self.play(FadeIn(self.floor), run_time=0.6)
        self.play(self.data.slid.animate.set_value(1), run_time=1.8)
        self.wait(0.6)

    def do_no_better(self) -> None:
        run = self.noisy
        if self.points:
            self.exchange([self.on_map.shown, self.gaps], [run.panel, run.curve, self.floor])
        self.play(FadeIn(self.tried), run_time=0.4)
        self.ask("do_no_better", self.on_the_line())
        self.exchange([self.tried], [self.probe])
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

    def come_close(self, near: float, seconds: float) -> None:
        """Bring the map and the data near to where the run leads, or back."""
        moved = (tracker.animate.set_value(near) for tracker in (self.map.near, self.data.slid))
        self.play(*moved, run_time=seconds)

    def on_the_line(self) -> NDArray[np.float64]:
        """Scene point (3,) on the line that is to be moved."""
        across, (w, b) = self.data.x, self.moved[0]
        x = across.low + ASKED * (across.high - across.low)
        return self.data.at(x, w * x + b)
