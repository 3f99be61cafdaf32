"""What optimizer_race says, worked out by stepping every run by itself, one step after another."""

from __future__ import annotations

import numpy as np

from scenes.kit.ink.cast import CAST, Settings

from .stepped_race import RATES, replayed, stepped


def tries(lesson, name, falls=False):
    """What each one's rates do, from each start: got (starts, rates), stays, and since when."""
    course = lesson.courses[name]
    settings = Settings(lesson.momentum, lesson.decay, lesson.beta1, lesson.beta2)
    starts = [course.start]
    if course.shared_rate is None:
        ring = np.exp(2j * np.pi * np.arange(5) / 5) * 0.3
        starts += [(course.start[0] + z.real, course.start[1] + z.imag) for z in ring]
    both = name in lesson.tuned[:1]
    found = stepped(course, lesson.roles, settings, tuple(starts), (False, True)[: 1 + both])
    return found[falls]


def counted(lesson, name, **changed):
    """With how many rates each one gets there and stays: arrays (roles, starts)."""
    found = tries(lesson, name, **changed)
    return (
        np.array([hits.sum(axis=1) for hits, _, _ in found]),
        np.array([stays.sum(axis=1) for _, stays, _ in found]),
    )


def counts(lesson, **changed):
    """The same of the tries that are shown, from the film's start alone: arrays (roles,)."""
    got, stayed = counted(lesson, lesson.tuned[0], **changed)
    return got[:, 0], stayed[:, 0]


def settling(lesson, name):
    """Steps after which each one stays, at its best rate; inf for those that stay with none."""
    found = tries(lesson, name)
    return np.array([np.where(stays[0], since[0], np.inf).min() for _, stays, since in found])


def called(lesson, index):
    """An optimizer's name in English sentences."""
    return lesson.words_in("en")["said_" + lesson.roles[index]]


def says(lesson, beat, *parts):
    """Whether the English sentence of a beat has these parts."""
    outcome, facts = lesson.told(beat)
    text = lesson.words_in("en").caption(beat, outcome, facts)
    return all(part in text for part in parts)


def leads(got):
    """The one who, from every start, has more than any other; None if there is none."""
    firsts, ranked = set(got.argmax(axis=0)), np.sort(got, axis=0)
    return firsts.pop() if len(firsts) == 1 and (ranked[-1] > ranked[-2]).all() else None


# -- the tries ---------------------------------------------------------------------------------


def tuned_alone(lesson, everywhere):
    """Whether one gets there with the most rates from the film's start; and from every start."""
    got, _ = counts(lesson)
    everyone, _ = counted(lesson, lesson.tuned[0])
    alone = (got == got.max()).sum() == 1
    who = f"{called(lesson, got.argmax())} gets there with the most."
    return alone and says(lesson, "tune", who) and (leads(everyone) is not None) == everywhere


def tuned_together(lesson):
    got, _ = counts(lesson)
    who = [called(lesson, index) for index in np.flatnonzero(got == got.max())]
    return len(who) > 1 and says(lesson, "tune", *who, "with the most.")


def left(lesson, most):
    """Whether somebody leaves, and one who leaves with the most rates stays with the most."""
    got, stayed = counts(lesson)
    first, best = (got - stayed).argmax(), stayed.argmax()
    told = f"{called(lesson, first)} stays with", f" {stayed[first]} of its "
    told += ("still the most.",) if most else (f"{called(lesson, best)} with more.",)
    return (
        stayed[first] < got[first]
        and (stayed[first] == stayed[best]) == most
        and says(lesson, "run_on", *told)
    )


def fell(lesson, change):
    """Whether falling rates let somebody stay with more, and how many then get there."""
    (once, less), (now, more) = counts(lesson), counts(lesson, falls=True)
    first = (more - less).argmax()
    if change is None:
        return more[first] <= less[first]
    kept = f"all {now[first]}" if more[first] == now[first] else None
    kept = kept or f"{more[first]} of {now[first]}"
    told = f"of {called(lesson, first)}'s get there", f" {kept} stay."
    told += ({-1: "fewer", 0: "as many", 1: "more"}[change],)
    gain = more[first] > less[first] and np.sign(now[first] - once[first]) == change
    return gain and says(lesson, "let_fall", *told)


# -- the races ---------------------------------------------------------------------------------


def raced(name, outcome):
    """Of a lesson, whether a race ended like that, and the winners are who is said."""

    def claim(lesson):
        since = settling(lesson, name)
        first = np.flatnonzero(since == since.min()) if np.isfinite(since).any() else []
        ends = "nobody" if not len(first) else "together" if len(first) == len(since) else "won"
        ends = "shared" if ends == "won" and len(first) > 1 else ends
        ends = "ahead" if ends == "won" and ahead(lesson, name) else ends
        names = [called(lesson, index) for index in first] if ends != "nobody" else []
        names = [] if ends == "together" else names
        return ends == outcome and says(lesson, name, *names)

    return claim


def ahead(lesson, name):
    """Whether the one winner of a valley is far ahead of plain descent for the reason told."""
    since = settling(lesson, name)
    won, plain = since.argmin(), lesson.roles.index("batch") if "batch" in lesson.roles else None
    if name not in ("valley", "rosenbrock") or plain in (None, won):
        return False
    taken = min(since[plain], lesson.courses[name].steps)
    if taken < 2 * since[won]:
        return False
    if name == "valley":
        rate, steps, slopes = rerun(lesson, name, won)
        half = int(since[won]) // 2
        adds = lesson.roles[won] in ("momentum", "nesterov")
        return adds and sum(steps[half:]) >= 2 * rate * sum(slopes[half:])
    _, _, slopes = rerun(lesson, name, plain)
    return np.median(slopes) <= 0.01 * slopes[0]


def rerun(lesson, name, index):
    """One's best rate, and lengths of its steps and slopes there, until it stays or is stopped."""
    _, stays, since = tries(lesson, name)[index]
    settings = Settings(lesson.momentum, lesson.decay, lesson.beta1, lesson.beta2)
    first = np.where(stays[0], since[0], np.inf)
    rate, steps = RATES[first.argmin()], min(first.min(), lesson.courses[name].steps)
    return rate, *replayed(lesson.courses[name], lesson.roles[index], rate, settings, int(steps))


def divided(lesson, far):
    """Whether the start is near the ridge, and all that divide are off before the others.

    If it is ``far``, one of them alone is first, in half of plain descent's steps at most.
    """
    since = settling(lesson, "saddle")
    by_size = np.array([CAST[role].by_size for role in lesson.roles])
    off = 0 < abs(lesson.saddle_start[1]) <= 0.01 and since[by_size].max() < since[~by_size].min()
    first = np.flatnonzero(since == since.min())
    plain = [since[index] for index, role in enumerate(lesson.roles) if role == "batch"]
    alone = len(first) == 1 and bool(plain) and plain[0] >= 2 * since.min()
    return off and alone == far and (not far or says(lesson, "saddle", called(lesson, first[0])))


# -- the end -----------------------------------------------------------------------------------


def ranked(lesson, outcome):
    """Whether the tries over all landscapes have that in common."""
    found = [counted(lesson, name) for name in lesson.tuned]
    if not found:
        return outcome == "untuned"
    first = {leads(got) for got, _ in found}
    if len(first) > 1 or None in first:
        return outcome == "different"
    index = first.pop()
    told = says(lesson, "rank", called(lesson, index))
    if {leads(stayed) for _, stayed in found} == {index}:
        return outcome == "champion" and told
    few = all((2 * stayed[index] < got[index]).all() for got, stayed in found)
    return outcome == ("trade" if few else "most") and told


TUNED = ("valley", "rosenbrock", "formula")
ENDINGS = ("won", "shared", "together", "nobody")
RANKS = ("trade", "champion", "most", "different", "untuned")
SAID = {
    "line_up": lambda s: says(s, "line_up", s.words_in("en").count(len(s.roles)).capitalize()),
    "tune.one": lambda s: tuned_alone(s, True),
    "tune.one_here": lambda s: tuned_alone(s, False),
    "tune.shared": tuned_together,
    "tune.nobody": lambda s: not counts(s)[0].any(),
    "run_on.left": lambda s: left(s, False),
    "run_on.left_most": lambda s: left(s, True),
    "run_on.kept": lambda s: counts(s)[0].any() and (counts(s)[0] == counts(s)[1]).all(),
    "run_on.nobody": lambda s: not counts(s)[0].any(),
    "let_fall.price": lambda s: fell(s, -1),
    "let_fall.free": lambda s: fell(s, 0),
    "let_fall.cure": lambda s: fell(s, 1),
    "let_fall.none": lambda s: fell(s, None),
    **{f"{name}.{end}": raced(name, end) for name in TUNED for end in ENDINGS},
    **{f"saddle.{end}": raced("saddle", end) for end in ENDINGS},
    "valley.carried": raced("valley", "ahead"),
    "rosenbrock.creeps": raced("rosenbrock", "ahead"),
    "saddle.far": lambda s: divided(s, True),
    "saddle.ridge": lambda s: divided(s, False),
    "saddle.balanced": lambda s: not s.saddle_start[1] and np.isinf(settling(s, "saddle")).all(),
    **{f"rank.{outcome}": (lambda s, o=outcome: ranked(s, o)) for outcome in RANKS},
}


VALUES = [
    {},
    {"landscape": "valley", "optimizers": "gd,momentum"},
    {"landscape": "valley", "optimizers": "rmsprop,adam", "beta1": 0.98, "decay": 0.999}
    | {"condition": 200.0, "valley_start": (1.0, 4.0)},
    {"landscape": "valley", "optimizers": "momentum,rmsprop", "condition": 5.0, "decay": 0.5}
    | {"turn": 0.0, "valley_start": (1.0, 4.0)},
    {"landscape": "valley", "optimizers": "gd,momentum", "momentum": 0.0, "condition": 2.0},
    {"landscape": "valley", "optimizers": "gd,momentum,rmsprop", "momentum": 0.0},
    {"landscape": "rosenbrock", "optimizers": "gd,adagrad", "rosenbrock_start": (2.0, -2.0)},
    {"landscape": "rosenbrock", "optimizers": "gd,rmsprop", "rosenbrock_start": (2.0, 0.5)},
    {"landscape": "rosenbrock", "optimizers": "gd,momentum", "momentum": 0.0},
    {"landscape": "rosenbrock", "optimizers": "gd,momentum,rmsprop", "momentum": 0.0}
    | {"steepness": 5.0},
    {"landscape": "saddle", "saddle_start": (0.5, 0.0)},
    {"landscape": "saddle", "saddle_start": (0.5, 0.5)},
    {"landscape": "saddle", "saddle_start": (0.5, 1e-4), "optimizers": "gd,momentum"},
    {"landscape": "saddle", "optimizers": "momentum,adagrad,rmsprop"},
    {"landscape": "saddle", "optimizers": "gd,momentum", "momentum": 0.0},
    {"landscape": "saddle", "saddle_start": (0.5, 1e-12), "optimizers": "gd,momentum"}
    | {"momentum": 0.0},
    {"landscape": "x^4 + y^2 - x y", "optimizers": "gd,rmsprop"},
    {"landscape": "(x-1)^2 + (x+2y)^2", "optimizers": "gd,momentum,rmsprop", "momentum": 0.0},
    {"landscape": "w^2 - w b + 2b^2", "optimizers": "gd,momentum", "momentum": 0.0},
    {"landscape": "1e6x^2 + y^2", "optimizers": "gd,momentum"},
]
# All of it is worked out for ten budgets: ten times what a race shows at most, and as long as those
# who stay are said to. Who stays with few by then will not stay with more.
LATER = SAID
STARTS = [
    *VALUES[1:],
    {"landscape": "valley", "valley_start": (3.0, 2.0)},
    {
        "landscape": "valley,rosenbrock",
        "valley_start": (-2.0, 3.0),
        "rosenbrock_start": (-1.0, 1.5),
    },
]
