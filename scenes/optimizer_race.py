"""A fair race of optimizers, each at its best rate: over a valley, a banana and a saddle."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from manim import Create, FadeIn

from scenes.kit.ink.cast import Settings, optimizers
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.frame import title
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.time.fades import fade_out
from scenes.parts.optimizer_race import race_report as report
from scenes.parts.optimizer_race.choice import chosen
from scenes.parts.optimizer_race.heat import Heat
from scenes.parts.optimizer_race.landscapes import LANDSCAPES, LandscapeLesson
from scenes.parts.optimizer_race.race import race, roles_of
from scenes.parts.optimizer_race.rate_plot import RateCurve, rate_plane
from scenes.parts.optimizer_race.standings import standings

LONG = 9.0  # condition number of a valley three times as long as it is wide
RIDGE = 0.01  # of y: how near the saddle's ridge a start has almost no slope off it


class Panels(NamedTuple):
    """The ground, the table beside it, and the standings in the place of both."""

    stage: Box
    beside: Box
    standings: Box


class OptimizerRace(LandscapeLesson):
    """Optimizers race over landscapes, each at the best of the same fifty-one rates."""

    beats = ("line_up", "tune", *LANDSCAPES, "rank")

    optimizers: Annotated[str, "who runs: two or more of the default's names"] = ",".join(
        optimizers()
    )
    landscape: Annotated[str, "where they race: one or more of the default's names"] = ",".join(
        LANDSCAPES
    )
    condition: Annotated[float, Interval(2, 200), "condition number of the valley"] = 50.0
    turn: Annotated[float, Interval(0, 90), "degrees that the valley is turned"] = 30.0
    steepness: Annotated[float, Interval(5, 100), "of the walls of Rosenbrock's valley"] = 100.0
    momentum: Annotated[float, Interval(0, 0.99), "of momentum and Nesterov"] = 0.9
    decay: Annotated[float, Interval(0.5, 0.999), "part of its memory that RMSProp keeps"] = 0.9
    beta1: Annotated[float, Interval(0, 0.98), "part of its slopes that Adam keeps"] = 0.9
    beta2: Annotated[float, Interval(0.5, 0.9999), "part of its squares that Adam keeps"] = 0.999

    def chosen_beats(self) -> tuple[str, ...]:
        return ("line_up", "tune", *self.landscapes(), "rank")

    def landscapes(self) -> tuple[str, ...]:
        """Those chosen, in the order of the table."""
        return chosen("landscape", self.landscape, tuple(LANDSCAPES))

    def compute(self) -> None:
        self.courses = self.courses_over(self.landscapes())
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

    def panels(self, body: Box) -> Panels:
        stage, beside = body.columns([7.1, 5.7], 0.42)
        return Panels(stage, beside, body)

    def lay_out(self) -> None:
        self.heats = {name: self.heat_on(name) for name in self.courses}
        self.first, *others = self.heats.values()
        for heat in others:
            heat.show_rates()
        entries = self.first.entries
        self.plot = rate_plane(self.boxes.stage, entries, self.words["steps"], self.theme)
        self.curves = [RateCurve(self.plot, entry) for entry in entries]
        names = {role: self.words.called(role) for role in self.roles}
        headings = {self.words[name]: entries for name, entries in self.entries.items()}
        self.standings = standings(headings, names, self.boxes.standings, self.theme)
        self.add(title(self.words["title"], self.theme, self.frame), self.first.stamp)

    def line_up(self) -> None:
        heat = self.first
        ground = heat.ground
        self.play(FadeIn(ground.map), Create(ground.contours, lag_ratio=0.05), run_time=1.5)
        self.play(FadeIn(ground.marks), FadeIn(heat.rule), run_time=0.7)
        self.play(FadeIn(heat.table, lag_ratio=0.3), run_time=1.5)
        self.wait(0.5)

    def tune(self) -> None:
        table = self.first.table
        self.play(*fade_out(*self.first.ground), run_time=0.6)
        self.play(FadeIn(self.plot), FadeIn(table.headings), run_time=0.8)
        for curve, rate in zip(self.curves, self.first.rates, strict=True):
            self.play(Create(curve.line), FadeIn(curve.dots), run_time=0.45)
            self.play(FadeIn(curve.winner, scale=2), FadeIn(rate), run_time=0.3)
        self.first.show_rates()
        self.wait(1)
        self.keep(self.plot, *(p for c in self.curves for p in (c.line, c.dots, c.winner)))

    def hold_race(self, name: str) -> None:
        """Clear what was shown before, run the race, and leave its end on screen."""
        heat = self.heats[name]
        self.clear()
        if heat is self.first:
            self.play(*map(FadeIn, heat.ground), run_time=0.6)
        else:
            self.play(*map(FadeIn, heat.opening()), run_time=0.9)
        if heat.ground.falls:
            self.rise(heat)
        self.run_race(heat)

    def rank(self) -> None:
        self.clear()
        for column in self.standings:
            self.play(FadeIn(column, lag_ratio=0.1), run_time=0.9)
        self.wait(0.5)

    def tell(self) -> dict[str, Told]:
        return {beat: Told(*self.ending(beat)) for beat in self.beats}

    # -- what the beats show -------------------------------------------------------------------

    def heat_on(self, name: str) -> Heat:
        """All that is shown of the race over one landscape."""
        boxes = self.boxes.stage, self.boxes.beside
        look = self.words, self.theme, self.frame
        course, entries = self.courses[name], self.entries[name]
        return Heat(LANDSCAPES[name], course, entries, boxes, self.stamp_of(name), *look)

    def rise(self, heat: Heat) -> None:
        """Lift the landscape into space, and look from the side to which they fall."""
        ground = heat.ground
        self.remove(ground.contours)
        self.add(ground.space, ground.surface)
        self.play(*fade_out(ground.map, ground.marks), run_time=0.4)
        turn, seconds = heat.rise()
        self.play(*turn, run_time=seconds)

    def run_race(self, heat: Heat) -> None:
        """From the start until the last one has arrived; then order the rows by place."""
        self.play(FadeIn(heat.runners.update(), *heat.counts, heat.counter), run_time=0.7)
        self.play(heat.run())
        self.wait(0.3)
        self.play(*fade_out(*heat.rows), *heat.recede(), run_time=0.5)
        self.play(FadeIn(heat.rank(), lag_ratio=0.25), run_time=0.9)
        self.wait(0.8)
        self.keep(*heat.shown())

    def stamp_of(self, name: str) -> Text:
        """Landscape, start and rates."""
        x, y = map(small, self.courses[name].start)
        shape = {"condition": self.condition, "turn": self.turn, "steepness": self.steepness}
        written = {name: plain(value) for name, value in shape.items()}
        body = self.words[f"{name}_stamp"].format(**written)
        return self.stamped({"landscape": body, "x": x, "y": y})

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
        off = self.courses[beat].start[1]
        if beat == "saddle" and abs(off) <= RIDGE:
            if not off:
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
