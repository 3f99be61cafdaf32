"""What the checks report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a picture: what is wrong, where, and the two things concerned.

    ``rule`` is a short name of what was broken; ``second`` may be a limit that was passed.
    """

    rule: str
    first: str
    second: str
    beat: str
    time: float
    lesson: str = ""
    theme: str = ""
    language: str = ""

    @property
    def what(self) -> str:
        """The fault in words."""
        return f"{self.rule}: {self.first} | {self.second}"


def merged(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once a beat, at its first moment, in the order of time."""
    first: dict[tuple[str, ...], Fault] = {}
    for fault in sorted(faults, key=lambda f: (f.lesson, f.time, f.theme, f.language)):
        key = (fault.lesson, fault.theme, fault.language, fault.beat, fault.what)
        first.setdefault(key, fault)
    return list(first.values())


def report(faults: Iterable[Fault]) -> list[str]:
    """A line for each fault; one found in several themes and languages names them all."""
    groups: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in merged(faults):
        groups.setdefault((fault.lesson, fault.beat, fault.what), []).append(fault)
    lines = []
    for (lesson, beat, what), group in groups.items():
        shown = ", ".join(dict.fromkeys(f"{fault.theme}/{fault.language}" for fault in group))
        lines.append(f"{lesson} {beat} {group[0].time:.1f} s ({shown}): {what}")
    return lines
