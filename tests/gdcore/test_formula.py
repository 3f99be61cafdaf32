"""Formulas: what they may hold, their exact derivatives, their minima, and how they are typeset."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import Formula
from gdcore.notation import parse

BOX = [[-2, 2], [-2, 2]]
CASES = json.loads(Path(__file__).with_name("references").joinpath("formulas.json").read_text())


def on_plane(text):
    """A formula in x and y whose domain is given, so that nothing is looked for."""
    return Formula(text, ("x", "y"), BOX)


@pytest.mark.parametrize("text", dict.fromkeys(case["text"] for case in CASES["cases"]))
def test_value_and_derivatives_are_those_of_sympy(text):
    formula = on_plane(text)
    for case in (case for case in CASES["cases"] if case["text"] == text):
        for what in ("value", "gradient", "hessian"):
            expected = np.array(case[what], dtype=float)
            found = np.asarray(getattr(formula, what)(case["theta"]))
            if case["value"] is None:  # a pole
                assert not np.isfinite(found).all()
                continue
            np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("(1-x)^2 + 100(y-x^2)^2", gdcore.Rosenbrock()),
        ("(1.5-x(1-y))^2+(2.25-x(1-y^2))^2+(2.625-x(1-y^3))^2", gdcore.Beale()),
        ("(x^2+y-11)²+(x+y²−7)^2", gdcore.Himmelblau()),
        ("x^2 - y**2", gdcore.Saddle()),
        ("20+x²+y²-10(cos(2πx)+cos(2π·y))", gdcore.Rastrigin()),
    ],
)
def test_the_landscapes_with_a_name_can_be_typed(text, known):
    formula = Formula(text, domain=known.domain)
    theta = np.random.default_rng(0).uniform(*known.domain.T, (50, 2))
    for what in ("value", "gradient", "hessian"):
        np.testing.assert_allclose(
            getattr(formula, what)(theta), getattr(known, what)(theta), rtol=1e-9, atol=1e-9
        )
    order = np.lexsort(known.minimizers.T[::-1])
    np.testing.assert_allclose(formula.minimizers, known.minimizers[order], atol=1e-9)


NUMBERS = st.integers(1, 9).map(str)
PARTS = st.recursive(
    st.sampled_from(["x", "y", "pi"]) | NUMBERS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"({t[0]})({t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"{t[0]}/(1 + ({t[1]})^2)"),
        inner.map(lambda t: f"-{t}"),
        inner.map("sin({})".format),
        inner.map("atan({})".format),
        inner.map("sigmoid({})".format),
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(text=PARTS, x=st.floats(-2, 2), y=st.floats(-2, 2))
def test_derivatives_agree_with_finite_differences(text, x, y):
    formula, step = on_plane(f"{text} + 0x"), 1e-5
    theta, moves = np.array([x, y]), step * np.eye(2)
    for function, slopes in (
        (formula.value, formula.gradient),
        (formula.gradient, formula.hessian),
    ):
        ahead, behind = function(theta + moves), function(theta - moves)
        rough = np.moveaxis((ahead - behind) / (2 * step), 0, -1)
        scale = 1 + np.abs(ahead).max() + np.abs(formula.hessian(theta)).max()
        np.testing.assert_allclose(slopes(theta), rough, atol=3e-4 * scale, rtol=1e-4)


@settings(max_examples=30, deadline=None)
@given(text=PARTS)
def test_leading_axes_are_independent_points(text):
    formula = on_plane(text + " + 0x")
    thetas = np.random.default_rng(1).uniform(-2, 2, (3, 2, 2))
    for what, tail in (("value", ()), ("gradient", (2,)), ("hessian", (2, 2))):
        together = getattr(formula, what)(thetas)
        assert together.shape == (3, 2, *tail)
        for index in np.ndindex(3, 2):
            alone = getattr(formula, what)(thetas[index])
            np.testing.assert_allclose(together[index], alone, rtol=1e-12, atol=1e-12)


def test_poles_and_the_outside_of_domains_are_data():
    logarithm = on_plane("ln(x) + sqrt(y)")
    theta = np.array([[1, 4], [0, 1], [-1, 1], [1, -1], [np.inf, 1], [np.nan, 1]])
    np.testing.assert_array_equal(
        logarithm.value(theta), [2, -np.inf, np.nan, np.nan, np.inf, np.nan]
    )
    assert np.isnan(logarithm.gradient(theta)[2:4]).any(axis=1).all()
    assert on_plane("1/(x y)").value([0, 1]) == np.inf
    run = gdcore.descend(on_plane("x^4 - y^4"), gdcore.GradientDescent(1), [1.5, 1.5], 60)
    assert run.diverged_at >= 0


@pytest.mark.parametrize(
    ("text", "minimizers"),
    [
        ("(x-100)^2 + 1e6 y^2", [[100, 0]]),
        ("x^4 + y^4", [[0, 0]]),
        ("w^2 + (w + b - 1)^2", [[0, 1]]),
        ("(x^2-1)^2 + y^2", [[-1, 0], [1, 0]]),
        ("x ln(x) + y^2", [[np.exp(-1), 0]]),
        ("(x-1)^2", [[1]]),
        ("x^2+y^2+(z-1)^2", [[0, 0, 1]]),
        ("x^2 - y^2", []),
        ("x^3 - 3x + y^2", []),  # low at (1, 0), but lower far out
        ("exp(-x) + y^2", []),  # lower and lower, without end
        ("(x y - 1)^2", []),  # a line of lowest points
        ("x^2 + 0y", []),
        ("ln(x) + y^2", []),
        ("-1/(x-1)^2", []),
    ],
)  # fmt: skip
def test_minima_are_found_or_none_is_claimed(text, minimizers):
    formula = Formula(text)
    expected = np.reshape(minimizers, (-1, formula.dim))
    assert formula.minimizers.shape == expected.shape
    np.testing.assert_allclose(formula.minimizers, expected, atol=1e-6)
    low, high = formula.domain.T
    assert ((formula.minimizers > low) & (formula.minimizers < high)).all()
    with pytest.raises(ValueError, match="read-only"):
        formula.domain[0, 0] = 0


@settings(max_examples=25, deadline=None)
@given(
    a=st.integers(-40, 40),
    b=st.integers(-40, 40),
    steep=st.integers(1, 500),
    mixed=st.floats(-0.9, 0.9),
)
def test_a_bowl_is_starred_at_its_lowest_point(a, b, steep, mixed):
    mixed = round(mixed * steep**0.5, 3)
    formula = Formula(
        f"(x-({a}/10))^2 + {steep}(y-({b}/10))^2 + 2({mixed})(x-({a}/10))(y-({b}/10))"
    )
    np.testing.assert_allclose(formula.minimizers, [[a / 10, b / 10]], atol=1e-7)


def test_a_minimum_outside_the_domain_is_not_among_the_minimizers():
    assert Formula("(x-9)^2 + y^2", domain=BOX).minimizers.shape == (0, 2)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("y^2 + x^2", ("x", "y")),
        ("b + w", ("w", "b")),
        ("x10 + x2 x_1", ("x_1", "x2", "x10")),
        ("θ1^2 + theta2^2", ("theta1", "theta2")),
        ("xyexp(z)", ("x", "y", "z")),
        ("xsin(y)", ("x", "y")),
        ("2e x", ("x",)),
        ("beta b", ("b", "beta")),
    ],
)
def test_names_are_found_in_their_usual_order(text, names):
    assert parse(text)[1] == names


@pytest.mark.parametrize(
    ("text", "typst"),
    [
        ("(1-x)^2+100(y-x^2)^2", "(1 - x)^2 + 100 (y - x^2)^2"),
        ("x*y + 2 * 3x", "x dot y + 2 dot 3 x"),
        ("1/2x", "(1)/(2) x"),
        ("x/y/2", "((x)/(y))/(2)"),
        ("(x/y)^2", "((x)/(y))^2"),
        ("x-(y-1)-1", "x - (y - 1) - 1"),
        ("(xy)^2x1", "(x y)^2 x_1"),
        ("x^-2.5", "x^(-2.5)"),
        ("e^(-x²)", "e^(-x^2)"),
        ("-(x+1)", "-(x + 1)"),
        ("sin^2(x)+sqrt(y)", "sin^2 (x) + sqrt(y)"),
        ("cbrt(x) - acos(y)", "root(3, x) - arccos (y)"),
        ("2e-3x", "2 dot 10^(-3) x"),
        ("θ_1^2", "theta_1^2"),
    ],
)
def test_it_is_typeset_as_it_was_typed(text, typst):
    names = parse(text)[1]
    assert Formula(text, names, [[-1, 1]] * len(names)).typst == typst


HOSTILE = {
    "import": "__import__('os').system('echo')",
    "attribute": "x.__class__.__bases__",
    "method": "x.real",
    "builtin": "eval('x')",
    "exec": "exec('x')",
    "open": "open('/etc/passwd')",
    "lambda": "lambda: x",
    "walrus": "(x := 2)",
    "comprehension": "[x for x in y]",
    "index": "x[0]",
    "string": "'x'",
    "f-string": "f'{x}'",
    "bytes": "b'x'",
    "dict": "{x: y}",
    "comment": "x # y",
    "lines": "x\n\n;import os",
    "comparison": "x < y",
    "matrix product": "x @ y",
    "keyword": "sin(x=y)",
    "two arguments": "sin(x, y)",
    "star": "sin(*x)",
    "nothing": "",
    "blank": "   ",
    "no parameter": "2 + 2",
    "empty parentheses": "x()",
    "half": "x + (y",
    "other half": "x) + y",
    "signs": "x */ y",
    "tower": "x + 9^9^9^9^9",
    "huge power": "x^100000000",
    "negative huge power": "x^(-1e9)",
    "huge number": "1e999 x",
    "decimal comma": "0,5x",
    "null": "x\0y",
    "script": "</script>x",
    "typst": "#read(x)",
    "dollars": "$x$ #x",
    "underscores": "____x",
    "full width": "ｘ＋ｙ",
    "a million characters": "x+" * 500_000,
    "a million parentheses": "(" * 500_000 + "x" + ")" * 500_000,
    "deep": "(" * 140 + "x" + ")" * 140,
    "deep functions": "sin(" * 60 + "x" + ")" * 60,
    "many signs": "-" * 299 + "x",
    "many powers": "x" + "^x" * 149,
    "many parts": "+".join(["x"] * 150),
    "two numbers": "2 3x",
    "function alone": "sin x",
    "unknown": "foo(x)",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_are_refused_in_milliseconds(text):
    start = time.perf_counter()
    with pytest.raises(ValueError, match=r"formula|domain") as refusal:
        Formula(text, domain=BOX)
    assert time.perf_counter() - start < 0.05
    message = str(refusal.value)
    assert len(message) < 400
    assert message.isprintable()


@pytest.mark.parametrize("text", [None, 3, b"x", ["x"]])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(ValueError, match="must be a text"):
        Formula(text)


@pytest.mark.parametrize("names", ["x", [], ["x", "x"], ["sin"], ["e"], ["x y"], ["__x"], [3]])
def test_names_are_checked(names):
    with pytest.raises(ValueError, match=r"^names (are|hold)"):
        Formula("x", names)


@pytest.mark.parametrize("domain", [[[2, -2], [0, 1]], [[0, 1]], [0, 1], [[0, np.inf], [0, 1]]])
def test_domains_are_checked(domain):
    with pytest.raises(ValueError, match="^domain"):
        Formula("x + y", domain=domain)


def test_a_formula_without_values_is_refused():
    with pytest.raises(ValueError, match="a value hardly anywhere; give a domain"):
        Formula("sqrt(-1 - x^2)")


def test_names_may_be_given_though_one_does_not_occur():
    trough = Formula("x^2", names=("x", "y"))
    assert trough.gradient([3, 7]).tolist() == [6, 0]
    assert Formula("rate^2 x", names=("rate", "x"), domain=BOX).value([3, 2]) == 18


def test_a_run_over_a_formula_is_saved_and_read(tmp_path):
    formula = Formula("(x-1)^2 + 3y^2")
    run = gdcore.descend(formula, gdcore.GradientDescent(0.1), [2, 1], 5)
    run.save(tmp_path / "run.npz")
    again = gdcore.Trajectory.load(tmp_path / "run.npz")
    assert again.problem == formula
    np.testing.assert_array_equal(again.problem.minimizers, formula.minimizers)
