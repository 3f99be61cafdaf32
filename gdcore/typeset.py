"""Formulas in Typst's maths, as they were typed."""

from __future__ import annotations

import re

from gdcore.functions import FUNCTIONS
from gdcore.notation import GREEK, Applied, Binary, Negative, Node, Number, Parameter

_SUM, _SIGN, _PRODUCT, _POWER, _ATOM = range(5)  # how tightly a part holds together


def typst(node: Node) -> str:
    """Return a formula in Typst's maths, without dollar signs: ``(1 - x)^2 + 100 (y - x^2)^2``.

    Quotients become fractions; parentheses are there where the meaning needs them.
    """
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    match node:
        case Number(text=text):
            mantissa, _, power = text.lower().partition("e")
            if mantissa and power:
                return f"{mantissa} dot 10^({int(power)})", _PRODUCT
            return text, _ATOM
        case Parameter(name=name):
            return typst_name(name), _ATOM
        case Applied(function=function, argument=argument):
            inside, symbol = typst(argument), FUNCTIONS[function].typst
            if symbol in ("sqrt", "abs"):
                return f"{symbol}({inside})", _ATOM
            if symbol == "root":
                return f"root(3, {inside})", _ATOM
            return f"{symbol} ({inside})", _POWER
        case Negative(argument=argument):
            return f"-{_at_least(argument, _PRODUCT)}", _SIGN
        case Binary(sign="+" | "-" as sign, left=left, right=right):
            return f"{typst(left)} {sign} {_at_least(right, _PRODUCT)}", _SUM
        case Binary(sign="/", left=left, right=right):
            return f"({typst(left)})/({typst(right)})", _PRODUCT
        case Binary(sign="^", left=left, right=right):
            return _raised(left, right), _POWER
        case Binary(sign=sign, left=left, right=right):
            first, second = _at_least(left, _PRODUCT), _at_least(right, _POWER)
            sign = " dot " if sign == "*" or second[0].isdigit() else " "
            return f"{first}{sign}{second}", _PRODUCT
    raise AssertionError(node)


def _raised(base: Node, power: Node) -> str:
    inside = typst(power)
    raised = inside if re.fullmatch(r"\d+|[a-z]", inside) else f"({inside})"
    if isinstance(base, Applied) and _written(base)[1] == _POWER:
        return f"{FUNCTIONS[base.function].typst}^{raised} ({typst(base.argument)})"
    return f"{_at_least(base, _ATOM)}^{raised}"


def _at_least(node: Node, tightness: int) -> str:
    text, own = _written(node)
    return text if own >= tightness else f"({text})"


def typst_name(name: str) -> str:
    """Return a parameter's name in Typst's maths: ``x_1``, ``theta``."""
    letters = name.rstrip("0123456789").rstrip("_")
    digits = name[len(letters) :].lstrip("_")
    symbol = letters if len(letters) == 1 or letters in GREEK else f'"{letters}"'
    return f"{symbol}_{digits}" if digits else symbol
