"""A heavy ball in a long valley: velocity and gradient add up, swing, and can look ahead."""

from __future__ import annotations

from functools import partial
from typing import Annotated, ClassVar

import numpy as np
from manim import DOWN, Create, FadeIn, FadeOut, VGroup
from numpy.typing import NDArray

import gdcore
from scenes.kit.axes import BOTTOM, Axis, Plane
from scenes.kit.counted import CountedRun
from scenes.kit.curves import guide
from scenes.kit.fades import fade_out
from scenes.kit.frame import stamp, title
from scenes.kit.layout import BODY, Box
from scenes.kit.ledger import SumFormula
from scenes.kit.lesson import Lesson
from scenes.kit.marks import Arrow
from scenes.kit.numbers import plain
from scenes.kit.parameters import Interval
from scenes.kit.playhead import Advance, Playhead, step_times
from scenes.kit.tally import Tally, settled
from scenes.kit.text import Text
from scenes.kit.traces import DASHES, Dash, Trace
from scenes.kit.valley import landscape, one_scale, valley
from scenes.kit.velocity import Ball, SummingPlayhead, SumOfArrows, ball

TARGET = 0.01  # loss under which a run must stay to have arrived
ENOUGH = 1000  # steps in which runs are counted
STAGED = (1.7, 2.9, 2.6, 1.9)  # seconds of the steps whose sums are drawn
AHEAD = (1.3, 2.9, 2.4)  # the same, of Nesterov's
UPPER, LOWER = BODY.rows([3.75, 1.95], 0.05)
CLOSE, SUM = BODY.columns([7.6, 5.1], 0.5)
LANES, BESIDE_LANES = BODY.columns([8.9, 3.9], 0.4)
APART, WORDS = 0.2, 2.3  # between two lanes; room for the words beside one
GAP, OVER = 0.35, 0.38  # from a name to its count; from a point up to its words
NAMES = ("$theta_1$", "$theta_2$")
MU = partial(plain, digits=3)  # how a momentum is written
Path = NDArray[np.float64]


class Momentum(Lesson):
    """Plain descent, three momenta and Nesterov's, at one rate in one quadratic valley."""

    order: ClassVar[int] = 100
    beats = ("valley", "add_up", "overshoot", "damp", "look_ahead", "compare")

    learning_rate: Annotated[float, Interval(0.005, 0.2), "rate of all runs"] = 0.04
    momentum: Annotated[float, Interval(0.5, 0.97), "the large momentum, which swings"] = 0.9
    light_momentum: Annotated[float, Interval(0, 0.8), "the small momentum, which is slow"] = 0.3
    start: Annotated[tuple[float, float], Interval(-10, 10), "where all runs start"] = (-9.0, 1.3)
    condition: Annotated[float, Interval(5, 50), "curvature across over that along"] = 20.0
    steps: Annotated[int, Interval(20, 300), "steps of every run that are shown"] = 110

    def setup(self) -> None:
        self.critical = (1 - self.learning_rate**0.5) ** 2
        rate, self.problem = self.learning_rate, valley(self.condition)
        self.momenta = (self.light_momentum, self.critical, self.momentum)
        self.plain = self.descend(gdcore.GradientDescent(rate))
        self.heavy = [self.descend(gdcore.Momentum(rate, mu)) for mu in self.momenta]
        self.nesterov = self.descend(gdcore.Nesterov(rate, self.momentum))
        self.refuse_other_stories()
        self.swinging, self.warned = ball(self.heavy[2]), ball(self.nesterov)
        reach = np.concatenate([np.zeros((1, 2)), *map(self.shown, self.all_drawn())])
        self.map = one_scale(UPPER, reach, self.theme, names=NAMES)
        self.landscape = VGroup(*landscape(self.map, self.problem))
        self.plot = self.position_plot(LOWER)
        self.add(title(self.words["title"], self.theme), stamp(self.stamp_text(), self.theme))

    def valley(self) -> None:
        self.play(FadeIn(self.map), FadeIn(self.plot), run_time=0.8)
        contours, star = self.landscape
        self.play(Create(contours, lag_ratio=0.1), run_time=1.4)
        self.play(FadeIn(star, scale=2), run_time=0.5)
        playhead = Playhead(self.steps, staged=0)
        self.slow = self.run("plain", self.plain, self.plain.thetas, playhead, "batch", slot=0)
        self.play(FadeIn(self.slow), run_time=0.6)
        self.play(Advance(playhead, step_times(self.steps, 3.3, slow=2, slow_seconds=0.5)))
        self.wait(0.4)
        self.play(self.slow.animate.ghost(), run_time=0.4)

    def add_up(self) -> None:
        self.play(*fade_out(self.map, self.plot, *self.landscape, self.slow), run_time=0.5)
        self.playhead = SummingPlayhead(self.steps, len(STAGED))
        close = self.close_up("heavy", self.heavy[2], self.swinging, "$g$")
        self.play(FadeIn(close), run_time=0.6)
        self.play(Advance(self.playhead, np.cumsum([0, *STAGED])))
        self.play(FadeOut(close), run_time=0.4)

    def overshoot(self) -> None:
        shown = self.run("heavy", self.heavy[2], self.swinging.path, self.playhead, "momentum")
        still = (self.map, self.plot, self.landscape, self.slow, shown)
        self.play(*map(FadeIn, still), run_time=0.6)
        self.flow(len(STAGED), 4.5)
        far = self.farthest(shown, self.map.inner.bottom + 0.2)
        self.play(FadeIn(far), run_time=0.6)
        self.wait(0.9)
        self.play(*map(FadeOut, (*still, far)), run_time=0.6)

    def damp(self) -> None:
        playhead = Playhead(self.steps, staged=0)
        plot = self.position_plot(BESIDE_LANES)
        lanes = [self.lane(i, plot, playhead) for i in range(3)]
        self.play(FadeIn(plot), *map(FadeIn, lanes), run_time=0.9)
        self.play(Advance(playhead, step_times(self.steps, 4.6, slow=2, slow_seconds=0.4)))
        self.wait(0.3)
        losers = [lanes[i].animate.ghost() for i in (0, 2)]
        rule = self.critical_rule(lanes[1])
        self.play(*losers, FadeIn(rule), run_time=0.8)
        self.wait(1.4)
        self.play(*map(FadeOut, (plot, rule, *lanes)), run_time=0.6)

    def look_ahead(self) -> None:
        self.playhead = SummingPlayhead(self.steps, len(AHEAD), looks_ahead=True)
        close = self.close_up("nesterov", self.nesterov, self.warned, self.words["ahead"])
        self.play(FadeIn(close), run_time=0.6)
        self.play(Advance(self.playhead, np.cumsum([0, *AHEAD])))
        self.play(FadeOut(close), run_time=0.4)

    def compare(self) -> None:
        ended = Playhead(self.steps, staged=0).free(self.steps)
        heavy = self.run("heavy", self.heavy[2], self.swinging.path, ended, "momentum", slot=0)
        shown = self.run("nesterov", self.nesterov, self.warned.path, self.playhead, "nesterov")
        far = self.farthest(heavy.ghost(), self.map.inner.bottom + 0.2)
        still = (self.map, self.plot, self.landscape, heavy, far, shown)
        self.play(*map(FadeIn, still), run_time=0.6)
        self.flow(len(AHEAD), 4.2)
        self.play(FadeIn(self.farthest(shown, self.map.inner.top - 0.5)), run_time=0.6)
        self.wait(0.8)

    # -- what the beats show -------------------------------------------------------------------

    def refuse_other_stories(self) -> None:
        """Refuse settings under which a beat would not show what its caption says."""
        steepest = self.learning_rate * self.condition
        if steepest >= 2:
            raise ValueError(
                f"learning_rate = {self.learning_rate} and condition = {self.condition}: "
                f"their product must be under 2, or plain descent leaves the valley"
            )
        light, middle, heavy = (self.count(run) for run in self.heavy)
        between = self.light_momentum < self.critical < self.momentum
        if not (between and middle < min(light, heavy)):
            raise ValueError(
                f"light_momentum = {self.light_momentum} and momentum = {self.momentum} must lie "
                f"on two sides of {self.critical:.3g}, critical at this learning_rate, and take "
                f"more than its {middle} steps; they take {light} and {heavy}"
            )
        if abs(self.start[0]) < max(1, abs(self.start[1])):
            raise ValueError(
                f"start = {self.start} is not far along the valley: its first value must be at "
                f"least 1 from 0, and as far from it as the second"
            )

    def all_drawn(self) -> list[Path]:
        """Points that the map must hold: all paths, and where the kept velocities lead."""
        staged = len(STAGED)
        tips = self.swinging.path[:staged] + self.swinging.kept[:staged]
        return [
            self.plain.thetas,
            self.swinging.path,
            self.warned.path,
            self.nesterov.thetas[: len(AHEAD)],
            tips,
        ]

    def shown(self, path: Path) -> Path:
        """The part of a record that is shown."""
        return path[: self.steps + 1]

    def descend(self, optimizer: gdcore.GradientDescent | gdcore.Momentum) -> gdcore.Trajectory:
        """A run that is long enough to be counted."""
        return gdcore.descend(self.problem, optimizer, self.start, ENOUGH)

    def count(self, run: gdcore.Trajectory) -> int:
        """Steps after which the ball's loss stays under the target."""
        path = ball(run).path if isinstance(run.optimizer, gdcore.Momentum) else run.thetas
        return settled(self.problem.value(path), TARGET) or ENOUGH

    def tally(self, run: gdcore.Trajectory, playhead: Playhead, role: str) -> Tally:
        """The live count of a run."""
        return Tally(self.count(run), playhead, self.words["steps"], self.theme, role=role)

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
    ) -> CountedRun:
        """A run on the map and in the plot, its name and its count over the map."""
        heading, tally = self.heading(key, run, playhead, role, self.map, slot)
        path = self.shown(path)
        trace = Trace(self.map, path, playhead, role=role, dots=True)
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
        runs = [self.shown(run.thetas) for run in self.heavy]
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
        name = Text(f"$mu = {MU(self.momenta[index])}$", self.theme, size=34, role="momentum")
        tally = self.tally(self.heavy[index], playhead, "momentum")
        left, middle = box.right + 0.1, plane.inner.center[1]
        name.stand_on(middle + 0.25).shift((left - name.get_left()[0], 0, 0))
        tally.put(left, middle - 0.25)
        return CountedRun(trace, curve, name, tally, plane, *landscape(plane, self.problem))

    def critical_rule(self, lane: CountedRun) -> Text:
        """What makes the middle momentum critical, under its count."""
        rule = Text(self.words["critical"], self.theme, size=24, role="muted")
        rule.next_to(lane.tally, DOWN, buff=0.18)
        return rule.shift((lane.heading.get_left()[0] - rule.get_left()[0], 0, 0))

    def position_plot(self, box: Box) -> Plane:
        """Place along the valley against step, with the minimum dotted."""
        runs = (self.plain, self.nesterov, *self.heavy)
        along = np.concatenate([self.shown(run.thetas)[:, 0] for run in runs])
        spare = 0.08 * (along.max() - along.min())
        across = Axis(0, self.steps * 1.03, self.words["step"])
        plot = Plane(
            box, across, Axis(along.min() - spare, along.max() + spare, NAMES[0]), self.theme
        )
        plot.add(guide(plot, [[0, 0], [self.steps, 0]], role="minimum"))
        return plot

    def close_up(self, key: str, run: gdcore.Trajectory, ball: Ball, gradient: str) -> VGroup:
        """The first steps of a ball as large as they fit, and the sum that each of them is."""
        near = max(len(STAGED), len(AHEAD)) + 1
        balls = (self.swinging, self.warned)
        tips = [ball.path[:near] + ball.kept[:near] for ball in balls]
        points = np.concatenate([*(ball.path[:near] for ball in balls), *tips])
        plane = one_scale(CLOSE, points, self.theme, names=NAMES)
        contours, _ = landscape(plane, self.problem, lines=12, ratio=1.3)
        role = "momentum" if key == "heavy" else "nesterov"
        trace = Trace(plane, self.shown(ball.path), self.playhead, role=role, dots=True)
        heading, tally = self.heading(key, run, self.playhead, role, plane)
        parts = SumOfArrows(plane, ball, self.playhead, role)
        terms = (self.words["new"], "$mu v$", gradient)
        formula = SumFormula(SUM, parts, terms, self.words["arrows"], self.words["move"])
        return VGroup(plane, contours, parts, trace, heading, tally, formula)

    def flow(self, done: int, seconds: float) -> None:
        """Play what is left of a run, ever faster."""
        times = step_times(self.steps - done, seconds, slow=1, slow_seconds=0.5)
        self.play(Advance(self.playhead, times))

    def farthest(self, shown: CountedRun, height: float) -> VGroup:
        """How far beyond the minimum a ball has come, measured at a scene height."""
        ahead = -float(np.sign(self.start[0]))
        far = max(0.0, float((ahead * shown.trace.record[:, 0]).max()))
        ends = self.map.at([0, ahead * far], 0)
        ends[:, 1] = height
        arrow = Arrow(self.theme, shown.trace.role, width=0.035).put(*ends)
        words = self.words["overshoot"].format(far=plain(far, 3))
        text = Text(words, self.theme, role=shown.trace.role, halo=True)
        text.stand_on(height + 0.16).shift((ends[:, 0].mean(), 0, 0))
        return VGroup(arrow, text)
