"""How long nothing happens."""

from __future__ import annotations

from collections.abc import Iterator

from studio.engine.inspection import Moment

LONGEST = 4.0  # seconds


class Stills:
    """Times the pictures that stay as they are where nothing asks."""

    def __init__(self) -> None:
        self._since = 0.0

    def check(self, moment: Moment, changed: float) -> Iterator[tuple[str, str, str]]:
        """Too long a still before this moment, of which so much ink has changed since the last."""
        held = moment.lesson.settings.hold  # a voice was asked for
        if moment.time - self._since > LONGEST + held + 1e-6:
            yield "a still", f"{moment.time - self._since:.1f} s", f"{LONGEST:g} s"
            self._since = moment.time
        if changed > 0 or moment.lesson.asking:
            self._since = moment.time
