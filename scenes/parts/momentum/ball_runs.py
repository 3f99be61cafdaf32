"""Plain descent, three momenta and Nesterov's in one valley: the runs, and what is true of them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

import gdcore
from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.panels.tally import settled
from scenes.parts.momentum.valleys import Valley
from scenes.parts.momentum.velocity import Ball, ball

SHOWN, AFTER = (60, 300), 1.35  # steps that a film of a formula shows; after the last has arrived
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
    valley
        Where they are.
    rate
        Of all runs.
    light, large
        The momenta on the two sides of the critical one.
    start
        Along the valley, and across it.
    shown
        Steps that are shown.
    """

    def __init__(
        self,
        valley: Valley,
        rate: float,
        light: float,
        large: float,
        start: tuple[float, float],
        shown: int,
    ) -> None:
        self.valley, self.problem = valley, valley.problem
        self.rate, self.start, self.shown = rate, start, shown
        along, _ = valley.curvatures
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
        return settled(self.problem.value(path), self.valley.target) or ENOUGH

    def long_enough(self) -> int:
        """Steps that show the balls come to rest, within what a film has time for."""
        if self._runs_away():
            return SHOWN[0]
        longest = max(self.count(self.heavy[2]), self.count(self.nesterov))
        fewest, most = SHOWN
        return int(np.clip(round(AFTER * longest, -1), fewest, most))

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

    def _runs_away(self) -> bool:
        _, across = self.valley.curvatures
        return bool(self.rate * across >= runaway(self.momenta[2]))

    def _refuse_runaways(self) -> None:
        """Refuse values with which a run leaves the valley; Nesterov's is always the first to."""
        large = self.momenta[2]
        limit = runaway(large)
        _, across = self.valley.curvatures
        if self._runs_away():
            named = "curvature across the valley" if self.valley.formula else "condition"
            raise ParameterError(
                f"learning_rate = {self.rate} and {named} = {across:.10g}: their product "
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
