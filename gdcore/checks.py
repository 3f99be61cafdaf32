"""Checks of what comes in: each returns the value in its final form or says what is allowed."""

from __future__ import annotations

import operator

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray, IndexArray, read_only


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


def finite_array(values: npt.ArrayLike, what: str) -> FloatArray:
    """Return a read-only float64 copy of ``values``, none of which may be NaN or infinite."""
    array = float_array(values, what).copy()
    finite = np.isfinite(array)
    if not finite.all():
        where = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise ValueError(f"{what} holds {array[where]} at index {where}; only finite numbers")
    return read_only(array)


def bounded(
    value: npt.ArrayLike,
    what: str,
    low: float = -np.inf,
    high: float = np.inf,
    *,
    open_low: bool = False,
    open_high: bool = False,
) -> float | FloatArray:
    """Return a finite number (as float) or array (read-only) that lies between the bounds."""
    array = float_array(value, what)
    above = array > low if open_low else array >= low
    below = array < high if open_high else array <= high
    allowed = np.isfinite(array) & above & below
    if not allowed.all():
        interval = f"{what} {'>' if open_low else '>='} {low:g}" if np.isfinite(low) else ""
        ceiling = f"{what} {'<' if open_high else '<='} {high:g}" if np.isfinite(high) else ""
        limits = " and ".join(filter(None, ["a finite number", interval, ceiling]))
        raise ValueError(f"{what} is {array[~allowed].flat[0]}; it must be {limits}")
    return read_only(array.copy()) if array.ndim else float(array)


def scalar(
    value: float,
    what: str,
    low: float = -np.inf,
    high: float = np.inf,
    *,
    open_low: bool = False,
    open_high: bool = False,
) -> float:
    """Return a single finite number between the bounds."""
    checked = bounded(value, what, low, high, open_low=open_low, open_high=open_high)
    if not isinstance(checked, float):
        raise ValueError(f"{what} has shape {checked.shape}; it must be a single number")
    return checked


def whole(value: int, what: str, low: int, high: int | None = None) -> int:
    """Return an integer between the bounds, both included."""
    limits = f"an integer >= {low}" if high is None else f"an integer from {low} to {high}"
    try:
        number = operator.index(value)
    except TypeError as error:
        raise ValueError(f"{what} is {value!r}; it must be {limits}") from error
    if number < low or (high is not None and number > high):
        raise ValueError(f"{what} is {number}; it must be {limits}")
    return number


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
