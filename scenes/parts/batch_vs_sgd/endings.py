"""How the runs go and where they end: what the sentences are chosen by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from gdcore import Trajectory
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Told
from scenes.kit.problems.three_runs import ROLES, ThreeRuns
from scenes.parts.batch_vs_sgd.noisy_runs import NoisyRuns

FAR, CLOSE = 0.5, 0.25  # of the way from the minimum to the start
ALIKE, FALLEN = 2.0, 0.02  # ratio of steps at most; part of the start's loss, above the least
NEAR = 0.95, 1.1  # of a mini-batch's radius as the root law has it, that is about as far
SHRUNK = 0.5  # of the length of the first steps, that the last ones are at most


class NamedRates(ThreeRuns):
    """The three runs, each named beside its rate in the stamp."""

    def stamp_values(self) -> dict[str, str]:
        named = (
            f"{self.words[role]} {plain(rate)}"
            for role, rate in zip(ROLES, self.rates, strict=True)
        )
        return {**super().stamp_values(), "rates": ", ".join(named)}


def told(lesson: ThreeRuns, noisy: NoisyRuns, beats: Sequence[str]) -> dict[str, Told]:
    """What the sentence of each beat depends on."""
    runs, own, words = lesson.runs, lesson.own, lesson.words
    epochs = "once" if lesson.epochs == 1 else "many"
    whose = ("own", "own") if lesson.points else ("seeds", "now")
    on_line = not (lesson.points and own.scatters) and shrinks(runs["stochastic"])
    outcomes = {
        "one_surface": whose[0],
        "batch": epochs,
        "stochastic": "shrinking" if on_line else "counted",
        "mini_batch": epochs,
        "trade_off": effort_pays(runs),
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
        facts |= noisy.facts()
    return {beat: Told(outcomes.get(beat), facts) for beat in beats}


def shrinks(run: Trajectory) -> bool:
    """Whether the steps of a run become much shorter."""
    lengths = np.linalg.norm(np.diff(run.thetas, axis=0), axis=1)
    part = max(1, run.steps // 5)
    return bool(lengths[-part:].mean() < SHRUNK * lengths[:part].mean())


def effort_pays(runs: Mapping[str, Trajectory]) -> str:
    """Whether batch descent alone ends far from the minimum, or else the role that ends lowest."""
    best, start = runs["batch"].problem.minimizers[0], runs["batch"].thetas[0]
    first = np.linalg.norm(start - best)
    ways = {role: np.linalg.norm(run.thetas[-1] - best) / first for role, run in runs.items()}
    careful = ways.pop("batch")
    if careful >= FAR and max(ways.values()) <= CLOSE:
        return "nervous"
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
    if noisy.excess("batch")[-1] >= min(map(noisy.floor, noisy.sizes)):
        return "told"
    fallen = [noisy.excess(role) <= FALLEN * noisy.excess(role)[0] for role in noisy.runs]
    if not all(low[: noisy.passes].any() for low in fallen):
        return "lower"
    steps = [int(low.argmax()) for low in fallen]
    return "alike" if max(steps) <= ALIKE * min(steps) else "lower"
