"""Whether what is shown is what the records say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import numpy as np
from manim import Mobject, VMobject

from scenes.kit.ink.meaning import Claims, meaning_of
from scenes.kit.ink.numerals import numerals
from scenes.kit.ink.text import Text
from studio.checks.things import family_of, inks_of, is_seen
from studio.engine.inspection import Moment


def untrue(moment: Moment) -> Iterator[tuple[str, str, str]]:
    """Numbers and positions that differ from what is read from the record again."""
    for mobject in _claiming(moment):
        meaning = meaning_of(mobject)
        name = " ".join(filter(None, (meaning.role, meaning.kind))) if meaning else ""
        for claim in cast(Claims, mobject).claims():
            if not claim.holds:
                who = f"{name or type(mobject).__name__}: {claim.what} {_written(claim.shown)}"
                yield "differs from its record", who, f"record: {_written(claim.true)}"


def unclaimed(moment: Moment) -> Iterator[tuple[str, str, str]]:
    """Numbers set into a text that does not say of which values they are.

    A text that is written so in the words of the lesson has nothing set into it.
    """
    words, written = moment.lesson.words, None
    for mobject in moment.shown:
        for part in mobject.get_family():
            if isinstance(part, Text) and part.shows is None and numerals(part.body):
                written = written or set(map(words.__getitem__, words.keys()))
                if part.body not in written:
                    yield "claims nothing", repr(part.body), "shows = the values written in it"


def _claiming(moment: Moment) -> Iterator[Mobject]:
    """Mobjects that claim something and are on stage, at rest with all their parts.

    One whose ink is gone is looked at, too: what it was to show is missing. One that is faded out
    is not.
    """
    for mobject in moment.shown:
        for part in mobject.get_family():
            if not hasattr(type(part), "claims"):
                continue
            family = part.get_family()
            still = not any(id(member) in moment.moving for member in family)
            if still and any(_has_ink(leaf) for leaf in family_of(part)):
                yield part


def _has_ink(leaf: VMobject) -> bool:
    """Whether an outline is seen, or would be if it had any points."""
    empty = len(leaf.points) == 0 and not leaf.submobjects
    return is_seen(leaf) or (empty and bool(inks_of(leaf)))


def _written(said: object) -> str:
    if isinstance(said, str):
        return repr(said)
    values = np.asarray(said)
    if values.size == 0:
        return "nowhere"
    if values.ndim < 2:
        return ", ".join(f"{value:.6g}" for value in values.flat[:6])
    points = values.reshape(-1, values.shape[-1])
    return ", ".join(f"({', '.join(f'{x:.2f}' for x in point)})" for point in points[:2, :2])
