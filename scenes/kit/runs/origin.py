"""What a run set out from, told from its record: checks hold what is written against it."""

from __future__ import annotations

from gdcore import Trajectory


def origin_of(run: Trajectory) -> tuple[float, ...]:
    """The parameters of a single run before its first step, and the rate of that."""
    return (*map(float, run.thetas[0]), float(run.learning_rates[0]))
