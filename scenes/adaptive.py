"""A step of its own for every coordinate: AdaGrad, RMSProp, and the two memories of Adam."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from manim import Create, FadeIn, FadeOut, VGroup, linear
from numpy.typing import NDArray

from gdcore import AdaGrad, Adam, GradientDescent, Momentum, Optimizer, RMSProp, Trajectory, descend
from scenes.kit.ink.layout import BODY, Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.marks import STAR, Marks
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.lesson.frame import counter, stamp, title
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.problems.centred_line import LEVELS, MAP_BOX, problem
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import AIMED, Advance, Playhead, step_times
from scenes.parts.adaptive.axis_steps import AxisSteps, RawStep
from scenes.parts.adaptive.memories import remembered
from scenes.parts.adaptive.memory_cells import MemoryCell
from scenes.parts.adaptive.recall import TAKEN, Recall, shared_scale

RIGHT_SIDE = BODY.inset(left=MAP_BOX.width + 0.5)
CELLS = RIGHT_SIDE.inset(top=0.55).columns([1, 1], 0.3)
FARTHEST = 12.0  # data units from the middle of the map to its edge at most
ASIDE = 0.1  # data units that the start is away from the minimum in each coordinate
THERE, PAST = 0.1, 0.1  # of the way from the start: what is left of it, what is gone beyond it
ALIKE = 3.0  # ratio of steps in the two coordinates below which they are about as long
Points = NDArray[np.float64]
DIGITS = (10, 3, 2, 1)  # of the parts in a rule: as many as there is room for
GAP = 0.2  # between a name and its rule
COMPARED = ("batch", "momentum", "rmsprop", "adam")  # neither memory, one, the other, both


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

    def lay_out(self) -> None:
        self.map = self.map_panel()
        self.contours = Contours(self.map, self.problem, LEVELS)
        self.star = Marks(self.map.to_scene(self.minimum[None]), self.theme, "minimum", radius=STAR)
        self.shown: VGroup | None = None
        self.playhead = Playhead(self.steps)
        self.counter = counter(self.words["step"], lambda: self.playhead.arrived, self.theme)
        self.add(title(self.words["title"], self.theme), stamp(self.stamp_text(), self.theme))

    def share_one_rate(self) -> None:
        self.play(FadeIn(self.map), Create(self.contours, lag_ratio=0.05), run_time=1.2)
        self.play(FadeIn(self.star, scale=2), run_time=0.5)
        self.enter("batch", staged=2)
        self.play(Advance(self.playhead, step_times(self.steps, 4.7, slow=2, slow_seconds=1.5)))
        self.wait(0.8)

    def only_grow(self) -> None:
        self.enter("adagrad", staged=2)
        self.play(Advance(self.playhead, step_times(self.steps, 5.5, slow=2, slow_seconds=1.4)))
        self.wait(0.8)

    def forget(self) -> None:
        self.enter("rmsprop", staged=2)
        self.play(Advance(self.playhead, step_times(self.steps, 5.5, slow=2, slow_seconds=1.3)))
        self.wait(0.8)

    def correct_bias(self) -> None:
        self.enter("adam", staged=3, raw=True)
        for part, seconds in ((TAKEN, 1.2), (AIMED, 1.2), (1.0, 1.4)):
            to_part = self.playhead.animate.set_value(part)
            self.play(to_part, run_time=seconds, rate_func=linear)
            self.wait(0.3)
        self.play(Advance(self.playhead, np.array([0, 1.5, 3.0])))
        self.wait(0.3)

    def remember_both(self) -> None:
        self.drop_raw()
        rest = self.steps - 3
        self.play(Advance(self.playhead, step_times(rest, 5.2, slow=6, slow_seconds=0.4)))
        self.wait(0.8)

    def compare(self) -> None:
        self.clear_map()
        self.playhead = Playhead(self.steps, staged=0)
        racers = [self.path(role, dots=False) for role in COMPARED]
        fresh = [*racers, self.counter]
        self.play(FadeIn(self.legend(), lag_ratio=0.3), *map(FadeIn, fresh), run_time=1.5)
        self.play(Advance(self.playhead, np.linspace(0, 4.6, self.steps + 1)))
        self.wait(0.5)

    def outcomes(self) -> dict[str, str]:
        swings, straight, both = (self.past(role) for role in ("momentum", "rmsprop", "adam"))
        squares = remembered(self.runs["rmsprop"]).second
        assert squares is not None
        arrived = self.left("rmsprop") < THERE
        fading = (squares[-1] < squares.max(axis=0)).all()
        each = arrived and swings > PAST and both > PAST and straight < PAST
        return {
            "share_one_rate": self.sharing(),
            "forget": "arrives" if arrived and fading else "told",
            "correct_bias": "far" if min(self.beta1, self.beta2) > 0.7 else "small",
            "remember_both": "past" if both > PAST and self.alike("adam") else "told",
            "compare": "each" if each else "told",
        }

    # -- what the beats show -------------------------------------------------------------------

    def errors(self, role: str) -> Points:
        """How far a run is from the minimum at each step (T+1, 2), in parts of the start's way."""
        errors = self.runs[role].thetas - self.minimum
        return np.asarray(errors / errors[0])

    def left(self, role: str) -> float:
        """How far a run is from the minimum at its end, in parts of the way it had to go."""
        first, last = self.runs[role].thetas[[0, -1]] - self.minimum
        return float(np.linalg.norm(last) / np.linalg.norm(first))

    def past(self, role: str) -> float:
        """How far a run goes beyond the minimum in a coordinate at most, in parts of its way."""
        return float(-self.errors(role).min())

    def alike(self, role: str) -> bool:
        """Whether most steps of a run are about as long in both coordinates."""
        lengths = np.abs(np.diff(self.runs[role].thetas, axis=0))
        shorter, longer = np.sort(lengths, axis=1).T
        return bool(np.median(longer / np.maximum(shorter, 1e-12)) < ALIKE)

    def sharing(self) -> str:
        """What plain descent does with its one rate for both coordinates."""
        steep, flat = self.errors("batch").T
        across, along = np.abs(np.diff(self.runs["batch"].thetas[:2], axis=0)[0])
        if (steep[1:6] * steep[:5] < 0).all() and across > 2 * along:
            return "jumps"
        down = int(np.argmax(steep < 0.2))  # 0 if it never is
        return "glides" if steep.min() > -1e-9 and down and flat[down] > 0.4 else "told"

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

    def map_panel(self) -> Plane:
        """Parameter space on one scale, as large as all runs need."""
        points = np.concatenate([run.thetas for run in self.runs.values()] + [self.minimum[None]])
        low, high = points.min(axis=0), points.max(axis=0)
        half = min(0.55 * float((high - low).max()), FARTHEST)
        w, b = np.clip((low + high) / 2, self.minimum - 0.8 * half, self.minimum + 0.8 * half)
        across, up = Axis(w - half, w + half, "$w$"), Axis(b - half, b + half, "$b$")
        return Plane(MAP_BOX, across, up, self.theme)

    def stamp_text(self) -> str:
        """Data, start and rates."""
        w, b = map(plain, self.start)
        return self.words["stamp"].format(
            w=w, b=b, plain_rate=plain(self.plain_rate), rate=plain(self.learning_rate)
        )

    def path(self, role: str, *, dots: bool = True) -> VGroup:
        """A run on the map, with an arrow at the edge where it leaves."""
        run = self.runs[role]
        trace = Trace(self.map, run.thetas, self.playhead, role=role, dots=dots)
        return VGroup(trace, EdgeArrow(trace, run.values))

    def enter(self, role: str, *, staged: int, raw: bool = False) -> None:
        """Bring on a run at its start with its memories, in the place of the last one."""
        self.clear_map()
        run = self.runs[role]
        self.playhead = Playhead(self.steps, staged)
        memories = remembered(run)
        recall = Recall(memories, self.playhead, shared_scale(memories), late=raw)
        names = (self.words["steep"], self.words["flat"])
        self.cells = [
            MemoryCell(box, name, recall, axis, self.theme, role, raw=raw)
            for axis, (box, name) in enumerate(zip(CELLS, names, strict=True))
        ]
        self.shown = shown = VGroup(self.heading(role), *self.cells, self.path(role))
        shown.add(AxisSteps(self.map, run.thetas, self.playhead, late=raw))
        if raw:
            star = self.map.to_scene(self.minimum[None])
            self.raw = RawStep(self.map, run.thetas, memories.raw_steps, self.playhead, star)
            shown.add(self.raw)
        self.play(FadeIn(shown, self.counter), run_time=0.8)

    def clear_map(self) -> None:
        """Let a finished run go, if there is one."""
        if self.shown is not None:
            self.play(FadeOut(self.shown, self.counter), run_time=0.5)

    def drop_raw(self) -> None:
        """The squares as accumulated have made their point."""
        squares = [cell.raw for cell in self.cells]
        self.play(*map(FadeOut, squares), run_time=0.5)
        for cell in self.cells:
            cell.remove(cell.raw)
        assert self.shown is not None
        self.shown.remove(self.raw)

    def heading(self, role: str) -> VGroup:
        """Marker, name and rule of an optimizer, over the cells."""
        y = RIGHT_SIDE.top - 0.2
        mark, name = legend_row(
            self.words[role], self.theme, role, left=RIGHT_SIDE.left + 0.2, baseline=y
        )
        room = RIGHT_SIDE.right - 0.1 - name.get_right()[0] - GAP
        rules = (Text(self.rule(role, digits), self.theme, size=26) for digits in DIGITS)
        rule = next((rule for rule in rules if rule.width <= room), None)
        if rule is None:
            rule = Text(self.rule(role, DIGITS[-1]), self.theme, size=SMALLEST)
        rule.stand_on(y)
        rule.shift((RIGHT_SIDE.right - 0.1 - rule.get_right()[0], 0, 0))
        return VGroup(mark, name, rule)

    def rule(self, role: str, digits: int) -> str:
        """What the optimizer remembers, as an update; the smaller parts in so many digits."""
        kept, new = in_parts({"rmsprop": self.decay, "adam": self.beta2}.get(role, 0.0), digits)
        kept1, new1 = in_parts(self.beta1, digits)
        return self.words[f"{role}_rule"].format(kept=kept, new=new, kept1=kept1, new1=new1)

    def legend(self) -> VGroup:
        """Marker, name and step of each run that is compared, one under another."""
        box = Box(RIGHT_SIDE.left, RIGHT_SIDE.right, RIGHT_SIDE.bottom + 0.8, RIGHT_SIDE.top - 0.6)
        rows = VGroup()
        for row, role in zip(box.rows([1] * len(COMPARED), 0), COMPARED, strict=True):
            y = float(row.center[1])
            named = legend_row(
                self.words[role], self.theme, role, left=row.left + 0.9, baseline=y, gap=0.4
            )
            step = Text(self.words[f"{role}_step"], self.theme, size=32).stand_on(y)
            step.shift((row.left + 4.6 - step.get_left()[0], 0, 0))
            rows.add(VGroup(*named, step))
        return rows


def in_parts(kept: float, digits: int) -> tuple[str, str]:
    """The part of a memory that is kept and the part that is new, which make up 1 as written."""
    new = round(1 - kept, 10)
    least = float(f"{min(kept, new):.{digits}g}")
    parts = (least, round(1 - least, 10))
    kept_text, new_text = map(plain, parts if kept <= new else parts[::-1])
    return kept_text, new_text
