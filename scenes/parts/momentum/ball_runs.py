"""Plain descent, three momenta and Nesterov's in one valley: the runs, and what is true of them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

import gdcore
from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.panels.tally import settled
from scenes.kit.problems.valley import valley
from scenes.parts.momentum.velocity import Ball, ball

TARGET = 0.01  # loss under which a run must stay to have arrived
ENOUGH = 1000  # steps in which runs are counted
LOW = 0.05  # of the height it starts at: whoever stays under it is on the valley's floor
FEW = 5  # steps in which it falls there; in more it sinks
Path = NDArray[np.float64]


def runaway(momentum: float) -> float:
    """Rate times curvature from which on Nesterov's momentum grows without end.

    Its iterates multiply the error by the roots of r² - (1 + μ)(1 - ηλ) r + μ (1 - ηλ); one of them
    passes -1 at ηλ = 2 (1 + μ) / (1 + 2 μ), before plain descent's limit of 2.
    """
    return 2 * (1 + momentum) / (1 + 2 * momentum)


class BallRuns:
    """All runs of a valley, from one start and at one rate.

    Parameters
    ----------
    rate
        Of all runs.
    light, large
        The momenta on the two sides of the critical one.
    start
        Along the valley, and across it.
    condition
        Curvature across the valley over that along it.
    shown
        Steps that are shown.
    """

    def __init__(
        self,
        rate: float,
        light: float,
        large: float,
        start: tuple[float, float],
        condition: float,
        shown: int,
    ) -> None:
        self.rate, self.start, self.condition, self.shown = rate, start, condition, shown
        self.problem = valley(condition)
        along = float(self.problem.hessian(np.zeros(2))[0, 0])
        self.critical = (1 - (rate * along) ** 0.5) ** 2
        self.momenta = (light, self.critical, large)

    @cached_property
    def plain(self) -> gdcore.Trajectory:
        """Plain descent."""
        return self.descend(gdcore.GradientDescent(self.rate))

    @cached_property
    def heavy(self) -> list[gdcore.Trajectory]:
        """Descent with each of the three momenta."""
        return [self.descend(gdcore.Momentum(self.rate, mu)) for mu in self.momenta]

    @cached_property
    def nesterov(self) -> gdcore.Trajectory:
        """Nesterov's descent with the large momentum."""
        return self.descend(gdcore.Nesterov(self.rate, self.momenta[2]))

    @cached_property
    def swinging(self) -> Ball:
        """The ball with the large momentum."""
        return ball(self.heavy[2])

    @cached_property
    def warned(self) -> Ball:
        """Nesterov's ball."""
        return ball(self.nesterov)

    def refuse(self) -> None:
        """Refuse values that make for another lesson; runs that leave the valley are not run.

        Raises
        ------
        ParameterError
            For values with which a run leaves the valley, the momenta are not on two sides of the
            critical one and slower than it, or the start is not far along the valley.
        """
        self._refuse_starts()
        self._refuse_runaways()
        self._refuse_other_stories()

    def descend(self, optimizer: gdcore.GradientDescent | gdcore.Momentum) -> gdcore.Trajectory:
        """A run that is long enough to be counted."""
        return gdcore.descend(self.problem, optimizer, self.start, ENOUGH)

    def count(self, run: gdcore.Trajectory) -> int:
        """Steps after which the ball's loss stays under the target."""
        path = ball(run).path if isinstance(run.optimizer, gdcore.Momentum) else run.thetas
        return settled(self.problem.value(path), TARGET) or ENOUGH

    def part(self, path: Path) -> Path:
        """What is shown of a record."""
        return path[: self.shown + 1]

    def drawn(self) -> list[Path]:
        """The paths of the balls that a map of the valley shows."""
        paths = self.plain.thetas, self.swinging.path, self.warned.path
        return [self.part(path) for path in paths]

    def before_the_star(self, path: Path, done: int) -> int:
        """The last step before a path first passes the minimum, of those to come after ``done``.

        Of a path that is not seen to pass it, the one halfway.
        """
        beyond = np.flatnonzero(self._ahead(path) > 0)
        return max(done, int(beyond[0]) - 1 if len(beyond) else self.shown // 2)

    def overshoot(self, path: Path) -> float:
        """How far beyond the minimum a path is seen to come; 0 if it is not."""
        return max(0.0, float(self._ahead(path).max()))

    # -- what is true of them ------------------------------------------------------------------

    @property
    def steps_to_floor(self) -> int:
        """Steps after which plain descent stays on the floor of the valley."""
        height = np.abs(self.plain.thetas[:, 1])
        return settled(height, LOW * float(height[0])) or 0

    def outcomes(self) -> dict[str, str]:
        """Which sentence is true of each beat that has several."""
        return {
            "valley": self._fall(),
            "add_up": "most" if self.momenta[2] > 0.5 else "half",
            "overshoot": self._swing(),
            "damp": "seen" if self.count(self.heavy[1]) <= self.shown else "coming",
            "compare": self._comparison(),
        }

    def _fall(self) -> str:
        if self.start[1] == 0:
            return "level"
        return "falls" if self.steps_to_floor <= FEW else "sinks"

    def _swing(self) -> str:
        ahead = self._ahead(self.swinging.path)
        if ahead.max() <= 0:
            return "coming"
        return "swings" if ahead.argmax() < len(ahead) - 1 else "passes"

    def _comparison(self) -> str:
        less = self.overshoot(self.warned.path) < self.overshoot(self.swinging.path)
        mine, other = self.count(self.nesterov), self.count(self.heavy[2])
        sooner = mine < other and mine <= self.shown
        return {(True, True): "both", (True, False): "less", (False, True): "sooner"}.get(
            (less, sooner), "neither"
        )

    def _ahead(self, path: Path) -> NDArray[np.float64]:
        """Places along the valley, counted from the minimum and away from the start."""
        return -float(np.sign(self.start[0])) * self.part(path)[:, 0]

    def _refuse_starts(self) -> None:
        """Refuse a start from which no run goes along the valley."""
        if abs(self.start[0]) < max(1, abs(self.start[1])):
            raise ParameterError(
                f"start = {self.start} is not far along the valley: its first value must be at "
                f"least 1 from 0, and as far from it as the second"
            )

    def _refuse_runaways(self) -> None:
        """Refuse values with which a run leaves the valley; Nesterov's is always the first to."""
        large = self.momenta[2]
        limit = runaway(large)
        if self.rate * self.condition >= limit:
            raise ParameterError(
                f"learning_rate = {self.rate} and condition = {self.condition}: their product "
                f"must be under {limit:.3g} at momentum = {large}, or Nesterov's leaves the valley"
            )

    def _refuse_other_stories(self) -> None:
        """Refuse values that make for another lesson than this one."""
        light, middle, large = (self.count(run) for run in self.heavy)
        between = self.momenta[0] < self.critical < self.momenta[2]
        if not (between and middle < min(light, large)):
            raise ParameterError(
                f"light_momentum = {self.momenta[0]} and momentum = {self.momenta[2]} must lie "
                f"on two sides of {self.critical:.3g}, critical at learning_rate = {self.rate}, "
                f"and take more than its {middle} steps; they take {light} and {large}"
            )
