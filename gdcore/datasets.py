"""The small data sets of the five classroom notebooks that these lessons come from, and files."""

from __future__ import annotations

import numpy as np

from gdcore.checks import Interval, scalar, whole
from gdcore.dataset import Dataset, unsplit
from gdcore.tables import read_csv

__all__ = [
    "Dataset",
    "centred_line",
    "labelled_line",
    "noise_free_line",
    "noisy_line",
    "rainfall",
    "read_csv",
    "scattered_line",
    "split_line",
    "two_features",
]


def noise_free_line() -> Dataset:
    """Return 30 points exactly on y = 3x + 8, x between 0 and 1 (to four digits).

    The data of the notebook that finds a line by descent from (w, b) = (-1, 1).

    Returns
    -------
    Dataset
        Not split, without units.

    Examples
    --------
    >>> data = noise_free_line()
    >>> len(data.x), float(data.x[0]), float(data.y[0])
    (30, 0.3046, 8.9138)
    """
    x = np.array(
        [
            0.3046, 0.9180, 0.7925, 0.8476, 0.2508, 0.3504, 0.8326, 0.6875, 0.4449, 0.4687,
            0.5901, 0.2757, 0.6629, 0.1690, 0.8677, 0.6612, 0.1120, 0.1669, 0.6226, 0.6174,
            0.3871, 0.4724, 0.3242, 0.7871, 0.0157, 0.8589, 0.7008, 0.2942, 0.3166, 0.5847,
        ]
    )  # fmt: skip
    return unsplit(x, 3 * x + 8)


def noisy_line(points: int = 50, seed: int = 43) -> Dataset:
    """Return points around y = 3x + 8 with normal noise of standard deviation 0.3.

    x is uniform on [0, 1]. The noise has variance 0.09: no line's mean squared error can stay
    below that for long, however many points there are. The notebook drew without a seed; the
    default one is the first whose 50 points give loss of 4.10 at (w, b) = (10, 5).

    Parameters
    ----------
    points : int, default 50
        The number of points n, at least 1.
    seed : int, default 43
        The seed of ``numpy.random.default_rng``.

    Returns
    -------
    Dataset
        Not split, without units.

    Raises
    ------
    ValueError
        If points or seed is not an integer in its range.

    Examples
    --------
    >>> data = noisy_line(10_000)
    >>> print(round(float(np.var(data.y - (3 * data.x + 8))), 2))
    0.09
    """
    rng = np.random.default_rng(whole(seed, "seed", Interval(0)))
    x = rng.random(whole(points, "points", Interval(1)))
    return unsplit(x, 3 * x + 8 + 0.1 * rng.normal(0, 3, len(x)))


def labelled_line(points: int = 50, seed: int = 43) -> Dataset:
    """Return the points of ``noisy_line`` with label 1 where y is above 10 and 0 elsewhere.

    Without noise the boundary would be x = 2/3; with it, points near there are on either side.

    Parameters
    ----------
    points : int, default 50
        The number of points n, at least 1.
    seed : int, default 43
        The seed of ``numpy.random.default_rng``.

    Returns
    -------
    Dataset
        Not split, without units.

    Raises
    ------
    ValueError
        If points or seed is not an integer in its range.

    Examples
    --------
    >>> data = labelled_line(6)
    >>> data.x.round(2), data.y
    (array([0.65, 0.04, 0.02, 0.84, 0.59, 0.22]), array([0., 0., 0., 1., 1., 0.]))
    """
    data = noisy_line(points, seed)
    return unsplit(data.x, (data.y > 10).astype(np.float64), names=("x", "label"))


def centred_line() -> Dataset:
    """Return 51 points exactly on y = 2x + 3, x evenly from -5 to 5.

    The data behind the loss surface on which batch, stochastic and mini-batch descent are
    compared. x being centred, slope and intercept do not mix: the Hessian is diagonal.

    Returns
    -------
    Dataset
        Not split, without units.

    Examples
    --------
    >>> data = centred_line()
    >>> len(data.x), float(data.x[0]), float(data.y[0])
    (51, -5.0, -7.0)
    """
    x = np.linspace(-5, 5, 51)
    return unsplit(x, 2 * x + 3)


def scattered_line(deviation: float = 2.0, seed: int = 2) -> Dataset:
    """Return the 51 points of ``centred_line`` with normal noise on y.

    On ``centred_line`` itself every point's own gradient vanishes at the minimum, and stochastic
    descent comes to rest there. Here the points disagree at the minimum, as data do.

    Parameters
    ----------
    deviation : float, default 2.0
        The standard deviation of the noise, at least 0.
    seed : int, default 2
        The seed of ``numpy.random.default_rng``.

    Returns
    -------
    Dataset
        Not split, without units.

    Raises
    ------
    ValueError
        If deviation or seed is outside its range.

    Examples
    --------
    >>> data = scattered_line()
    >>> print(round(float(np.std(data.y - (2 * data.x + 3))), 2))
    1.96
    """
    exact = centred_line()
    scale = scalar(deviation, "deviation", Interval(0))
    rng = np.random.default_rng(whole(seed, "seed", Interval(0)))
    return unsplit(exact.x, exact.y + rng.normal(0, scale, len(exact.x)))


def two_features(points: int = 60, correlation: float = 0.9, seed: int = 1) -> Dataset:
    """Return points exactly on y = 2 x1 + x2 + 3, whose two features rise and fall together.

    Standardised, they make a loss whose Hessian is twice their correlation matrix: with a
    correlation r of the points its condition number is (1 + r) / (1 - r), and a valley remains.

    Parameters
    ----------
    points : int, default 60
        The number of points n, at least 3.
    correlation : float, default 0.9
        Of the distribution that the features are drawn from; between -1 and 1.
    seed : int, default 1
        The seed of ``numpy.random.default_rng``.

    Returns
    -------
    Dataset
        With x of shape (n, 2); not split, without units.

    Raises
    ------
    ValueError
        If points, correlation or seed is outside its range.

    Examples
    --------
    >>> data = two_features()
    >>> data.x.shape, round(float(np.corrcoef(data.x.T)[0, 1]), 2)
    ((60, 2), 0.9)
    """
    inside = Interval(-1, 1, open_low=True, open_high=True)
    together = scalar(correlation, "correlation", inside)
    rng = np.random.default_rng(whole(seed, "seed", Interval(0)))
    first, other = rng.normal(size=(2, whole(points, "points", Interval(3))))
    second = together * first + np.sqrt(1 - together**2) * other
    return unsplit(np.stack([first, second], axis=1), 2 * first + second + 3)


def split_line() -> Dataset:
    """Return 100 points around y = 0.5 - 3x, 80 to train on and 20 to validate with.

    The data of the notebook on the five steps of gradient descent, drawn by the legacy generator
    with seed 42: x uniform on [0, 1), noise of standard deviation 0.1, then the shuffled split.
    Seeded with 42 again it also draws the start, first b, then w.

    Returns
    -------
    Dataset
        Split, without units.

    Examples
    --------
    >>> data = split_line()
    >>> len(data.train), len(data.validation), round(float(data.x[0]), 8)
    (80, 20, 0.37454012)
    >>> b, w = np.random.RandomState(42).rand(2)
    >>> print(b.round(8), w.round(8))
    0.37454012 0.95071431
    """
    rng = np.random.RandomState(42)
    x = rng.rand(100)
    y = 0.5 - 3 * x + 0.1 * rng.randn(100)
    order = np.arange(100)
    rng.shuffle(order)
    return Dataset(x, y, ("x", "y"), ("", ""), train=order[:80], validation=order[80:])


def rainfall() -> Dataset:
    """Return three measurements of rainfall (mm) over time (h).

    The data of the notebook that follows one weight down one tangent at a time, with the model
    y = w x through the origin. It says seconds, in which so much rain cannot fall.

    Returns
    -------
    Dataset
        Not split.

    Examples
    --------
    >>> rainfall().x, rainfall().y
    (array([0., 1., 2.]), array([0.2, 1.3, 2.4]))
    """
    x, y = np.array([0.0, 1.0, 2.0]), np.array([0.2, 1.3, 2.4])
    return unsplit(x, y, names=("time", "rainfall"), units=("h", "mm"))
