"""Timing things in turn, and saying on what machine."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report.

    Attributes
    ----------
    what
        The thing timed.
    speed
        Median, in ``unit``; more is better.
    unit
        Such as ``"frames/s"``.
    ratio
        Our speed divided by this one's, or None for our own line.
    goal
        The least ratio wanted, or None where none was set.
    note
        Anything else there is to say.
    """

    what: str
    speed: float | None
    unit: str
    ratio: float | None = None
    goal: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one module measured: a heading, one sentence on how, and the lines."""

    heading: str
    how: str
    rows: tuple[Row, ...]


def interleaved(sides: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Median speed of each side, all of them measured once a round.

    Parameters
    ----------
    sides
        By name, functions that do the work and return its speed.
    rounds
        How often.
    """
    speeds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, measure in sides.items():
            speeds[name].append(measure())
    return {name: statistics.median(values) for name, values in speeds.items()}


def machine() -> list[str]:
    """Processor, memory, how busy it is, system and versions, one a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ("manim", "numpy", "av", "pycairo", "matplotlib")
    return [
        f"{_processor()}, {cores()} cores, {memory:.0f} GiB",
        f"load average {os.getloadavg()[2]:.1f} in the last 15 minutes, this included",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        ", ".join(f"{package} {version(package)}" for package in packages),
    ]


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
