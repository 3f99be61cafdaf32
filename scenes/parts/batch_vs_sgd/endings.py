"""How the runs go and where they end: what the sentences are chosen by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from gdcore import Trajectory
from scenes.kit.lesson.lesson import Told
from scenes.kit.problems.three_runs import ThreeRuns
from scenes.parts.batch_vs_sgd.noisy_runs import NoisyRuns

ALIKE, FALLEN = 2.0, 0.02  # ratio of steps at most; part of the start's loss, above the least
NEAR = 0.95, 1.1  # of a mini-batch's radius as the root law has it, that is about as far


def told(lesson: ThreeRuns, noisy: NoisyRuns, beats: Sequence[str]) -> dict[str, Told]:
    """What the sentence of each beat depends on."""
    runs, own, words = lesson.runs, lesson.own, lesson.words
    epochs = "once" if lesson.epochs == 1 else "many"
    whose = ("own", "own") if lesson.points else ("seeds", "now")
    outcomes = {
        "one_surface": whose[0],
        "batch": epochs,
        "mini_batch": epochs,
        "trade_off": lowest(runs),
        "opinions": whose[1],
    }
    counts = {
        "epochs": lesson.epochs,
        "size": lesson.batch_size,
        "draws": runs["stochastic"].steps,
        "shuffles": runs["mini_batch"].steps,
    }
    facts = {name: words.count(number) for name, number in counts.items()}
    facts["Points"] = words.count(own.problem.samples).capitalize()
    if "opinions" in beats:
        outcomes["noise_ball"] = against_root(noisy)
        outcomes["count_steps"] = in_steps(noisy)
    outcomes["line"] = line(outcomes)
    return {beat: Told(outcomes.get(beat), facts) for beat in (*beats, "line")}


def line(outcomes: Mapping[str, str]) -> str:
    """Whether one point was enough to come near, and all were needed to go lowest."""
    near = outcomes["trade_off"] != "batch"
    return "near" if near and outcomes.get("count_steps") in ("alike", "lower") else "law"


def lowest(runs: Mapping[str, Trajectory]) -> str:
    """The role whose run ends at the lowest loss."""
    return min(runs, key=lambda role: float(runs[role].values[-1]))


def against_root(noisy: NoisyRuns) -> str:
    """How far mini-batches hover beside single points' radius over the root of their size.

    Mostly below: a single point's gradient scatters the more the farther from the star it is.
    """
    law = noisy.radius("stochastic") / np.sqrt(noisy.size)
    part, (low, high) = noisy.radius("mini_batch") / law, NEAR
    if part > high:
        return "apart"
    return "below" if part < low else "about"


def in_steps(noisy: NoisyRuns) -> str:
    """Whether the runs fall alike in steps, and whether the batch is lowest in the end."""
    last, shown = noisy.excess("batch")[-1], [noisy.excess(r)[noisy.passes] for r in noisy.sizes]
    if last >= min([*map(noisy.floor, noisy.sizes), *shown]):
        return "told"
    fallen = [noisy.excess(role) <= FALLEN * noisy.excess(role)[0] for role in noisy.runs]
    if not all(low[: noisy.passes].any() for low in fallen):
        return "lower"
    steps = [int(low.argmax()) for low in fallen]
    return "alike" if max(steps) <= ALIKE * min(steps) else "lower"
