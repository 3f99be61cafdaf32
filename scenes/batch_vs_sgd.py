"""One careful step or fifty nervous ones: batch, stochastic and mini-batch descent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import Create, FadeIn, FadeOut, ValueTracker, VGroup
from numpy.typing import NDArray

from scenes.kit.ink.ghosts import GHOST
from scenes.kit.ink.layout import BODY, Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import end_labels, spread
from scenes.kit.problems.centred_line import (
    MAP_BOX,
    data_panel,
    data_points,
    loss_map,
    map_panel,
    problem,
)
from scenes.kit.problems.three_runs import ROLES, ThreeRuns
from scenes.kit.runs.edge import LENGTH
from scenes.kit.runs.views import POINT, LinkedRun, Views
from scenes.kit.time.fades import fade_out
from scenes.kit.time.playhead import Advance, Playhead, step_times

BESIDE, TOGETHER = 0.35, 1.5  # from an end to its name; between ends named in one column
Across = NDArray[np.float64]
FAR, CLOSE = 0.5, 0.25  # of the way from the minimum to the start
RESTLESS = 0.2  # part of the later steps that climb, from which on a run is said to tremble


class BatchVsSGD(ThreeRuns):
    """Three ways to spend the same gradient evaluations on one loss surface."""

    beats = ("one_surface", "batch", "stochastic", "mini_batch", "race", "trade_off")

    def compute(self) -> None:
        self.runs = self.descents()

    def lay_out(self) -> None:
        right = BODY.inset(left=MAP_BOX.width + 0.5)
        upper, lower = right.rows([1, 1])
        self.views = Views(
            map_panel(self.theme), data_panel(upper, self.theme), self.loss_panel(lower)
        )
        self.landscape = loss_map(self.views.parameters)
        places = self.views.data.to_scene(data_points())
        self.shown: LinkedRun | None = None
        self.ghosts = VGroup()
        self.spent: Callable[[], int] = lambda: 0
        self.counter = self.counting(lambda: self.spent(), "effort", digits=3)
        self.points = Marks(places, self.theme, "text", radius=POINT)
        self.open(self.stamp_values())

    def one_surface(self) -> None:
        self.play(FadeIn(self.views.data), FadeIn(self.points, lag_ratio=0.2), run_time=1.2)
        self.wait(0.3)
        self.play(FadeIn(self.views.parameters), run_time=0.8)
        contours, star = self.landscape
        self.play(Create(contours, lag_ratio=0.1), run_time=2.2)
        self.play(FadeIn(star, scale=2), FadeIn(self.views.loss), run_time=0.8)
        start = np.array([self.start])
        mark = Marks(self.views.parameters.to_scene(start), self.theme, "batch")
        self.play(FadeIn(mark, scale=2), run_time=0.8)
        self.wait(0.7)
        self.start_mark = mark

    def batch(self) -> None:
        run = self.enter("batch", staged=8)
        steps = run.playhead.steps
        self.play(
            Advance(run.playhead, step_times(steps, 6.0, slow=steps, slow_seconds=6.0 / steps))
        )
        self.wait(1)

    def stochastic(self) -> None:
        run = self.enter("stochastic", staged=5, dots=False)
        times = step_times(run.playhead.steps, 8.0, slow=5, slow_seconds=0.8)
        self.play(Advance(run.playhead, times))
        self.wait(1)

    def mini_batch(self) -> None:
        run = self.enter("mini_batch", staged=3)
        times = step_times(run.playhead.steps, 7.0, slow=3, slow_seconds=1.2)
        self.play(Advance(run.playhead, times))
        self.wait(1)

    def race(self) -> None:
        self.leave()
        spent = ValueTracker(0.0)
        self.spent = lambda: int(spent.get_value())
        racers = [
            self.linked(role, self.racing(self.runs[role], spent.get_value)) for role in ROLES
        ]
        self.counter.update()
        self.play(FadeIn(*racers, self.counter), FadeOut(self.ghosts), run_time=1)
        everything = max(run.evaluations[-1] for run in self.runs.values())
        self.play(Advance(spent, np.linspace(0, 7, everything + 1)))
        self.wait(1)
        self.racers = racers

    def trade_off(self) -> None:
        self.play(FadeIn(self.final_losses()), run_time=1)
        self.wait(0.5)
        ghosts = [racer.path.line.animate.set_stroke(**GHOST) for racer in self.racers]
        self.play(FadeIn(self.names()), *ghosts, run_time=1.2)
        self.wait(1)

    def outcomes(self) -> dict[str, str]:
        """How the beats end that may end in several ways."""
        epochs = "once" if self.epochs == 1 else "many"
        return {
            "batch": epochs,
            "stochastic": "trembling" if self.trembles() else "counted",
            "mini_batch": epochs,
            "trade_off": "nervous" if self.careful_is_far() else self.lowest(),
        }

    def facts(self) -> dict[str, str]:
        """Numbers of epochs, points and steps, in words."""
        counts = {
            "epochs": self.epochs,
            "size": self.batch_size,
            "draws": self.runs["stochastic"].steps,
            "shuffles": self.runs["mini_batch"].steps,
        }
        return {name: self.words.count(number) for name, number in counts.items()}

    # -- what the beats show -------------------------------------------------------------------

    def trembles(self) -> bool:
        """Whether stochastic descent slows down, and many a later step takes it up again."""
        run = self.runs["stochastic"]
        lengths = np.linalg.norm(np.diff(run.thetas, axis=0), axis=1)
        part, later = run.steps // 5, run.steps // 2
        climbs = np.diff(run.values)[later:] > 0
        slower = lengths[:part].mean() > 2 * lengths[-part:].mean()
        return bool(slower and climbs.mean() >= RESTLESS)

    def careful_is_far(self) -> bool:
        """Whether batch descent ends far from the minimum, and the other two close to it."""
        best = problem().minimizers[0]
        first = np.linalg.norm(np.subtract(self.start, best))
        ways = (np.linalg.norm(self.runs[role].thetas[-1] - best) / first for role in ROLES)
        careful, *nervous = ways
        return bool(careful >= FAR and max(nervous) <= CLOSE)

    def lowest(self) -> str:
        """The role of the run that ends with the lowest loss."""
        return min(ROLES, key=lambda role: float(self.runs[role].values[-1]))

    def loss_panel(self, box: Box) -> Plane:
        """Loss against gradient evaluations, with room for the final losses on the right."""
        values = np.concatenate([run.values for run in self.runs.values()])
        spent = float(max(run.evaluations[-1] for run in self.runs.values()))
        low, high = values.min() / 3, values.max() * 2
        ticks = tuple(np.linspace(0, spent, self.epochs + 1))
        return Plane(
            box,
            Axis(0, spent * 1.45, self.words["evaluations"], ticks=ticks),
            Axis(low, high, self.words["loss"], log=True),
            self.theme,
        )

    def linked(self, role: str, playhead: Playhead, *, dots: bool = False) -> LinkedRun:
        """The run of a role in all three views."""
        run = self.runs[role]
        effort = run.evaluations.astype(float)
        return LinkedRun(self.views, run, playhead, role=role, effort=effort, dots=dots)

    def enter(self, role: str, *, staged: int, dots: bool = True) -> LinkedRun:
        """Bring on one run at its start, in the place of the one before."""
        self.leave()
        run = self.linked(role, Playhead(len(self.runs[role].values) - 1, staged), dots=dots)
        self.spent = lambda: int(run.trajectory.evaluations[run.playhead.arrived])
        self.counter.update()
        self.play(FadeIn(run, self.counter), run_time=0.7)
        self.remove(self.start_mark)
        self.shown = run
        return run

    def leave(self) -> None:
        """Let the run that is shown go, if there is one, but for its ghost."""
        if self.shown is None:
            return
        run = self.shown
        lines = VGroup(run.path.line.copy(), run.loss.line.copy()).set_stroke(**GHOST)
        ghost = VGroup(lines, run.path.marker.copy(), run.loss.marker.copy())
        self.play(FadeIn(ghost), *fade_out(run, self.counter), run_time=0.7)
        self.ghosts.add(ghost)
        self.shown = None

    def final_losses(self) -> VGroup:
        """The last loss of each run at the end of its curve."""
        values = np.array([self.runs[role].values[-1] for role in ROLES])
        plane = self.views.loss
        ends = plane.at([self.runs[role].evaluations[-1] for role in ROLES], values)
        labels = [
            Number(value, self.theme, write=significant(3), role=role)
            for role, value in zip(ROLES, values, strict=True)
        ]
        return end_labels(plane, ends, labels)

    def names(self) -> VGroup:
        """The name of each run beside where its path ends, on the map."""
        inner = self.views.parameters.inner
        ends = self.views.parameters.to_scene([self.runs[role].thetas[-1] for role in ROLES])
        gaps = np.where(inner.holds(ends), BESIDE, BESIDE + LENGTH)  # outside, its arrow is there
        ends = np.clip(ends, (inner.left, inner.bottom, 0), (inner.right, inner.top, 0))
        heights = ends[:, 1] - 0.09
        heights[ROLES.index("batch")] -= 0.45  # below the corner of the mini-batch path
        heights = spread(heights, 0.4, inner.bottom + 0.1, inner.top - 0.3)
        names = [Text(self.words[role], self.theme, role=role, halo=True) for role in ROLES]
        sides = self.sides(ends[:, 0], gaps, np.array([name.width for name in names]))
        for name, x, y in zip(names, sides, heights, strict=True):
            name.stand_on(y).shift((x - name.get_left()[0], 0, 0))
        return VGroup(*names)

    def sides(self, ends: Across, gaps: Across, widths: Across) -> Across:
        """Left ends of names beside some ends: in one column if these are close together."""
        inner, limit = self.views.parameters.inner, MAP_BOX.right + 0.3
        right, left = ends + gaps, ends - gaps - widths
        if np.ptp(ends) <= TOGETHER:
            column = np.full(len(ends), right.max())
            return column if (column + widths).max() <= limit else (ends - gaps).min() - widths
        outwards = np.where(ends > ends.mean(), right, left)
        room = (outwards >= inner.left) & (outwards + widths <= limit)
        return np.where(room, outwards, np.where(outwards == left, right, left))
