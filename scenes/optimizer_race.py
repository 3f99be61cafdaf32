"""A fair race of six optimizers, each at its best rate, over a valley, a banana and a saddle."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np
from manim import Create, FadeIn, FadeOut, ValueTracker, VGroup

from gdcore import Quadratic, Rosenbrock, Saddle
from scenes.kit.axes import Axis, Plane
from scenes.kit.centred_line import MAP_BOX
from scenes.kit.contours import Contours
from scenes.kit.edge import EdgeArrow
from scenes.kit.frame import counter, stamp, title
from scenes.kit.layout import BODY, Box
from scenes.kit.lesson import Lesson
from scenes.kit.numbers import plain
from scenes.kit.pace import even_growth
from scenes.kit.parameters import Interval
from scenes.kit.playhead import Advance, Playhead
from scenes.kit.race import Course, Entry, Settings, race, roles_of, turned_valley
from scenes.kit.race_table import RaceTable
from scenes.kit.rate_plot import RateCurve, rate_plane
from scenes.kit.standings import standings
from scenes.kit.surface import Surface
from scenes.kit.surface_axes import SurfaceAxes
from scenes.kit.surface_relief import Relief
from scenes.kit.surface_traces import SurfaceTrace
from scenes.kit.surface_view import FROM_ABOVE, View
from scenes.kit.text import Text
from scenes.kit.traces import Trace
from scenes.kit.valley import landscape, one_scale

RIGHT_SIDE = BODY.inset(left=MAP_BOX.width + 0.5)
TABLE = Box(RIGHT_SIDE.left, RIGHT_SIDE.right, RIGHT_SIDE.bottom, RIGHT_SIDE.top - 0.7)
RIM = 8.0  # stroke width of the background's rim of a path on the surface
FALL = 8  # contours of the saddle, on each side of 0
Point = tuple[float, float]


class OptimizerRace(Lesson):
    """Six optimizers over three landscapes, each at the best of the same fifty-one rates."""

    order: ClassVar[int] = 120
    beats = ("line_up", "tune", "valley", "rosenbrock", "saddle", "rank")

    optimizers: Annotated[str, "who runs: two or more of the default's names"] = (
        "gd,momentum,nesterov,adagrad,rmsprop,adam"
    )
    condition: Annotated[float, Interval(2, 200), "condition number of the valley"] = 50.0
    turn: Annotated[float, Interval(0, 90), "degrees that the valley is turned"] = 30.0
    steepness: Annotated[float, Interval(5, 100), "of the walls of Rosenbrock's valley"] = 100.0
    valley_start: Annotated[Point, Interval(-4, 4), "x and y of the start in the valley"] = (-3, -1)
    rosenbrock_start: Annotated[Point, Interval(-2, 2), "the same in Rosenbrock's valley"] = (
        -1.2,
        1.0,
    )
    saddle_start: Annotated[Point, Interval(-1.5, 1.5), "the same on the saddle"] = (0.5, -1e-6)
    momentum: Annotated[float, Interval(0, 0.99), "of momentum and Nesterov"] = 0.9
    decay: Annotated[float, Interval(0.5, 0.999), "part of its memory that RMSProp keeps"] = 0.9
    beta1: Annotated[float, Interval(0, 0.98), "part of its slopes that Adam keeps"] = 0.9
    beta2: Annotated[float, Interval(0.5, 0.9999), "part of its squares that Adam keeps"] = 0.999

    def setup(self) -> None:
        self.courses = self.set_courses()
        for name, course in self.courses.items():
            if course.problem.value(course.start) <= course.target:
                raise ValueError(
                    f"{name}_start = {course.start} already has a loss at or under {course.target}"
                )
        settings = Settings(self.momentum, self.decay, self.beta1, self.beta2)
        roles = roles_of(self.optimizers)
        self.entries = {
            name: race(course, roles, settings) for name, course in self.courses.items()
        }
        self.clock = ValueTracker(0.0)
        self.counter = counter(
            self.words["step"], lambda: int(self.clock.get_value() + 1e-9), self.theme, digits=4
        )
        self.stamp = self.stamp_of("valley")
        self.add(title(self.words["title"], self.theme), self.stamp)

    def line_up(self) -> None:
        self.open_course("valley")
        self.play(FadeIn(self.map), Create(self.contours, lag_ratio=0.05), run_time=1.5)
        self.play(FadeIn(self.stars), FadeIn(self.rule), run_time=0.7)
        self.play(FadeIn(self.table, lag_ratio=0.3), run_time=1.5)
        self.wait(0.5)

    def tune(self) -> None:
        entries = self.entries["valley"]
        plot = rate_plane(MAP_BOX, entries, self.words["steps"], self.theme)
        curves = [RateCurve(plot, entry) for entry in entries]
        self.play(FadeOut(self.map, self.contours, self.stars), run_time=0.6)
        self.play(FadeIn(plot), FadeIn(self.table.headings), run_time=0.8)
        for curve, row, rate in zip(curves, self.table.rows, self.rates, strict=True):
            self.play(Create(curve.line), FadeIn(curve.dots), run_time=0.45)
            self.play(FadeIn(curve.winner, scale=2), FadeIn(rate), run_time=0.3)
            row.add(rate)
        self.wait(1)
        winners = [curve.winner for curve in curves]
        self.play(FadeOut(plot, *curves, *winners), run_time=0.6)

    def valley(self) -> None:
        self.play(FadeIn(self.map, self.contours, self.stars), run_time=0.6)
        self.line_racers()
        self.run_race(5.0)
        self.close_course()

    def rosenbrock(self) -> None:
        self.open_course("rosenbrock")
        self.enter_course()
        self.line_racers()
        self.run_race(5.0)
        self.close_course()

    def saddle(self) -> None:
        self.open_course("saddle")
        self.enter_course()
        self.rise()
        self.line_racers()
        self.run_race(4.0)
        self.close_course()

    def rank(self) -> None:
        self.play(FadeOut(self.stamp), run_time=0.3)
        names = {role: self.words[role] for role in roles_of(self.optimizers)}
        headings = {self.words[course]: entries for course, entries in self.entries.items()}
        for column in standings(headings, names, self.theme):
            self.play(FadeIn(column, lag_ratio=0.1), run_time=0.9)
        self.wait(0.5)

    # -- what the beats show -------------------------------------------------------------------

    def set_courses(self) -> dict[str, Course]:
        """The three landscapes with their starts, targets, and when they are called off."""
        matrix = turned_valley(self.condition, self.turn)
        return {
            "valley": Course(Quadratic(matrix, np.zeros(2)), self.valley_start, 0.01, 500),
            "rosenbrock": Course(Rosenbrock(b=self.steepness), self.rosenbrock_start, 0.01, 2000),
            "saddle": Course(Saddle(), self.saddle_start, -1.0, 100),
        }

    def open_course(self, name: str) -> None:
        """Prepare a landscape and the table of those who run on it."""
        self.course, self.racing = self.courses[name], self.entries[name]
        self.here = name
        self.map = self.map_panel()
        if name == "saddle":
            levels = np.concatenate([-np.arange(FALL, 0, -1.0), np.arange(0.0, FALL + 1)]) / 2
            self.levels = levels[levels != 0]
            self.contours, self.stars = (
                Contours(self.map, self.course.problem, self.levels),
                VGroup(),
            )
        else:
            self.contours, star = landscape(
                self.map, self.course.problem, lines=11, ratio=2.0 if name == "valley" else 3.0
            )
            self.stars = VGroup(star)
        names = {role: self.words[role] for role in (entry.role for entry in self.racing)}
        columns = ("$eta$", self.words["steps"])
        self.table = RaceTable(TABLE, self.racing, names, columns, self.theme)
        self.rates = [row.rate() for row in self.table.rows]
        self.rule = self.rule_of(name)

    def enter_course(self) -> None:
        """Bring a landscape and its table on, with the rates already found."""
        new = self.stamp_of(self.here)
        self.clock.set_value(0)
        self.play(FadeOut(self.stamp), run_time=0.3)
        self.stamp = new
        for row, rate in zip(self.table.rows, self.rates, strict=True):
            row.add(rate)
        self.play(
            FadeIn(self.map, self.contours, self.stars, self.stamp, self.rule),
            FadeIn(self.table, self.table.headings),
            run_time=0.9,
        )

    def line_racers(self) -> None:
        """Put everybody at the start, with counts at 0."""
        self.playheads = [self.follower(entry) for entry in self.racing]
        pairs = list(zip(self.racing, self.playheads, strict=True))
        if self.here == "saddle":
            climbers = [SurfaceTrace(self.surface, e.run.thetas, p, role=e.role) for e, p in pairs]
            for climber in climbers:  # lifted off the surface, which is lighter than a panel
                climber.line.set_stroke(self.theme.background, width=RIM, background=True)
            self.racers = VGroup(*climbers)
        else:
            traces = [Trace(self.map, e.run.thetas, p, role=e.role, width=3) for e, p in pairs]
            edges = [
                EdgeArrow(trace, e.run.values) for trace, (e, _) in zip(traces, pairs, strict=True)
            ]
            self.racers = VGroup(*traces, *edges)
        self.counts = [
            row.count(playhead)
            for row, playhead in zip(self.table.rows, self.playheads, strict=True)
        ]
        self.play(FadeIn(self.racers, *self.counts, self.counter), run_time=0.7)

    def run_race(self, seconds: float) -> None:
        """Let the clock run until the last one has arrived; then order the rows by place."""
        last = max(entry.run.steps for entry in self.racing)
        pace = even_growth(last, seconds, slow=2, slow_seconds=0.5)
        self.play(Advance(self.clock, pace if last > 20 else np.linspace(0, seconds, last + 1)))
        self.wait(0.3)
        self.sort_rows()
        self.wait(0.8)

    def sort_rows(self) -> None:
        """Let the rows go, and come back in the order of their places."""
        rows = [VGroup(*pair) for pair in zip(self.table.rows, self.counts, strict=True)]
        self.play(FadeOut(*rows), run_time=0.35)
        for row, up in zip(rows, self.table.order(), strict=True):
            for part in row.get_family():
                part.clear_updaters()  # the race is over: what they show stays
            row.shift((0, up, 0))
        ranked = sorted(rows, key=lambda row: -float(row.get_center()[1]))
        self.play(FadeIn(VGroup(*ranked), lag_ratio=0.25), run_time=0.9)

    def close_course(self) -> None:
        """Clear everything but the title."""
        shown = [
            self.racers,
            *self.counts,
            self.table,
            self.table.headings,
            self.rule,
            self.counter,
        ]
        scenery = [self.surface, self.space] if self.here == "saddle" else []
        if self.here != "saddle":
            scenery = [self.map, self.contours, self.stars]
        self.play(FadeOut(*shown, *scenery), run_time=0.6)

    def follower(self, entry: Entry) -> Playhead:
        """A playhead that keeps to the race's clock, until its run has arrived."""
        return Playhead(entry.run.steps, staged=0).follow(lambda: float(self.clock.get_value()))

    def map_panel(self) -> Plane:
        """The landscape on one scale, with room for all runs that stay near."""
        runs = np.concatenate([entry.run.thetas for entry in self.racing])
        low, high = np.nanmin(runs, axis=0), np.nanmax(runs, axis=0)
        if self.here == "saddle":
            half = float(np.clip(np.abs(np.stack([low, high])).max() * 1.05, 2, 4))
            return Plane(MAP_BOX, Axis(-half, half, "$x$"), Axis(-half, half, "$y$"), self.theme)
        near = np.stack([self.course.start, *self.course.problem.minimizers])
        reach = np.ptp(near, axis=0).max()
        low = np.clip(low, near.min(axis=0) - reach, near.min(axis=0))
        high = np.clip(high, near.max(axis=0), near.max(axis=0) + reach)
        return one_scale(MAP_BOX, np.stack([low, high]), self.theme, names=("$x$", "$y$"))

    def rise(self) -> None:
        """Lift the saddle's map into space."""
        view = View(*FROM_ABOVE, center=self.map.inner.center, rise=0, solid=0)
        edge = float(np.ceil(self.map.x.high**2))
        height = Axis(-edge, edge, "$L$", ticks=(-edge, 0, edge))
        self.surface = Surface(Relief(self.map, self.course.problem, height), self.levels, view)
        self.space = SurfaceAxes(self.surface)
        self.remove(self.contours)
        self.add(self.space, self.surface)
        self.play(FadeOut(self.map), run_time=0.4)
        self.play(
            view.azimuth.animate.set_value(-55),
            view.elevation.animate.set_value(30),
            view.zoom.animate.set_value(0.68),
            view.center.animate.move_to(MAP_BOX.center + (0.2, 0.2, 0)),
            view.rise.animate.set_value(1),
            view.solid.animate.set_value(1),
            run_time=2.0,
        )

    def rule_of(self, name: str) -> Text:
        """When a race is won, over the table."""
        target = plain(self.course.target)
        text = Text(self.words["rule"].format(target=target), self.theme)
        text.stand_on(RIGHT_SIDE.top - 0.25)
        return text.shift((RIGHT_SIDE.left + 0.55 - text.get_left()[0], 0, 0))

    def stamp_of(self, name: str) -> Text:
        """Landscape, start and rates."""
        x, y = map(small, self.courses[name].start)
        body = self.words[f"{name}_stamp"].format(
            condition=plain(self.condition), turn=plain(self.turn), b=plain(self.steepness)
        )
        return stamp(self.words["stamp"].format(landscape=body, x=x, y=y), self.theme)


def small(value: float) -> str:
    """A coordinate in Typst's maths; a tiny one as a power of ten."""
    if value == 0 or abs(value) >= 1e-3:
        return plain(value)
    factor, power = f"{value:.3g}".split("e") if "e" in f"{value:.3g}" else (f"{value:.3g}", "0")
    return f"{factor} dot 10^({int(power)})".replace("1 dot ", "")
