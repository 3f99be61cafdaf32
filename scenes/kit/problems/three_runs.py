"""What lessons share that compare batch, stochastic and mini-batch descent on one loss."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

import numpy as np

from gdcore import Trajectory
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError, data_file
from scenes.kit.problems.centred_line import batch_run, mini_batch_run, stochastic_run
from scenes.kit.problems.own_points import read_points, suit
from scenes.kit.runs.origin import origin_of
from scenes.kit.time.playhead import Playhead

ROLES = ("batch", "stochastic", "mini_batch")
SAMPLE = 51  # points of a file that runs on single points are made on, at most
BATCH, STOCHASTIC, MINI_BATCH = 0.433, 0.156, 0.518  # rates, in parts of those that diverge


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
    points: Annotated[str, data_file(), "your own, to which start and rates then suit"] = ""

    def compute(self) -> None:
        self.own = read_points(self.points, SAMPLE)
        if self.points:
            suit(self, self.suited())
        self.runs = self.descents()

    def suited(self) -> dict[str, object]:
        """Start and rates that suit points of a file."""
        own = self.own
        return {
            "start": own.start,
            "batch_rate": float(f"{own.rate(BATCH):.2g}"),
            "stochastic_rate": own.random_rate(STOCHASTIC),
            "mini_batch_rate": own.random_rate(MINI_BATCH, self.batch_size),
            "batch_size": min(self.batch_size, len(own.x.values)),
        }

    def refuse(self) -> None:
        if np.allclose(self.start, self.own.problem.minimizers[0]):
            raise ParameterError(f"start = {self.start} is the minimum, from where no run moves")

    def descents(self) -> dict[str, Trajectory]:
        """The three runs, by role."""
        loss = self.own.problem
        runs = (
            batch_run(self.start, self.batch_rate, self.epochs, loss),
            stochastic_run(
                self.start, self.stochastic_rate, self.epochs, self.stochastic_seed, loss
            ),
            mini_batch_run(
                self.start,
                self.mini_batch_rate,
                self.epochs,
                self.batch_size,
                self.mini_batch_seed,
                loss,
            ),
        )
        return dict(zip(ROLES, runs, strict=True))

    @property
    def rates(self) -> tuple[float, ...]:
        """Of the runs, in the order of ``ROLES``."""
        return self.batch_rate, self.stochastic_rate, self.mini_batch_rate

    def stamp_values(self) -> dict[str, str]:
        """Start, rates in their colours and seeds, in the order of ``ROLES``, for the stamp."""
        w, b = map(plain, self.start)
        roles = (role.replace("_", "-") for role in ROLES)  # as they are written in markup
        named = (f"#{r}[{plain(rate)}]" for r, rate in zip(roles, self.rates, strict=True))
        seeds = (self.stochastic_seed, self.mini_batch_seed)
        return {
            "points": self.own.stamp(self.words) if self.points else "",
            "w": w,
            "b": b,
            "rates": self.words.numbers.listed(named).replace("];", "]\\;"),  # or it ends code
            "seeds": ", ".join(map(str, seeds)),
        }

    def stamp_shows(self, runs: Mapping[str, Trajectory]) -> tuple[float, ...]:
        """All numbers in the stamp, as the runs have them."""
        loss = self.own.problem
        rates = (origin_of(runs[role])[-1] for role in ROLES)
        start = origin_of(runs["batch"])[:-1]
        seeds = self.stochastic_seed, self.mini_batch_seed
        named: tuple[float, ...] = (len(loss.x),)
        if self.points:
            named = tuple(numeral.value for numeral in numerals(self.own.stamp(self.words)))
        return (*named, *start, *rates, *seeds)

    def open_stamped(self) -> Text:
        """The title and the stamp, with the points of a file if there is one."""
        key = "stamp_own" if self.points else "stamp"
        return self.open(self.stamp_values(), key=key, shows=self.stamp_shows(self.runs))

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
