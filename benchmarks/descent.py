"""Ten thousand Adam runs at once: gdcore, numpy written by hand, and torch.optim."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Comparison, Row, interleaved
from gdcore import Adam, Rosenbrock, descend

Array = NDArray[np.float64]
RUNS, STEPS, RATE = 10_000, 1000, 1e-3
WORK = 4_000_000  # runs × steps of each line of the growth table
UNIT = "runs×steps/s"
TORCH = Path(__file__).with_name("torch_adam.py")


def starts(runs: int) -> Array:
    """Starts (runs, 2) all over the valley."""
    return np.random.default_rng(0).uniform([-2, -1], [2, 3], size=(runs, 2))


def by_gdcore(runs: int = RUNS, steps: int = STEPS) -> float:
    """Runs × steps a second, everything recorded."""
    start = starts(runs)
    began = time.perf_counter()
    descend(Rosenbrock(), Adam(RATE), start, steps)
    return runs * steps / (time.perf_counter() - began)


def by_hand(runs: int = RUNS, steps: int = STEPS, *, record: bool = False) -> float:
    """Runs × steps a second of Adam written out in numpy.

    ``record`` keeps what gdcore keeps: thetas, gradients (also those used), moments and values of
    every step; without it, only the values are kept.
    """
    start = starts(runs)
    began = time.perf_counter()
    adam_by_hand(start, steps, record=record)
    return runs * steps / (time.perf_counter() - began)


def adam_by_hand(start: Array, steps: int, *, record: bool = False) -> tuple[Array, Array]:
    """Last thetas (runs, 2) and all values (steps+1, runs) of Adam on Rosenbrock's valley."""
    theta = start.copy()
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    values = np.empty((steps + 1, len(theta)))
    kept = np.empty((5, steps + 1, *theta.shape)) if record else None
    for step in range(1, steps + 1):
        x, y = theta[:, 0], theta[:, 1]
        above = y - x * x
        values[step - 1] = (1 - x) ** 2 + 100 * above**2
        gradient = np.stack([-2 * (1 - x) - 400 * x * above, 200 * above], axis=1)
        if kept is not None:
            kept[:, step - 1] = theta, gradient, gradient, first, second
        first += 0.1 * (gradient - first)
        second += 0.001 * (gradient * gradient - second)
        rate = RATE / (1 - 0.9**step)
        theta -= rate * first / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    values[steps] = (1 - theta[:, 0]) ** 2 + 100 * (theta[:, 1] - theta[:, 0] ** 2) ** 2
    return theta, values


def by_torch(python: str, runs: int = RUNS, steps: int = STEPS) -> float | None:
    """Runs × steps a second of a torch.optim.Adam loop over one tensor of all runs, or None."""
    command = [python, str(TORCH), str(runs), str(steps), str(RATE)]
    done = subprocess.run(command, input=starts(runs).tobytes(), capture_output=True, check=False)
    if done.returncode:
        return None
    return runs * steps / float(json.loads(done.stdout)["seconds"])


def compare(python: str, rounds: int = 3) -> Comparison:
    """Our speed, beside the others', and how it grows with the number of runs."""
    return Comparison(
        "Adam on Rosenbrock's valley",
        f"{RUNS:,} simultaneous runs of {STEPS:,} steps in float64, one thread; gdcore records "
        "thetas, gradients, moments and values of every step.",
        (*_beside_others(python, rounds), *_growth(rounds)),
    )


def _beside_others(python: str, rounds: int) -> list[Row]:
    sides: dict[str, Callable[[], float]] = {
        "ours": by_gdcore,
        "recorded": partial(by_hand, record=True),
        "hand": by_hand,
    }
    with_torch = by_torch(python, 1, 1) is not None
    if with_torch:
        sides["torch"] = lambda: by_torch(python) or float("nan")
    speed = interleaved(sides, rounds)
    ours = speed["ours"]
    name = "a torch.optim.Adam loop, values only"
    torch = Row(name, None, UNIT, note="skipped: no torch (--torch names a Python that has it)")
    if with_torch:
        torch = Row(name, speed["torch"], UNIT, ours / speed["torch"])
    return [
        Row("gdcore", ours, UNIT),
        *(
            Row(f"Adam by hand in numpy, {kept}", speed[side], UNIT, ours / speed[side])
            for side, kept in (("recorded", "recording the same"), ("hand", "values only"))
        ),
        torch,
    ]


def _growth(rounds: int) -> list[Row]:
    """Speed with ever more simultaneous runs."""
    rows = []
    for runs in (1, 10, 100, 1000, 10_000, 100_000, 1_000_000):
        steps = int(np.clip(WORK // runs, 4, 2000))
        speed = interleaved({"ours": partial(by_gdcore, runs, steps)}, rounds)["ours"]
        rows.append(Row(f"gdcore, {runs:,} runs × {steps:,} steps", speed, UNIT))
    return rows
