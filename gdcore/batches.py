"""Which samples each step looks at: endless iterators of row numbers, one array for each step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import TypeAlias

import numpy as np

from gdcore.arrays import IndexArray, read_only
from gdcore.checks import Interval, whole

RandomSource: TypeAlias = np.random.Generator | np.random.RandomState


def full(n: int) -> Iterator[IndexArray]:
    """Yield all n rows at every step: batch gradient descent.

    Parameters
    ----------
    n : int
        The number of samples, at least 1.

    Returns
    -------
    iterator of int arrays (n,)
        Endless.

    Raises
    ------
    ValueError
        If n is not a positive integer.

    Examples
    --------
    >>> next(full(4))
    array([0, 1, 2, 3])
    """
    return repeat(read_only(np.arange(whole(n, "n", Interval(1)))))


def single(n: int, rng: RandomSource) -> Iterator[IndexArray]:
    """Yield one row at every step, drawn with replacement: stochastic gradient descent.

    Parameters
    ----------
    n : int
        The number of samples, at least 1.
    rng : numpy Generator or RandomState
        Where the draws come from; each step makes one.

    Returns
    -------
    iterator of int arrays (1,)
        Endless.

    Raises
    ------
    ValueError
        If n is not a positive integer or rng is neither of the two.

    References
    ----------
    Bottou, Curtis and Nocedal, Optimization methods for large-scale machine learning (2018).

    Examples
    --------
    >>> rows = single(51, np.random.RandomState(2))
    >>> next(rows), next(rows)
    (array([40]), array([15]))
    """
    count = whole(n, "n", Interval(1))
    source = _checked(rng)
    draw = source.integers if isinstance(source, np.random.Generator) else source.randint
    return (read_only(np.array([draw(0, count)], dtype=np.intp)) for _ in repeat(None))


def drawn(n: int, size: int, rng: RandomSource) -> Iterator[IndexArray]:
    r"""Yield a few rows at every step, each drawn independently of the others, with replacement.

    A row may come twice in a batch and need not come in an epoch. So the gradients that a batch
    averages are independent, and the standard deviation of their mean around the whole gradient is
    exactly that of a single row's, divided by :math:`\sqrt{\text{size}}`; without replacement, as
    of ``shuffled``, it is less.

    Parameters
    ----------
    n : int
        The number of samples, at least 1.
    size : int
        How many rows a batch has, at least 1; it may be more than n.
    rng : numpy Generator or RandomState
        Where the draws come from; each step makes ``size``.

    Returns
    -------
    iterator of int arrays (size,)
        Endless.

    Raises
    ------
    ValueError
        If n or size is not a positive integer or rng is neither of the two.

    References
    ----------
    Bottou, Curtis and Nocedal, Optimization methods for large-scale machine learning (2018).

    Examples
    --------
    >>> rows = drawn(5, 3, np.random.default_rng(0))
    >>> next(rows), next(rows)
    (array([4, 3, 2]), array([1, 1, 0]))
    """
    count = whole(n, "n", Interval(1))
    each = whole(size, "size", Interval(1))
    source = _checked(rng)
    draw = source.integers if isinstance(source, np.random.Generator) else source.randint
    return (read_only(np.asarray(draw(0, count, each), dtype=np.intp)) for _ in repeat(None))


def shuffled(n: int, size: int, rng: RandomSource) -> Iterator[IndexArray]:
    """Yield the rows a few at a time, in a new random order each epoch: mini-batch descent.

    Every epoch uses each row once. If ``size`` does not divide n, the last batch of an epoch is
    short.

    Parameters
    ----------
    n : int
        The number of samples, at least 1.
    size : int
        How many rows a batch has, from 1 to n.
    rng : numpy Generator or RandomState
        Where the orders come from; each epoch makes one call of ``rng.permutation(n)``.

    Returns
    -------
    iterator of int arrays (size,)
        Endless.

    Raises
    ------
    ValueError
        If n or size is outside its range or rng is neither of the two.

    References
    ----------
    Bottou, Curtis and Nocedal, Optimization methods for large-scale machine learning (2018).

    Examples
    --------
    >>> rows = shuffled(5, 2, np.random.RandomState(0))
    >>> [next(rows).tolist() for _ in range(4)]
    [[2, 0], [1, 3], [4], [0, 2]]
    """
    count = whole(n, "n", Interval(1))
    step = whole(size, "size", Interval(1, count))
    source = _checked(rng)
    return (
        read_only(order[first : first + step])
        for order in (source.permutation(count) for _ in repeat(None))
        for first in range(0, count, step)
    )


def _checked(rng: RandomSource) -> RandomSource:
    if not isinstance(rng, np.random.Generator | np.random.RandomState):
        raise ValueError(f"rng is {rng!r}; it must be a numpy Generator or RandomState")
    return rng
