"""How Python runs while it draws: how threads take turns, and how often it looks for garbage."""

from __future__ import annotations

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager

TURN = 0.0005  # seconds: drawing is Python, and keeps the encoder's thread waiting for 5 ms else
# Objects made until Python looks for those that only refer to each other, 700 else. Nearly all that
# a lesson makes lives to its end: looking took a twentieth of a small film's time.
YOUNG, OLDER, OLDEST = 50_000, 20, 20


@contextmanager
def tuned() -> Generator[None, None, None]:
    """Have Python run for drawing, for a while."""
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(TURN)
    gc.set_threshold(YOUNG, OLDER, OLDEST)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        gc.set_threshold(*thresholds)
