"""All checks on one lesson, in one theme and language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.checks import layout
from studio.checks.activity import Activity
from studio.checks.colours import Roles, by_colour_alone, confusable
from studio.checks.endings import Endings
from studio.checks.faults import Fault, merged
from studio.checks.fullness import Fullness
from studio.checks.legibility import illegible
from studio.checks.motion import Flashes, Joints
from studio.checks.pace import Pace
from studio.checks.reading import too_many_words
from studio.checks.stills import Stills
from studio.checks.things import Thing, things_at, unveiled
from studio.checks.truth import unclaimed, untrue
from studio.engine.inspection import Moment, inspect_lesson

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson
    from scenes.kit.lesson.settings import Playable

EVERY = 0.75  # seconds between two looks at where things are
DRAWN = 1.5  # seconds, at least, between two looks at the pixels
# Seconds between two looks for flashes; no multiple of a film's frames. What flickers at up to 15
# a second still changes more than three times a second from one look to the next.
FRAME = 2 / 39


@dataclass(frozen=True, slots=True)
class Depth:
    """How closely a lesson is looked at.

    Attributes
    ----------
    pixels
        Look at colours, measure contrast in pictures, and look for jumps from beat to beat.
    flashes
        Look for flashes and stills, which takes many looks a second.
    pace
        Time its beats and its sentences and, in pixels, watch how full it is.
    truth
        Compare what is drawn with what is claimed of it.
    """

    pixels: bool = True
    flashes: bool = True
    pace: bool = True
    truth: bool = True


FULL, PIXELS, OUTLINES = Depth(), Depth(flashes=False), Depth(pixels=False, flashes=False)
LAYOUT = Depth(pixels=False, flashes=False, truth=False)  # all that other words can change


def check_lesson(lesson: Playable, depth: Depth = FULL) -> list[Fault]:
    """Faults of a lesson in its theme and language, each once a beat, in the order of time."""
    checks = _Checks(depth)
    scene = inspect_lesson(lesson, checks.look, every=FRAME if depth.flashes else EVERY)
    checks.finish(scene)
    return merged(checks.faults)


class _Checks:
    """Everything that is watched while a lesson plays."""

    def __init__(self, depth: Depth) -> None:
        self._depth = depth
        self._roles, self._joints, self._endings = Roles(), Joints(), Endings()
        self._pace, self._stills, self._fullness = Pace(), Stills(), Fullness()
        self._activity = Activity()
        self._flashes: Flashes | None = None
        self._looked = self._drawn = -DRAWN
        self._before: dict[int, tuple[float, bool]] = {}
        self.faults: list[Fault] = []

    def look(self, moment: Moment) -> None:
        """Check a moment; the frequent ones between are only for flashes."""
        if self._depth.pixels:
            self._note(moment, self._joints.check(moment))
        if self._depth.flashes and moment.place in ("first", "inside", "last"):
            self._flashes = self._flashes or Flashes()
            changed = self._activity.changed(moment)
            self._note(moment, self._flashes.check(moment, changed))
            if self._depth.pace:
                self._note(moment, self._stills.check(moment, changed))
                self._fullness.see(moment, changed)
        elif self._depth.pixels and self._depth.pace and moment.place in ("first", "inside"):
            self._fullness.see(moment)
        if moment.place == "end":
            self._note(moment, self._endings.check(moment))
            if self._depth.pace:
                self._note(moment, self._pace.check(moment))
        soon = moment.time < self._looked + EVERY - 1e-6
        if moment.place in ("first", "last", "end") or (moment.place == "inside" and soon):
            return
        self._looked = moment.time
        seen = things_at(moment)
        things = self._steady(unveiled(seen))
        if moment.place == "rest":
            self._endings.see(seen)  # what is dimmed is there
            if self._depth.truth:
                self._note(moment, unclaimed(moment))
        for check in (*layout.CHECKS, too_many_words):
            self._note(moment, check(things))
        self._note(moment, layout.leaves_frame(things, moment.lesson.frame.whole))
        if self._depth.truth:
            self._note(moment, untrue(moment))
        if self._depth.pixels:
            self._look_at_colours(moment, things)

    def finish(self, scene: Lesson) -> None:
        """Check what only the whole film shows."""
        for picture, fault in self._fullness.check():
            self._add(scene, picture.beat, picture.time, fault)

    def _look_at_colours(self, moment: Moment, things: list[Thing]) -> None:
        self._note(moment, self._roles.check(things, moment.lesson.theme))
        for check in (by_colour_alone, confusable):
            self._note(moment, check(things))
        if moment.place == "rest" and moment.time >= self._drawn + DRAWN:
            self._drawn = moment.time
            self._note(moment, illegible(moment, things))

    def _steady(self, things: list[Thing]) -> list[Thing]:
        """Things with those that fade by themselves marked as moving, as under an animation."""
        now = {}
        for thing in things:
            opacity = thing.opacity
            now[id(thing.mobject)] = opacity, thing.moving
            before, moved = self._before.get(id(thing.mobject), (0.0, False))
            if not moved and opacity < 1 and abs(opacity - before) > 1e-3:
                thing.moving = True
        self._before = now
        return things

    def _note(self, moment: Moment, found: Iterable[tuple[str, str, str]]) -> None:
        for fault in found:
            self._add(moment.lesson, moment.beat, moment.time, fault)

    def _add(self, lesson: Lesson, beat: str, time: float, fault: tuple[str, str, str]) -> None:
        where = (lesson.name(), lesson.theme.name, lesson.settings.language)
        self.faults.append(Fault(*fault, beat, time, *where))
