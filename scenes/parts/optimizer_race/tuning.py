"""All that the beats show in which rates are tried: on one landscape, constant and then falling."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.frame import counter
from scenes.parts.optimizer_race.count_bars import key
from scenes.parts.optimizer_race.heat import Heat, Look
from scenes.parts.optimizer_race.race_rows import LAST, STEPS, RaceTable
from scenes.parts.optimizer_race.trials import FALL, RATES, ROUNDS, Course, Trials
from scenes.parts.optimizer_race.tries import Tries

GAP, TABLE, MAP = 0.3, 8.615, 2.3  # between map and table; widths of these at most, at least
BETWEEN, SHARE = 0.42, 5.7 / 12.8  # of heat and table, and the table's share of the rest
BARS = 2.915  # from the bars to the right of the table
BEATS = ("tune", "run_on", "let_fall")


class Tuning:
    """The tries at constant rates and at falling ones, with what is written about them.

    Parameters
    ----------
    heat
        Where they are made, and who ran there at constant rates.
    falling
        How falling ones come out, in the order of the table's rows.
    boxes
        Of the map, and of the table of strips and bars.
    names
        Of the optimizers, by role.
    """

    def __init__(
        self,
        heat: Heat,
        falling: tuple[Trials, ...],
        boxes: tuple[Box, Box],
        names: Mapping[str, str],
        look: Look,
    ) -> None:
        words, theme, frame = look
        course, constant = heat.course, tuple(entry.trials for entry in heat.entries)
        ends = np.concatenate([found.ends.reshape(-1, 2) for found in (*constant, *falling)])
        self.table = table = RaceTable(boxes[1], names, theme, bars=boxes[1].width - BARS)
        self.ground = heat.ground_in(boxes[0], dots=ends)
        on = self.ground.map, table
        self.constant = Tries(*on, constant, words["rates"])
        self.falling = Tries(*on, falling, words["rates"], rounds=ROUNDS)
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
        self.constant_rate = table.heading("$eta$", table.box.width - LAST)

    def steps_done(self) -> int:
        """Steps that every rate has run for."""
        return self.budget * self.constant.progress.budgets


def halved(body: Box) -> tuple[Box, Box]:
    """A body's room for the heat, and for the table, whose columns do not give way."""
    room = body.width - BETWEEN
    table = max(SHARE * room, STEPS)
    heat, beside = body.columns([room - table, table], BETWEEN)
    return heat, beside


def parted(body: Box) -> tuple[Box, Box]:
    """A body's room for the map, and for the table, which gives way in a narrow frame."""
    left = max(body.width - GAP - TABLE, MAP)
    small, wide = body.columns([left, body.width - GAP - left], GAP)
    return small, wide


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
