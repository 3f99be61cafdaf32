"""Whether what is shown is what the records say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import numpy as np
from manim import Mobject

from scenes.kit.ink.meaning import Claim, Claims, meaning_of
from studio.checks.things import family_of, is_seen
from studio.engine.inspection import Moment

NEAR = 1e-3  # scene units between a thing and where it should be


def untrue(moment: Moment) -> Iterator[tuple[str, str, str]]:
    """Numbers and positions that differ from what is read from the record again."""
    for mobject in _claiming(moment):
        meaning = meaning_of(mobject)
        name = " ".join(filter(None, (meaning.role, meaning.kind))) if meaning else ""
        for claim in cast(Claims, mobject).claims():
            if not _holds(claim):
                who = f"{name or type(mobject).__name__}: {claim.what} {_written(claim.shown)}"
                yield "differs from its record", who, f"record: {_written(claim.true)}"


def _claiming(moment: Moment) -> Iterator[Mobject]:
    """Mobjects that claim something and are seen, at rest with all their parts."""
    for mobject in moment.shown:
        for part in mobject.get_family():
            if not hasattr(type(part), "claims"):
                continue
            family = part.get_family()
            still = not any(id(member) in moment.moving for member in family)
            if still and any(is_seen(leaf) for leaf in family_of(part)):
                yield part


def _holds(claim: Claim) -> bool:
    if isinstance(claim.shown, str) or isinstance(claim.true, str):
        return bool(np.all(claim.shown == claim.true))
    return claim.shown.shape == claim.true.shape and np.allclose(
        claim.shown, claim.true, rtol=0, atol=NEAR
    )


def _written(said: object) -> str:
    if isinstance(said, str):
        return repr(said)
    points = np.asarray(said)
    if points.size == 0:
        return "nowhere"
    return ", ".join(f"({x:.2f}, {y:.2f})" for x, y in points.reshape(-1, 3)[:2, :2])
