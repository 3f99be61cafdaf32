"""What an adaptive optimizer remembers at each iterate, read off the record of its run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdcore import Adam, RMSProp, Trajectory

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Memories:
    r"""The numbers of :math:`\theta_{t+1} = \theta_t - \eta \, d_t / \sqrt{v_{t+1}}`.

    Attributes
    ----------
    gradients : array (T+1, d)
        At each iterate.
    first : array (T+1, d) or None
        The fading mean of gradients as the steps use it; None if they use the gradient itself.
    second : array (T+1, d) or None
        The sum or fading mean of squared gradients as the steps use it; None for plain descent.
    raw_first, raw_second : array (T+1, d) or None
        The same as accumulated, before Adam's correction for their start at 0.
    steps : array (T, d)
        What each step added to theta.
    rates : array (T,)
        The learning rate of each step.
    kept : pair
        The parts of the first and of the second moment that a step keeps; None for a sum.
    is_corrected
        Whether the moments as used are corrected.
    """

    gradients: Array
    first: Array | None
    second: Array | None
    raw_first: Array | None
    raw_second: Array | None
    steps: Array
    rates: Array
    kept: tuple[float | None, float | None] = (None, None)
    is_corrected: bool = False

    @property
    def directions(self) -> Array:
        """The numerators d (T, d): the gradient, or its fading mean."""
        return self.gradients[:-1] if self.first is None else self.first[1:]

    @property
    def roots(self) -> Array:
        """The denominators (T, d); 1 for plain descent."""
        return np.ones_like(self.steps) if self.second is None else np.sqrt(self.second[1:])

    @property
    def raw_steps(self) -> Array:
        """The steps (T, d) that Adam would take with its memories as accumulated."""
        assert self.raw_first is not None and self.raw_second is not None
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = self.raw_first[1:] / np.sqrt(self.raw_second[1:])
        return -self.rates[:, None] * np.nan_to_num(ratio)

    @property
    def longest(self) -> float:
        """The largest gradient of the run."""
        return float(np.abs(self.gradients).max())

    @property
    def widest(self) -> float:
        """The largest root of the run, 0 for plain descent."""
        return 0.0 if self.second is None else float(np.sqrt(self.second.max()))


def remembered(run: Trajectory) -> Memories:
    """Read the memories of a run of plain descent, AdaGrad, RMSProp or Adam."""
    memory = dict(run.memory)
    raw_first = memory.get("first_moment")
    raw_second = memory.get("second_moment", memory.get("square_sum"))
    first, second = raw_first, raw_second
    if isinstance(run.optimizer, Adam) and raw_first is not None and raw_second is not None:
        first = _corrected(raw_first, run.optimizer.beta1)
        second = _corrected(raw_second, run.optimizer.beta2)
    return Memories(
        gradients=run.gradients,
        first=first,
        second=second,
        raw_first=raw_first,
        raw_second=raw_second,
        steps=np.diff(run.thetas, axis=0),
        rates=run.learning_rates,
        kept=_kept(run),
        is_corrected=isinstance(run.optimizer, Adam),
    )


def _kept(run: Trajectory) -> tuple[float | None, float | None]:
    """The parts of its moments that the optimizer of a run keeps."""
    optimizer = run.optimizer
    if isinstance(optimizer, Adam):
        return np.asarray(optimizer.beta1).item(), np.asarray(optimizer.beta2).item()
    return None, np.asarray(optimizer.decay).item() if isinstance(optimizer, RMSProp) else None


def _corrected(mean: Array, kept: object) -> Array:
    """A fading mean (T+1, d) that started at 0, divided by the weight that it has gathered."""
    taken = np.arange(len(mean))[:, None]
    gathered = 1 - np.asarray(kept, dtype=float) ** taken
    return np.asarray(mean / np.where(taken > 0, gathered, 1.0))
