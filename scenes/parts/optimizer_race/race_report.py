"""What can be said of races once they are over: who won, by how much, and how the rankings compare.

Every function returns which of a beat's sentences is true, and what fills its blanks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenes.kit.ink.cast import CAST
from scenes.kit.lesson.words import Words
from scenes.parts.optimizer_race.race import Entry, places

PLAIN = "batch"  # the role that others are compared with
AT_ONCE = 2  # steps, at most, of one who leaps
Told = tuple[str, dict[str, str]]
Entries = tuple[Entry, ...]


def winners(entries: Entries) -> list[Entry]:
    """Those in the first place; none if nobody has arrived."""
    return [e for e, place in zip(entries, places(entries), strict=True) if place == 1]


def verdict(entries: Entries, words: Words) -> Told:
    """How a race ended.

    Returns
    -------
    The outcome ``nobody``, ``together``, ``shared`` or ``won``, and facts: ``who`` is first,
    ``rival``, who is not, what it needs ``more``, and ``steps``, those of the winners or those
    after which the race was called off.
    """
    first = winners(entries)
    if not first:
        return "nobody", {"steps": _steps(entries[0].search.steps, words)}
    facts = {"who": listed(first, words), "steps": _steps(first[0].run.steps, words)}
    if len(first) == len(entries):
        return "together", facts
    rival = _rival(entries)
    facts |= {"rival": said(rival, words), "more": _more(rival, first, words)}
    return ("won" if len(first) == 1 else "shared"), facts


def leaps(entries: Entries) -> bool:
    """Whether those that divide by a slope's size are there at once, and all others later."""
    by_size = [_finish(entry) for entry in entries if CAST[entry.role].by_size]
    others = [_finish(entry) for entry in entries if not CAST[entry.role].by_size]
    return bool(by_size and others) and max(by_size) <= AT_ONCE and min(others) > max(by_size)


def comparison(races: Sequence[Entries], words: Words) -> Told:
    """How the rankings of several races compare; those where nobody has arrived give none.

    Returns
    -------
    The outcome ``nobody``, ``one`` (of one), ``even`` (that one, all equally fast), ``only`` (of
    several), ``same``, ``champion`` or ``different``; and facts: ``landscapes`` and ``rankings``,
    how many, and ``who`` always takes the first place.
    """
    run = [entries for entries in races if winners(entries)]
    if not run:
        return "nobody", {}
    always = [e for i, e in enumerate(run[0]) if all(places(entries)[i] == 1 for entries in run)]
    rankings = len({tuple(places(entries)) for entries in run})
    facts = {
        "landscapes": words.count(len(run)).capitalize(),
        "rankings": words.count(rankings),
        "who": listed(always, words),
    }
    if len(races) == 1:
        return ("even" if len(always) == len(run[0]) else "one"), facts
    if len(run) == 1:
        return "only", facts
    if not always:
        return "different", facts
    return ("same" if rankings == 1 else "champion"), facts


def all_arrive(races: Mapping[str, Entries]) -> bool:
    """Whether everybody has arrived everywhere."""
    return all(e.finish is not None for entries in races.values() for e in entries)


def said(entry: Entry, words: Words) -> str:
    """An optimizer's name in a sentence."""
    return words.called(entry.role, "said_")


def listed(entries: Sequence[Entry], words: Words) -> str:
    """Names in a sentence: "one, another and a third"."""
    *most, last = [said(entry, words) for entry in entries] or [""]
    return f"{', '.join(most)} {words['and']} {last}" if most else last


def _finish(entry: Entry) -> float:
    return float("inf") if entry.finish is None else entry.finish


def _rival(entries: Entries) -> Entry:
    """Who is compared with the winners: plain descent, or the slowest."""
    best = min(map(_finish, entries))
    behind = [entry for entry in entries if _finish(entry) > best]
    return next((e for e in behind if e.role == PLAIN), max(behind, key=_finish))


def _more(rival: Entry, first: Sequence[Entry], words: Words) -> str:
    """What a rival needs: so many times the winners' steps, or so many steps more."""
    if rival.finish is None:
        return words["beyond"].format(count=rival.search.steps)
    times, rest = divmod(rival.finish, first[0].run.steps)
    its = words["its" if len(first) == 1 else "their"]
    if times == 1:
        return words["later_by_one" if rest == 1 else "later"].format(count=words.count(rest))
    key = ("more_than_" if rest else "") + ("twice" if times == 2 else "times")
    return words[key].format(count=words.count(times), its=its)


def _steps(count: int, words: Words) -> str:
    return words["one_step" if count == 1 else "many_steps"].format(count=words.count(count))
