"""Waiting for work that others do, with an ear for the signals that ask to stop."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

LOOK_UP = 0.5  # seconds
R = TypeVar("R")


def as_done(futures: Collection[Future[R]]) -> Iterator[Future[R]]:
    """Futures in the order in which they are done.

    Python hears a signal between two of its instructions only: one that comes just before a wait
    without end is heard when that ends. So this looks up now and then.
    """
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, timeout=LOOK_UP, return_when=FIRST_COMPLETED)
        yield from done
