"""The record of a descent, and how it is kept in a file."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import numpy as np

from gdcore.arrays import FloatArray, IndexArray, read_only
from gdcore.optimizers import Optimizer
from gdcore.problem import Problem
from gdcore.records import pack, unpack

_FORMAT = "gdcore trajectory 1"
# What numpy, zipfile and json say of a file that is something else, or a part of one.
_UNREADABLE = (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile)
_ARRAYS = (
    "thetas",
    "values",
    "gradients",
    "used_gradients",
    "learning_rates",
    "evaluations",
    "diverged_at",
)


@dataclass(frozen=True, eq=False)
class Trajectory:
    r"""Everything that happened in a descent of T steps, the start included; read-only.

    The leading axes ``...`` are the runs, none for a single one. Step t goes from ``thetas[t]`` to
    ``thetas[t + 1]`` with ``used_gradients[t]`` and ``learning_rates[t]``.

    Attributes
    ----------
    thetas : array (T+1, ..., d)
        The path.
    values : array (T+1, ...)
        The full problem's value there; inf where it has overflowed.
    gradients : array (T+1, ..., d)
        The full problem's gradient there.
    used_gradients : array (T, ..., d)
        The gradient each step was given: that of its batch. For Nesterov it is the look-ahead
        gradient, the thetas being the look-ahead points (see ``Nesterov``).
    learning_rates : array (T, ...)
        The rate of each step.
    evaluations : int array (T+1,)
        Gradients of single samples computed so far: a step costs the number of its samples, or 1
        on a problem without samples.
    batches : tuple of T int arrays, or None
        The rows that each step saw; None if every step saw the whole problem.
    memory : mapping of str to array (T+1, ..., d)
        What the optimizer remembered at each theta: ``velocity``, ``square_sum``,
        ``first_moment``, ``second_moment`` (the moments before bias correction).
    problem : Problem
        What was descended.
    optimizer : Optimizer
        What descended it.
    diverged_at : int array (...)
        The first step whose value is not finite or above ``descend``'s ``escape``; -1 if none is.

    Examples
    --------
    >>> from gdcore import GradientDescent, Quadratic, descend
    >>> path = descend(Quadratic([[1]], [0]), GradientDescent(0.5), start=[8], steps=3)
    >>> path.thetas[:, 0], path.values
    (array([8., 4., 2., 1.]), array([32. ,  8. ,  2. ,  0.5]))
    """

    thetas: FloatArray
    values: FloatArray
    gradients: FloatArray
    used_gradients: FloatArray
    learning_rates: FloatArray
    evaluations: IndexArray
    batches: tuple[IndexArray, ...] | None
    memory: Mapping[str, FloatArray]
    problem: Problem
    optimizer: Optimizer[Any]
    diverged_at: IndexArray

    def __post_init__(self) -> None:
        for name in _ARRAYS:
            read_only(getattr(self, name))
        for array in (*(self.batches or ()), *self.memory.values()):
            read_only(array)
        object.__setattr__(self, "memory", MappingProxyType(dict(self.memory)))

    def __deepcopy__(self, memo: object) -> Trajectory:
        # Nothing in it can change, so a copy may share everything.
        return self

    @property
    def steps(self) -> int:
        """The number of steps T."""
        return len(self.thetas) - 1

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the trajectory to an npz file, without pickle and without loss.

        The file appears whole or not at all; one of that name is replaced.

        Parameters
        ----------
        path : path
            The file, by custom ending in ``.npz``.

        Raises
        ------
        ValueError
            If the problem, the optimizer or its schedule is not a ``gdcore.Record``, as a lambda.
        OSError
            If the file cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> from gdcore import GradientDescent, Rosenbrock, Trajectory, descend
        >>> path = descend(Rosenbrock(), GradientDescent(1e-3), start=[-1, 1], steps=5)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path.save(f"{folder}/valley.npz")
        ...     again = Trajectory.load(f"{folder}/valley.npz")
        >>> again.problem, bool((again.thetas == path.thetas).all())
        (Rosenbrock(a=1.0, b=100.0), True)
        """
        target, arrays = Path(path), self._stored()
        part = target.with_name(f".{target.name}.{uuid4().hex}.part")
        try:
            with part.open("xb") as file:
                np.savez(file, allow_pickle=False, **arrays)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Trajectory:
        """Read a trajectory that ``save`` wrote.

        Parameters
        ----------
        path : path
            The file.

        Returns
        -------
        Trajectory
            Equal to the saved one to the last bit.

        Raises
        ------
        ValueError
            If the file is not a saved trajectory, or uses a class that is not imported.
        OSError
            If the file cannot be read.
        """
        try:
            with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as archive:
                arrays = {name: archive[name] for name in archive.files}
            header = json.loads(str(arrays["header"]))
            version = header["format"]
        except _UNREADABLE as error:
            raise ValueError(f"{path} is not a trajectory written by Trajectory.save") from error
        if version != _FORMAT:
            raise ValueError(f"{path} has format {version!r}; readable is {_FORMAT!r}")
        return cls(
            **{name: arrays[name] for name in _ARRAYS},
            batches=_split(arrays) if header["batches"] else None,
            memory={name: arrays[f"memory.{name}"] for name in header["memory"]},
            problem=unpack(header["problem"], arrays),
            optimizer=unpack(header["optimizer"], arrays),
        )

    def _stored(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return all contents as named arrays; one of them, ``header``, is a JSON text."""
        arrays: dict[str, np.ndarray[Any, Any]] = {name: getattr(self, name) for name in _ARRAYS}
        arrays |= {f"memory.{name}": array for name, array in self.memory.items()}
        if self.batches is not None:
            # Batches may differ in length, so they are stored end to end.
            arrays["batches.rows"] = np.concatenate([np.empty(0, np.intp), *self.batches])
            arrays["batches.sizes"] = np.array([len(rows) for rows in self.batches], np.intp)
        header = {
            "format": _FORMAT,
            "batches": self.batches is not None,
            "memory": list(self.memory),
            "problem": pack(self.problem, "problem", arrays),
            "optimizer": pack(self.optimizer, "optimizer", arrays),
        }
        return arrays | {"header": np.array(json.dumps(header))}


def _split(arrays: Mapping[str, IndexArray]) -> tuple[IndexArray, ...]:
    ends = np.cumsum(arrays["batches.sizes"])
    return tuple(np.split(arrays["batches.rows"], ends[:-1])) if len(ends) else ()
