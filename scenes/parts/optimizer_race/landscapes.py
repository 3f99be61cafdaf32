"""The landscapes that are raced over: one entry each, and a lesson that has a beat for each.

A landscape is its entry here and its words: its heading under its name, its stamp under
``<name>_stamp``, and its captions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple

import numpy as np
from manim import Animation, Mobject
from numpy.typing import NDArray

from gdcore import Problem, Quadratic, Rosenbrock, Saddle, condition_number
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError, is_formula
from scenes.kit.time.fades import in_turn
from scenes.parts.optimizer_race.changes import SECONDS
from scenes.parts.optimizer_race.choice import chosen
from scenes.parts.optimizer_race.trials import Course
from scenes.parts.optimizer_race.typed import typed_course

Point = tuple[float, float]


class Shape(NamedTuple):
    """The lesson's parameters that shape a landscape."""

    condition: float
    turn: float
    steepness: float


@dataclass(frozen=True)
class Landscape:
    """Where a race is run.

    Attributes
    ----------
    problem
        The landscape itself, from the lesson's parameters that shape one.
    start
        Where all set out, if the parameter ``<name>_start`` does not say otherwise.
    starts
        What that may be, along each axis.
    target
        The loss to get to.
    budget
        Steps after which the race is called off.
    seconds
        That the race lasts on screen.
    ratio
        Of the heights of two neighbouring contours over the lowest point.
    shared_rate
        The one rate of all; None if each optimizer runs at its best of the list.
    numbers
        Those in its part of the stamp, measured on it: checks hold what is written against them.
    """

    problem: Callable[[Shape], Problem]
    start: Point
    starts: Interval
    target: float = 0.01
    budget: int = 500
    seconds: float = 5.0
    ratio: float = 2.0
    shared_rate: float | None = None
    numbers: Callable[[Problem], tuple[float, ...]] = lambda _: ()


def turned_valley(condition: float, degrees: float) -> NDArray[np.float64]:
    """Matrix (2, 2) of a valley with curvatures 1 and ``condition``, turned from the axes."""
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    matrix = turn @ np.diag([1.0, condition]) @ turn.T
    return np.asarray((matrix + matrix.T) / 2)


def curved(problem: Problem) -> tuple[float, ...]:
    """Condition number of a valley, and the degrees that it is turned, from its curvature."""
    (minimum,) = problem.minimizers
    _, ways = np.linalg.eigh(problem.hessian(minimum))
    x, y = ways[:, 0]  # along the valley
    turned = (np.degrees(np.arctan2(y, x)) + 45) % 180 - 45
    return float(condition_number(problem, minimum)), float(turned)


def walled(problem: Problem) -> tuple[float, ...]:
    """The two numbers in Rosenbrock's formula, from its values beside the minimum."""
    flat, steep = (float(problem.value(np.array([0.0, y]))) for y in (0.0, 1.0))
    return flat, steep - flat


LANDSCAPES: dict[str, Landscape] = {
    "valley": Landscape(
        lambda shape: Quadratic(turned_valley(shape.condition, shape.turn), np.zeros(2)),
        start=(-3.0, -1.0),
        starts=Interval(-4, 4),
        numbers=curved,
    ),
    "rosenbrock": Landscape(
        lambda shape: Rosenbrock(b=shape.steepness),
        start=(-1.2, 1.0),
        starts=Interval(-2, 2),
        budget=2000,
        seconds=6.0,
        ratio=3.0,
        numbers=walled,
    ),
    "saddle": Landscape(
        lambda _: Saddle(),
        start=(0.5, -1e-6),
        starts=Interval(-1.5, 1.5),
        target=-1.0,
        budget=100,
        seconds=3.6,
        shared_rate=0.1,
    ),
}


TYPED = "formula"  # the name of a landscape that a lecturer types
RATIO, LASTING = 2.5, 6.0  # of its contours, and of a race over it


def raced(text: str) -> tuple[str, ...]:
    """Landscapes picked by name, those without a shared rate first; or the one that is typed.

    Raises
    ------
    ParameterError
        For names there are not, listing those there are.
    """
    if is_formula(text):
        return (TYPED,)
    names = chosen("landscape", text, tuple(LANDSCAPES))
    return tuple(sorted(names, key=lambda name: not is_tuned(name)))


def is_tuned(name: str) -> bool:
    """Whether each runs at its best rate over a landscape, and not all at one."""
    return name == TYPED or LANDSCAPES[name].shared_rate is None


def shown(name: str) -> tuple[float, float]:
    """Ratio of the heights of a landscape's contours, and seconds that the race lasts."""
    if name == TYPED:
        return RATIO, LASTING
    return LANDSCAPES[name].ratio, LANDSCAPES[name].seconds


@cache
def course(entry: Landscape, start: Point, shape: Shape) -> Course:
    """The race over a landscape; the same one for the same values, so that it is run once."""
    return Course(entry.problem(shape), start, entry.target, entry.budget, entry.shared_rate)


class LandscapeLesson(Lesson):
    """A lesson with a beat and a start, ``<name>_start``, for each landscape there is."""

    def __init_subclass__(cls, **options: Any) -> None:
        for name, entry in LANDSCAPES.items():
            if not hasattr(cls, name):
                setattr(cls, name, _beat(name))
                setattr(cls, f"{name}_start", entry.start)
                cls.__annotations__[f"{name}_start"] = _start(name, entry)
        super().__init_subclass__(**options)

    def formula(self) -> None:
        """Race over the landscape that was typed."""
        self.hold_race(TYPED)

    def courses_over(self, text: str, shape: Shape) -> dict[str, Course]:
        """Landscapes with their starts, targets, and when they are called off."""
        names = raced(text)
        if names == (TYPED,):
            return {TYPED: typed_course(text)}
        starts = {name: getattr(self, f"{name}_start") for name in names}
        return {name: course(LANDSCAPES[name], start, shape) for name, start in starts.items()}

    def change(
        self, gone: Iterable[Mobject], come: Iterable[Mobject], *beside: Iterable[Animation]
    ) -> None:
        """Let parts come, to be cleared, when others are nearly gone; more is played with it."""
        leaving, coming = list(gone), [part.update() for part in come]
        moves = [move for moves in beside for move in moves]
        self.play(*moves, *in_turn(leaving, coming), run_time=SECONDS)
        self.on_stage = [part for part in self.on_stage if part not in leaving] + coming

    def hold_race(self, name: str) -> None:
        """Play the beat of a landscape."""
        raise NotImplementedError


def _beat(name: str) -> Callable[[LandscapeLesson], None]:
    def beat(lesson: LandscapeLesson) -> None:
        lesson.hold_race(name)

    return beat


def _start(name: str, entry: Landscape) -> Any:
    return Annotated[Point, entry.starts, f"x and y of the start on the landscape {name}"]


def small(value: float) -> str:
    """A coordinate in Typst's maths; a tiny one as a power of ten."""
    if value == 0 or abs(value) >= 1e-3:
        return plain(value)
    factor, power = f"{value:.3g}".split("e") if "e" in f"{value:.3g}" else (f"{value:.3g}", "0")
    return f"{factor} times 10^({int(power)})".replace("1 times ", "")


def refuse_low_starts(courses: Mapping[str, Course]) -> None:
    """Refuse courses that start where the race ends.

    Raises
    ------
    ParameterError
        For the first that does.
    """
    for name, course in courses.items():
        if course.problem.value(course.start) <= course.target:
            raise ParameterError(
                f"{name}_start = {course.start} already has a loss at or under "
                f"{course.target}, where the race ends: start higher"
            )
