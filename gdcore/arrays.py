"""The array types of this package, and what is done with arrays everywhere."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
IndexArray: TypeAlias = npt.NDArray[np.intp]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
AnyArray = TypeVar("AnyArray", bound="np.ndarray[Any, Any]")


def read_only(array: AnyArray) -> AnyArray:
    """Return the same array, closed for writing."""
    array.setflags(write=False)
    return array


def total(array: npt.ArrayLike) -> FloatArray:
    """Return the sum over the last axis."""
    summed: FloatArray = np.add.reduce(array, axis=-1, dtype=np.float64)
    return summed


# A matrix product would hand these to BLAS, whose order of summation depends on the machine and on
# the number of runs. Written out, a batch of runs has the very digits of the runs one by one.


def combined(weights: FloatArray, rows: FloatArray) -> FloatArray:
    """Return the sum of ``weights[..., j] * rows[j]`` over the d rows (d, n), shape (..., n)."""
    result: FloatArray = weights[..., 0, None] * rows[0]
    for j in range(1, len(rows)):
        result = result + weights[..., j, None] * rows[j]
    return result


def projected(values: FloatArray, rows: FloatArray) -> FloatArray:
    """Return the inner product of ``values`` (..., n) with each of the d rows (d, n): (..., d)."""
    result = np.empty((*values.shape[:-1], len(rows)))
    for j, row in enumerate(rows):
        result[..., j] = total(values * row)
    return result
