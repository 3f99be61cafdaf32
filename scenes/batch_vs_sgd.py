"""All the points at each step, or one: batch, stochastic and mini-batch descent."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from manim import (
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    Transform,
    ValueTracker,
    VGroup,
    smooth,
)

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.parameters import Interval
from scenes.kit.problems.centred_line import map_panel
from scenes.kit.problems.own_points import read_points
from scenes.kit.problems.three_runs import SAMPLE, ThreeRuns
from scenes.kit.runs.views import Views
from scenes.kit.time.playhead import Advance
from scenes.parts.batch_vs_sgd.endings import NamedRates, told
from scenes.parts.batch_vs_sgd.hops import race_times
from scenes.parts.batch_vs_sgd.linked import RADII, SLOW, alone, hoppers, racers, remembered
from scenes.parts.batch_vs_sgd.losses import loss_panel
from scenes.parts.batch_vs_sgd.names import Ended
from scenes.parts.batch_vs_sgd.noise_ball import NoiseBall
from scenes.parts.batch_vs_sgd.noisy_runs import SHARED, NoisyRuns, OwnRuns
from scenes.parts.batch_vs_sgd.opinions import Opinions
from scenes.parts.batch_vs_sgd.panels import Panels, panels_in
from scenes.parts.batch_vs_sgd.valued import data_in, valued_map

NOISY = ("opinions", "noise_ball", "count_steps")  # beats on points that scatter


class BatchVsSGD(NamedRates):
    """Three ways to spend the same gradient evaluations on one loss surface."""

    longest = 85.0
    aspects = (*ThreeRuns.aspects, "9:16")
    beats = ("one_surface", "batch", "stochastic", "mini_batch", "race", "trade_off") + NOISY

    noise: Annotated[float, Interval(1, 3), "standard deviation of the scattered points"] = 2.0
    noise_seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the scattered points"] = 2
    shared_rate: Annotated[float, Interval(0.02, 0.035), "rate of all runs on those"] = 0.03

    def compute(self) -> None:
        super().compute()
        values = self.noise, self.noise_seed, self.shared_rate, self.start, self.batch_size
        self.noisy = OwnRuns(*values, self.own) if self.points else NoisyRuns(*values)

    def chosen_beats(self) -> tuple[str, ...]:
        scatters = not self.points or read_points(self.points, SAMPLE).scatters
        return tuple(beat for beat in self.beats if scatters or beat not in NOISY)

    def suited(self) -> dict[str, object]:
        return {**super().suited(), "shared_rate": self.own.random_rate(SHARED)}

    def panels(self, body: Box) -> Panels:
        return panels_in(body)

    def lay_out(self) -> None:
        boxes, theme = self.boxes, self.theme
        names = self.words["evaluations"], self.words["loss"]
        losses = loss_panel(boxes.losses, self.runs, self.epochs, names, theme)
        self.first, (data, self.dots) = (
            data_in(box, self.own, self.words, theme) for box in (boxes.beside, boxes.data)
        )
        self.views = Views(map_panel(boxes.map, theme, self.own.window), data, losses)
        start = self.views.parameters.to_scene([self.start])
        self.start_mark = Marks(start, theme, "batch", radius=RADII["batch"])
        self.draw_runs()
        self.draw_race()
        self.landscape = valued_map(self.views.parameters, self.own, self.runs)
        self.draw_noisy()
        self.stamp = self.open_stamped()

    def opening(self) -> tuple[Mobject, ...]:
        map_, land = self.views.parameters, self.landscape
        return *self.first, map_, land.contours, land.values

    def one_surface(self) -> None:
        self.play(FadeIn(self.landscape.star, scale=3), run_time=0.8)
        self.wait(0.6)
        self.play(FadeIn(self.start_mark, scale=3), run_time=0.8)
        self.wait(1)

    def batch(self) -> None:
        pairs = zip(self.first, (self.views.data, self.dots), strict=True)
        self.play(*(ReplacementTransform(*pair) for pair in pairs), run_time=0.7)
        self.play(FadeIn(self.views.loss), run_time=0.4)
        self.flow("batch", 4.6)

    def stochastic(self) -> None:
        self.leave("batch")
        self.flow("stochastic", 7.0)

    def mini_batch(self) -> None:
        self.leave("stochastic")
        self.flow("mini_batch", 6.0)

    def race(self) -> None:
        self.leave("mini_batch")
        coming = FadeIn(*self.racers.values(), self.race_counter)
        self.play(coming, FadeOut(self.ghosts), run_time=0.8)
        loss, everything = self.views.loss, self.runs["batch"].evaluations[-1]
        self.ask("race", loss.at(everything, np.sqrt(loss.y.low * loss.y.high)))
        self.play(Advance(self.spent, race_times(self.runs, self.starters, 7.4)))
        self.wait(0.8)

    def trade_off(self) -> None:
        ended, racing = self.ended, self.racers.items()
        self.keep(self.views.data, self.views.loss, self.dots, *(r.line for _, r in racing))
        self.clear()
        grown = [ReplacementTransform(r.loss, ended.curves[role].update()) for role, r in racing]
        self.play(*grown, FadeIn(ended.plot), run_time=1)
        self.show(ended.losses, seconds=0.8)
        self.show(ended.names, seconds=0.8)
        self.wait(2)
        self.keep(self.race_counter, self.stamp, ended.plot, *ended.curves.values())
        self.keep(self.views.parameters, *(part for _, r in racing for part in (r.path, r.edge)))

    def opinions(self) -> None:
        asked, (panel, dots) = self.asked, self.scattering
        self.clear(keep=[self.views.parameters]).clear(beside=[FadeIn(asked.map, asked.landscape)])
        self.remove(*self.landscape)
        coming, closer = FadeIn(panel, dots, self.noisy_stamp), asked.zoom.animate.set_value(0)
        self.play(closer, coming, run_time=1.6, rate_func=smooth)
        self.play(Transform(dots, asked.points), run_time=0.8)
        self.show(asked.close, asked.line, seconds=0.4, beside=[FadeOut(asked.map)])
        self.add(asked.lit, asked.singles)
        self.play_to(asked.asking, 1, 2.2)
        self.keep(panel, dots, asked.lit, asked.singles)
        self.clear(keep=[asked.close], beside=[FadeIn(asked.tips, asked.batch)])
        self.show(asked.panel, asked.bars["stochastic"])
        self.add(asked.means, asked.batch)
        self.play_to(asked.averaging, 1, 1.6)
        self.show(asked.bars["mini_batch"], asked.expected, seconds=0.8)
        self.wait(1.2)
        self.keep(asked.tips, asked.means, asked.batch)

    def noise_ball(self) -> None:
        asked, ball = self.asked, self.ball
        self.clear(keep=[asked.close])
        self.play(FadeIn(ball.panel, ball.path, ball.clouds, ball.losses), run_time=0.6)
        self.add(asked.landscape[1])
        self.play(Advance(ball.spent, 6.0 * np.linspace(0, 1, self.noisy.budget + 1) ** 0.5))
        self.keep(ball.panel, ball.losses)
        self.clear(keep=[asked.close])
        self.play(FadeIn(*ball.rings, *ball.measured), run_time=0.6)
        self.wait(1.5)

    def count_steps(self) -> None:
        ball = self.ball
        self.keep(*ball.measured)
        self.clear(keep=[self.asked.close])
        self.play(FadeIn(ball.step_panel, ball.step_losses), run_time=0.6)
        self.play_to(ball.done, self.noisy.passes, 5.5)
        self.keep(ball.step_panel, ball.step_losses)  # the line to copy down is proven by the bars
        self.clear(keep=[self.asked.close], seconds=0.5, then=ball.measured)

    def tell(self) -> dict[str, Told]:
        return told(self, self.noisy, self.beats)

    # -- what the beats do ---------------------------------------------------------------------

    def flow(self, role: str, seconds: float) -> None:
        """Bring on one run at its start, with its counter, and play it to its end."""
        self.show(self.shown[role], self.counters[role], seconds=0.7)
        self.remove(self.start_mark)
        playhead = self.hoppers[role]
        self.play_hops(playhead, playhead.times(seconds, slow_seconds=SLOW[role]))
        self.wait(0.8)

    def leave(self, role: str) -> None:
        """Let the run that is shown go, but for its ghost."""
        ghost = remembered(self.shown[role])
        self.clear(beside=[FadeIn(ghost)], seconds=0.7)
        self.ghosts.add(ghost)

    # -- what the beats show -------------------------------------------------------------------

    def draw_runs(self) -> None:
        """Each run by itself, with the evaluations that its steps have cost."""
        self.ghosts, self.hoppers = VGroup(), hoppers(self.views, self.runs, staged=True)
        self.shown = alone(self.views, self.runs, self.hoppers)
        self.counters = {
            role: self.counting(shown.playhead.reading(shown.loss.record[:, 0]), "effort", 3)
            for role, shown in self.shown.items()
        }

    def draw_race(self) -> None:
        """All runs on one clock of evaluations, their names, and where they end."""
        self.spent = ValueTracker(0.0)
        clock = self.spent.get_value
        self.starters = hoppers(self.views, self.runs)
        for role, run in self.runs.items():
            self.starters[role].follow(self.paid(run, clock))
        self.racers = racers(self.views, self.runs, self.starters)
        self.race_counter = self.counting(lambda: int(clock()), "effort", 3)
        whole = self.boxes.beside
        self.ended = Ended(whole, self.runs, self.racers, self.epochs, self.words, self.theme)

    def draw_noisy(self) -> None:
        """The scattered points, asked at one place; then the runs that they pull."""
        if "opinions" not in self.beats:
            return
        words, theme, (wide, right) = self.words, self.theme, self.boxes[-2:]
        self.scattering, far = data_in(right, self.own, words, theme), self.views.parameters
        self.asked = Opinions(self.noisy, far, (wide, right), self.scattering.panel, words, theme)
        self.ball = NoiseBall(self.noisy, self.asked.close, right, self.racing, words, theme)
        key = "noisy_stamp_own" if self.points else "noisy_stamp"
        blanks, shows = self.noisy.blanks(words), self.noisy.shows(words)
        self.noisy_stamp = self.stamped(blanks, key, shows=shows)
