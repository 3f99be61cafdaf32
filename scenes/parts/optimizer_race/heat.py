"""A heat: all that the race over one landscape shows, with a clock of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from manim import ValueTracker, VGroup

from scenes.kit.ink.layout import Box, Frame
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.frame import counter
from scenes.kit.lesson.words import Words
from scenes.kit.surface.view import Pose
from scenes.kit.time.pace import even_growth
from scenes.kit.time.playhead import Advance, Playhead
from scenes.parts.optimizer_race.focus import named
from scenes.parts.optimizer_race.landscapes import shown
from scenes.parts.optimizer_race.race import Entry, ranking
from scenes.parts.optimizer_race.race_ground import Ground, Loudness, Points, Runner
from scenes.parts.optimizer_race.race_report import winners
from scenes.parts.optimizer_race.race_rows import RaceColumns, RaceTable
from scenes.parts.optimizer_race.standings import Standings
from scenes.parts.optimizer_race.trials import Course

FEW = 100  # steps of the last to arrive, that are shown at one pace
RULE = 0.2  # of the baseline of what is written over a table
LONG, HOP, HOPS = 0.1, 0.3, 8  # of a panel: a long step; its seconds; and how many are so slow
STEEP, STEEPER = 56.0, 70.0  # elevation from which a surface is seen; in a box that is no wider
FALLING = ((-72, 1.8), (-252, 3.0))  # azimuth, and seconds of the turn: to y < 0, and to y > 0


class Look(NamedTuple):
    """What pictures of this lesson are made with."""

    words: Words
    theme: Theme
    frame: Frame

    def rule(self, key: str, table: RaceTable, *, shows: Sequence[float], **facts: object) -> Text:
        """A sentence over a table, its blanks filled; ``shows`` are the numbers in it."""
        text = Text(self.words[key].format_map(facts), self.theme, shows=shows)
        return text.put(left=table.box.left, baseline=table.box.top + RULE)


class Heat:
    """What the race over one landscape shows.

    Parameters
    ----------
    name
        Of the landscape.
    course
        Where it is run.
    entries
        Who runs, and how.
    stage
        Box of the ground.
    table
        Where those who run have their rows.

    Attributes
    ----------
    named
        Roles that are looked at: those that its sentence names; nobody if it speaks of all.
    """

    def __init__(
        self,
        name: str,
        course: Course,
        entries: tuple[Entry, ...],
        stage: Box,
        table: RaceTable,
        look: Look,
    ) -> None:
        words, theme, frame = look
        (_, self.seconds), self.theme = shown(name), theme
        self.name, self.course, self.entries, self.stage = name, course, entries, stage
        self.clock = ValueTracker(0.0)
        self.counter = counter(words["step"], self.steps_done, theme, 4, frame)
        off = course.start[1] if course.shared_rate else None
        self.named = named(name, entries, off)
        self.ground = self.ground_in(stage)
        self.playheads = [self.follower(entry) for entry in entries]
        self.columns = RaceColumns(table, entries, self.playheads, words["leaves"], self.named)
        self.standings = Standings(table, self.columns, ranking(entries))
        rule, run = "rule_shared" if course.shared_rate else "rule_race", entries[0].run
        target, rate = plain(course.target), plain(course.shared_rate or 0)
        shows = (entries[0].target, *run.learning_rates[:1])[: 1 + bool(course.shared_rate)]
        self.rule = look.rule(rule, table, shows=shows, target=target, rate=rate)
        self.line_racers()

    def line_racers(self) -> None:
        """Prepare everybody at the start; the lines of those who are not looked at are quiet."""
        pairs = zip(self.entries, self.playheads, strict=True)
        self.won = {entry.role for entry in winners(self.entries)}
        self.racers = [self.ground.runner(*pair, loud=self._loud(pair[0].role)) for pair in pairs]
        self.edges = self.ground.edges(self.entries, self.racers)
        upwards = sorted(self.racers, key=self._height)
        self.ground.stack(upwards)  # nobody hides a winner
        self.runners = VGroup(*upwards, *self.edges)

    def _loud(self, role: str) -> Loudness:
        """How loud somebody's path is."""
        if self.named and role not in self.named:
            return "quiet"
        return "under" if self.named and role not in self.won else "over"

    def _height(self, racer: Runner) -> tuple[bool, bool]:
        """Who is drawn over whom: winners over all, those that are looked at over the others."""
        return racer.role in self.won, racer.role in self.named

    def ground_in(self, box: Box, *, small: bool = False) -> Ground:
        """The landscape in a box, with room for all who run."""
        ratio, _ = shown(self.name)
        near = [entry for entry in self.entries if entry.role in self.named and not small]
        look: dict[str, Any] = {"small": small, "shown": near}
        return Ground(box, self.course, self.entries, ratio, self.theme, **look)

    def steps_done(self) -> int:
        """Whole steps on the clock."""
        return int(self.clock.get_value() + 1e-9)

    def follower(self, entry: Entry) -> Playhead:
        """A playhead that keeps to the clock, until its run has arrived."""
        return Playhead(entry.run.steps, staged=0).follow(lambda: float(self.clock.get_value()))

    def rise(self) -> tuple[list[Any], float]:
        """Turn the camera, from above, to the side to which they fall; and in what time."""
        azimuth, seconds = FALLING[self.course.start[1] > 0]
        view, stage = self.ground.view, self.stage
        relief = self.ground.surface.relief
        taken = np.concatenate([relief.corners, relief.lattice().reshape(-1, 3)])
        elevation = STEEP if stage.width > stage.height else STEEPER
        flat = Pose(azimuth, elevation).seen(taken)
        low, high = flat.min(axis=0)[:2], flat.max(axis=0)[:2]
        near = float((np.array([stage.width, stage.height]) / (high - low)).min())
        middle = stage.center - near * np.append((low + high) / 2, 0)
        turn = [
            view.azimuth.animate.set_value(azimuth),
            view.elevation.animate.set_value(elevation),
            view.zoom.animate.set_value(near),
            view.center.animate.move_to(middle),
            view.rise.animate.set_value(1),
            view.solid.animate.set_value(1),
        ]
        return turn, seconds

    @property
    def asked(self) -> Points:
        """Scene point (3,) of the question who falls first: where all stand now."""
        return np.asarray(self.racers[0].marker.get_center())

    def run(self) -> Advance:
        """Let the clock run until the last one has arrived; long steps to and fro are slow."""
        last, slow = max(entry.run.steps for entry in self.entries), self.hops()
        if last <= FEW and not slow:
            return Advance(self.clock, np.linspace(0, self.seconds, last + 1))
        slow = max(slow, 2)
        return Advance(self.clock, even_growth(last, self.seconds, slow=slow, slow_seconds=HOP))

    def hops(self) -> int:
        """Steps until no path turns back any more between two long ones, at most so many."""
        last = 0
        for entry in self.entries:
            steps = np.diff(self.ground.map.to_scene(entry.run.thetas)[: HOPS + 2], axis=0)
            long = np.linalg.norm(steps, axis=1) > LONG * self.ground.map.inner.width
            back = (steps[1:] * steps[:-1]).sum(axis=1) < 0
            turns = np.flatnonzero(back & long[1:] & long[:-1])
            last = max(last, int(turns[-1]) + 2 if len(turns) else 0)
        return min(last, HOPS)

    def scenery(self) -> tuple[Any, ...]:
        """The landscape as it is at the end."""
        ground = self.ground
        return (ground.surface,) if ground.falls else tuple(ground)

    def scene(self) -> tuple[Any, ...]:
        """The landscape with all that ran there, and for how long."""
        return (*self.scenery(), *self.runners, self.counter)

    def result(self) -> tuple[Any, ...]:
        """The rule, and what came out in the rows of the table."""
        return (*self.columns.rows, *self.columns.live(), self.rule)
