"""Level sets of bowls in closed form, against the bowl's values and a polygon's inside."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.path import Path

from gdcore import LeastSquares, Quadratic, Rosenbrock
from scenes.kit.ink.layout import Box
from scenes.kit.ink.outline import sampled
from scenes.kit.ink.theme import load_theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.level_sets import Ellipses, GridLevelSets, level_sets

NEAR = 1e-4  # of the panel's size


def panel(x=(-3.0, 5.0), y=(-2.0, 2.0)):
    return Plane(Box(-6, 2, -3, 3), Axis(*x, "x"), Axis(*y, "y"), load_theme("dark"))


def bowl(angle, low, ratio, minimizer):
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return Quadratic(turn @ np.diag([low, low * ratio]) @ turn.T, minimizer)


def regions(outline):
    """The polygons (n, 2) that an outline of one or more closed runs goes round."""
    return Path(np.concatenate([sampled(outline, 4 * 400)[:, :2]])) if len(outline) else None


bowls = st.builds(
    bowl,
    angle=st.floats(0, np.pi),
    low=st.floats(1e-3, 1e3),
    ratio=st.floats(1, 100),
    minimizer=st.tuples(st.floats(-9, 9), st.floats(-6, 6)),
)


@settings(max_examples=60, deadline=None)
@given(bowls, st.floats(-0.2, 3))
def test_a_line_is_where_the_bowl_has_its_value_and_nothing_of_it_is_missing(problem, share):
    plane = panel()
    level = float(np.exp(share)) * float(problem.value([1.0, 0.5])) + 1e-3
    line = level_sets(plane, problem, 200).lines([level])[0]
    if len(line):
        points = sampled(line, 300)
        box = plane.inner.inset(-NEAR, -NEAR, -NEAR, -NEAR)
        assert box.holds(points).all()
        np.testing.assert_allclose(problem.value(plane.data(points)), level, rtol=1e-4)
    on_grid = sampled(GridLevelSets(plane, problem, 300).lines([level])[0], 50)
    fine = sampled(line, 4000)
    for point in on_grid:  # to a cell of the grid's
        assert np.hypot(*(fine - point)[:, :2].T).min() < 0.05


@settings(max_examples=60, deadline=None)
@given(bowls, st.floats(-2, 3), st.integers(0, 9))
def test_what_is_under_a_level_is_filled_and_nothing_else(problem, share, seed):
    plane = panel()
    level = float(np.exp(share)) * float(problem.value([1.0, 0.5])) + 1e-3
    outline = level_sets(plane, problem, 200).fields([level])[0]
    inner = plane.inner
    draw = np.random.default_rng(seed).uniform(
        [inner.left, inner.bottom, 0], [inner.right, inner.top, 0], (400, 3)
    )
    values = problem.value(plane.data(draw))
    slopes = np.hypot(*(problem.gradient(plane.data(draw)) / plane.units).T)
    clear = np.abs(values - level) > 0.03 * slopes  # farther from the line than a chord is off it
    if len(outline):
        filled = regions(outline).contains_points(draw[:, :2])
    else:
        filled = np.zeros(len(draw), dtype=bool)
    np.testing.assert_array_equal(filled[clear], (values < level)[clear])


def test_what_is_under_no_level_or_under_all_is_nothing_or_the_panel():
    plane = panel()
    found = level_sets(plane, bowl(0.4, 1.0, 5.0, (0.0, 0.0)), 200)
    assert not len(found.fields([-1.0])[0]) and not len(found.lines([-1.0])[0])
    inner = plane.inner
    outline = found.fields([np.inf])[0]
    assert outline[:, 0].min() == inner.left and outline[:, 1].max() == inner.top
    np.testing.assert_allclose(np.unique(outline[::4, 0]), [inner.left, inner.right])


def test_a_line_that_but_touches_a_side_is_whole():
    plane = panel()
    found = level_sets(plane, Quadratic(np.eye(2), [0.0, 0.0]), 200)
    line = found.lines([2.0])[0]  # radius 2, the height of the window
    assert len(line) == 4 * 8 or len(line) == 4 * 9
    assert np.isfinite(found.fields([2.0])[0]).all()


@pytest.mark.parametrize(
    ("problem", "closed"),
    [
        (Quadratic([[2, 1], [1, 2]], [0, 0]), True),
        (LeastSquares([0, 1, 2, 3], [3, 5, 7, 9]), True),
        (Quadratic([[2, 0], [0, -2]], [0, 0]), False),
        (Quadratic([[2, 0], [0, 0]], [0, 0]), False),
        (Rosenbrock(), False),
    ],
)
def test_bowls_alone_have_a_closed_form(problem, closed):
    assert isinstance(level_sets(panel(), problem, 40), Ellipses) is closed


def test_an_axis_in_powers_has_none():
    plane = Plane(Box(-6, 2, -3, 3), Axis(0.1, 10, "x", log=True), Axis(0, 1), load_theme("dark"))
    found = level_sets(plane, Quadratic([[2, 1], [1, 2]], [1, 0]), 40)
    assert isinstance(found, GridLevelSets)
