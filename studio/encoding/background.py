"""Work done in turn on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from queue import Queue
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Background(Generic[T]):
    """Does some work with one item after another, in the order they are given, on a thread.

    Parameters
    ----------
    work
        Called with each item, on the thread.
    waiting
        How many items may wait; giving another then waits for room.
    name
        Of the thread.
    """

    def __init__(self, work: Callable[[T], object], waiting: int, name: str) -> None:
        self._work = work
        self._queue: Queue[tuple[T] | None] = Queue(waiting)
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def give(self, item: T) -> None:
        """Hand an item over; an error of an earlier one is raised here."""
        self._raise_error()
        self._queue.put((item,))

    def finish(self) -> None:
        """Wait until all that was given is done; an error of it is raised here."""
        self._stop()
        self._raise_error()

    def abort(self) -> None:
        """Drop what still waits, and stop."""
        self._error = self._error or RuntimeError("aborted")
        self._stop()

    def _stop(self) -> None:
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        while (given := self._queue.get()) is not None:
            if self._error is not None:
                continue  # keep emptying the queue, or whoever gives would wait for ever
            try:
                self._work(*given)
            except BaseException as error:
                self._error = error
