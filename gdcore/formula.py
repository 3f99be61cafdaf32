"""A problem given by its formula, as it is written on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, cast

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray, read_only
from gdcore.checks import Interval, point_array
from gdcore.jets import evaluate, steep_exponent
from gdcore.minima import minima
from gdcore.notation import EXPONENT, Node, parse
from gdcore.records import Record
from gdcore.typeset import typst

MOST = 8  # parameters
_LOOKED_AT = 5.0  # to either side of the origin, where minima are looked for
# The domain reaches so far round the minima, or this part of their reach.
_NEAR, _SPREAD = 2.5, 0.75
_WINDOWS = ((-2.0, 2.0), (0.0, 4.0), (-10.0, 10.0), (0.0, 20.0), (-100.0, 100.0))
_WHOLE, _FINITE = 0.95, 0.1  # parts of a domain on which it has values: all, and at least


def read(text: str, names: Sequence[str] | None = None) -> tuple[Node, tuple[str, ...]]:
    """Return the parts of a formula and the names of its parameters; nothing is worked out yet.

    Raises
    ------
    ValueError
        If the text is no formula, or one that is too large.
    """
    tree, found = parse(text, names)
    if (power := steep_exponent(tree)) is not None:
        raise ValueError(
            f"formula {text.strip()!r:.80}: the exponent {power:.6g} is too large; "
            f"numbers up to {EXPONENT:g} are allowed"
        )
    if len(found) > MOST:
        raise ValueError(f"the formula has {len(found)} parameters; it may have {MOST}")
    return tree, found


@dataclass(frozen=True, eq=False)
class Formula(Record):
    r"""A function written as on paper, such as ``(1-x)^2 + 100(y-x^2)^2``.

    Its derivatives are exact: each part of the formula carries its first and second derivative
    along (forward mode). The text is read by a list of what is allowed and never run. It may hold
    numbers, names, ``+ - * / ^`` (or ``**``), products without a sign, pi, e, and the functions
    sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp ln log log2 log10 sqrt cbrt abs
    relu sigmoid softplus; log is the natural one.

    Outside the domain of a function, as in ``ln(x)``, everything is nan; at a pole it is infinite.
    A minimum in a kink, where there is no gradient, is not among the minimizers.

    Parameters
    ----------
    text : str
        The formula; at most 300 characters, 200 parts, and constant exponents up to 100.
    names : sequence of str, optional
        The parameters in the order of theta; by default those that occur, of x, y, z, u, v, w, b
        and Greek letters, in this order, each perhaps with a number behind it.
    domain : array (d, 2), optional
        Where to look; by default around the minima, or where the formula has values.

    Raises
    ------
    ValueError
        If the text holds anything else, is too large, or has a value nowhere.

    References
    ----------
    Griewank and Walther, Evaluating Derivatives (2008), chapter 3.

    Examples
    --------
    >>> banana = Formula("(1-x)^2 + 100(y-x^2)^2")
    >>> banana.names, banana.minimizers
    (('x', 'y'), array([[1., 1.]]))
    >>> float(banana.value([-1, 2])), banana.gradient([-1, 2])
    (104.0, array([396., 200.]))
    >>> banana.typst
    '(1 - x)^2 + 100 (y - x^2)^2'
    >>> Formula("x^1000")
    Traceback (most recent call last):
    ValueError: formula 'x^1000': the exponent 1000 is too large; numbers up to 100 are allowed
    """

    text: str
    names: tuple[str, ...] = None  # type: ignore[assignment]  # found in the text, then
    domain: Annotated[FloatArray, Interval()] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        given: Sequence[str] | None = self.names
        tree, names = read(self.text, given)
        object.__setattr__(self, "_tree", tree)
        object.__setattr__(self, "names", names)
        if cast(object, self.domain) is None:
            object.__setattr__(self, "domain", self._found_domain())
        super().__post_init__()
        if self.domain.shape != (self.dim, 2) or not (self.domain[:, 0] < self.domain[:, 1]).all():
            raise ValueError(
                f"domain is {self.domain.tolist()}; it must hold a lower and an upper end for each "
                f"of {', '.join(self.names)}"
            )

    @property
    def dim(self) -> int:
        """The number of parameters."""
        return len(self.names)

    @cached_property
    def minimizers(self) -> FloatArray:
        """The lowest points, found from many starts in the domain and verified; (0, d) if none."""
        found = minima(self, self.domain)
        low, high = self.domain.T
        return read_only(found[((found >= low) & (found <= high)).all(axis=1)])

    @property
    def typst(self) -> str:
        """The formula as it was typed, in Typst's maths."""
        return typst(self._parsed)

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the value of the formula, shape (...)."""
        points = point_array(theta, self.names)
        value = evaluate(self._parsed, points, 0).value
        return np.broadcast_to(value, points.shape[:-1]).copy()[()]

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the slopes, shape (..., d)."""
        points = point_array(theta, self.names)
        slope = evaluate(self._parsed, points, 1).slope
        return _last(slope, (self.dim,), points)

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the curvatures, shape (..., d, d)."""
        points = point_array(theta, self.names)
        curvature = evaluate(self._parsed, points, 2).curvature
        return _last(curvature, (self.dim, self.dim), points)

    @property
    def _parsed(self) -> Node:
        tree: Node = self.__dict__["_tree"]
        return tree

    def _found_domain(self) -> FloatArray:
        """Round the minima; without any, the first window in which the formula has values."""
        box = np.tile([-_LOOKED_AT, _LOOKED_AT], (self.dim, 1))
        found = minima(self, box)
        inside = found[(np.abs(found) <= _LOOKED_AT).all(axis=1)]
        if len(found := inside if len(inside) else found):
            half = np.maximum(_SPREAD * np.ptp(found, axis=0), _NEAR)
            middle = (found.min(axis=0) + found.max(axis=0)) / 2
            return np.stack([middle - half, middle + half], axis=1)
        draws = np.random.default_rng(0).random((500, self.dim))
        finite = [
            np.isfinite(self.value(low + draws * (high - low))).mean() for low, high in _WINDOWS
        ]
        whole = [window for window, part in zip(_WINDOWS, finite, strict=True) if part > _WHOLE]
        if not whole and max(finite) < _FINITE:
            raise ValueError(
                f"formula {self.text.strip()!r:.80} has a value hardly anywhere; give a domain"
            )
        window = whole[0] if whole else _WINDOWS[int(np.argmax(finite))]
        return np.tile(window, (self.dim, 1))


def _last(part: FloatArray | None, tail: tuple[int, ...], points: FloatArray) -> FloatArray:
    """Derivatives (tail, ...) with the axes of theta first; zeros if there are none."""
    head = points.shape[:-1]
    full = np.broadcast_to(np.zeros(()) if part is None else part, (*tail, *head))
    return np.moveaxis(full, tuple(range(len(tail))), tuple(range(-len(tail), 0))).copy()
