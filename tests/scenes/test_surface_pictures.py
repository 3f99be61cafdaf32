"""Pictures of the surface part: what is hidden, no cracks, no jumps, no seam."""

from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from scenes.kit.ink.camera import PaintingCamera
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.theme import DARK, THEMES
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.problems import centred_line
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.marks import SurfaceMark
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.traces import SurfaceTrace
from scenes.kit.surface.view import View
from scenes.kit.time.playhead import Playhead

LOSS = Axis(0, 1000, "loss", ticks=(0, 500, 1000))


class Ridge:
    """A wall along y: exp(-x²)."""

    dim = 2

    def value(self, theta):
        return np.exp(-(np.asarray(theta, dtype=float)[..., 0] ** 2))


def picture(theme, *mobjects, size=(320, 180)):
    """RGB (height, width, 3) of what a camera draws."""
    with tempconfig({"pixel_width": size[0], "pixel_height": size[1]}):
        camera = PaintingCamera(background_color=theme.background)
        camera.capture_mobjects([mobject.update() for mobject in mobjects])
    return camera.pixel_array[..., :3].astype(int)


def rgb(color):
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)])


def count(pixels, color, tolerance=30):
    """Pixels of about a colour."""
    return int((np.abs(pixels - rgb(color)).max(axis=-1) <= tolerance).sum())


def inked(theme, role):
    """Colour of a role's marker."""
    return theme.star if role == "minimum" else theme.roles()[role]


def valley(theme=DARK, **view):
    plane = centred_line.map_panel(centred_line.map_box(WIDE.body), theme)
    relief = Relief(plane, centred_line.problem(), LOSS, cells=64)
    return Surface(relief, centred_line.LEVELS, View(**view))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("role", ["batch", "minimum"])
def test_a_marker_behind_a_ridge_is_hidden_and_one_before_it_is_not(theme, role):
    plane = Plane(Box(-3, 3, -3, 3), Axis(-4, 4), Axis(-4, 4), theme)
    relief = Relief(plane, Ridge(), Axis(0, 1), cells=64)
    surface = Surface(relief, np.array([0.5]), View(0, 20))
    shown = {}
    for x in (-1.6, 1.6):
        mark = SurfaceMark(surface, [x, 0.5], role=role, radius=0.2)
        shown[x] = count(picture(theme, surface, mark), inked(theme, role))
    alone = SurfaceMark(surface, [1.6, 0.5], role=role, radius=0.2)
    surface.view.elevation.set_value(90)
    everything = count(picture(theme, surface, alone), inked(theme, role))
    assert shown[-1.6] == 0
    assert shown[1.6] >= 0.9 * everything > 20


def test_a_marker_that_goes_behind_a_ridge_does_so_bit_by_bit():
    plane = Plane(Box(-3, 3, -3, 3), Axis(-4, 4), Axis(-4, 4), DARK)
    surface = Surface(Relief(plane, Ridge(), Axis(0, 1)), np.array([0.5]), View(0, 20))
    places = np.linspace(0.1, -0.7, 33)
    marks = (SurfaceMark(surface, [x, 0.5], role="minimum", radius=0.3) for x in places)
    areas = np.array([count(picture(DARK, surface, mark), DARK.star) for mark in marks])
    assert areas[0] > 60 and areas[-1] == 0
    assert np.abs(np.diff(areas)).max() < 0.3 * areas[0]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_path_is_hidden_behind_the_wall_it_is_on(theme):
    run = centred_line.batch_run((-7.5, 3.0), 0.001, 2)
    colors = []
    for azimuth in (0, 180):  # the wall w < 0 seen from inside, and from outside
        surface = valley(theme, azimuth=azimuth, elevation=15)
        playhead = Playhead(2, staged=0)
        playhead.set_value(2)
        trace = SurfaceTrace(surface, run.thetas, playhead)
        colors.append(
            count(picture(theme, surface, trace.line, trace.marker), theme.roles()["batch"])
        )
    assert colors[0] > 10 and colors[1] == 0


@pytest.mark.parametrize("azimuth", [-58, 7, 90, 213])
def test_neighbouring_cells_meet_without_a_crack(azimuth):
    relief = valley().relief
    surface = Surface(relief, np.zeros(0), View(azimuth, 35))
    filled = (picture(DARK, surface, size=(640, 360)) != rgb(DARK.background)).any(axis=-1)
    assert filled.sum() > 10_000
    around = filled[:-2, 1:-1] & filled[2:, 1:-1] & filled[1:-1, :-2] & filled[1:-1, 2:]
    assert not (around & ~filled[1:-1, 1:-1]).any()


def test_a_full_turn_ends_where_it_began():
    surface = valley(azimuth=-58, elevation=24)
    axes = SurfaceAxes(surface)
    first = picture(DARK, surface, axes)
    surface.view.azimuth.increment_value(360)
    np.testing.assert_array_equal(first, picture(DARK, surface, axes))


@pytest.mark.thorough
def test_nothing_jumps_as_the_camera_turns():
    surface = valley(azimuth=0, elevation=24)
    mobjects = [surface, SurfaceAxes(surface)]
    mobjects += [SurfaceMark(surface, [2, 3], role="minimum")]
    run = centred_line.mini_batch_run((-4.0, -7.0), 0.05, 2)
    playhead = Playhead(14, staged=0)
    playhead.set_value(14)
    mobjects += [SurfaceTrace(surface, run.thetas, playhead, role="mini_batch")]
    changes = []
    for azimuth in np.arange(0, 360, 18):
        surface.view.azimuth.set_value(azimuth)
        before = picture(DARK, *mobjects)
        surface.view.azimuth.set_value(azimuth + 0.5)
        changes.append(np.abs(picture(DARK, *mobjects) - before).mean())
    assert max(changes) < 3 * np.median(changes)


@pytest.mark.parametrize("size", [(64, 36), (17, 9), (854, 480)])
def test_every_size_is_drawn(size):
    surface = valley(azimuth=30, elevation=30)
    pixels = picture(DARK, surface, SurfaceAxes(surface), size=size)
    share = (pixels != rgb(DARK.background)).any(axis=-1).mean()
    assert 0.1 < share < 0.5


def test_a_transparent_surface_from_above_is_the_contour_map_alone():
    plane = centred_line.map_panel(centred_line.map_box(WIDE.body), DARK)
    view = {"azimuth": -90, "elevation": 90, "center": plane.inner.center, "solid": 0}
    surface = valley(**view)
    contours = centred_line.loss_map(plane).contours
    size = (854, 480)
    difference = picture(DARK, surface, size=size) - picture(DARK, contours, size=size)
    assert np.abs(difference).max() <= 16


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_wall_towards_the_lamp_is_twice_as_bright_as_the_other_at_the_same_height(theme):
    surface = valley(theme, azimuth=-90, elevation=70)
    (minimum,) = surface.relief.problem.minimizers
    across = np.array([[-1.0, 0.0], [1.0, 0.0]])  # the two walls of the valley
    reach = min(abs(minimum[0] - side) for side in surface.relief.plane.window[:2])
    walls = minimum + 0.93 * reach * across
    np.testing.assert_allclose(*surface.relief.problem.value(walls))
    places = surface.view.pose.show(surface.relief.drape(walls).at(1.0))[:, :2]
    pixels = picture(theme, surface, size=(1280, 720))
    across, down = (places * (1, -1) * 90 + (640, 360)).round().astype(int).T
    around = [pixels[y - 2 : y + 3, x - 2 : x + 3] for x, y in zip(across, down, strict=True)]
    light = [
        (np.median(patch, axis=(0, 1)) / 255) ** 2.2 @ (0.2126, 0.7152, 0.0722) for patch in around
    ]
    assert light[0] / light[1] >= 2 or light[1] / light[0] >= 2


@pytest.mark.parametrize("pose", [(-60, 35), (20, 80), (200, 12), (0, 90)])
@pytest.mark.parametrize("rise", [0.0, 0.4, 1.0])
def test_all_is_painted_between_the_points_that_are_told(pose, rise):
    surface = valley(azimuth=pose[0], elevation=pose[1])
    surface.view.rise.set_value(rise)
    mark = SurfaceMark(surface, (0.5, 0.5), role="batch", radius=0.3)
    wide, high = 640, 360
    for mobject in (surface, mark):
        drawn = picture(DARK, mobject, size=(wide, high))
        inked = np.argwhere((drawn != rgb(DARK.background)).any(axis=2))
        scale = high / WIDE.height
        low, top = mobject.extent().min(axis=0), mobject.extent().max(axis=0)
        reach = mobject.get_stroke_width(background=True) / 200 * scale + 1  # and smoothed
        assert len(inked) or mobject is mark
        if not len(inked):
            continue  # hidden
        rows, columns = inked.min(axis=0), inked.max(axis=0)
        assert high / 2 - top[1] * scale - reach <= rows[0]
        assert columns[0] < high / 2 - low[1] * scale + reach
        assert wide / 2 + low[0] * scale - reach <= rows[1]
        assert columns[1] < wide / 2 + top[0] * scale + reach
