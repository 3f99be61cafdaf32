"""A heavy ball in a long valley: velocity and gradient add up, swing, and can look ahead."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import numpy as np
from manim import DOWN, Create, FadeIn, Mobject, VGroup, linear
from numpy.typing import NDArray

import gdcore
from scenes.kit.ink.layout import BODY, Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.frame import stamp, title
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval
from scenes.kit.panels.axes import BOTTOM, Axis, Plane
from scenes.kit.panels.curves import guide
from scenes.kit.panels.tally import Tally
from scenes.kit.problems.valley import landscape, one_scale
from scenes.kit.runs.traces import DASHES, Dash, Trace
from scenes.kit.time.fades import fade_out
from scenes.kit.time.playhead import Advance, Playhead, step_times
from scenes.parts.momentum.ball_runs import TARGET, BallRuns
from scenes.parts.momentum.counted import CountedRun
from scenes.parts.momentum.ledger import SumFormula
from scenes.parts.momentum.overshoot import Overshoot
from scenes.parts.momentum.velocity import Ball, SummingPlayhead, SumOfArrows

STAGED = (1.7, 2.9, 2.6, 1.9)  # seconds of the steps whose sums are drawn
AHEAD = (1.3, 2.9, 2.4)  # the same, of Nesterov's
SUMMED = 0.65  # part of such a step at which its sum is drawn, and the ball not gone
UPPER, LOWER = BODY.rows([3.75, 1.95], 0.05)
CLOSE, SUM = BODY.columns([7.6, 5.1], 0.5)
LANES, BESIDE_LANES = BODY.columns([8.9, 3.9], 0.4)
APART, WORDS = 0.2, 2.3  # between two lanes; room for the words beside one
GAP = 0.35  # from a name to its count
NAMES = ("$theta_1$", "$theta_2$")
MU = partial(plain, digits=3)  # how a momentum is written
Path = NDArray[np.float64]


class Momentum(Lesson):
    """Plain descent, three momenta and Nesterov's, at one rate in one quadratic valley."""

    beats = ("valley", "add_up", "overshoot", "damp", "look_ahead", "compare")

    learning_rate: Annotated[float, Interval(0.005, 0.2), "rate of all runs"] = 0.04
    momentum: Annotated[float, Interval(0.5, 0.97), "the large momentum, which swings"] = 0.9
    light_momentum: Annotated[float, Interval(0, 0.8), "the small momentum, which is slow"] = 0.3
    start: Annotated[tuple[float, float], Interval(-10, 10), "where all runs start"] = (-9.0, 1.3)
    condition: Annotated[float, Interval(5, 50), "curvature across over that along"] = 20.0
    steps: Annotated[int, Interval(20, 300), "steps of every run that are shown"] = 110

    def setup(self) -> None:
        self.runs = BallRuns(
            self.learning_rate,
            self.light_momentum,
            self.momentum,
            self.start,
            self.condition,
            self.steps,
        )
        reach = np.concatenate([np.zeros((1, 2)), *self.runs.drawn()])
        self.map = one_scale(UPPER, reach, self.theme, names=NAMES)
        self.landscape = VGroup(*landscape(self.map, self.runs.problem))
        self.plot = self.position_plot(LOWER)
        self.seen: list[Mobject] = []
        self.add(title(self.words["title"], self.theme), stamp(self.stamp_text(), self.theme))

    def valley(self) -> None:
        self.play(FadeIn(self.map), FadeIn(self.plot), run_time=0.8)
        contours, star = self.landscape
        self.play(Create(contours, lag_ratio=0.1), run_time=1.4)
        self.play(FadeIn(star, scale=2), run_time=0.5)
        playhead = Playhead(self.steps, staged=0)
        plain_run = self.runs.plain
        self.slow = self.run("plain", plain_run, plain_run.thetas, playhead, "batch", slot=0)
        self.play(FadeIn(self.slow), run_time=0.6)
        self.play(Advance(playhead, step_times(self.steps, 3.3, slow=2, slow_seconds=0.5)))
        self.wait(0.8)
        self.seen = [self.map, self.plot, contours, star, self.slow]

    def add_up(self) -> None:
        self.clear_up()
        self.summing = SummingPlayhead(self.steps, len(STAGED))
        self.bring(self.close_up("heavy", self.runs.heavy[2], self.runs.swinging, "$g$"))
        self.sum_up(STAGED)

    def overshoot(self) -> None:
        self.clear_up()
        self.playhead = Playhead(self.steps, staged=0).free(len(STAGED) - 1)
        path = self.runs.swinging.path
        heavy = self.run("heavy", self.runs.heavy[2], path, self.playhead, "momentum")
        self.bring(self.map, self.plot, self.landscape, self.slow.ghost(), heavy)
        self.flow(len(STAGED) - 1, 4.5)
        self.bring(*self.farthest(heavy, self.map.inner.bottom + 0.2))
        self.wait(0.9)

    def damp(self) -> None:
        self.clear_up()
        playhead = Playhead(self.steps, staged=0)
        plot = self.position_plot(BESIDE_LANES)
        lanes = [self.lane(i, plot, playhead) for i in range(3)]
        self.bring(plot, *lanes, seconds=0.9)
        self.play(Advance(playhead, step_times(self.steps, 4.6, slow=2, slow_seconds=0.4)))
        self.wait(0.3)
        losers = [lanes[i].animate.ghost() for i in (0, 2)]
        rule = self.critical_rule(lanes[1])
        self.play(*losers, FadeIn(rule), run_time=0.8)
        self.wait(1.4)
        self.seen += [rule]

    def look_ahead(self) -> None:
        self.clear_up()
        self.summing = SummingPlayhead(self.steps, len(AHEAD), looks_ahead=True)
        ahead = self.words["ahead"]
        self.bring(self.close_up("nesterov", self.runs.nesterov, self.runs.warned, ahead))
        self.sum_up(AHEAD)

    def compare(self) -> None:
        self.clear_up()
        ended = Playhead(self.steps, staged=0).free(self.steps)
        self.playhead = Playhead(self.steps, staged=0).free(len(AHEAD) - 1)
        path, warned = self.runs.swinging.path, self.runs.warned.path
        last, first = self.runs.heavy[2], self.runs.nesterov
        heavy = self.run("heavy", last, path, ended, "momentum", slot=0).ghost()
        nesterov = self.run("nesterov", first, warned, self.playhead, "nesterov", dots=False)
        far = self.farthest(heavy, self.map.inner.bottom + 0.2)
        self.bring(self.map, self.plot, self.landscape, heavy, *far, nesterov)
        self.flow(len(AHEAD) - 1, 4.2)
        self.bring(*self.farthest(nesterov, self.map.inner.top - 0.5))
        self.wait(0.8)

    def outcomes(self) -> dict[str, str]:
        return self.runs.outcomes()

    def facts(self) -> dict[str, str]:
        floor = self.runs.steps_to_floor
        to_floor = self.words["one_step" if floor == 1 else "many_steps"]
        return {
            "to_floor": to_floor.format(count=self.words.count(floor)),
            "shown": self.words.count(self.steps),
        }

    # -- what the beats show -------------------------------------------------------------------

    def clear_up(self) -> None:
        """Fade what the last beat left."""
        self.play(*fade_out(*self.seen), run_time=0.5)
        self.seen = []

    def bring(self, *parts: Mobject, seconds: float = 0.6) -> None:
        """Fade something in that stays until it is cleared up."""
        if parts:
            self.play(*map(FadeIn, parts), run_time=seconds)
            self.seen += parts

    def sum_up(self, seconds: tuple[float, ...]) -> None:
        """Play staged steps, and the last as far as its sum: the picture that stays."""
        self.play(Advance(self.summing, np.cumsum([0, *seconds[:-1]])))
        summed = len(seconds) - 1 + SUMMED
        run_time = SUMMED * seconds[-1]
        self.play(self.summing.animate.set_value(summed), rate_func=linear, run_time=run_time)
        self.wait(0.6)

    def tally(self, run: gdcore.Trajectory, playhead: Playhead, role: str) -> Tally:
        """The live count of a run."""
        return Tally(self.runs.count(run), playhead, self.words["steps"], self.theme, role=role)

    def stamp_text(self) -> str:
        """Function, start and rate of all runs, and when they have arrived."""
        x, y = map(plain, self.start)
        return self.words["stamp"].format(
            condition=plain(self.condition),
            x=x,
            y=y,
            rate=plain(self.learning_rate),
            target=plain(TARGET),
        )

    def run(
        self,
        key: str,
        run: gdcore.Trajectory,
        path: Path,
        playhead: Playhead,
        role: str,
        *,
        slot: int = 1,
        dots: bool = True,
    ) -> CountedRun:
        """A run on the map and in the plot, its name and its count over the map."""
        heading, tally = self.heading(key, run, playhead, role, self.map, slot)
        path = self.runs.part(path)
        trace = Trace(self.map, path, playhead, role=role, dots=dots)
        return CountedRun(trace, self.curve(self.plot, path, playhead, role), heading, tally)

    def heading(
        self,
        key: str,
        run: gdcore.Trajectory,
        playhead: Playhead,
        role: str,
        plane: Plane,
        slot: int = 0,
    ) -> tuple[Text, Tally]:
        """A run's name and count over a panel, on its left or on its right."""
        name = Text(self.words[key].format(mu=MU(self.momentum)), self.theme, role=role)
        tally, inner = self.tally(run, playhead, role), plane.inner
        width = name.width + GAP + tally.widest
        left = inner.right - width if slot else inner.left + 1.0
        line = inner.top + 0.18
        name.stand_on(line).shift((left - name.get_left()[0], 0, 0))
        return name, tally.put(left + name.width + GAP, line)

    def curve(
        self, plot: Plane, path: Path, playhead: Playhead, role: str, dash: Dash | None = None
    ) -> Trace:
        """The place along the valley at each step."""
        points = np.stack([np.arange(len(path)), path[:, 0]], axis=1)
        return Trace(plot, points, playhead, role=role, dash=dash)

    def lane(self, index: int, plot: Plane, playhead: Playhead) -> CountedRun:
        """One momentum in a valley of its own, and its curve in the plot they share."""
        runs = [self.runs.part(run.thetas) for run in self.runs.heavy]
        height = (LANES.height - BOTTOM - 0.15 - 2 * APART) / 3
        top = LANES.top - index * (height + APART)
        box = Box(LANES.left, LANES.right - WORDS, top - 0.15 - height - BOTTOM, top)
        last = index == 2
        plane = one_scale(
            box,
            np.concatenate([*runs, np.zeros((1, 2))]),
            self.theme,
            names=(NAMES[0] if last else "", ""),
            numbers=(last, False),
            left=0.15,
        )
        trace = Trace(plane, runs[index], playhead, role="momentum", dash=DASHES[index])
        curve = self.curve(plot, runs[index], playhead, "momentum", DASHES[index])
        name = Text(f"$mu = {MU(self.runs.momenta[index])}$", self.theme, size=34, role="momentum")
        tally = self.tally(self.runs.heavy[index], playhead, "momentum")
        left, middle = box.right + 0.1, plane.inner.center[1]
        name.stand_on(middle + 0.25).shift((left - name.get_left()[0], 0, 0))
        tally.put(left, middle - 0.25)
        return CountedRun(trace, curve, name, tally, plane, *landscape(plane, self.runs.problem))

    def critical_rule(self, lane: CountedRun) -> Text:
        """What makes the middle momentum critical, under its count."""
        rule = Text(self.words["critical"], self.theme, size=24, role="muted")
        rule.next_to(lane.tally, DOWN, buff=0.18)
        return rule.shift((lane.heading.get_left()[0] - rule.get_left()[0], 0, 0))

    def position_plot(self, box: Box) -> Plane:
        """Place along the valley against step, with the minimum dotted."""
        runs = (self.runs.plain, self.runs.nesterov, *self.runs.heavy)
        along = np.concatenate([self.runs.part(run.thetas)[:, 0] for run in runs])
        spare = 0.08 * (along.max() - along.min())
        across = Axis(0, self.steps * 1.03, self.words["step"])
        plot = Plane(
            box, across, Axis(along.min() - spare, along.max() + spare, NAMES[0]), self.theme
        )
        plot.add(guide(plot, [[0, 0], [self.steps, 0]], role="minimum"))
        return plot

    def close_up(self, key: str, run: gdcore.Trajectory, ball: Ball, gradient: str) -> VGroup:
        """The first steps of a ball as large as they fit, and the sum that each of them is."""
        near = max(len(STAGED), len(AHEAD))
        balls = (self.runs.swinging, self.runs.warned)
        tips = [ball.path[:near] + ball.kept[:near] for ball in balls]
        points = np.concatenate([*(ball.path[: near + 1] for ball in balls), *tips])
        plane = one_scale(CLOSE, points, self.theme, names=NAMES)
        contours, _ = landscape(plane, self.runs.problem, lines=12, ratio=1.3)
        role = "momentum" if key == "heavy" else "nesterov"
        trace = Trace(plane, self.runs.part(ball.path), self.summing, role=role, dots=True)
        heading, tally = self.heading(key, run, self.summing, role, plane)
        parts = SumOfArrows(plane, ball, self.summing, role)
        terms = (self.words["new"], "$mu v$", gradient)
        formula = SumFormula(SUM, parts, terms, self.words["arrows"], self.words["move"])
        return VGroup(plane, contours, parts, trace, heading, tally, formula)

    def flow(self, done: int, seconds: float) -> None:
        """Play what is left of a run, ever faster."""
        times = step_times(self.steps - done, seconds, slow=1, slow_seconds=0.5)
        self.play(Advance(self.playhead, times))

    def farthest(self, shown: CountedRun, height: float) -> list[Overshoot]:
        """How far beyond the minimum a ball has come, measured at a scene height; if it has."""
        far = self.runs.overshoot(shown.trace.record)
        words = self.words["overshoot"].format(far=plain(far, 3))
        signed = -float(np.sign(self.start[0])) * far
        if not far:
            return []
        path = self.map.to_scene(self.runs.part(shown.trace.record))
        return [Overshoot(self.map, signed, height, words, shown.trace.role, path)]
