"""The functions that a formula may name, each with its first and second derivative."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from gdcore.arrays import FloatArray

Curve: TypeAlias = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one number, its derivatives, and how it is written in Typst's maths.

    Outside its domain ``value`` is nan, at a pole infinite; the derivatives may then be anything.
    """

    value: Curve
    slope: Curve
    curvature: Curve
    typst: str


def _sigmoid(u: FloatArray) -> FloatArray:
    # 1 / (1 + exp(-u)) would overflow for very negative u; this form only underflows to 0.
    return np.asarray(np.exp(-np.logaddexp(0.0, -u)))


def _spread(u: FloatArray) -> FloatArray:
    return _sigmoid(u) * _sigmoid(-u)


def _logarithm(value: Curve, base: float, typst: str) -> Function:
    size = float(np.log(base))
    return Function(value, lambda u: 1 / (size * u), lambda u: -1 / (size * u * u), typst)


def _zero(u: FloatArray) -> FloatArray:
    return np.zeros_like(u)


FUNCTIONS: dict[str, Function] = {
    "sin": Function(np.sin, np.cos, lambda u: -np.sin(u), "sin"),
    "cos": Function(np.cos, lambda u: -np.sin(u), lambda u: -np.cos(u), "cos"),
    "tan": Function(
        np.tan, lambda u: 1 + np.tan(u) ** 2, lambda u: 2 * np.tan(u) * (1 + np.tan(u) ** 2), "tan"
    ),
    "asin": Function(
        np.arcsin, lambda u: (1 - u * u) ** -0.5, lambda u: u * (1 - u * u) ** -1.5, "arcsin"
    ),
    "acos": Function(
        np.arccos, lambda u: -((1 - u * u) ** -0.5), lambda u: -u * (1 - u * u) ** -1.5, "arccos"
    ),
    "atan": Function(
        np.arctan, lambda u: 1 / (1 + u * u), lambda u: -2 * u / (1 + u * u) ** 2, "arctan"
    ),
    "sinh": Function(np.sinh, np.cosh, np.sinh, "sinh"),
    "cosh": Function(np.cosh, np.sinh, np.cosh, "cosh"),
    "tanh": Function(
        np.tanh,
        lambda u: 4 * _spread(2 * u),
        lambda u: -8 * np.tanh(u) * _spread(2 * u),
        "tanh",
    ),
    "asinh": Function(
        np.arcsinh,
        lambda u: (1 + u * u) ** -0.5,
        lambda u: -u * (1 + u * u) ** -1.5,
        'op("arsinh")',
    ),
    "acosh": Function(
        np.arccosh,
        lambda u: (u * u - 1) ** -0.5,
        lambda u: -u * (u * u - 1) ** -1.5,
        'op("arcosh")',
    ),
    "atanh": Function(
        np.arctanh,
        lambda u: 1 / (1 - u * u),
        lambda u: 2 * u / (1 - u * u) ** 2,
        'op("artanh")',
    ),
    "exp": Function(np.exp, np.exp, np.exp, "exp"),
    "ln": _logarithm(np.log, np.e, "ln"),
    "log": _logarithm(np.log, np.e, "log"),
    "log2": _logarithm(np.log2, 2, "log_2"),
    "log10": _logarithm(np.log10, 10, "log_10"),
    "sqrt": Function(np.sqrt, lambda u: 0.5 * u**-0.5, lambda u: -0.25 * u**-1.5, "sqrt"),
    "cbrt": Function(
        np.cbrt,
        lambda u: 1 / (3 * np.cbrt(u) ** 2),
        lambda u: -2 / (9 * np.cbrt(u) ** 5),
        "root",
    ),
    "abs": Function(np.abs, np.sign, _zero, "abs"),
    "relu": Function(
        lambda u: np.maximum(u, 0.0), lambda u: np.heaviside(u, 0.0), _zero, 'op("relu")'
    ),
    "sigmoid": Function(
        _sigmoid, _spread, lambda u: _spread(u) * (1 - 2 * _sigmoid(u)), "sigma"
    ),
    "softplus": Function(
        lambda u: np.asarray(np.logaddexp(0.0, u)), _sigmoid, _spread, 'op("softplus")'
    ),
}  # fmt: skip
FUNCTIONS |= {f"arc{name[1:]}": FUNCTIONS[name] for name in ("asin", "acos", "atan")}

CONSTANTS = {"pi": float(np.pi), "e": float(np.e)}
