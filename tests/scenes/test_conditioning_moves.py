"""What moves in the lesson conditioning: a line along its valley, and features that rise."""

import numpy as np
import pytest

from scenes.conditioning import Conditioning
from scenes.parts.conditioning.floor import DOWN, START, UP
from scenes.parts.conditioning.rising import APART, BEFORE, TOGETHER


@pytest.fixture
def lesson(stage):
    return stage(Conditioning)


def test_a_line_along_the_floor_costs_little_though_it_turns_far(lesson):
    floor, loss = lesson.floor, lesson.before.problem
    steep = np.linalg.eigvalsh(loss.hessian(loss.minimizers[0]))[-1]
    for place in (UP, DOWN):
        floor.place.set_value(place)
        away = np.linalg.norm(floor.line - loss.minimizers[0])
        assert away > 2.5
        assert loss.value(floor.line) < 0.05 * steep * away**2 / 2
        np.testing.assert_allclose(floor.again(), floor.line, atol=1e-9)
    floor.place.set_value(START)
    np.testing.assert_allclose(floor.line, lesson.start)


def test_the_floor_is_where_the_cut_along_the_valley_is(lesson):
    floor, plane = lesson.floor, lesson.views.ground.map
    line = lesson.cuts[1].line
    ends = plane.data(np.array([line.get_start(), line.get_end()]))
    along = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
    for place in (0.5, UP, 1.5, DOWN):
        floor.place.set_value(place)
        off = floor.line - lesson.before.problem.minimizers[0]
        assert abs(along[0] * off[1] - along[1] * off[0]) < 1e-9


@pytest.mark.parametrize("state", [APART, 0.3, 0.7, TOGETHER])
def test_features_rise_together_while_their_bowl_becomes_a_valley(lesson, state):
    data = lesson.two_views.data
    data.set_value(state)
    np.testing.assert_allclose(data.rows, data.rows_again(), atol=1e-9)
    r = data.together
    assert r == pytest.approx(data.together_again(), abs=1e-9)
    assert data.ratio == pytest.approx((1 + r) / (1 - r)) == pytest.approx(data.ratio_again())
    np.testing.assert_allclose(data.fitted_again(), data.problem.minimizers, atol=1e-9)
    lesson.two_views.contours.update()
    assert all(
        (claim.shown - claim.true).max() < 0.1 for claim in lesson.two_views.contours.claims()
    )


def test_they_begin_apart_and_end_as_the_run_has_them(lesson):
    data, both = lesson.two_views.data, lesson.both
    data.set_value(APART)
    assert data.ratio < 1.1
    data.set_value(TOGETHER)
    np.testing.assert_allclose(data.rows, both.x)
    assert data.ratio == pytest.approx(both.ratio)


def test_the_bowl_before_is_the_one_that_was_standardised(lesson):
    views, ground = lesson.two_views, lesson.views.ground
    views.data.set_value(BEFORE)
    lesson.data.set_value(2)
    views.contours.update()
    ground.contours.update()
    for there, here in zip(ground.contours.lines, views.contours.lines, strict=True):
        assert len(there.points) == len(here.points)
        np.testing.assert_allclose(here.points, there.points, atol=0.02)
