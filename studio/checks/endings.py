"""What a beat ends on: a lecturer pauses there, so it shows what the beat has come to."""

from __future__ import annotations

from collections.abc import Iterator

from studio.checks.things import Thing
from studio.engine.inspection import Moment

LEFT = 0.75  # part of the things on the fullest picture of a beat that its last one has


class Endings:
    """Counts the things on a beat's pictures at rest."""

    def __init__(self) -> None:
        self._counts: list[int] = []

    def see(self, things: list[Thing]) -> None:
        """Take in what is shown at rest."""
        self._counts.append(len(things))

    def check(self, moment: Moment) -> Iterator[tuple[str, str, str]]:
        """At the end of a beat: less on screen than there was, but for what the last one left."""
        counts, self._counts = self._counts[1:], []
        if counts and counts[-1] < LEFT * max(counts):
            shown = f"{counts[-1]} things at the end"
            yield "ends on an emptied picture", shown, f"{max(counts)} before in {moment.beat}"
