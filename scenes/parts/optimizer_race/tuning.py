"""All that the beats show in which rates are tried: on one landscape, constant and then falling."""

from __future__ import annotations

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.frame import counter
from scenes.parts.optimizer_race.count_bars import key
from scenes.parts.optimizer_race.heat import Look
from scenes.parts.optimizer_race.race_rows import STEPS, RaceTable
from scenes.parts.optimizer_race.trials import FALL, RATES, ROUNDS, Course, Trials
from scenes.parts.optimizer_race.tries import Tries

BEATS = ("tune", "run_on", "let_fall")


class Tuning:
    """The tries at constant rates and at falling ones, with what is written about them.

    Parameters
    ----------
    course
        Where they are made.
    constant, falling
        How they come out, in the order of the table's rows.
    stage
        Of the strips.
    table
        Of the bars.
    """

    def __init__(
        self,
        course: Course,
        constant: tuple[Trials, ...],
        falling: tuple[Trials, ...],
        stage: Box,
        table: RaceTable,
        look: Look,
    ) -> None:
        words, theme, frame = look
        self.constant = Tries(stage, table, constant, words["rates"])
        self.falling = Tries(stage, table, falling, words["rates"], rounds=ROUNDS)
        self.before, self.ghosts = self.constant.counts.before(table), self.constant.ghosts()
        budget, self.budget = course.steps, course.steps
        facts: dict[str, object] = {
            "target": plain(course.target),
            "budget": budget,
            "long": ROUNDS * budget,
        }
        facts |= {"count": len(RATES), "fall": FALL}
        self.tune, self.run_on, self.let_fall = (
            look.rule(f"rule_{beat}", table, shows=shows, **facts)
            for beat, shows in zip(BEATS, recounted(course, constant[0]), strict=True)
        )
        digits = len(str(ROUNDS * budget))
        self.counter = counter(words["step"], self.steps_done, theme, digits, frame)
        self.gets_there = key(words["gets_there"], table, full=False)
        self.stays = key(words["stays"], table, full=True)
        self.constant_rate = table.heading("$eta$", STEPS)

    def steps_done(self) -> int:
        """Steps that every rate has run for."""
        return self.budget * self.constant.progress.budgets


def recounted(course: Course, trials: Trials) -> tuple[tuple[float, ...], ...]:
    """The numbers in the rules of the three beats, told from what was tried."""
    rates, falling = len(trials.rates), course.falling(np.array(1.0))
    once, spent = (1 / float(falling(step)) - 1 for step in (1, course.steps))
    long = len(trials.stays) * course.steps
    return (
        (rates, course.target, course.steps),
        (course.target, long),
        (1, spent, spent / once),
    )
