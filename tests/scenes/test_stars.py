"""Stars at minima, and what becomes of a marker that has come to stay inside one."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import GradientDescent, Quadratic, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import BAND, RADIUS, RING, STAR, Marks
from scenes.kit.ink.theme import DARK
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.minimum import star_at_minimum
from scenes.kit.runs.resting import OUTSIDE, POINTS, stays_inside
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead

BOWL = Quadratic(np.diag([1.0, 1.0]), (1.0, 2.0))


def followed(rate: float, steps: int = 30) -> tuple[Marks, Trace]:
    """The star of a bowl, and a run into it on the same map."""
    panel = Plane(Box(-3, 3, -3, 3), Axis(-4, 6, "$w$"), Axis(-3, 7, "$b$"), DARK)
    star = star_at_minimum(panel, BOWL)
    run = descend(BOWL, GradientDescent(rate), (-3.0, -2.0), steps)
    return star, Trace(panel, run.thetas, Playhead(steps, staged=0))


def at(trace: Trace, position: float) -> Marks:
    trace.playhead.set_value(position)
    trace.refresh()
    return trace.marker


def test_a_star_is_as_wide_as_a_marker_and_its_ring_goes_round_it():
    star, _ = followed(0.3)
    assert star.width * 1080 / 8 == pytest.approx(32, abs=3)
    assert RING - BAND > POINTS == pytest.approx(star.get_top()[1] - star.centres[0, 1])


def test_a_marker_that_comes_to_stay_in_a_star_gets_a_ring_and_stands_where_it_stood():
    star, trace = followed(0.3)
    away = np.linalg.norm(trace.path - star.centres, axis=1)
    first = int(np.flatnonzero(away < POINTS)[0])
    assert at(trace, 1).ringed == 0 and trace.marker.width == pytest.approx(2 * RADIUS)
    marker = at(trace, first)
    assert marker.ringed == 1 and marker.width == pytest.approx(2 * RING + BAND)
    np.testing.assert_allclose(marker.centres, trace.path[[first]], atol=1e-9)
    assert all(claim.holds for claim in trace.claims())
    assert at(trace, 1).ringed == 0 and trace.marker.width == pytest.approx(2 * RADIUS)


def test_the_ring_grows_over_a_step_and_never_goes_again():
    _, trace = followed(0.3)
    seen = [at(trace, position).ringed for position in np.linspace(0, 30, 301)]
    assert (np.diff(seen) >= 0).all() and seen[0] == 0 and seen[-1] == 1
    assert np.diff(seen).max() < 0.2


def test_a_run_that_only_passes_a_star_leaves_it_alone():
    path = np.array([[-1.0, 0, 0], [0.0, 0, 0], [1.0, 0, 0], [0.01, 0, 0], [np.inf, 0, 0]])
    star = np.zeros((1, 3))
    np.testing.assert_array_equal(stays_inside(path, star), 0)
    np.testing.assert_array_equal(stays_inside(path[:4], star), [0, 0, 0, 1])
    halfway = np.array([[(POINTS + OUTSIDE) / 2, 0, 0]])
    assert stays_inside(halfway, star)[0] == pytest.approx(0.5)
    both = np.array([[9.0, 9, 0], [STAR, 0, 0]])
    assert stays_inside(path[1:2], both)[0] == 1


def test_a_panel_without_a_star_rings_nothing():
    panel = Plane(Box(-3, 3, -3, 3), Axis(-4, 6), Axis(-3, 7), DARK)
    trace = Trace(panel, np.array([[0.0, 0], [1, 1]]), Playhead(1, staged=0))
    assert at(trace, 1).ringed == 0
