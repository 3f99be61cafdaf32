"""The same work on many things, side by side in processes of their own."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from studio.ask.alone import import_manim
from studio.ask.request import Quality
from studio.crew.capacity import capacity
from studio.crew.waiting import as_done

SMALL = Quality(640, 360, 10)  # of pictures that are looked at, not kept
T = TypeVar("T", bound=tuple[Any, ...])
R = TypeVar("R")


def in_processes(
    work: Callable[..., R],
    tasks: Sequence[T],
    jobs: int | None = None,
    *,
    size: Quality = SMALL,
    note: Callable[[str], object] = lambda _: None,
) -> Iterator[tuple[T, R]]:
    """Each task with what ``work(*task)`` returns, as it is done.

    Manim has one set of settings a process: lessons are played in as many processes as cores and
    memory allow for pictures of a size, or in ``jobs``; ``note`` is told when memory is short. An
    exception stops all of them.
    """
    if jobs is None:
        room = capacity(len(tasks), size)
        jobs = room.jobs
        if room.remark:
            note(room.remark)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["PYTHONSAFEPATH"] = "1"  # no modules of the current folder
    context = multiprocessing.get_context("spawn")  # threads do not fork well
    with ProcessPoolExecutor(jobs, context, initializer=_begin) as pool:
        try:
            waiting = {pool.submit(work, *task): task for task in tasks}
            for done in as_done(waiting):
                yield waiting[done], done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin() -> None:
    """Let Ctrl-C end a process at once, unless it is ignored: nothing is half-written."""
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    import_manim()
