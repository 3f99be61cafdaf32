"""A data set: samples with the names and units of their quantities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from gdcore.arrays import FloatArray, IndexArray, read_only
from gdcore.checks import Interval, row_indices
from gdcore.records import Record


@dataclass(frozen=True, eq=False)
class Dataset(Record):
    """Samples with the names and units of their two quantities, and their split; read-only.

    Attributes
    ----------
    x : array (n,) or (n, k)
        Inputs, of one feature or of several.
    y : array (n,)
        Observations.
    names : (str, str)
        What x and y are called.
    units : (str, str)
        The units of x and y; "" where there is none.
    train, validation : int array
        The row numbers to fit and to check on; without a split, all rows and none.
    labels : (str, str) or ()
        What y = 0 and y = 1 are called where y are labels; else nothing.

    Examples
    --------
    >>> from gdcore import rainfall
    >>> rainfall().names, rainfall().units, rainfall().train
    (('time', 'rainfall'), ('h', 'mm'), array([0, 1, 2]))
    """

    x: Annotated[FloatArray, Interval()]
    y: Annotated[FloatArray, Interval()]
    names: tuple[str, str]
    units: tuple[str, str]
    train: IndexArray
    validation: IndexArray
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        x, y = self.x.shape, self.y.shape
        if len(x) not in (1, 2) or self.x.size == 0 or y != x[:1]:
            raise ValueError(f"x has shape {x} and y {y}; they must be (n,) or (n, k) and (n,)")
        for part in ("train", "validation"):
            rows = np.asarray(getattr(self, part))
            # No rows are a fair part of a split, though not a fair batch.
            chosen = row_indices(rows, len(self.x)) if rows.size else np.empty(0, np.intp)
            object.__setattr__(self, part, read_only(chosen))


def unsplit(
    x: FloatArray,
    y: FloatArray,
    names: tuple[str, str] = ("x", "y"),
    units: tuple[str, str] = ("", ""),
    labels: tuple[str, ...] = (),
) -> Dataset:
    """Return samples that are all there to fit."""
    none = np.empty(0, np.intp)
    return Dataset(x, y, names, units, np.arange(len(x)), validation=none, labels=labels)
