"""What lessons share that compare batch, stochastic and mini-batch descent on one loss."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

import numpy as np

from gdcore import Trajectory
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.problems.centred_line import batch_run, mini_batch_run, problem, stochastic_run
from scenes.kit.runs.origin import origin_of
from scenes.kit.time.playhead import Playhead

ROLES = ("batch", "stochastic", "mini_batch")


class ThreeRuns(Lesson):
    """A lesson on the three runs over the 51 points, with their parameters."""

    start: Annotated[
        tuple[float, float], Interval(-7.5, 7.5), "slope and intercept that all runs start from"
    ] = (-4.0, -7.0)
    epochs: Annotated[int, Interval(1, 4), "times that every point is used"] = 2
    batch_rate: Annotated[float, Interval(0.001, 0.11), "rate of batch descent"] = 0.05
    stochastic_rate: Annotated[float, Interval(0.0005, 0.03), "rate of stochastic descent"] = 0.01
    mini_batch_rate: Annotated[float, Interval(0.001, 0.07), "rate of mini-batch descent"] = 0.05
    batch_size: Annotated[int, Interval(4, 25), "points in a mini-batch"] = 8
    stochastic_seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the drawn points"] = 2
    mini_batch_seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the shuffles"] = 1

    def refuse(self) -> None:
        if np.allclose(self.start, problem().minimizers[0]):
            raise ParameterError(f"start = {self.start} is the minimum, from where no run moves")

    def descents(self) -> dict[str, Trajectory]:
        """The three runs, by role."""
        runs = (
            batch_run(self.start, self.batch_rate, self.epochs),
            stochastic_run(self.start, self.stochastic_rate, self.epochs, self.stochastic_seed),
            mini_batch_run(
                self.start,
                self.mini_batch_rate,
                self.epochs,
                self.batch_size,
                self.mini_batch_seed,
            ),
        )
        return dict(zip(ROLES, runs, strict=True))

    @property
    def rates(self) -> tuple[float, ...]:
        """Of the runs, in the order of ``ROLES``."""
        return self.batch_rate, self.stochastic_rate, self.mini_batch_rate

    def stamp_values(self) -> dict[str, str]:
        """Start, rates and seeds of the runs, in the order of ``ROLES``, for the stamp."""
        w, b = map(plain, self.start)
        seeds = (self.stochastic_seed, self.mini_batch_seed)
        return {
            "w": w,
            "b": b,
            "rates": self.words.numbers.listed(map(plain, self.rates)),
            "seeds": ", ".join(map(str, seeds)),
        }

    def stamp_shows(self, runs: Mapping[str, Trajectory]) -> tuple[float, ...]:
        """All numbers in the stamp, as the runs have them."""
        loss = problem()
        rates = (origin_of(runs[role])[-1] for role in ROLES)
        start = origin_of(runs["batch"])[:-1]
        seeds = self.stochastic_seed, self.mini_batch_seed
        return (len(loss.x), *loss.minimizers[0], *start, *rates, *seeds)

    def racing(self, run: Trajectory, spent: Callable[[], float]) -> Playhead:
        """A playhead that takes each step with the last of the evaluations that pay for it."""
        return Playhead(run.steps, staged=0).follow(self.paid(run, spent))

    def paid(self, run: Trajectory, spent: Callable[[], float]) -> Callable[[], float]:
        """Reads how far a run has come that takes each step as it is paid for."""
        steps = np.arange(1, run.steps + 1)
        paid = run.evaluations[1:]
        times = np.stack([paid - 1, paid], axis=1).ravel()
        values = np.stack([steps - 1, steps], axis=1).ravel()
        return lambda: float(np.interp(spent(), times, values))
