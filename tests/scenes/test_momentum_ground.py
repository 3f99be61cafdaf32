"""The ground of the lesson momentum, which moves between a map, a close-up and a lane."""

import numpy as np
import pytest

from scenes.momentum import Momentum
from scenes.parts.momentum.ground import NEAR, WHOLE


@pytest.fixture
def lesson(stage):
    return stage(Momentum)


@pytest.mark.parametrize("rate", [0.04, 0.005])
def test_contours_cross_a_close_up_however_little_it_shows(stage, rate):
    ground = stage(Momentum.configured(learning_rate=rate)).ground
    assert ground.near.units[0] > 1.5 * ground.map.units[0]
    ground.moving.where.set_value(NEAR)
    ground.contours.update()
    assert sum(len(line.points) > 0 for line in ground.contours.lines) >= 7


@pytest.mark.parametrize("stop", range(3))
def test_the_ground_stands_on_its_panels_and_moves_evenly_between_them(lesson, stop):
    ground, places = lesson.ground, lesson.runs.swinging.path
    panel, moving = (ground.near, ground.map, ground.lanes[-1])[stop], ground.moving
    moving.where.set_value(stop)
    np.testing.assert_allclose(moving.to_scene(places), panel.to_scene(places), atol=1e-9)
    np.testing.assert_allclose(moving.data(moving.to_scene(places)), places, atol=1e-9)
    assert moving.window == pytest.approx(panel.window)
    for part in np.linspace(-0.5, 0.5, 9):
        moving.where.set_value(stop + part)
        across, up = moving.units
        assert across == pytest.approx(up, rel=1e-6)
        left, right, bottom, top = moving.window
        corners = moving.to_scene([[left, bottom], [right, top]])
        inner = moving.inner
        np.testing.assert_allclose(corners[:, 0], (inner.left, inner.right), atol=1e-9)
        np.testing.assert_allclose(corners[:, 1], (inner.bottom, inner.top), atol=1e-9)


def test_peaks_are_marked_where_the_balls_are_farthest_beyond_the_minimum(lesson):
    plot, runs = lesson.compared, lesson.runs
    for peak, path in zip(lesson.peaks, (runs.swinging.path, runs.warned.path), strict=True):
        along = path[: runs.shown + 1, 0]
        (at,) = plot.data(peak.ring.centres)
        assert at == pytest.approx((along.argmax(), along.max()))
        assert peak.text.body == f"{along.max():.3g}"
        assert plot.inner.holds(peak.text.get_all_points()).all()
    heavy, warned = (peak.text for peak in lesson.peaks)
    assert heavy.get_bottom()[1] > warned.get_top()[1]


def test_the_floor_under_the_swings_has_the_heights_of_the_map(lesson):
    levels = np.exp(lesson.ground.contours.of_stops[WHOLE])[::-1]
    plot = lesson.compared
    for band, level in zip(lesson.floor[1:], levels, strict=True):
        heights = plot.data(band.points)[:, 1]
        for end, edge in ((heights.min(), plot.y.low), (heights.max(), plot.y.high)):
            value = lesson.runs.problem.value(np.array([end, 0.0]))
            assert value == pytest.approx(level) or (end == pytest.approx(edge) and value < level)
