"""How many lessons this machine does at a time: one for each core, if memory allows it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.ask.request import Quality

# Peaks measured of five lessons, 240 to 480 MB from 480p to 1080p and 1.1 to 1.9 GB at 2160p: the
# pictures that are drawn, converted and encoded, and the encoder's own.
_PROCESS = 220e6  # bytes of a process that plays a lesson
_PIXEL = 205.0  # bytes more for each pixel of its picture


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many of some lessons there is room for at a time; ``each`` and ``free`` are in bytes."""

    wanted: int
    each: float
    free: float | None

    @property
    def jobs(self) -> int:
        """As many as are wanted, if memory is free for them; one in any case."""
        if self.free is None:
            return self.wanted
        return max(1, min(self.wanted, int(self.free // self.each)))

    @property
    def remark(self) -> str | None:
        """What to say when memory allows fewer than there are cores for."""
        if self.free is None or self.free >= self.wanted * self.each:
            return None
        return (
            f"lessons at a time: {self.jobs}, as each takes {self.each / 1e9:.1f} GB of memory and "
            f"{self.free / 1e9:.1f} GB are free (--jobs decides otherwise)"
        )


def capacity(lessons: int, quality: Quality) -> Capacity:
    """Room for this many lessons of a quality."""
    each = _PROCESS + _PIXEL * quality.width * quality.height
    return Capacity(max(1, min(cores(), lessons)), each, free_memory())


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def free_memory(root: Path = Path("/")) -> float | None:
    """Bytes that can be had: of the machine, and in every control group this process is in.

    None where neither is known. ``root`` is where ``proc`` and ``sys`` are.
    """
    return min([*_of_machine(root), *_of_groups(root)], default=None)


def _of_machine(root: Path) -> Iterator[float]:
    with suppress(OSError, KeyError, ValueError):
        yield 1024.0 * _numbers(root / "proc/meminfo")["MemAvailable:"]
        return
    with suppress(OSError, ValueError):  # macOS says how much there is, not how much is free
        yield 0.5 * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _of_groups(root: Path) -> Iterator[float]:
    """What is left of each limit, from the process's own group up; version 2, and 1."""
    with suppress(OSError):
        for line in (root / "proc/self/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if not controllers:
                yield from _left(
                    root / "sys/fs/cgroup", path, "memory.max", "memory.current", "inactive_file"
                )
            elif "memory" in controllers.split(","):
                yield from _left(
                    *(root / "sys/fs/cgroup/memory", path, "memory.limit_in_bytes"),
                    *("memory.usage_in_bytes", "total_inactive_file"),
                )


def _left(base: Path, path: str, limit: str, used: str, cached: str) -> Iterator[float]:
    """Limit less use in a group and those above it; what is only cached makes way."""
    group = base / path.strip("/")
    for folder in (group, *group.parents):
        with suppress(OSError, ValueError):
            cache = _numbers(folder / "memory.stat").get(cached, 0)
            use = int((folder / used).read_text()) - cache
            yield max(0.0, int((folder / limit).read_text()) - use)  # "max" is no number: no limit
        if folder == base:
            return


def _numbers(file: Path) -> dict[str, int]:
    """Lines of a name and a number."""
    with suppress(FileNotFoundError):
        lines = map(str.split, file.read_text().splitlines())
        return {words[0]: int(words[1]) for words in lines if len(words) > 1}
    return {}
