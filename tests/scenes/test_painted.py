"""The camera draws outlines in its own way; what comes out is what manim would draw."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Camera, CapStyleType, Circle, LineJointType, Square, VGroup, VMobject

from scenes.kit.ink.camera import PaintingCamera
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.outline import dashed
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import DARK


def dashes() -> VMobject:
    line = VMobject(stroke_width=3)
    points = np.array([[-3, -1, 0], [0, 1, 0], [3, -1, 0.0]])
    return line.set_points(dashed(points, 0.13, 0.08))


KINDS = {
    "a text": lambda: Text("descent on $f(x) = x^2$", DARK, halo=True),
    "a number": lambda: Number(-3.14, DARK),
    "markers": lambda: Marks(np.array([[-1, 0, 0], [1, 0.3, 0]]), DARK, "minimum", radius=0.3),
    "dashes": dashes,
    "curves": lambda: VGroup(Circle(fill_opacity=0.5), Square(2.5)),
    "nothing": lambda: VMobject(),
    "what is not finite": lambda: VMobject().set_points(np.full((4, 3), np.nan)),
}


def picture(camera: Camera, mobject: VMobject) -> np.ndarray:
    camera.reset()
    camera.capture_mobjects([mobject])
    return np.array(camera.pixel_array)


def recolored(mobject: VMobject) -> VMobject:
    return mobject.set_opacity(0.4).set_color("#FF8800")


def drawn_large(mobject: VMobject, scale: int = 8) -> np.ndarray:
    """Manim's picture, drawn so many times as large and made smaller."""
    small = Camera()
    width, height = small.pixel_width, small.pixel_height
    large = Camera(pixel_width=scale * width, pixel_height=scale * height)
    pixels = picture(large, mobject).reshape(height, scale, width, scale, 4)
    return np.asarray(pixels.mean(axis=(1, 3), dtype=np.float32))


def off(pixels: np.ndarray, truth: np.ndarray) -> float:
    """Root of the mean square of differences, where there is anything."""
    drawn = (truth[..., :3] > 0).any(axis=-1)
    return float(np.sqrt(((pixels - truth)[drawn] ** 2).mean())) if drawn.any() else 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_are_what_manim_draws_and_nearer_to_it_than_its_own(manim_settings, kind):
    mobject = KINDS[kind]().shift((0.21, -0.13, 0))
    truth = drawn_large(mobject)
    ours, manims = picture(PaintingCamera(), mobject), picture(Camera(), mobject)
    assert off(ours, truth) <= max(off(manims, truth), 1.0)
    assert np.abs(ours.astype(int) - truth).max() <= 60


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_drawn_again_is_the_same(manim_settings, kind):
    mobject, camera = KINDS[kind](), PaintingCamera()
    for change in (lambda: mobject, lambda: mobject.shift((0.21, -0.13, 0))):
        change()
        first = picture(camera, mobject)
        for _ in range(2):  # what it covers is kept
            np.testing.assert_array_equal(picture(camera, mobject), first)
    recolored(mobject)
    np.testing.assert_array_equal(picture(camera, mobject), picture(PaintingCamera(), mobject))


def test_what_is_kept_is_of_what_was_drawn_not_of_what_has_changed(manim_settings):
    mobject, camera = Square(2.0, stroke_width=4), PaintingCamera()
    changes = [
        lambda: mobject.set_stroke(width=9),
        lambda: mobject.set_stroke("#00FF00", width=14, background=True),
        lambda: mobject.set_fill("#FF0000", opacity=0.7),
        lambda: mobject.set_cap_style(CapStyleType.ROUND),
        lambda: setattr(mobject, "joint_type", LineJointType.ROUND),
        lambda: mobject.rotate(0.3),
    ]
    for change in changes:
        picture(camera, mobject), picture(camera, mobject)
        change()
        expected = picture(PaintingCamera(), mobject)
        np.testing.assert_array_equal(picture(camera, mobject), expected)


@pytest.mark.parametrize(
    "change",
    [
        lambda mobject: setattr(mobject, "joint_type", LineJointType.BEVEL),
        lambda mobject: mobject.set_cap_style(CapStyleType.SQUARE),
        lambda mobject: mobject.set_stroke(["#FF0000", "#0000FF"]),
    ],
)
def test_what_only_cairo_draws_is_manims_to_the_bit(manim_settings, change):
    mobject = Square(2.0, stroke_width=9)
    change(mobject)
    expected = picture(Camera(), mobject)
    np.testing.assert_array_equal(picture(PaintingCamera(), mobject), expected)


CUT = {
    "a gradient": lambda: Square(2.0, stroke_width=9).set_stroke(["#FF0000", "#0000FF"]),
    "an outline": lambda: Circle(fill_opacity=0.5).set_stroke("#FF0000", 14, background=True),
}


@pytest.mark.parametrize("kind", CUT)
def test_what_is_drawn_in_two_parts_is_what_is_drawn_in_one(manim_settings, kind):
    mobject, whole, parts = CUT[kind]().rotate(0.3), PaintingCamera(), PaintingCamera()
    expected = picture(whole, mobject)
    parts.reset()
    context = parts.get_cairo_context(parts.pixel_array)
    middle = context.device_to_user(parts.pixel_width // 2, 0)[0]
    for left in (middle - 99, middle):
        context.save()
        context.rectangle(left, -99, 99, 198)
        context.clip()
        parts.capture_mobjects([mobject])
        context.restore()
    np.testing.assert_array_equal(parts.pixel_array, expected)


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_rims_of_circles_are_filled_as_if_they_were_stroked(manim_settings, monkeypatch, opacity):
    x, y = np.meshgrid(np.linspace(-5.03, 5.01, 8), np.linspace(-2.97, 3.02, 5))
    points = np.stack([x.ravel(), y.ravel(), np.zeros(40)], axis=1)
    circles = Marks(points, DARK, "batch", radius=0.3).set_opacity(opacity)
    circles.set_stroke(DARK.roles()["minimum"], width=10, background=True, opacity=opacity)
    assert circles.rim() is not None
    filled, manims = picture(PaintingCamera(), circles), picture(Camera(), circles)
    monkeypatch.setattr(Marks, "rim", lambda self: None)
    stroked = picture(PaintingCamera(), circles)
    assert np.abs(filled.astype(int) - stroked).max() <= 20
    assert np.abs(filled.astype(int) - manims).max() <= 26  # a tenth, where edges are smoothed


def test_paths_are_forgotten_with_what_they_belong_to(manim_settings):
    camera, mobject = PaintingCamera(), Circle()
    picture(camera, mobject)
    assert len(camera._outlines) == 1
    del mobject
    assert len(camera._outlines) == 0
