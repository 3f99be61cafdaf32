"""Pictures of a lesson that stand for its beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.ask.request import Quality
from studio.engine.inspection import SMALL, Moment, Pixels, inspect_lesson

if TYPE_CHECKING:
    from scenes.kit.lesson.settings import Playable

NEVER = float("inf")  # seconds between looks at what moves, where only rest is looked at


Timed = tuple[float, Pixels]  # seconds from the beginning, and the picture then


def last_pictures(lesson: Playable, quality: Quality = SMALL) -> dict[str, Pixels]:
    """What each beat ends on."""
    pictures: dict[str, Pixels] = {}

    def look(moment: Moment) -> None:
        if moment.place == "end":
            pictures[moment.beat] = moment.pixels

    inspect_lesson(lesson, look, every=NEVER, quality=quality)
    return pictures


def start_middle_end(
    lesson: Playable, quality: Quality, every: float = 0.5
) -> dict[str, tuple[str, tuple[Timed, Timed, Timed]]]:
    """What is said in each beat; its first frame, one near its middle, and its last.

    The middle one is within ``every`` seconds of it.
    """
    shown: dict[str, list[Timed]] = {}

    def look(moment: Moment) -> None:
        if moment.place in ("first", "inside", "last"):
            shown.setdefault(moment.beat, []).append((moment.time, moment.pixels))

    scene = inspect_lesson(lesson, look, every=every, quality=quality)
    frames = {}
    for beat, pictures in shown.items():
        first, last = pictures[0], pictures[-1]
        middle = min(pictures, key=lambda p: abs(p[0] - (first[0] + last[0]) / 2))
        frames[beat] = scene.caption(beat), (first, middle, last)
    return frames
