"""What an optimizer divides by what at each step, read off the record of its run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdcore import Adam, Trajectory

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Memories:
    r"""The numbers of :math:`\theta_{t+1} = \theta_t - \eta_t \, d_t / \sqrt{v_{t+1}}`, in rows.

    Row k is of the step that leads to iterate k; row 0 is before the first, when the squares are
    still empty, and has no step.

    Attributes
    ----------
    slopes : array (T+1, d)
        The numerators: gradients, or Adam's fading mean of them.
    roots : array (T+1, d) or None
        The denominators; None for plain descent, which has none.
    steps : array (T+1, d)
        What each step adds to theta.
    rates : array (T+1,)
        The learning rate of each step.
    """

    slopes: Array
    roots: Array | None
    steps: Array
    rates: Array

    def at(self, rows: NDArray[np.intp]) -> Memories:
        """Those of some rows alone."""
        roots = None if self.roots is None else self.roots[rows]
        return Memories(self.slopes[rows], roots, self.steps[rows], self.rates[rows])


def remembered(run: Trajectory) -> Memories:
    """What a run of plain descent, AdaGrad, RMSProp or Adam divides by what."""
    memory, optimizer = dict(run.memory), run.optimizer
    slopes = np.concatenate([run.gradients[:1], run.gradients[:-1]])
    squares = memory.get("second_moment", memory.get("square_sum"))
    if isinstance(optimizer, Adam) and squares is not None:
        slopes = _corrected(memory["first_moment"], optimizer.beta1)
        squares = _corrected(squares, optimizer.beta2)
    steps = np.diff(run.thetas, axis=0, prepend=run.thetas[:1])
    rates = np.concatenate([run.learning_rates[:1], run.learning_rates])
    return Memories(slopes, None if squares is None else np.sqrt(squares), steps, rates)


def accumulated(run: Trajectory) -> Memories:
    """The same with Adam's memories before they are corrected, and the steps those would make."""
    slopes, roots = run.memory["first_moment"], np.sqrt(run.memory["second_moment"])
    rates = remembered(run).rates
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = -rates[:, None] * np.nan_to_num(slopes / roots)
    return Memories(slopes, roots, steps, rates)


def _corrected(mean: Array, kept: object) -> Array:
    """A fading mean (T+1, d) that started at 0, divided by the weight that it has gathered."""
    taken = np.arange(len(mean))[:, None]
    gathered = 1 - np.asarray(kept, dtype=float) ** taken
    return np.asarray(mean / np.where(taken > 0, gathered, 1.0))
