"""One careful step or fifty nervous ones: batch, stochastic and mini-batch descent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import Create, FadeIn, FadeOut, ValueTracker, VGroup

from scenes.kit.ink.ghosts import GHOST
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Told
from scenes.kit.problems.centred_line import (
    data_panel,
    data_points,
    loss_map,
    map_box,
    map_panel,
    problem,
)
from scenes.kit.problems.three_runs import ROLES, ThreeRuns
from scenes.kit.runs.views import POINT, LinkedRun, Views
from scenes.kit.time.playhead import Advance, Playhead, step_times
from scenes.parts.batch_vs_sgd.losses import final_losses, loss_panel
from scenes.parts.batch_vs_sgd.names import beside_ends

STAGED = {"batch": 8, "stochastic": 5, "mini_batch": 3}  # steps shown stage by stage
FAR, CLOSE = 0.5, 0.25  # of the way from the minimum to the start
RESTLESS = 0.2  # part of the later steps that climb, from which on a run is said to tremble


class Panels(NamedTuple):
    """The map, and beside it the data over the losses."""

    map: Box
    data: Box
    losses: Box


class BatchVsSGD(ThreeRuns):
    """Three ways to spend the same gradient evaluations on one loss surface."""

    beats = ("one_surface", "batch", "stochastic", "mini_batch", "race", "trade_off")

    def compute(self) -> None:
        self.runs = self.descents()

    def panels(self, body: Box) -> Panels:
        left = map_box(body)
        return Panels(left, *body.inset(left=left.width + 0.5).rows([1, 1]))

    def lay_out(self) -> None:
        boxes, theme = self.boxes, self.theme
        names = self.words["evaluations"], self.words["loss"]
        losses = loss_panel(boxes.losses, self.runs, self.epochs, names, theme)
        self.views = Views(map_panel(boxes.map, theme), data_panel(boxes.data, theme), losses)
        self.landscape = loss_map(self.views.parameters)
        places = self.views.data.to_scene(data_points())
        self.points = Marks(places, theme, "text", radius=POINT)
        start = self.views.parameters.to_scene([self.start])
        self.start_mark = Marks(start, theme, "batch")
        self.draw_runs()
        self.draw_race()
        self.open(self.stamp_values(), shows=self.stamp_shows(self.runs))

    def one_surface(self) -> None:
        self.play(FadeIn(self.views.data), FadeIn(self.points, lag_ratio=0.2), run_time=1.2)
        self.wait(0.3)
        self.play(FadeIn(self.views.parameters), run_time=0.8)
        contours, star = self.landscape
        self.play(Create(contours, lag_ratio=0.1), run_time=2.2)
        self.play(FadeIn(star, scale=2), FadeIn(self.views.loss), run_time=0.8)
        self.play(FadeIn(self.start_mark, scale=2), run_time=0.8)
        self.wait(0.7)

    def batch(self) -> None:
        steps = self.runs["batch"].steps
        self.flow("batch", 6.0, slow=steps, slow_seconds=6.0 / steps)

    def stochastic(self) -> None:
        self.leave("batch")
        self.flow("stochastic", 8.0, slow=5, slow_seconds=0.8)

    def mini_batch(self) -> None:
        self.leave("stochastic")
        self.flow("mini_batch", 7.0, slow=3, slow_seconds=1.2)

    def race(self) -> None:
        self.leave("mini_batch")
        racers = FadeIn(*self.racers.values(), self.race_counter)
        self.play(racers, FadeOut(self.ghosts), run_time=1)
        everything = max(run.evaluations[-1] for run in self.runs.values())
        self.play(Advance(self.spent, np.linspace(0, 7, everything + 1)))
        self.wait(1)

    def trade_off(self) -> None:
        self.play(FadeIn(self.final_losses), run_time=1)
        self.wait(0.5)
        ghosts = [racer.path.line.animate.set_stroke(**GHOST) for racer in self.racers.values()]
        self.play(FadeIn(self.names), *ghosts, run_time=1.2)
        self.wait(1)

    def tell(self) -> dict[str, Told]:
        epochs = "once" if self.epochs == 1 else "many"
        outcomes = {
            "batch": epochs,
            "stochastic": "trembling" if self.trembles() else "counted",
            "mini_batch": epochs,
            "trade_off": "nervous" if self.careful_is_far() else self.lowest(),
        }
        counts = {
            "epochs": self.epochs,
            "size": self.batch_size,
            "draws": self.runs["stochastic"].steps,
            "shuffles": self.runs["mini_batch"].steps,
        }
        facts = {name: self.words.count(number) for name, number in counts.items()}
        return {beat: Told(outcomes.get(beat), facts) for beat in self.beats}

    # -- what the beats do ---------------------------------------------------------------------

    def flow(self, role: str, seconds: float, *, slow: int, slow_seconds: float) -> None:
        """Bring on one run at its start, with its counter, and play it: a few slow steps first."""
        self.show(self.shown[role], self.counters[role], seconds=0.7)
        self.remove(self.start_mark)
        steps = self.runs[role].steps
        times = step_times(steps, seconds, slow=slow, slow_seconds=slow_seconds)
        self.play(Advance(self.shown[role].playhead, times))
        self.wait(1)

    def leave(self, role: str) -> None:
        """Let the run that is shown go, but for its ghost."""
        run = self.shown[role]
        lines = VGroup(run.path.line.copy(), run.loss.line.copy()).set_stroke(**GHOST)
        ghost = VGroup(lines, run.path.marker.copy(), run.loss.marker.copy())
        self.clear(beside=[FadeIn(ghost)], seconds=0.7)
        self.ghosts.add(ghost)

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

    def draw_runs(self) -> None:
        """Each run by itself, with the evaluations that its steps have cost."""
        self.ghosts = VGroup()
        self.shown = {
            role: self.linked(
                role, Playhead(self.runs[role].steps, staged), dots=role != "stochastic"
            )
            for role, staged in STAGED.items()
        }
        self.counters = {
            role: self.counting(
                shown.playhead.reading(shown.trajectory.evaluations.astype(float)), "effort", 3
            )
            for role, shown in self.shown.items()
        }

    def draw_race(self) -> None:
        """All runs on one clock of evaluations, their names, and where they end."""
        self.spent = ValueTracker(0.0)
        self.racers = {
            role: self.linked(role, self.racing(self.runs[role], self.spent.get_value))
            for role in ROLES
        }
        self.race_counter = self.counting(lambda: int(self.spent.get_value()), "effort", 3)
        self.final_losses = final_losses(self.views.loss, self.runs)
        self.names = self.write_names()

    def linked(self, role: str, playhead: Playhead, *, dots: bool = False) -> LinkedRun:
        """The run of a role in all three views."""
        run = self.runs[role]
        return LinkedRun(
            self.views, run, playhead, role=role, effort=run.evaluations.astype(float), dots=dots
        )

    def write_names(self) -> VGroup:
        """The name of each run beside where its path ends, on the map."""
        ends = np.stack([self.runs[role].thetas[-1] for role in ROLES])
        names = [Text(self.words[role], self.theme, role=role, halo=True) for role in ROLES]
        low = ROLES.index("batch")  # below the corner of the mini-batch path
        return beside_ends(self.views.parameters, ends, names, low, self.boxes.map.right)
