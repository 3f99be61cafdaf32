"""All that the beats show in which rates are tried: on one landscape, constant and then falling."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.frame import counter
from scenes.parts.optimizer_race.focus import compared, most
from scenes.parts.optimizer_race.heat import Heat, Look
from scenes.parts.optimizer_race.kept import getting
from scenes.parts.optimizer_race.lanes import Lanes
from scenes.parts.optimizer_race.race_rows import STEPS, RaceTable, veil_over
from scenes.parts.optimizer_race.strips import Progress
from scenes.parts.optimizer_race.trials import FALL, RATES, ROUNDS, Course, Trials
from scenes.parts.optimizer_race.tries import Tries, rates_plane

BETWEEN, SHARE = 0.42, 5.7 / 12.8  # of heat and table, and the table's share of the rest
NAMED, COUNTED = 2.5, 0.75  # from the left of the table to the strips; from them to its right
DUSK = 0.4  # opacity of what dims the map
BEATS = ("tune", "run_on", "let_fall")


class Tuning:
    """The tries at constant rates and at falling ones, with what is written about them.

    Parameters
    ----------
    heat
        Where they are made, and who ran there at constant rates.
    falling
        How falling ones come out, in the order of the table's rows.
    table
        Strips are in its rows; those of a few large in its room.

    Attributes
    ----------
    constant, counts
        The strips of all, and with how many rates each gets there.
    kept, staying
        Those of the few that are compared, and with how many of their rates they stay.
    falling, fallen
        The same at falling rates; ``ghosts`` are the columns of before.
    dusk
        What dims the map while only the strips are to be looked at.
    """

    def __init__(
        self, heat: Heat, falling: tuple[Trials, ...], table: RaceTable, look: Look
    ) -> None:
        words, theme, frame = look
        course, constant = heat.course, tuple(entry.trials for entry in heat.entries)
        self.budget = course.steps
        tried, ground = Progress(), heat.ground.map
        box = Box(table.box.left + NAMED, table.box.right - COUNTED, table.box.bottom, table.head)
        plane = rates_plane(box, words["rates"], theme)
        self.constant = Tries(ground, plane, constant, table.lines, tried)
        numbers = [getting(found, tried, theme) for found in constant]
        for number, line in zip(numbers, table.lines, strict=True):
            number.put((table.box.right, line, 0))
        self.counts = VGroup(*numbers)
        self.get_there = table.heading(words["get_there"], table.box.width)
        self.others = table.veil(set(range(len(constant))) - {*most(constant)})
        self.lanes = Lanes.across(table, compared(constant, falling), words["rates"])
        self.kept = self.lanes.tries(ground, constant, tried)
        self.staying = self.lanes.counts(self.kept, words)
        self.falling = self.lanes.tries(ground, falling, Progress(0, ROUNDS))
        self.fallen = self.lanes.counts(self.falling, words)
        self.ghosts = self.kept.ghosts()
        self.dusk = veil_over(ground.box, theme, DUSK)
        facts = {"target": plain(course.target), "budget": course.steps, "fall": FALL}
        facts |= {"count": len(RATES), "long": ROUNDS * course.steps}
        self.tune, self.run_on, self.let_fall = (
            look.rule(f"rule_{beat}", table, shows=shows, **facts)
            for beat, shows in zip(BEATS, recounted(course, constant[0]), strict=True)
        )
        digits = len(str(ROUNDS * course.steps))
        self.counter = counter(words["step"], self.steps_done, theme, digits, frame)

    def steps_done(self) -> int:
        """Steps that every rate has run for."""
        return self.budget * self.constant.progress.budgets


def halved(body: Box) -> tuple[Box, Box]:
    """A body's room for the heat, and for the table, whose columns do not give way."""
    room = body.width - BETWEEN
    table = max(SHARE * room, STEPS)
    heat, beside = body.columns([room - table, table], BETWEEN)
    return heat, beside


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
