"""What can be said of tries and races once they are over, told from the runs alone.

Every function returns which of a beat's sentences is true, and what fills its blanks.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.kit.ink.cast import CAST
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.words import Words
from scenes.parts.optimizer_race.race import Entry, places
from scenes.parts.optimizer_race.trials import Trials

PLAIN = "batch"  # the role that others are compared with
RIDGE = 0.01  # of y: how near the saddle's ridge a start has almost no slope off it
Entries = tuple[Entry, ...]
Tried = tuple[Trials, ...]


def tuning(tried: Tried, budget: int, words: Words) -> Told:
    """Who gets there with the most rates, and whether that is so from every start.

    Returns
    -------
    The outcome ``nobody``, ``one``, ``one_here`` (from the film's start, not from all) or
    ``shared``; ``who``, and ``budget``, the steps.
    """
    counts = counts_of(tried)
    most = int(counts[:, 0].max())
    who = [trials for trials, count in zip(tried, counts[:, 0], strict=True) if count == most]
    facts = {"who": listed(who, words), "budget": str(budget)}
    if not most:
        return Told("nobody", facts)
    if len(who) > 1:
        return Told("shared", facts)
    return Told("one" if leader(tried) == who[0].role else "one_here", facts)


def staying(tried: Tried, words: Words) -> Told:
    """Who leaves again with the most of its rates, and who stays with the most.

    Returns
    -------
    The outcome ``nobody`` (got there), ``kept`` (nobody leaves), ``left`` or ``left_most`` (who
    stays with the most all the same); ``who`` stays with ``stays`` of its rates, and ``best`` with
    more.
    """
    gets, stays = counts_of(tried)[:, 0], counts_of(tried, staying=True)[:, 0]
    if not gets.any():
        return Told("nobody")
    if (gets == stays).all():
        return Told("kept")
    first, best = int((gets - stays).argmax()), int(stays.argmax())
    facts = {
        "who": said(tried[first], words),
        "stays": str(stays[first]),
        "best": said(tried[best], words),
    }
    return Told("left_most" if stays[first] == stays[best] else "left", facts)


def falling(before: Tried, after: Tried, words: Words) -> Told:
    """Who stays with more rates once they fall, and what that costs.

    Returns
    -------
    The outcome ``none`` (nobody stays with more), ``cure`` (it gets there with more, too), ``free``
    (with as many) or ``price`` (with fewer); ``who`` gains the most, staying with ``more`` instead
    of ``less`` and getting there with ``now`` instead of ``once``.
    """
    less, more = (counts_of(tried, staying=True)[:, 0] for tried in (before, after))
    once, now = (counts_of(tried)[:, 0] for tried in (before, after))
    first = int((more - less).argmax())
    if more[first] <= less[first]:
        return Told("none")
    key = "kept_all" if more[first] == now[first] else "kept_some"
    kept = words[key].format(more=more[first], now=now[first])
    facts = {"who": said(before[first], words), "kept": kept}
    change = int(np.sign(now[first] - once[first]))
    return Told({1: "cure", 0: "free", -1: "price"}[change], facts)


def verdict(entries: Entries, words: Words) -> Told:
    """How a race ended.

    Returns
    -------
    The outcome ``nobody``, ``together``, ``shared`` or ``won``, and facts: ``who`` is first,
    ``rest``, what became of another, and ``steps``, those of the winners or those after which the
    race was called off.
    """
    first = winners(entries)
    if not first:
        longest = max(entry.run.steps for entry in entries)
        return Told("nobody", {"steps": _steps(longest, words)})
    facts = {"who": listed(first, words), "steps": _steps(first[0].run.steps, words)}
    if len(first) == len(entries):
        return Told("together", facts)
    facts["rest"] = _rest(entries, first, words)
    return Told("won" if len(first) == 1 else "shared", facts)


def winners(entries: Entries) -> list[Entry]:
    """Those in the first place; none if nobody stays."""
    return [e for e, place in zip(entries, places(entries), strict=True) if place == 1]


def ridge(entries: Entries, off: float) -> str | None:
    """What can be said of runs that start so far off a saddle's ridge, if it is near.

    Returns
    -------
    ``balanced`` exactly on it; ``ridge`` if all that divide by a slope's size are there before all
    others, ``far`` if besides one of them is there alone, in half of plain descent's steps; else
    None.
    """
    if not off:
        return "balanced"
    by_size = [_finish(entry) for entry in entries if CAST[entry.role].by_size]
    others = [_finish(entry) for entry in entries if not CAST[entry.role].by_size]
    first = bool(by_size and others) and max(by_size) < min(others)
    if not first or abs(off) > RIDGE:
        return None
    plain = min((_finish(entry) for entry in entries if entry.role == PLAIN), default=0.0)
    alone = len(winners(entries)) == 1 and plain >= 2 * min(by_size)
    return "far" if alone else "ridge"


def comparison(races: Sequence[Tried], words: Words) -> Told:
    """What the tries over several landscapes have in common, from every start of each.

    Returns
    -------
    The outcome ``untuned`` (no tries), or if ``who`` always gets there with the most: ``champion``
    (and stays with the most), ``trade`` (and stays with less than half of them) or ``most``; or, if
    nobody does, ``different``.
    """
    if not races:
        return Told("untuned")
    leaders, lasting = ({leader(t, staying=kept) for t in races} for kept in (False, True))
    if len(leaders) > 1 or None in leaders:
        return Told("different")
    index = [trials.role for trials in races[0]].index(next(iter(leaders)) or "")
    who = races[0][index]
    facts = {"who": said(who, words), "role": who.role, "where": _where(len(races), words)}
    if lasting == leaders:
        return Told("champion", facts)
    few = all((2 * tried[index].staying < tried[index].getting).all() for tried in races)
    return Told("trade" if few else "most", facts)


def leader(tried: Tried, *, staying: bool = False) -> str | None:
    """Who, alone and from every start, gets there or stays with the most rates; None if nobody."""
    counts = counts_of(tried, staying=staying)
    ranked = np.sort(counts, axis=0)
    firsts = set(counts.argmax(axis=0).tolist())
    alone = len(tried) > 1 and bool((ranked[-1] > ranked[-2]).all())
    return tried[firsts.pop()].role if alone and len(firsts) == 1 else None


def said(entry: Entry | Trials, words: Words) -> str:
    """An optimizer's name in a sentence."""
    return words.called(entry.role, "said_")


def listed(entries: Sequence[Entry | Trials], words: Words) -> str:
    """Names in a sentence: "one, another and a third"."""
    *most, last = [said(entry, words) for entry in entries] or [""]
    return f"{', '.join(most)} {words['and']} {last}" if most else last


def counts_of(
    tried: Sequence[Trials], *, staying: bool = False
) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    """With how many rates each one gets there, or stays, from each start (optimizers, starts)."""
    return np.stack([trials.staying if staying else trials.getting for trials in tried])


def _where(count: int, words: Words) -> str:
    return words["here" if count == 1 else "both"]


def _finish(entry: Entry) -> float:
    return float("inf") if entry.finish is None else entry.finish


def rest_of(entries: Entries, first: Sequence[Entry]) -> Entry:
    """One who gets there and stays with no rate; else a rival of those who are first."""
    left = [e for e in entries if e.finish is not None and not e.stays and len(e.trials.rates) > 1]
    if left:
        return max(left, key=lambda entry: int(entry.trials.getting[0]))
    behind = [entry for entry in entries if entry not in first]
    return next((e for e in behind if e.role == PLAIN), max(behind, key=_finish))


def _rest(entries: Entries, first: Sequence[Entry], words: Words) -> str:
    """What became of one who gets there and stays with no rate; else what a rival needs."""
    other = rest_of(entries, first)
    if other.finish is not None and not other.stays and len(other.trials.rates) > 1:
        return words["leaver"].format(leaver=said(other, words))
    return words["behind"].format(rival=said(other, words), more=_more(other, first, words))


def _more(rival: Entry, first: Sequence[Entry], words: Words) -> str:
    """What a rival needs: so many times the winners' steps, or so many steps more."""
    if rival.finish is None or not rival.stays:
        return words["beyond"].format(count=rival.run.steps)
    times, rest = divmod(rival.finish, first[0].run.steps)
    its = words["its" if len(first) == 1 else "their"]
    if times == 1:
        return words["later_by_one" if rest == 1 else "later"].format(count=words.count(rest))
    key = ("more_than_" if rest else "") + ("twice" if times == 2 else "times")
    return words[key].format(count=words.count(times), its=its)


def _steps(count: int, words: Words) -> str:
    return words["one_step" if count == 1 else "many_steps"].format(count=words.count(count))
