"""All the points at each step, or one: batch, stochastic and mini-batch descent."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import numpy as np
from manim import FadeIn, Mobject, Transform, ValueTracker, VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.parameters import Interval
from scenes.kit.problems.own_points import read_points
from scenes.kit.problems.three_runs import SAMPLE, ThreeRuns
from scenes.kit.runs.views import Views
from scenes.kit.time.fades import fade_out, gone_first
from scenes.kit.time.playhead import Advance
from scenes.parts.batch_vs_sgd.above_least import StepLosses
from scenes.parts.batch_vs_sgd.depth import depth
from scenes.parts.batch_vs_sgd.endings import told
from scenes.parts.batch_vs_sgd.hops import race_times
from scenes.parts.batch_vs_sgd.linked import RADII, SLOW, alone, hoppers, racers, remembered
from scenes.parts.batch_vs_sgd.looked import heading
from scenes.parts.batch_vs_sgd.losses import SPARE, loss_panel
from scenes.parts.batch_vs_sgd.names import Ended
from scenes.parts.batch_vs_sgd.noise_ball import NoiseBall
from scenes.parts.batch_vs_sgd.noisy_runs import SHARED, NoisyRuns, OwnRuns
from scenes.parts.batch_vs_sgd.opinions import Opinions
from scenes.parts.batch_vs_sgd.panels import Panels, panels_in
from scenes.parts.batch_vs_sgd.valued import data_in, map_of, valued_map

NOISY = ("opinions", "noise_ball", "count_steps")  # beats on points that scatter
SOON = (0.0, 0.3)  # part of a change in which paths go, before a panel grows over them
HOVERED = 6.5  # seconds in which the runs on those spend all


class BatchVsSGD(ThreeRuns):
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
        boxes, theme, words = self.boxes, self.theme, self.words
        on_map = map_of(boxes.map, self.own, self.runs, theme)
        data, self.dots = data_in(boxes.beside, self.own, words, theme)
        names = words["evaluations"], words["loss"]
        losses = loss_panel(boxes.beside, self.runs, self.epochs, names, theme)
        self.views, self.ground = Views(on_map, data, losses), depth(losses, losses.x.high)
        start = on_map.to_scene([self.start])
        self.start_mark = Marks(start, theme, "batch", radius=RADII["batch"])
        self.draw_runs()
        self.draw_race()
        self.landscape = valued_map(on_map, self.own, self.runs)
        self.draw_noisy()
        self.stamp = self.open_stamped()

    def opening(self) -> tuple[Mobject, ...]:
        map_, land = self.views.parameters, self.landscape
        return map_, land.contours, land.values, self.views.data, self.dots

    def one_surface(self) -> None:
        self.play(FadeIn(self.landscape.star, scale=3), run_time=0.8)
        self.wait(0.6)
        self.play(FadeIn(self.start_mark, scale=3), run_time=0.8)
        self.wait(1)

    def batch(self) -> None:
        self.flow("batch", 4.6)

    def stochastic(self) -> None:
        self.leave("batch")
        self.flow("stochastic", 7.0)

    def mini_batch(self) -> None:
        self.leave("stochastic")
        self.flow("mini_batch", 6.0)

    def race(self) -> None:
        loss = self.views.loss
        self.leave("mini_batch")
        racing = [self.ground, loss, *self.racers.values(), self.race_counter]
        self.exchange([self.views.data, self.dots, self.ghosts], racing)
        self.ask("race", loss.at(loss.x.high / SPARE, np.sqrt(loss.y.low * loss.y.high)))
        self.play(Advance(self.spent, race_times(self.runs, self.starters, 7.4)))
        self.wait(0.8)

    def trade_off(self) -> None:
        ended, racers = self.ended, self.racers
        self.on_stage = [self.stamp]
        on_map = [part for racer in racers.values() for part in (racer.path, racer.edge)]
        gone = [self.views.parameters, *self.landscape, self.race_counter]
        growing = ended.growing(self.views.loss, self.ground, racers, 0.9)
        self.play(*[gone_first(p, SOON) for p in on_map], *fade_out(*gone), *growing)
        self.play(FadeIn(ended.plot), run_time=0.4)
        self.add(*ended.curves.values())
        self.keep(ended.ground, ended.plot, *ended.curves.values())
        self.show(ended.losses, ended.names, seconds=0.8)
        self.wait(2.6)

    def opinions(self) -> None:
        asked, (panel, dots) = self.asked, self.scattering
        come = [asked.close, panel, dots, self.noisy_stamp]
        self.grow_over(self.ended.ground, asked.landscape, come)
        self.play(Transform(dots, asked.points), run_time=0.8)
        self.show(asked.line, seconds=0.4)
        self.add(asked.lit, asked.singles)
        self.play_to(asked.asking, 1, 2.2)
        self.play(FadeIn(asked.tips, asked.batch), run_time=0.6)
        gone = [panel, dots, asked.line, asked.lit, asked.singles]
        self.exchange(gone, [asked.panel, asked.bars["stochastic"]])
        self.add(asked.means, asked.batch)
        self.play_to(asked.averaging, 1, 1.6)
        self.show(asked.bars["mini_batch"], asked.expected, seconds=0.8)
        self.wait(1.2)
        self.keep(asked.tips, asked.means, asked.batch)

    def noise_ball(self) -> None:
        self.clear(keep=[self.asked.close, self.asked.landscape])
        ball = self.ball
        self.show(ball.panel, ball.names, self.drawn_stamp)
        self.add(ball.clouds, ball.path)
        approaching, hovering = ball.times(HOVERED)
        self.play(Advance(ball.spent, approaching))
        self.add(*ball.measured)
        rings = [FadeIn(ring, run_time=0.6) for ring in ball.rings]  # over the clouds
        self.play(Advance(ball.spent, hovering), *rings)
        self.keep(ball.clouds, ball.path, *ball.rings, *ball.measured)
        self.show(ball.expected)
        self.wait(1.5)

    def count_steps(self) -> None:
        steps, plot = self.in_steps, self.in_steps.plot
        self.grow_over(self.asked.landscape, steps.ground, [plot, self.noisy_stamp])
        self.show(steps.curves, seconds=0.4)
        self.ask("count_steps", plot.at(self.noisy.passes, np.sqrt(plot.y.low * plot.y.high)))
        self.play_to(steps.done, self.noisy.passes, 4.5)
        self.show(steps.losses, steps.names)

    def tell(self) -> dict[str, Told]:
        return told(self, self.noisy, self.beats)

    # -- what the beats do ---------------------------------------------------------------------

    def flow(self, role: str, seconds: float) -> None:
        """Bring on one run at its start, with its counter, and play it to its end."""
        self.show(self.shown[role], self.headings[role], self.counters[role], seconds=0.7)
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
        data, whole = self.views.data, self.own.problem.samples
        self.headings = {
            role: heading(data, role, run, whole, self.words) for role, run in self.runs.items()
        }
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
        self.race_counter = self.counting(lambda: int(np.ceil(clock())), "effort", 3)
        whole = self.boxes.whole
        self.ended = Ended(whole, self.runs, self.racers, self.epochs, self.words, self.theme)

    def draw_noisy(self) -> None:
        """The scattered points, asked at one place; then the runs that they pull."""
        if "opinions" not in self.beats:
            return
        words, theme, boxes = self.words, self.theme, self.boxes
        self.scattering = data_in(boxes.aside, self.own, words, theme)
        self.asked = Opinions(self.noisy, boxes[-2:], self.scattering.panel, words, theme)
        self.ball = NoiseBall(self.noisy, self.asked.close, boxes.aside, self.racing, words, theme)
        self.in_steps = StepLosses(boxes.whole, self.noisy, words, theme)
        stamped = partial(self.stamped, key=self.noisy.stamp, shows=self.noisy.shows(words))
        self.noisy_stamp = stamped(self.noisy.blanks(words))
        self.drawn_stamp = stamped(self.noisy.blanks(words, words["drawn"]))
