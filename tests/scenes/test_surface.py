"""Geometry of the surface part, against formulas written out anew and rays walked by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from gdcore import GradientDescent, Himmelblau, Quadratic, descend
from scenes.kit.ink.glyphs import compose
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.text import SMALLEST, UNITS_PER_POINT
from scenes.kit.ink.theme import DARK
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.problems import centred_line
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.horizon import Horizon
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.traces import SurfaceTrace
from scenes.kit.surface.view import FROM_ABOVE, Pose, View
from scenes.kit.time.playhead import Playhead

LOSS = Axis(0, 1000, "loss", ticks=(0, 500, 1000))
POSES = [Pose(azimuth, elevation) for azimuth in (-58, 0, 90, 201.5) for elevation in (8, 24, 70)]


@dataclass(frozen=True)
class Ridge:
    """A wall along y: exp(-x²), so that from either side the other is hidden."""

    dim = 2
    names = ("x", "y")
    domain = np.array([[-4.0, 4.0], [-4.0, 4.0]])
    minimizers = np.zeros((0, 2))

    def value(self, theta):
        return np.exp(-(np.asarray(theta, dtype=float)[..., 0] ** 2))

    gradient = hessian = value


def square(problem, low=-4.0, high=4.0, height=None, **options):
    plane = Plane(Box(-6, 0, -3, 2.5), Axis(low, high, "$w$"), Axis(low, high, "$b$"), DARK)
    return Relief(plane, problem, height or Axis(0, 1), **options)


@pytest.fixture(scope="module")
def valley():
    return Relief(
        centred_line.map_panel(centred_line.map_box(WIDE.body), DARK), centred_line.problem(), LOSS
    )


# -- the camera --------------------------------------------------------------------------------


@pytest.mark.parametrize("pose", POSES)
def test_a_pose_is_a_rotation_seen_along_its_third_axis(pose):
    a, e = np.radians(pose.azimuth), np.radians(pose.elevation)
    towards = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
    right = np.array([-np.sin(a), np.cos(a), 0])
    up = np.cross(towards, right)
    points = np.random.default_rng(0).normal(size=(20, 3))
    seen = pose.seen(points)
    np.testing.assert_allclose(seen[:, 0], points @ right, atol=1e-12)
    np.testing.assert_allclose(seen[:, 1], points @ up, atol=1e-12)


@pytest.mark.parametrize("pose", POSES)
def test_no_view_is_mirrored(pose):
    x, y, z = pose.show(np.eye(3))
    assert x[0] * y[1] - x[1] * y[0] == pytest.approx(np.sin(np.radians(pose.elevation)))
    assert z[0] == pytest.approx(0) and z[1] > 0


def test_from_above_the_surface_lies_on_the_flat_map(valley):
    thetas = np.random.default_rng(1).uniform(-8, 8, size=(50, 2))
    pose = Pose(*FROM_ABOVE, center=tuple(valley.plane.inner.center[:2]))
    for rise in (0, 1):
        shown = pose.show(valley.drape(thetas).at(rise))
        np.testing.assert_allclose(shown, valley.plane.to_scene(thetas), atol=1e-9)


@pytest.mark.parametrize(("tracker", "value"), [("elevation", 0), ("elevation", 95), ("zoom", 0)])
def test_a_camera_that_sees_nothing_says_so(tracker, value):
    view = View()
    getattr(view, tracker).set_value(value)
    with pytest.raises(ValueError, match=f"{tracker} is {value}"):
        _ = view.pose


# -- heights -----------------------------------------------------------------------------------


def test_heights_are_the_values_on_a_linear_or_log_axis(valley):
    thetas = np.array([[-4.0, -7.0], [2.0, 3.0], [8.0, 8.0]])
    low = valley.floor + valley.gap
    np.testing.assert_allclose(
        valley.drape(thetas).at(1)[:, 2], low + 2.2 * np.array([0.412, 0, 0.337]), atol=1e-12
    )
    log = Relief(valley.plane, valley.problem, Axis(1, 1000, log=True))
    expected = low + 2.2 * np.array([np.log10(412) / 3, 0, np.log10(337) / 3])
    np.testing.assert_allclose(log.drape(thetas).at(1)[:, 2], expected, atol=1e-12)


def test_what_exceeds_the_axis_lies_on_top_of_the_box(valley):
    with np.errstate(all="ignore"):
        fractions = valley.fraction([-5, 2000, np.inf, np.nan])
    np.testing.assert_array_equal(fractions, [0, 1, 1, 1])


def test_a_flat_relief_lies_on_the_ground_and_rises_evenly(valley):
    draped = valley.drape([[-4.0, -7.0]])
    heights = [float(draped.at(rise)[0, 2]) for rise in (0, 0.5, 1)]
    assert heights[0] == pytest.approx(valley.floor)
    assert heights[1] == pytest.approx((heights[0] + heights[2]) / 2)


def test_the_painted_surface_passes_through_its_corners(valley):
    lattice = valley.lattice()
    np.testing.assert_allclose(valley.sampled(lattice[..., :2]), lattice[..., 2], atol=1e-9)
    middle = (lattice[:-1, :-1, :2] + lattice[1:, 1:, :2]) / 2
    exact = lattice[:-1, :-1, 2] / 4 + lattice[1:, 1:, 2] / 4
    exact += lattice[1:, :-1, 2] / 4 + lattice[:-1, 1:, 2] / 4
    np.testing.assert_allclose(valley.sampled(middle), exact, atol=1e-9)


@pytest.mark.parametrize(
    ("problem", "options", "complaint"),
    [
        (Quadratic([[1]], [0]), {}, "needs 2 parameters"),
        (Ridge(), {"cells": 3}, "at least 8"),
        (Ridge(), {"tall": 0}, "needs tall > 0"),
        (Ridge(), {"gap": -1}, "gap >= 0"),
    ],
)
def test_what_is_no_surface_is_refused(problem, options, complaint):
    with pytest.raises(ValueError, match=complaint):
        square(problem, **options)


def test_log_parameters_are_refused():
    plane = Plane(Box(-6, 0, -3, 2), Axis(1, 10, log=True), Axis(0, 1), DARK)
    with pytest.raises(ValueError, match="linear axes"):
        Relief(plane, Ridge(), Axis(0, 1))


# -- what is hidden ----------------------------------------------------------------------------


@pytest.mark.parametrize(("azimuth", "hidden"), [(0, [True, False]), (180, [False, True])])
def test_a_ridge_hides_what_is_behind_it(azimuth, hidden):
    relief = square(Ridge())
    horizon = Horizon(relief, Pose(azimuth, 20))
    behind_and_before = relief.drape([[-1.5, 0.3], [1.5, 0.3]]).at(1)
    assert horizon.hidden(behind_and_before).tolist() == hidden
    assert horizon.hidden(behind_and_before, on_top=True).tolist() == hidden
    assert not horizon.hidden(behind_and_before + np.array([0, 0, 3])).any()


@pytest.mark.parametrize("pose", POSES)
def test_the_horizon_agrees_with_rays_walked_towards_the_camera(pose):
    relief = square(Himmelblau(), -5, 5, Axis(0, 400))
    horizon = Horizon(relief, pose)
    rng = np.random.default_rng(3)
    ground = rng.uniform(-0.49, 0.49, size=(400, 2)) * relief.sides
    points = np.column_stack([ground, rng.uniform(-1.7, 1.7, 400)])
    clearance = walked(relief, pose, points)
    clear = np.abs(clearance) > 0.08  # within that of an edge, either answer will do
    np.testing.assert_array_equal(horizon.hidden(points)[clear], clearance[clear] < 0)


def walked(relief, pose, points):
    """How far each ray to the camera stays off the surface; negative if it meets it.

    Seen from a point, the surface before it lies below the ray, above it, or both.
    """
    walk = np.linspace(0.03, 9, 900)
    sine, cosine = pose.tilt
    ground = points[:, None, :2] - walk[:, None] * pose.away
    off = points[:, None, 2] + walk * sine / cosine - relief.sampled(ground)
    off *= cosine
    inside = (np.abs(ground) <= relief.sides / 2).all(axis=-1)
    below = np.where(inside, off, np.inf).min(axis=1)
    above = np.where(inside, -off, np.inf).min(axis=1)
    return np.maximum(below, above)


def test_a_segment_is_cut_where_it_goes_into_hiding():
    relief = square(Ridge())
    horizon = Horizon(relief, Pose(0, 20))
    start, end = relief.drape([[2.0, 0.0], [-2.5, 0.0]]).at(1) + np.array([0, 0, 0.05])
    starts, ends, which = horizon.cut(np.array([start, end]), np.array([end, start]))
    assert which.tolist() == [0, 1]
    np.testing.assert_allclose(starts[0], start)
    np.testing.assert_allclose(ends[1], start)
    along = np.linspace(start, end, 400)
    first_hidden = along[np.argmax(horizon.hidden(along))]
    assert np.linalg.norm(ends[0] - first_hidden) < np.linalg.norm(end - start) / 12
    assert not horizon.hidden(ends[:1]).any()


# -- paths and labels --------------------------------------------------------------------------


def test_a_path_passes_through_every_iterate_of_its_record(valley):
    run = centred_line.stochastic_run((-4.0, -7.0), 0.01, 2)
    view = View(*FROM_ABOVE, center=valley.plane.inner.center)
    surface = Surface(valley, centred_line.LEVELS, view)
    playhead = Playhead(102, staged=0)
    trace = SurfaceTrace(surface, run.thetas, playhead, role="stochastic")
    for steps in (0, 17, 102):
        playhead.set_value(steps)
        trace.update()
        expected = valley.plane.to_scene(run.thetas[: steps + 1])
        reach = np.linalg.norm(trace.line.points[:, None] - expected[1:], axis=2)
        assert steps == 0 or reach.min(axis=0).max() < 1e-6
        np.testing.assert_allclose(trace.marker.point[:2], valley.ground(run.thetas[steps])[:2])


def test_a_diverging_path_stays_in_the_box(valley):
    run = descend(valley.problem, GradientDescent(0.3), [-4.0, -7.0], 400)
    assert run.diverged_at > 0
    view = View(-40, 30)
    surface = Surface(valley, centred_line.LEVELS, view)
    playhead = Playhead(400, staged=0)
    trace = SurfaceTrace(surface, run.thetas, playhead)
    corners = np.concatenate([valley.corners, valley.corners + np.array([0, 0, 3.4])])
    low, high = (edge(view.pose.show(corners), axis=0) for edge in (np.min, np.max))
    for steps in (0.5, 1.5, 3, 400):
        playhead.set_value(steps)
        trace.update()
        points = trace.line.points
        assert np.isfinite(points).all()
        assert (points >= low - 1e-6).all() and (points <= high + 1e-6).all()
    assert trace.marker.point is None and len(trace.line.points) > 0


def test_labels_are_upright_in_full_size_and_never_mirrored(valley):
    view = View(0, 24)
    axes = SurfaceAxes(Surface(valley, centred_line.LEVELS, view))
    glyph = compose("500")[0] * SMALLEST * UNITS_PER_POINT
    shape = glyph - glyph.mean(axis=0)
    for azimuth in range(0, 360, 45):
        view.azimuth.set_value(azimuth + 20)
        axes.update()
        numbers = [edge.numbers for edge in axes[4:] if edge.numbers.get_fill_opacity() > 0]
        assert len(numbers) == 1
        start = len(compose("0")[0])
        points = numbers[0].points[start : start + len(shape)]
        np.testing.assert_allclose(points - points.mean(axis=0), shape, atol=1e-9)


def test_each_parameter_is_labelled_on_an_edge_that_faces_the_camera(valley):
    view = View(0, 24)
    axes = SurfaceAxes(Surface(valley, centred_line.LEVELS, view))
    for azimuth in np.arange(0, 360, 7.5):
        view.azimuth.set_value(azimuth)
        axes.update()
        opacities = [float(edge.numbers.get_fill_opacity()) for edge in axes[:4]]
        for pair in (opacities[:2], opacities[2:]):
            assert sum(pair) == pytest.approx(1, abs=1e-6)
