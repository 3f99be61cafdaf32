"""A step of its own for every coordinate: AdaGrad, RMSProp, and the two memories of Adam."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import numpy as np
from manim import Create, FadeIn, FadeOut, VGroup

from gdcore import AdaGrad, Adam, GradientDescent, Momentum, Optimizer, RMSProp, Trajectory, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import STAR, Marks
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.problems.centred_line import LEVELS, map_box, problem
from scenes.kit.time.playhead import AIMED, Advance, Playhead, step_times
from scenes.parts.adaptive.acts import Act, act, named_steps, path
from scenes.parts.adaptive.measures import alike, left, past, sharing
from scenes.parts.adaptive.memories import remembered
from scenes.parts.adaptive.recall import TAKEN
from scenes.parts.adaptive.rules import Rules

FARTHEST = 12.0  # data units from the middle of the map to its edge at most
ASIDE = 0.1  # data units that the start is away from the minimum in each coordinate
THERE, PAST = 0.1, 0.1  # of the way from the start: what is left of it, what is gone beyond it
STAGED = {"batch": 2, "adagrad": 2, "rmsprop": 2, "adam": 3}  # steps shown stage by stage
COMPARED = ("batch", "momentum", "rmsprop", "adam")  # neither memory, one, the other, both


class Panels(NamedTuple):
    """The map, and beside it the heading over the memories of both coordinates, or the legend."""

    map: Box
    beside: Box
    steep: Box
    flat: Box
    legend: Box


class Adaptive(Lesson):
    """Plain descent, AdaGrad, RMSProp and Adam in one valley, with what each remembers."""

    beats = ("share_one_rate", "only_grow", "forget", "correct_bias", "remember_both", "compare")

    learning_rate: Annotated[float, Interval(0.1, 2), "rate of AdaGrad, RMSProp and Adam"] = 0.5
    plain_rate: Annotated[float, Interval(0.01, 0.115), "rate of plain descent"] = 0.1
    decay: Annotated[float, Interval(0.5, 0.99), "part of its memory that RMSProp keeps"] = 0.9
    beta1: Annotated[float, Interval(0.1, 0.98), "part of its slopes that Adam keeps"] = 0.9
    beta2: Annotated[float, Interval(0.5, 0.9999), "part of its squares that Adam keeps"] = 0.999
    start: Annotated[
        tuple[float, float], Interval(-7, 9), "slope and intercept that all runs start from"
    ] = (-1.0, -4.0)
    steps: Annotated[int, Interval(10, 80), "steps of every run"] = 40

    def compute(self) -> None:
        self.problem = problem()
        self.minimum = self.problem.minimizers[0]
        self.runs = self.descents()

    def refuse(self) -> None:
        if np.abs(self.start - self.minimum).min() < ASIDE - 1e-9:
            raise ParameterError(
                f"start = {self.start} leaves a coordinate nothing to do: stay {ASIDE} away from "
                "w = 2 and from b = 3"
            )

    def panels(self, body: Box) -> Panels:
        left = map_box(body)
        beside = body.inset(left=left.width + 0.5)
        steep, flat = beside.inset(top=0.55).columns([1, 1], 0.3)
        return Panels(left, beside, steep, flat, beside.inset(bottom=0.8, top=0.6))

    def lay_out(self) -> None:
        self.map = self.map_panel()
        self.contours = Contours(self.map, self.problem, LEVELS)
        self.star = Marks(self.map.to_scene(self.minimum[None]), self.theme, "minimum", radius=STAR)
        self.acts = self.prepared()
        self.counters = {role: self.count(act.playhead) for role, act in self.acts.items()}
        self.race = Playhead(self.steps, staged=0)
        self.racers = [
            path(self.map, self.runs[role], role, self.race, dots=False) for role in COMPARED
        ]
        self.race_counter = self.count(self.race)
        self.legend = named_steps(self.boxes.legend, self.words, self.theme, COMPARED)
        self.open(self.stamp_values())

    def share_one_rate(self) -> None:
        self.play(FadeIn(self.map), Create(self.contours, lag_ratio=0.05), run_time=1.2)
        self.play(FadeIn(self.star, scale=2), run_time=0.5)
        self.enter("batch")
        self.go_on("batch", 4.7, slow_seconds=1.5)

    def only_grow(self) -> None:
        self.enter("adagrad")
        self.go_on("adagrad", 5.5, slow_seconds=1.4)

    def forget(self) -> None:
        self.enter("rmsprop")
        self.go_on("rmsprop", 5.5, slow_seconds=1.3)

    def correct_bias(self) -> None:
        self.enter("adam")
        playhead = self.acts["adam"].playhead
        for part, seconds in ((TAKEN, 1.2), (AIMED, 1.2), (1.0, 1.4)):
            self.play_to(playhead, part, seconds)
            self.wait(0.3)
        self.play(Advance(playhead, np.array([0, 1.5, 3.0])))
        self.wait(0.3)

    def remember_both(self) -> None:
        self.drop_raw()
        rest = self.steps - 3
        times = step_times(rest, 5.2, slow=6, slow_seconds=0.4)
        self.play(Advance(self.acts["adam"].playhead, times))
        self.wait(0.8)

    def compare(self) -> None:
        self.clear(seconds=0.5)
        fresh = [*self.racers, self.race_counter]
        self.play(FadeIn(self.legend, lag_ratio=0.3), *map(FadeIn, fresh), run_time=1.5)
        self.play(Advance(self.race, np.linspace(0, 4.6, self.steps + 1)))
        self.wait(0.5)

    def tell(self) -> dict[str, Told]:
        swings, straight, both = (past(self.runs[role]) for role in ("momentum", "rmsprop", "adam"))
        squares = remembered(self.runs["rmsprop"]).second
        assert squares is not None
        arrived = left(self.runs["rmsprop"]) < THERE
        fading = (squares[-1] < squares.max(axis=0)).all()
        each = arrived and swings > PAST and both > PAST and straight < PAST
        carried = both > PAST and alike(self.runs["adam"])
        return {
            "share_one_rate": Told(sharing(self.runs["batch"])),
            "forget": Told("arrives" if arrived and fading else "told"),
            "correct_bias": Told("far" if min(self.beta1, self.beta2) > 0.7 else "small"),
            "remember_both": Told("past" if carried else "told"),
            "compare": Told("each" if each else "told"),
        }

    # -- what the beats do ---------------------------------------------------------------------

    def enter(self, role: str) -> None:
        """Bring on a run at its start with its memories, in the place of the last one."""
        self.clear(seconds=0.5)
        self.show(self.acts[role].shown, self.counters[role], seconds=0.8)

    def go_on(self, role: str, seconds: float, *, slow_seconds: float) -> None:
        """Play a run whose first two steps are staged."""
        times = step_times(self.steps, seconds, slow=2, slow_seconds=slow_seconds)
        self.play(Advance(self.acts[role].playhead, times))
        self.wait(0.8)

    def drop_raw(self) -> None:
        """The memories as accumulated have made their point."""
        act = self.acts["adam"]
        self.play(*(FadeOut(cell.raw) for cell in act.cells), run_time=0.5)
        for cell in act.cells:
            cell.remove(cell.raw)
        act.shown.remove(act.raw)

    # -- what the beats show -------------------------------------------------------------------

    def descents(self) -> dict[str, Trajectory]:
        """The runs by role. Momentum is Adam's first memory alone, at plain descent's rate."""
        optimizers: dict[str, Optimizer[Any]] = {
            "batch": GradientDescent(self.plain_rate),
            "momentum": Momentum((1 - self.beta1) * self.plain_rate, momentum=self.beta1),
            "adagrad": AdaGrad(self.learning_rate),
            "rmsprop": RMSProp(self.learning_rate, decay=self.decay),
            "adam": Adam(self.learning_rate, beta1=self.beta1, beta2=self.beta2),
        }
        return {
            role: descend(self.problem, optimizer, self.start, self.steps)
            for role, optimizer in optimizers.items()
        }

    def prepared(self) -> dict[str, Act]:
        """The runs that are shown with their memories, each at its start."""
        kept = {"rmsprop": self.decay, "adam": self.beta2}
        rules = Rules(self.words, self.theme, kept, self.beta1)
        boxes = [self.boxes.beside, self.boxes.steep, self.boxes.flat]
        return {
            role: act(self.map, self.runs[role], role, staged, rules, boxes)
            for role, staged in STAGED.items()
        }

    def count(self, playhead: Playhead) -> VGroup:
        """Steps that are done."""
        return self.counting(lambda: playhead.arrived)

    def map_panel(self) -> Plane:
        """Parameter space on one scale, as large as all runs need."""
        points = np.concatenate([run.thetas for run in self.runs.values()] + [self.minimum[None]])
        low, high = points.min(axis=0), points.max(axis=0)
        half = min(0.55 * float((high - low).max()), FARTHEST)
        w, b = np.clip((low + high) / 2, self.minimum - 0.8 * half, self.minimum + 0.8 * half)
        across, up = Axis(w - half, w + half, "$w$"), Axis(b - half, b + half, "$b$")
        return Plane(self.boxes.map, across, up, self.theme)

    def stamp_values(self) -> dict[str, str]:
        """Start and rates."""
        w, b = map(plain, self.start)
        rates = {"plain_rate": plain(self.plain_rate), "rate": plain(self.learning_rate)}
        return {"w": w, "b": b} | rates
