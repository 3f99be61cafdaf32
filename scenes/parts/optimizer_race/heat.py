"""A heat: all that the race over one landscape shows, with a clock of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ValueTracker, VGroup

from scenes.kit.ink.layout import Box, Frame
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.frame import counter
from scenes.kit.lesson.words import Words
from scenes.kit.time.pace import even_growth
from scenes.kit.time.playhead import Advance, Playhead
from scenes.parts.optimizer_race.landscapes import Landscape
from scenes.parts.optimizer_race.race import Course, Entry
from scenes.parts.optimizer_race.race_ground import Ground, recede
from scenes.parts.optimizer_race.race_report import winners
from scenes.parts.optimizer_race.race_table import RaceTable

FEW = 20  # steps of the last to arrive, that are shown at one pace
FALLING = ((-55, 2.0), (-235, 3.2))  # azimuth, and seconds of the turn: to y < 0, and to y > 0


class Heat:
    """What the race over one landscape shows.

    Parameters
    ----------
    landscape
        How the ground is drawn, and for how long the race lasts.
    course
        Where it is run.
    entries
        Who runs, and how.
    stage, beside
        Boxes of the ground, and of the rule over the table.
    stamp
        Landscape and start.
    """

    def __init__(
        self,
        landscape: Landscape,
        course: Course,
        entries: tuple[Entry, ...],
        boxes: tuple[Box, Box],
        stamp: Text,
        words: Words,
        theme: Theme,
        frame: Frame,
    ) -> None:
        stage, beside = boxes
        self.course, self.entries, self.stamp, self.stage = course, entries, stamp, stage
        self.seconds = landscape.seconds
        self.clock = ValueTracker(0.0)
        self.counter = counter(words["step"], self.steps_done, theme, 4, frame)
        self.ground = Ground(stage, course, entries, landscape.ratio, theme)
        names = {entry.role: words.called(entry.role) for entry in entries}
        columns = ("$eta$", words["steps"])
        self.table = RaceTable(beside.inset(top=0.7), entries, names, columns, theme)
        self.rates = [row.rate() for row in self.table.rows]
        rule = Text(words["rule"].format(target=plain(course.target)), theme)
        self.rule = rule.put(left=beside.left + 0.55, baseline=beside.top - 0.25)
        self.line_racers()

    def line_racers(self) -> None:
        """Prepare everybody at the start, with counts at 0."""
        self.playheads = [self.follower(entry) for entry in self.entries]
        pairs = zip(self.entries, self.playheads, strict=True)
        self.racers = [self.ground.runner(entry, playhead) for entry, playhead in pairs]
        self.edges = self.ground.edges(self.entries, self.racers)
        rows = zip(self.table.rows, self.playheads, strict=True)
        self.counts = [row.count(playhead) for row, playhead in rows]
        self.won = {entry.role for entry in winners(self.entries)}
        upwards = sorted(self.racers, key=lambda racer: racer.role in self.won)
        self.ground.stack(upwards)  # nobody hides a winner
        self.runners = VGroup(*upwards, *self.edges)

    def steps_done(self) -> int:
        """Whole steps on the clock."""
        return int(self.clock.get_value() + 1e-9)

    def follower(self, entry: Entry) -> Playhead:
        """A playhead that keeps to the clock, until its run has arrived."""
        return Playhead(entry.run.steps, staged=0).follow(lambda: float(self.clock.get_value()))

    def show_rates(self) -> None:
        """Write the rates found into the table."""
        for row, rate in zip(self.table.rows, self.rates, strict=True):
            row.add(rate)

    def opening(self) -> tuple[Any, ...]:
        """What comes on when the heat opens, but for the title."""
        return (*self.ground, self.stamp, self.rule, self.table, self.table.headings)

    def rise(self) -> tuple[list[Any], float]:
        """Turn the camera, from above, to the side to which they fall; and in what time."""
        azimuth, seconds = FALLING[self.course.start[1] > 0]
        view = self.ground.view
        turn = [
            view.azimuth.animate.set_value(azimuth),
            view.elevation.animate.set_value(30),
            view.zoom.animate.set_value(0.78),
            view.center.animate.move_to(self.stage.center + (0.2, 0.2, 0)),
            view.rise.animate.set_value(1),
            view.solid.animate.set_value(1),
        ]
        return turn, seconds

    def run(self) -> Advance:
        """Let the clock run until the last one has arrived."""
        last = max(entry.run.steps for entry in self.entries)
        if last <= FEW:
            return Advance(self.clock, np.linspace(0, self.seconds, last + 1))
        return Advance(self.clock, even_growth(last, self.seconds, slow=2, slow_seconds=0.5))

    @property
    def rows(self) -> list[VGroup]:
        """Each row of the table with its count."""
        return [VGroup(*pair) for pair in zip(self.table.rows, self.counts, strict=True)]

    def recede(self) -> list[Any]:
        """Let the winners' paths stand out; if nobody has won, there is nothing to do."""
        return [recede(r) for r in self.racers if self.won and r.role not in self.won]

    def rank(self) -> VGroup:
        """Put the rows in the order of their places, from the top down."""
        rows = self.rows
        for row, up in zip(rows, self.table.order(), strict=True):
            for part in row.get_family():
                part.clear_updaters()  # the race is over: what they show stays
            row.shift((0, up, 0))
        return VGroup(*sorted(rows, key=lambda row: -float(row.get_center()[1])))

    def shown(self) -> tuple[Any, ...]:
        """Everything that is in the picture at the end."""
        ground = self.ground
        scenery = (ground.surface, ground.space) if ground.falls else tuple(ground)
        rows = (*self.table.rows, *self.counts, self.table.headings, self.rule, self.counter)
        return (*scenery, *self.racers, *self.edges, *rows, self.stamp)
