"""A fair race of optimizers, each at its best rate: over a valley, a banana and a saddle."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from manim import Create, FadeIn, ValueTracker, VGroup

from gdcore import Quadratic, Rosenbrock, Saddle
from scenes.kit.ink.cast import Settings, optimizers
from scenes.kit.ink.layout import BODY, Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.frame import counter, stamp, title
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.time.fades import fade_out
from scenes.kit.time.pace import even_growth
from scenes.kit.time.playhead import Advance, Playhead
from scenes.parts.optimizer_race import race_report as report
from scenes.parts.optimizer_race.choice import chosen
from scenes.parts.optimizer_race.race import Course, Entry, race, roles_of, turned_valley
from scenes.parts.optimizer_race.race_ground import Ground, recede
from scenes.parts.optimizer_race.race_table import RaceTable
from scenes.parts.optimizer_race.rate_plot import RateCurve, rate_plane
from scenes.parts.optimizer_race.standings import standings

LANDSCAPES = ("valley", "rosenbrock", "saddle")
STAGE, BESIDE = BODY.columns([7.1, 5.7], 0.42)
TABLE = Box(BESIDE.left, BESIDE.right, BESIDE.bottom, BESIDE.top - 0.7)
LONG = 9.0  # condition number of a valley three times as long as it is wide
RIDGE = 0.01  # of y: how near the saddle's ridge a start has almost no slope off it
FALLING = ((-55, 2.0), (-235, 3.2))  # azimuth, and seconds of the turn: to y < 0, and to y > 0
Point = tuple[float, float]


class OptimizerRace(Lesson):
    """Optimizers race over landscapes, each at the best of the same fifty-one rates."""

    beats = ("line_up", "tune", "valley", "rosenbrock", "saddle", "rank")

    optimizers: Annotated[str, "who runs: two or more of the default's names"] = ",".join(
        optimizers()
    )
    landscape: Annotated[str, "where they race: one or more of the default's names"] = (
        "valley,rosenbrock,saddle"
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

    def chosen_beats(self) -> tuple[str, ...]:
        return ("line_up", "tune", *chosen("landscape", self.landscape, LANDSCAPES), "rank")

    def compute(self) -> None:
        self.courses = self.set_courses()
        settings = Settings(self.momentum, self.decay, self.beta1, self.beta2)
        self.roles = roles_of(self.optimizers)
        self.entries = {
            name: race(course, self.roles, settings) for name, course in self.courses.items()
        }

    def refuse(self) -> None:
        for name, course in self.courses.items():
            if course.problem.value(course.start) <= course.target:
                raise ParameterError(
                    f"{name}_start = {course.start} already has a loss at or under "
                    f"{course.target}, where the race ends: start higher"
                )

    def lay_out(self) -> None:
        self.first = next(iter(self.courses))
        self.clock = ValueTracker(0.0)
        self.counter = counter(
            self.words["step"], lambda: int(self.clock.get_value() + 1e-9), self.theme, digits=4
        )
        self.stamp = self.stamp_of(self.first)
        self.add(title(self.words["title"], self.theme), self.stamp)

    def line_up(self) -> None:
        self.open_course(self.first)
        contours = self.ground.contours
        self.play(FadeIn(self.ground.map), Create(contours, lag_ratio=0.05), run_time=1.5)
        self.play(FadeIn(self.ground.marks), FadeIn(self.rule), run_time=0.7)
        self.play(FadeIn(self.table, lag_ratio=0.3), run_time=1.5)
        self.wait(0.5)

    def tune(self) -> None:
        entries = self.entries[self.first]
        plot = rate_plane(STAGE, entries, self.words["steps"], self.theme)
        curves = [RateCurve(plot, entry) for entry in entries]
        self.play(*fade_out(*self.ground), run_time=0.6)
        self.play(FadeIn(plot), FadeIn(self.table.headings), run_time=0.8)
        for curve, row, rate in zip(curves, self.table.rows, self.rates, strict=True):
            self.play(Create(curve.line), FadeIn(curve.dots), run_time=0.45)
            self.play(FadeIn(curve.winner, scale=2), FadeIn(rate), run_time=0.3)
            row.add(rate)
        self.wait(1)
        self.shown = [plot, *(p for c in curves for p in (c.line, c.dots, c.winner))]

    def valley(self) -> None:
        self.hold_race("valley", 5.0)

    def rosenbrock(self) -> None:
        self.hold_race("rosenbrock", 5.0)

    def saddle(self) -> None:
        self.hold_race("saddle", 4.0)

    def rank(self) -> None:
        self.play(*fade_out(*self.shown, self.stamp), run_time=0.6)
        names = {role: self.words.called(role) for role in self.roles}
        headings = {self.words[course]: entries for course, entries in self.entries.items()}
        for column in standings(headings, names, self.theme):
            self.play(FadeIn(column, lag_ratio=0.1), run_time=0.9)
        self.wait(0.5)

    def tell(self) -> dict[str, Told]:
        return {beat: Told(*self.ending(beat)) for beat in self.beats}

    # -- what the beats show -------------------------------------------------------------------

    def set_courses(self) -> dict[str, Course]:
        """The chosen landscapes with their starts, targets, and when they are called off."""
        matrix = turned_valley(self.condition, self.turn)
        courses = {
            "valley": Course(Quadratic(matrix, np.zeros(2)), self.valley_start, 0.01, 500),
            "rosenbrock": Course(Rosenbrock(b=self.steepness), self.rosenbrock_start, 0.01, 2000),
            "saddle": Course(Saddle(), self.saddle_start, -1.0, 100),
        }
        return {name: courses[name] for name in chosen("landscape", self.landscape, LANDSCAPES)}

    def hold_race(self, name: str, seconds: float) -> None:
        """Clear what was shown before, run the race, and leave its end on screen."""
        self.enter_course(name)
        if self.ground.falls:
            self.rise()
        self.line_racers()
        self.run_race(seconds)

    def open_course(self, name: str) -> None:
        """Prepare a landscape and the table of those who run on it."""
        self.course, self.racing = self.courses[name], self.entries[name]
        ratio = 3.0 if name == "rosenbrock" else 2.0
        self.ground = Ground(STAGE, self.course, self.racing, ratio, self.theme)
        names = {role: self.words.called(role) for role in self.roles}
        columns = ("$eta$", self.words["steps"])
        self.table = RaceTable(TABLE, self.racing, names, columns, self.theme)
        self.rates = [row.rate() for row in self.table.rows]
        self.rule = self.rule_of()

    def enter_course(self, name: str) -> None:
        """Bring a landscape on; all but the first bring their table, with the rates found."""
        if name == self.first:
            self.play(*fade_out(*self.shown), run_time=0.6)
            self.play(*map(FadeIn, self.ground), run_time=0.6)
            return
        self.play(*fade_out(*self.shown, self.stamp), run_time=0.6)
        self.clock.set_value(0)
        self.open_course(name)
        self.stamp = self.stamp_of(name)
        for row, rate in zip(self.table.rows, self.rates, strict=True):
            row.add(rate)
        self.play(
            *map(FadeIn, (*self.ground, self.stamp, self.rule, self.table, self.table.headings)),
            run_time=0.9,
        )

    def rise(self) -> None:
        """Lift the landscape into space, and look from the side to which they fall."""
        azimuth, seconds = FALLING[self.course.start[1] > 0]
        view = self.ground.lift()
        self.remove(self.ground.contours)
        self.add(self.ground.space, self.ground.surface)
        self.play(*fade_out(self.ground.map, self.ground.marks), run_time=0.4)
        self.play(
            view.azimuth.animate.set_value(azimuth),
            view.elevation.animate.set_value(30),
            view.zoom.animate.set_value(0.78),
            view.center.animate.move_to(STAGE.center + (0.2, 0.2, 0)),
            view.rise.animate.set_value(1),
            view.solid.animate.set_value(1),
            run_time=seconds,
        )

    def line_racers(self) -> None:
        """Put everybody at the start, with counts at 0."""
        self.playheads = [self.follower(entry) for entry in self.racing]
        pairs = zip(self.racing, self.playheads, strict=True)
        self.racers = [self.ground.runner(entry, playhead) for entry, playhead in pairs]
        self.edges = self.ground.edges(self.racing, self.racers)
        self.counts = [
            row.count(playhead)
            for row, playhead in zip(self.table.rows, self.playheads, strict=True)
        ]
        won = {entry.role for entry in report.winners(self.racing)}
        upwards = sorted(self.racers, key=lambda racer: racer.role in won)  # nobody hides a winner
        self.ground.stack(upwards)
        new = VGroup(*upwards, *self.edges)
        self.play(FadeIn(new, *self.counts, self.counter), run_time=0.7)

    def run_race(self, seconds: float) -> None:
        """Let the clock run until the last one has arrived; then order the rows by place."""
        last = max(entry.run.steps for entry in self.racing)
        pace = even_growth(last, seconds, slow=2, slow_seconds=0.5)
        self.play(Advance(self.clock, pace if last > 20 else np.linspace(0, seconds, last + 1)))
        self.wait(0.3)
        self.crown()
        self.wait(0.8)
        scenery = (self.ground.surface, self.ground.space) if self.ground.falls else self.ground
        rows = [*self.table.rows, *self.counts, self.table.headings, self.rule, self.counter]
        self.shown = [*scenery, *self.racers, *self.edges, *rows]

    def crown(self) -> None:
        """Let the winners' paths stand out, and the rows come back in the order of their places."""
        rows = [VGroup(*pair) for pair in zip(self.table.rows, self.counts, strict=True)]
        won = {entry.role for entry in report.winners(self.racing)}
        behind = [recede(racer) for racer in self.racers if won and racer.role not in won]
        self.play(*fade_out(*rows), *behind, run_time=0.5)
        for row, up in zip(rows, self.table.order(), strict=True):
            for part in row.get_family():
                part.clear_updaters()  # the race is over: what they show stays
            row.shift((0, up, 0))
        ranked = sorted(rows, key=lambda row: -float(row.get_center()[1]))
        self.play(FadeIn(VGroup(*ranked), lag_ratio=0.25), run_time=0.9)

    def follower(self, entry: Entry) -> Playhead:
        """A playhead that keeps to the race's clock, until its run has arrived."""
        return Playhead(entry.run.steps, staged=0).follow(lambda: float(self.clock.get_value()))

    def rule_of(self) -> Text:
        """When a race is won, over the table."""
        target = plain(self.course.target)
        text = Text(self.words["rule"].format(target=target), self.theme)
        text.stand_on(BESIDE.top - 0.25)
        return text.shift((BESIDE.left + 0.55 - text.get_left()[0], 0, 0))

    def stamp_of(self, name: str) -> Text:
        """Landscape, start and rates."""
        x, y = map(small, self.courses[name].start)
        body = self.words[f"{name}_stamp"].format(
            condition=plain(self.condition), turn=plain(self.turn), b=plain(self.steepness)
        )
        return stamp(self.words["stamp"].format(landscape=body, x=x, y=y), self.theme)

    def ending(self, beat: str) -> tuple[str | None, dict[str, str]]:
        """Which sentence of a beat is true of these races, and what fills its blanks."""
        if beat == "line_up":
            return None, {"Optimizers": self.words.count(len(self.roles)).capitalize()}
        if beat == "tune":
            return "arrived" if report.all_arrive(self.entries) else "stranded", {}
        if beat == "rank":
            return report.comparison(list(self.entries.values()), self.words)
        outcome, facts = report.verdict(self.entries[beat], self.words)
        if beat == "valley":
            shape = "long" if self.condition >= LONG else "wide"
            across = "turned" if self.turn % 90 else "along"
            facts["where"] = self.words[f"{shape}_{across}"]
        if beat == "saddle" and abs(self.saddle_start[1]) <= RIDGE:
            if not self.saddle_start[1]:
                outcome = "balanced"
            elif report.leaps(self.entries[beat]):
                outcome = "ridge"
        return outcome, facts


def small(value: float) -> str:
    """A coordinate in Typst's maths; a tiny one as a power of ten."""
    if value == 0 or abs(value) >= 1e-3:
        return plain(value)
    factor, power = f"{value:.3g}".split("e") if "e" in f"{value:.3g}" else (f"{value:.3g}", "0")
    return f"{factor} dot 10^({int(power)})".replace("1 dot ", "")
