"""Checks of what comes in: each returns the value in its final form or says what is allowed."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import SupportsIndex

import numpy as np
import numpy.typing as npt

from gdcore.arrays import BoolArray, FloatArray, IndexArray, read_only


@dataclass(frozen=True)
class Interval:
    """The numbers from ``low`` to ``high``: what a parameter may be.

    Parameters
    ----------
    low, high : float, default -inf and inf
        The ends.
    open_low, open_high : bool, default False
        Whether that end itself is left out.
    finite : bool, default True
        Whether infinities are left out. NaN always is.

    Raises
    ------
    ValueError
        If low is above high.

    Examples
    --------
    >>> fraction = Interval(0, 1, open_high=True)
    >>> fraction.holds(np.array([-0.1, 0, 0.5, 1]))
    array([False,  True,  True, False])
    >>> print(fraction, Interval(0, open_low=True), Interval(high=3), sep="; ")
    a finite number from 0 to below 1; a finite number above 0; a finite number of at most 3
    """

    low: float = -np.inf
    high: float = np.inf
    open_low: bool = False
    open_high: bool = False
    finite: bool = True

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"low is {self.low} and high {self.high}; low must be at most high")

    def __str__(self) -> str:
        return self.described("a finite number" if self.finite else "a number")

    def described(self, kind: str) -> str:
        """Return the range in words, said of a kind of number: ``"an integer from 1 to 5"``."""
        from_low = f"{'above ' if self.open_low else ''}{self.low}"
        to_high = f"{'below ' if self.open_high else ''}{self.high}"
        if np.isfinite(self.low) and np.isfinite(self.high):
            return f"{kind} from {from_low} to {to_high}"
        if np.isfinite(self.low):
            return f"{kind} {from_low if self.open_low else f'of at least {self.low}'}"
        if np.isfinite(self.high):
            return f"{kind} {to_high if self.open_high else f'of at most {self.high}'}"
        return kind

    def holds(self, values: FloatArray) -> BoolArray:
        """Return which of the values are in it, the shape of ``values``."""
        above = values > self.low if self.open_low else values >= self.low
        below = values < self.high if self.open_high else values <= self.high
        inside: BoolArray = above & below & (np.isfinite(values) | (not self.finite))
        return inside


FINITE = Interval()


def point_array(theta: npt.ArrayLike, names: tuple[str, ...], what: str = "theta") -> FloatArray:
    """Return ``theta`` as float64 whose last axis holds one number for each name."""
    points = float_array(theta, what)
    if points.ndim == 0 or points.shape[-1] != len(names):
        raise ValueError(
            f"{what} has shape {points.shape}; its last axis must have length {len(names)}, "
            f"for ({', '.join(names)})"
        )
    return points


def float_array(values: npt.ArrayLike, what: str) -> FloatArray:
    """Return ``values`` as a float64 array, without copying one that already is."""
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{what} is {values!r}; its rows must be of one length") from error
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{what} is {values!r}; it must hold real numbers")
    return array.astype(np.float64, copy=False)


def within(values: npt.ArrayLike, what: str, interval: Interval = FINITE) -> FloatArray:
    """Return a read-only float64 copy of ``values``, all of which must lie in the interval."""
    array = float_array(values, what).copy()
    allowed = interval.holds(array)
    if not allowed.all():
        where = tuple(int(i) for i in np.argwhere(~allowed)[0])
        if where:
            raise ValueError(
                f"{what} holds {array[where]} at index {where}; each must be {interval}"
            )
        raise ValueError(f"{what} is {array}; it must be {interval}")
    return read_only(array)


def number(value: npt.ArrayLike, what: str, interval: Interval = FINITE) -> float | FloatArray:
    """Return a number in the interval (as float) or a read-only array of such numbers."""
    array = within(value, what, interval)
    return array if array.ndim else float(array)


def scalar(value: npt.ArrayLike, what: str, interval: Interval = FINITE) -> float:
    """Return a single number in the interval."""
    array = within(value, what, interval)
    if array.ndim:
        raise ValueError(f"{what} has shape {array.shape}; it must be a single number")
    return float(array)


def whole(value: SupportsIndex, what: str, interval: Interval = FINITE) -> int:
    """Return an integer in the interval."""
    limits = interval.described("an integer")
    try:
        integer = operator.index(value)
    except TypeError as error:
        raise ValueError(f"{what} is {value!r}; it must be {limits}") from error
    if not interval.holds(np.asarray(integer, dtype=np.float64)):
        raise ValueError(f"{what} is {integer}; it must be {limits}")
    return integer


def row_indices(rows: npt.ArrayLike, samples: int) -> IndexArray:
    """Return row numbers as an index array: at least one, each from 0 to ``samples - 1``."""
    indices = np.asarray(rows)
    allowed = f"allowed is a non-empty list of integers from 0 to {samples - 1}"
    if indices.ndim != 1 or indices.size == 0:
        raise ValueError(f"rows have shape {indices.shape}; {allowed}")
    if not np.issubdtype(indices.dtype, np.integer):
        raise ValueError(f"rows are of type {indices.dtype}; {allowed}")
    outside = (indices < 0) | (indices >= samples)
    if outside.any():
        raise ValueError(f"rows hold {indices[outside][0]}; {allowed}")
    if indices.dtype == np.intp and not indices.flags.writeable:
        # The same rows at every step, as of a full batch, are kept once and not once for each.
        return indices
    return read_only(indices.astype(np.intp))
