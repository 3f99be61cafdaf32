"""All that the beat shows in which rates are tried: who gets there with how many."""

from __future__ import annotations

from manim import VGroup

from scenes.kit.ink.numbers import plain
from scenes.parts.optimizer_race.focus import most
from scenes.parts.optimizer_race.heat import Heat, Look
from scenes.parts.optimizer_race.kept import getting
from scenes.parts.optimizer_race.race_rows import RaceTable
from scenes.parts.optimizer_race.strips import Progress
from scenes.parts.optimizer_race.tries import Tries, rates_plane

BEATS = ("tune", "run_on", "let_fall")


class Tuning:
    """The tries at constant rates, with what is written about them.

    Parameters
    ----------
    heat
        Where they are made, and who ran there.
    table
        Strips are in its rows.

    Attributes
    ----------
    tries, counts
        The strips of all, and with how many rates each gets there.
    others
        The dots on the map of those who do not get there with the most.
    """

    def __init__(self, heat: Heat, table: RaceTable, look: Look) -> None:
        words, theme, _ = look
        found, tried = [entry.trials for entry in heat.entries], Progress()
        plane = rates_plane(table.lanes, words["rates"], theme)
        ground, feet = heat.ground.map, table.feet
        self.tries = Tries(ground, plane, found, feet, tried, tall=table.tall)
        numbers = [getting(trials, tried, theme, role=trials.role) for trials in found]
        for number, line in zip(numbers, table.lines, strict=True):
            number.put((table.box.right, line, 0))
        self.counts = VGroup(*numbers)
        lead, dots = {*most(found)}, enumerate(self.tries.landed)
        self.others = [marks for index, marks in dots if index not in lead]
        shows = heat.course.target, heat.course.steps
        facts = {"target": plain(heat.course.target), "budget": heat.course.steps}
        self.rule = look.rule("rule_tune", table, shows=shows, **facts)
