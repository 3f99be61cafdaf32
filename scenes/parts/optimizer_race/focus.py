"""Who is looked at: the few whose tries and races a sentence speaks of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.kit.ink.cast import CAST
from scenes.parts.optimizer_race.race import Entry
from scenes.parts.optimizer_race.race_report import PLAIN, counts_of, rest_of, ridge, winners
from scenes.parts.optimizer_race.reasons import reason
from scenes.parts.optimizer_race.trials import Trials


def most(tried: Sequence[Trials]) -> list[int]:
    """By number, those who get there with the most rates, from the film's start."""
    gets = counts_of(tried)[:, 0]
    return [index for index, count in enumerate(gets) if count == gets.max()]


def compared(before: Sequence[Trials], after: Sequence[Trials]) -> list[int]:
    """By number, who leaves with the most rates, who stays with the most, who gains by falling.

    If nobody leaves, who gets there with the most; and two at least: the next of those who stay.
    """
    gets, stays = (counts_of(before, staying=kept)[:, 0] for kept in (False, True))
    gains = counts_of(after, staying=True)[:, 0] - stays
    leaves = gets - stays if (gets > stays).any() else gets
    who = {int(leaves.argmax()), int(stays.argmax())}
    who |= {int(gains.argmax())} if gains.max() > 0 else set()
    ranked = sorted(range(len(before)), key=lambda index: -int(stays[index]))
    return sorted(who if len(who) > 1 else {*who, *[i for i in ranked if i not in who][:1]})


def leading(tried: Sequence[Trials]) -> list[int]:
    """By number, who gets there with the most rates, and the one of the others who stays so."""
    gets, stays = (counts_of(tried, staying=kept)[:, 0] for kept in (False, True))
    first = int(gets.argmax())
    others = [index for index in range(len(tried)) if index != first]
    return sorted([first, max(others, key=lambda index: (int(stays[index]), int(gets[index])))])


def named(name: str, entries: tuple[Entry, ...], off: float | None = None) -> set[str]:
    """Roles of which the sentence on a race speaks; ``off`` is how far from a ridge it starts.

    None are, if it speaks of all, or of nobody.
    """
    first, outcome = winners(entries), None if off is None else ridge(entries, off)
    if reason(name, entries) or outcome == "far":
        return {first[0].role, PLAIN}
    if outcome:
        by_size = {entry.role for entry in entries if CAST[entry.role].by_size}
        return by_size if outcome == "ridge" else set()
    if not first or len(first) == len(entries):
        return set()
    return {entry.role for entry in (*first, rest_of(entries, first))}


def leaver(tried: Sequence[Trials]) -> int | None:
    """By number, who leaves again with the most rates; None if nobody does."""
    left = counts_of(tried)[:, 0] - counts_of(tried, staying=True)[:, 0]
    return int(left.argmax()) if left.any() else None


def picked(trials: Trials, *, leaves: bool) -> int:
    """Number of the rate that stands for many: the median of those that leave, or that stay.

    If there are none, of those that get there; and if none does, of all. Of an even number, it is
    the lower of the two in the middle.
    """
    got, stays = trials.got[0], trials.stays[-1, 0]
    for which in (got & ~stays if leaves else stays, got, np.ones_like(got)):
        if len(found := np.flatnonzero(which)):
            break
    return int(found[(len(found) - 1) // 2])
