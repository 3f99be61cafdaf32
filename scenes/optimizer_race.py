"""Which optimizer? Six try the same rates and race: over a valley, a banana and a saddle."""

from __future__ import annotations

from typing import Annotated, Any

from manim import FadeIn, LaggedStart, Mobject, VGroup, linear

from scenes.kit.ink.cast import Settings, optimizers
from scenes.kit.ink.layout import Box
from scenes.kit.ink.text import Text
from scenes.kit.lesson.frame import title
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.parameters import Interval, formula_or
from scenes.kit.panels.contours import Contours
from scenes.kit.time.fades import fade_out
from scenes.kit.time.growing import grown_over
from scenes.parts.optimizer_race import race_report as report
from scenes.parts.optimizer_race.changes import curtain
from scenes.parts.optimizer_race.ending import Ending
from scenes.parts.optimizer_race.heat import Heat, Look
from scenes.parts.optimizer_race.landscapes import (
    LANDSCAPES,
    LandscapeLesson,
    Shape,
    is_tuned,
    raced,
    refuse_low_starts,
)
from scenes.parts.optimizer_race.race import race, roles_of
from scenes.parts.optimizer_race.race_rows import Panels, RaceTable, cut
from scenes.parts.optimizer_race.stamps import falling_stamp, stamp
from scenes.parts.optimizer_race.standings import handed_on
from scenes.parts.optimizer_race.staying import Staying
from scenes.parts.optimizer_race.trials import RATES, try_rates
from scenes.parts.optimizer_race.tuning import BEATS, Tuning
from scenes.parts.optimizer_race.verdicts import told_of


class OptimizerRace(LandscapeLesson):
    """Optimizers try the same fifty-one rates, and race over landscapes, each at its best."""

    beats = ("line_up", *BEATS, *LANDSCAPES, "rank")
    longest = 85.0
    pictured = "rosenbrock"

    optimizers: Annotated[str, "who runs: two or more of the default's names"] = ",".join(
        optimizers()
    )
    landscape: Annotated[str, formula_or(*LANDSCAPES), "where they race"] = ",".join(LANDSCAPES)
    condition: Annotated[float, Interval(2, 200), "condition number of the valley"] = 50.0
    turn: Annotated[float, Interval(0, 90), "degrees that the valley is turned"] = 30.0
    steepness: Annotated[float, Interval(5, 100), "of the walls of Rosenbrock's valley"] = 100.0
    momentum: Annotated[float, Interval(0, 0.99), "of momentum and Nesterov"] = 0.9
    decay: Annotated[float, Interval(0.5, 0.999), "part of its memory that RMSProp keeps"] = 0.9
    beta1: Annotated[float, Interval(0, 0.98), "part of its slopes that Adam keeps"] = 0.9
    beta2: Annotated[float, Interval(0.5, 0.9999), "part of its squares that Adam keeps"] = 0.999

    def chosen_beats(self) -> tuple[str, ...]:
        names = raced(self.landscape)
        return ("line_up", *(BEATS if is_tuned(names[0]) else ()), *names, "rank")

    def compute(self) -> None:
        self.shape = Shape(self.condition, self.turn, self.steepness)
        self.courses = self.courses_over(self.landscape, self.shape)
        refuse_low_starts(self.courses)  # before the race, which takes some seconds
        self.tuned = [name for name, course in self.courses.items() if course.shared_rate is None]
        self.kept = Settings(self.momentum, self.decay, self.beta1, self.beta2)
        self.roles = roles_of(self.optimizers)
        self.entries = {
            name: race(course, self.roles, self.kept) for name, course in self.courses.items()
        }
        self.tried = {name: tuple(e.trials for e in self.entries[name]) for name in self.tuned}
        first = [self.courses[name] for name in self.tuned[:1]]
        self.fallen = [try_rates(course, self.roles, self.kept, falls=True) for course in first]

    def panels(self, body: Box) -> Panels:
        return cut(body)

    def lay_out(self) -> None:
        self.look = Look(self.words, self.theme, self.frame)
        names = {role: self.words.called(role) for role in self.roles}
        self.table = RaceTable(self.boxes.table, names, self.theme)
        place = self.boxes.stage, self.table
        self.heats = {
            name: Heat(name, course, self.entries[name], *place, self.look)
            for name, course in self.courses.items()
        }
        self.first = next(iter(self.heats.values()))
        beside = self.table.beside_names(self.boxes.whole)
        self.ground = self.first.ground_in(beside) if self.tuned else self.first.ground
        self.stamps = {name: self.stamp_of(name) for name in self.courses}
        self.ending = Ending([*self.heats.values()], self.boxes.whole, self.look)
        if self.tuned:
            self.tuning = Tuning(self.first, self.table, self.boxes.whole, self.look)
            near = self.fallen[0], self.look, self.kept, self.boxes.whole
            self.staying = Staying(self.first, *near)
        self.headline = title(self.title, self.theme, self.frame)
        self.add(self.headline, self.stamps[self.first.name])

    def opening(self) -> tuple[Mobject, ...]:
        return *self.ground, *self.table.rows

    def line_up(self) -> None:
        starting = VGroup(*(marker.copy() for marker, _ in self.table.rows))
        goal = self.ground.map.to_scene(self.first.course.start)
        going: list[Any] = [marker.animate.move_to(goal) for marker in starting]
        self.play(LaggedStart(*going, lag_ratio=0.18), run_time=2.7)
        self.keep(*self.opening(), starting)

    def tune(self) -> None:
        tuning = self.tuning
        parts = tuning.plane, tuning.strips, tuning.counts, tuning.rule
        land = self.ground.contours
        gone = [part for part in self.on_stage if part not in [land, *self.table.rows]]
        self.change(gone, (tuning.plane, *parts[2:]), curtain(land, tuning.strips))
        self.bring_to_back(tuning.plane)  # its axis is under the columns
        self.on_stage = [*self.table.rows, tuning.plane, *tuning.strips, *parts[2:]]
        self.play(tuning.sweep(tuning.half), run_time=2.3, rate_func=linear)
        self.ask("tune", tuning.asked)
        self.play(tuning.sweep(len(RATES)), run_time=2.5, rate_func=linear)
        if behind := tuning.behind():
            self.play(*behind, run_time=0.6)
        self.wait(1.2)

    def run_on(self) -> None:
        near = self.staying
        rows = dict(zip(self.roles, self.table.rows, strict=True))
        gone = [part for part in self.on_stage if part not in [*rows.values()]]
        come = [*(part for seen in near.maps for part in seen.ground), near.named]
        names, counts = near.names, [going.counts for going in near.constant]
        lands = [part for part in come if isinstance(part, Contours)]
        grown = grown_over(gone, lands, [part for part in come if part not in lands])
        moved = near.gathered(self.tuning.rows)
        self.change((), (), grown, handed_on(rows, names), moved)
        self.on_stage = [*come, *names.values(), *counts]
        shown = [part for going in near.constant for part in going.shown]
        self.show(*shown, near.counters[0], seconds=0.5)
        self.play(near.run_on())
        self.wait(2)

    def let_fall(self) -> None:
        near = self.staying
        first = self.first
        values, key, shows = falling_stamp(first.name, first.course, self.shape, self.words)
        made_of = self.stamped(values, key, shows=shows)
        self.change([self.stamps[first.name]], [made_of])
        self.ask("let_fall", near.asked)
        self.change(*near.exchanged())
        self.play(near.let_fall())
        self.show(*(going.number for going in near.falling))
        self.wait(2)

    def hold_race(self, name: str) -> None:
        """Bring the landscape in, run the race, sort the rows, and say who did not stay."""
        heat, made_of = self.heats[name], self.stamps[name]
        ground = heat.ground
        still = [part for part in self.on_stage if part in [*ground]]
        old = [part for part in self.on_stage if isinstance(part, Contours) and part not in still]
        gone = [part for part in self.on_stage if part not in [*still, *old]]
        fresh = [
            part for part in (heat.rule, *heat.columns.rows, made_of) if part not in self.mobjects
        ]
        new = [] if still else [ground.contours]
        self.change(gone, fresh, grown_over(old, new, [ground.map, ground.marks] if new else ()))
        self.on_stage = still
        if ground.falls:
            self.rise(heat)
        self.play(FadeIn(heat.runners.update(), *heat.columns.live(), heat.counter), run_time=0.7)
        if ground.falls:
            self.ask("saddle", heat.asked)
        self.play(heat.run())
        self.wait(0.4)
        self.keep(*heat.scene(), *heat.result(), made_of)
        if moves := heat.standings.sort():
            self.play(*moves)
        if len(heat.columns.notes):
            self.show(heat.columns.notes)
        self.wait(1.2)

    def rank(self) -> None:
        self.change((), (), grown_over(self.on_stage, self.ending.maps, self.ending.rows))
        self.wait(2.2)
        if self.tuned:
            self.play(self.ending.stay(), run_time=2.8, rate_func=linear)

    def tell(self) -> dict[str, Told]:
        everybody = self.words.count(len(self.roles)).capitalize()
        words, told = self.words, {"line_up": Told(None, {"Optimizers": everybody})}
        if self.tuned:
            first = self.tried[self.tuned[0]]
            told["tune"] = report.tuning(first, self.courses[self.tuned[0]].steps, words)
            told["run_on"] = report.staying(first, words)
            told["let_fall"] = report.falling(first, self.fallen[0], words)
        races = {
            name: told_of(name, course, self.entries[name], self.condition, words)
            for name, course in self.courses.items()
        }
        told |= races | {"rank": report.comparison([*self.tried.values()], words)}
        outcome, facts = told["rank"]
        who = f"#{facts['role']}[{facts['who']}]" if "role" in facts else ""
        return told | {"line": Told(outcome, {"who": who})}

    # -- what the beats show -------------------------------------------------------------------

    def rise(self, heat: Heat) -> None:
        """Lift the landscape into space, and look from the side to which they fall."""
        ground = heat.ground
        self.on_stage = [part for part in self.on_stage if part not in [*ground]]
        self.remove(ground.contours)
        self.add(ground.surface)
        self.play(*fade_out(ground.map, ground.marks), run_time=0.4)
        turn, seconds = heat.rise()
        self.play(*turn, run_time=seconds)

    def stamp_of(self, name: str) -> Text:
        """Landscape, start, rates, and what is not tuned."""
        parts = self.courses[name], self.shape, self.entries[name][0], self.kept
        values, key, shows = stamp(name, *parts, self.words)
        return self.stamped(values, key, shows=shows)
