"""Linear models of samples: what least squares and logistic regression share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Self

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray, combined, read_only
from gdcore.checks import Interval, float_array, point_array, row_indices
from gdcore.records import Record

# How far a sampled problem's domain reaches to either side of its minimiser.
_REACH = 10.0


@dataclass(frozen=True, eq=False)
class Samples(Record):
    """Samples (x, y) with a score ``w x + b`` for each; theta = (w, b), or (w,) without intercept.

    With k features, x of shape (n, k), theta = (w1, ..., wk, b).

    Parameters
    ----------
    x : array (n,) or (n, k)
        The inputs.
    y : array (n,)
        What was observed at each input.
    """

    x: Annotated[FloatArray, Interval()]
    y: Annotated[FloatArray, Interval()]

    def __post_init__(self) -> None:
        super().__post_init__()
        x, y = self.x.shape, self.y.shape
        if len(x) not in (1, 2) or self.x.size == 0:
            raise ValueError(f"x has shape {x}; it must be (n,) or (n, k), not empty")
        if y != x[:1]:
            raise ValueError(f"y has shape {y}; it must be {x[:1]}, to go with x of shape {x}")

    @property
    def samples(self) -> int:
        """The number of samples n: what one full gradient costs."""
        return len(self.y)

    @property
    def dim(self) -> int:
        """The number of parameters d."""
        return len(self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """``("w", "b")``; ``("w1", "w2", ..., "b")`` with several features."""
        weights = ("w",) if self.x.ndim == 1 else _weight_names(self.x.shape[1])
        return (*weights, "b") if self._has_intercept else weights

    @cached_property
    def domain(self) -> FloatArray:
        """Ten units to either side of the minimiser (of the origin if there is none)."""
        centre = self.minimizers[0] if len(self.minimizers) else np.zeros(self.dim)
        return read_only(np.stack([centre - _REACH, centre + _REACH], axis=-1))

    @property
    def minimizers(self) -> FloatArray:
        """The known minimisers, one in each row."""
        raise NotImplementedError

    def restrict(self, rows: npt.ArrayLike) -> Self:
        """Return the same problem on some of the samples.

        Parameters
        ----------
        rows : array of int (m,)
            Row numbers from 0 to n - 1, at least one; a repeated row counts twice.

        Raises
        ------
        ValueError
            If there are no rows or one is not an integer from 0 to n - 1.
        """
        indices = row_indices(rows, self.samples)
        return replace(self, x=self.x[indices], y=self.y[indices])

    @property
    def _has_intercept(self) -> bool:
        return True

    @cached_property
    def _design(self) -> FloatArray:
        """The features and, for the intercept, ones: what each parameter multiplies, (d, n)."""
        return read_only(self._design_of(self.x))

    def _design_of(self, x: FloatArray) -> FloatArray:
        features = x.T if x.ndim == 2 else x[None]
        if not self._has_intercept:
            return features.copy()
        return np.concatenate([features, np.ones((1, len(x)))])

    def _scores(self, theta: npt.ArrayLike, x: npt.ArrayLike) -> FloatArray:
        """Return ``w x + b``, shape (..., m); (...) for a single number x."""
        points, inputs = point_array(theta, self.names), float_array(x, "x")
        single = inputs.ndim == 0 and self.x.ndim == 1
        inputs = inputs[None] if single else inputs
        if inputs.ndim != self.x.ndim or inputs.shape[1:] != self.x.shape[1:]:
            wanted = ("m", *self.x.shape[1:])
            raise ValueError(f"x has shape {inputs.shape}; it must be {_shape_text(wanted)}")
        scores = combined(points, self._design_of(inputs))
        return scores[..., 0][()] if single else scores


def _weight_names(count: int) -> tuple[str, ...]:
    return ("w",) if count == 1 else tuple(f"w{number}" for number in range(1, count + 1))


def _shape_text(shape: tuple[object, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
