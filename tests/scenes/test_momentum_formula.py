"""Momentum in a valley that a lecturer types: any quadratic, in its own axes."""

import numpy as np
import pytest

import gdcore
from scenes.kit.lesson.parameters import ParameterError
from scenes.momentum import Momentum

QUADRATICS = ("x^2 + 20y^2", "2x^2 + 10(y - 3)^2 - 7", "10x^2 + y^2 + 3x y + 4x", "50u^2 + (v+9)^2")


@pytest.mark.parametrize("text", QUADRATICS)
def test_the_balls_of_a_formula_are_those_on_the_formula_itself(text, computed):
    lesson = computed(Momentum.configured(landscape=text))
    runs, valley = lesson.runs, lesson.given
    start = valley.outside(np.array(runs.start))
    np.testing.assert_allclose(start, np.round(start, 1), atol=1e-9)
    for run in (runs.plain, *runs.heavy, runs.nesterov):
        own = gdcore.descend(valley.formula, run.optimizer, start, 60)
        there = [valley.outside(theta) for theta in run.thetas[:61]]
        np.testing.assert_allclose(there, own.thetas, atol=1e-6)
        above = own.values - valley.formula.value(valley.formula.minimizers[0])
        np.testing.assert_allclose(run.values[:61], above, atol=1e-6)


@pytest.mark.parametrize("text", QUADRATICS)
def test_its_momenta_creep_and_swing_and_it_says_so(text, computed):
    lesson = computed(Momentum.configured(landscape=text))
    light, middle, large = lesson.runs.momenta
    assert light < middle < large
    assert lesson.told("overshoot").outcome == "swings"
    assert lesson.told("damp").outcome == "seen"
    assert 60 <= lesson.steps <= 300


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x^2 + 20y^2", ("$x$", "$y$")),
        ("20x^2 + y^2", ("$y$", "$x$")),
        ("2x^2 + 10(y - 3)^2", ("$x$", "$y - 3$")),
        ("50u^2 + (v + 9)^2", ("$v + 9$", "$u$")),
        ("10x^2 + y^2 + 3x y", ("along", "across")),
    ],
)
def test_axes_are_named_for_what_they_are(text, names, computed):
    lesson = computed(Momentum.configured(landscape=text))
    assert lesson.given.names(lesson.words) == names


def test_a_start_is_one_of_the_formula(computed):
    own = {"landscape": "2x^2 + 10(y - 3)^2", "start": (8.0, 4.0), "momentum": 0.9, "steps": 80}
    lesson = computed(Momentum.configured(**own))
    assert lesson.runs.start == pytest.approx((8, 1))
    assert (lesson.runs.momenta[2], lesson.runs.shown) == (0.9, 80)


def test_a_formula_plays_and_is_shown_as_it_was_typed(play):
    lesson = play(Momentum.configured(landscape="2x^2 + 10(y - 3)^2 - 7").presented("light", "de"))
    stamps = [part.body for part in lesson.mobjects if getattr(part, "body", "")]
    assert any(lesson.given.formula.typst in body for body in stamps)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"landscape": "x^4 + y^2"}, "is no quadratic: its critical momentum needs a curvature"),
        ({"landscape": "(1-x)^2 + 100(y-x^2)^2"}, "is no quadratic"),
        ({"landscape": "abs(x) + x^2 + 9y^2"}, "is no quadratic"),
        ({"landscape": "x^2 ln(y)"}, "is no quadratic"),
        ({"landscape": "x^2 - 9y^2"}, "must be a valley, 4 to 100 times as curved across"),
        ({"landscape": "x^2 + y^2"}, "has curvatures of 2 and 2: it must be a valley"),
        ({"landscape": "x + 2y"}, "has curvatures of 0 and 0: it must be a valley"),
        ({"landscape": "x^2 + 500y^2"}, "must be a valley"),
        ({"landscape": "moon"}, "there is valley, or a formula"),
        ({"landscape": "x^2 + 9y^2", "condition": 20.0}, "condition is that of the lesson's own"),
        ({"landscape": "x^2 + 9y^2", "learning_rate": 0.2}, "curvature across the valley = 18:"),
        ({"landscape": "x^2 + 9y^2", "start": (0.1, 3.0)}, "is not far along the valley"),
    ],
)
def test_what_is_no_valley_is_refused_in_one_line(values, message, computed):
    with pytest.raises(ParameterError, match=message) as refused:
        computed(Momentum.configured(**values))
    assert "\n" not in str(refused.value)
