"""Formulas evaluated with their exact first and second derivatives, in forward mode."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gdcore.arrays import FloatArray
from gdcore.functions import FUNCTIONS
from gdcore.notation import EXPONENT, Applied, Binary, Negative, Node, Number, Parameter


class Jet(NamedTuple):
    """A value (...) with its slopes (d, ...) and curvatures (d, d, ...); None where all are 0."""

    value: FloatArray
    slope: FloatArray | None = None
    curvature: FloatArray | None = None


def evaluate(node: Node, theta: FloatArray, order: int) -> Jet:
    """Return the jet of a formula at ``theta`` (..., d), with derivatives up to an order of 0 to 2.

    Outside the domain of a function everything is nan; at a pole it is infinite.
    """
    with np.errstate(all="ignore"):
        return _jet(node, theta, order)


def constant(node: Node) -> float | None:
    """Return the number that a part of a formula is; None if a parameter is in it."""
    if has_parameter(node):
        return None
    return float(evaluate(node, np.zeros(0), 0).value)


def has_parameter(node: Node) -> bool:
    """Return whether a part of a formula depends on a parameter."""
    return isinstance(node, Parameter) or any(map(has_parameter, parts(node)))


def parts(node: Node) -> tuple[Node, ...]:
    """Return what a part of a formula is made of."""
    if isinstance(node, Binary):
        return node.left, node.right
    return (node.argument,) if isinstance(node, Applied | Negative) else ()


def steep_exponent(node: Node) -> float | None:
    """Return a number in the formula that is too large to raise to; None if there is none."""
    if isinstance(node, Binary) and node.sign == "^":
        power = constant(node.right)
        if power is not None and not abs(power) <= EXPONENT:
            return power
    return next((found for found in map(steep_exponent, parts(node)) if found is not None), None)


def _jet(node: Node, theta: FloatArray, order: int) -> Jet:
    match node:
        case Number(value=value):
            return Jet(np.asarray(value))
        case Parameter(index=index):
            slope = np.zeros((theta.shape[-1], *[1] * (theta.ndim - 1)))
            slope[index] = 1.0
            return Jet(theta[..., index], slope if order else None)
        case Applied(function=name, argument=argument):
            return _chained(_jet(argument, theta, order), name, order)
        case Negative(argument=argument):
            return _scaled(_jet(argument, theta, order), -1.0)
        case Binary(sign=sign, left=left, right=right):
            first, second = _jet(left, theta, order), _jet(right, theta, order)
    if sign == "+":
        return _added(first, second)
    if sign == "-":
        return _added(first, _scaled(second, -1.0))
    if sign == "/":
        return _product(first, _power(second, -1.0, order), order)
    if sign != "^":
        return _product(first, second, order)
    if not has_parameter(right):
        return _power(first, float(second.value), order)
    return _raised(first, second, order)


def _scaled(jet: Jet, factor: float) -> Jet:
    return Jet(*(None if part is None else factor * part for part in jet))  # type: ignore[arg-type]


def _added(first: Jet, second: Jet) -> Jet:
    return Jet(first.value + second.value, _sum(first[1], second[1]), _sum(first[2], second[2]))


def _product(first: Jet, second: Jet, order: int) -> Jet:
    slope = _sum(_times(second.value, first.slope), _times(first.value, second.slope))
    curvature = _sum(_times(second.value, first.curvature), _times(first.value, second.curvature))
    if order == 2 and first.slope is not None and second.slope is not None:
        mixed = _outer(first.slope, second.slope)
        curvature = _sum(curvature, mixed + np.swapaxes(mixed, 0, 1))
    return Jet(first.value * second.value, slope, curvature)


def _power(jet: Jet, power: float, order: int) -> Jet:
    """A jet to a constant power; x^2 has its curvature 2 at 0, too."""
    u = jet.value
    value = u**power
    # 0 · 0^(-1) would be nan where the derivative is 0.
    first = power * u ** (power - 1) if power else np.zeros_like(u)
    factor = power * (power - 1)
    second = factor * u ** (power - 2) if order == 2 and factor else np.zeros_like(u)
    return _through(jet, value, first, second, order)


def _raised(base: Jet, power: Jet, order: int) -> Jet:
    """A jet to a power that changes: exp(power · ln base), for a base above 0."""
    logarithm = _chained(base, "ln", order)
    exponent = _product(power, logarithm, order)
    value = base.value**power.value
    return _through(exponent, value, value, value, order)


def _chained(jet: Jet, name: str, order: int) -> Jet:
    function, u = FUNCTIONS[name], jet.value
    value, none = np.asarray(function.value(u)), np.zeros(())
    first = function.slope(u) if order else none
    return _through(jet, value, first, function.curvature(u) if order == 2 else none, order)


def _through(jet: Jet, value: FloatArray, first: FloatArray, second: FloatArray, order: int) -> Jet:
    """The chain rule: f(u) from f, f' and f'' at u; nan where f is."""
    if jet.slope is None:
        return Jet(value)
    outside = np.where(np.isnan(value), np.nan, 0.0)
    first, second = first + outside, second + outside
    slope, curvature = first * jet.slope, None
    if order == 2:
        curvature = _sum(second * _outer(jet.slope, jet.slope), _times(first, jet.curvature))
    return Jet(value, slope, curvature)


def _outer(first: FloatArray, second: FloatArray) -> FloatArray:
    return np.asarray(first[:, None] * second[None, :])


def _times(value: FloatArray, part: FloatArray | None) -> FloatArray | None:
    return None if part is None else value * part


def _sum(first: FloatArray | None, second: FloatArray | None) -> FloatArray | None:
    if first is None or second is None:
        return second if first is None else first
    return np.asarray(first + second)
