"""Write formulas.json: values and derivatives that sympy finds, for gdcore.Formula to reproduce.

Run it with sympy 1.14.0 installed (the tests only read the numbers it wrote):

    python tests/gdcore/references/make_formulas.py

sympy reads the same texts with its own parser, which runs what it reads: it is given these and
nothing else.
"""

from __future__ import annotations

import json
from pathlib import Path

import sympy
from sympy.parsing.sympy_parser import (
    convert_xor,
    function_exponentiation,
    implicit_application,
    implicit_multiplication,
    parse_expr,
    split_symbols,
    standard_transformations,
)

NAMES = ("x", "y")
POINTS = [(0.3, 0.7), (-1.25, 2.0), (2.5, -0.4), (0.0, 0.0), (-0.6, -0.9)]
TEXTS = [
    "(1-x)^2 + 100(y-x^2)^2",
    "(x^2+y-11)^2 + (x+y^2-7)^2",
    "20 + x^2 + y^2 - 10(cos(2pi x) + cos(2pi y))",
    "x^2 - y^2",
    "x^4/4 - x^2/2 + 3y^2",
    "1/2x^2 + 25y^2",
    "2(x+1)(y-2) - x y/3",
    "-x^2 + (-x)^2 y",
    "x^-2 + y",
    "2^3^x y",
    "x^3 - 3x y^2",
    "e^(-x^2-y^2)",
    "x exp(-x^2-y^2)",
    "sin(x)cos(y) + tan(x/4)",
    "sin^2(x) + 3cos^3(y)",
    "asin(x/4) + acos(y/4) + atan(x y)",
    "sinh(x) + cosh(y) - tanh(x y)",
    "asinh(x) + acosh(3 + y^2) + atanh(x y/8)",
    "ln(1 + x^2) + log(2 + y)",
    "sqrt(x^2 + y^2 + 1)",
    "sqrt(x + 3) / (1 + y^2)",
    "(x^2 + y^2 + 0.1)^0.75",
    "(x^2 + 1)^y",
    "3^(x y)",
    "abs(x - 0.1) + abs(y + 0.2)",
    "1/(1 + 2x^2 + .5y^4)",
    "1.5e-1 x^2 + 2E2 y^2",
    "((((x))))y",
    "x^2 + 0y",
    "pi x - e y",
    "1/(1 + exp(-x y)) + ln(1 + exp(x))",
    "-(-(-x))^3 + +y^2",
    "x^10 - y^7/7",
]
FUNCTIONS = {name: getattr(sympy, name) for name in ("asin", "acos", "atan", "asinh", "acosh")}
KNOWN = {"ln": sympy.log, "e": sympy.E, "abs": sympy.Abs, **FUNCTIONS}
RULES = (
    *standard_transformations,
    convert_xor,
    split_symbols,
    implicit_multiplication,
    implicit_application,
    function_exponentiation,
)


def numbers(expression: sympy.Expr, point: tuple[float, float]) -> float | None:
    """The value of an expression in fifty digits; None where it has none."""
    x, y = sympy.symbols("x y", real=True)
    at = dict(zip((x, y), map(sympy.Rational, map(repr, point)), strict=True))
    value = expression.subs(at).evalf(50)
    return float(value) if value.is_real and value.is_finite else None


def main() -> None:
    symbols = sympy.symbols("x y", real=True)
    known = {**KNOWN, **dict(zip(NAMES, symbols, strict=True))}
    cases = []
    for text in TEXTS:
        formula = parse_expr(text, local_dict=known, transformations=RULES)
        slopes = [sympy.diff(formula, one) for one in symbols]
        curvatures = [[sympy.diff(slope, one) for one in symbols] for slope in slopes]
        for point in POINTS:
            cases.append(
                {
                    "text": text,
                    "theta": point,
                    "value": numbers(formula, point),
                    "gradient": [numbers(slope, point) for slope in slopes],
                    "hessian": [[numbers(part, point) for part in row] for row in curvatures],
                }
            )
    path = Path(__file__).with_name("formulas.json")
    path.write_text(json.dumps({"sympy": sympy.__version__, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
