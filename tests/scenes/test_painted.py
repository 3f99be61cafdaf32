"""The camera draws outlines in its own way; what comes out is manim's."""

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


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_are_manims_and_again_within_a_code(manim_settings, kind):
    mobject, ours, manims = KINDS[kind](), PaintingCamera(), Camera()
    for change in (lambda: mobject, lambda: mobject.shift((0.21, -0.13, 0))):
        change()
        expected = picture(manims, mobject)
        np.testing.assert_array_equal(picture(ours, mobject), expected)
        for _ in range(2):  # covers are kept, and painted through
            difference = np.abs(picture(ours, mobject).astype(int) - expected)
            assert difference.max() <= 1
            assert np.count_nonzero(difference) <= difference.size / 1000
    recolored(mobject)
    difference = np.abs(picture(ours, mobject).astype(int) - picture(manims, mobject))
    assert difference.max() <= 1


def test_what_is_drawn_again_is_painted_through_masks_where_that_is_less(manim_settings):
    camera = PaintingCamera(pixel_width=960, pixel_height=540)
    small, wide = Text("descent", DARK), VMobject(stroke_width=3)
    wide.set_points_as_corners(np.array([[-7, -4, 0], [7, 4, 0.0]]))
    for _ in range(2):
        camera.capture_mobjects([small, wide])
    glyphs = [mobject for mobject in small.get_family() if len(mobject.points)]
    assert glyphs and all(any(camera._laid[glyph].masks.values()) for glyph in glyphs)
    assert list(camera._laid[wide].masks.values()) == [None]


def test_a_mask_is_of_what_was_drawn_not_of_what_has_changed(manim_settings):
    mobject, ours, manims = Square(2.0, stroke_width=4), PaintingCamera(), Camera()
    changes = [
        lambda: mobject.set_stroke(width=9),
        lambda: mobject.set_stroke("#00FF00", width=14, background=True),
        lambda: mobject.set_fill("#FF0000", opacity=0.7),
        lambda: mobject.set_cap_style(CapStyleType.ROUND),
        lambda: setattr(mobject, "joint_type", LineJointType.BEVEL),
        lambda: mobject.rotate(0.3),
    ]
    for change in changes:
        picture(ours, mobject), picture(ours, mobject)
        change()
        np.testing.assert_allclose(picture(ours, mobject), picture(manims, mobject), atol=1)


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_rims_of_circles_are_filled_as_if_they_were_stroked(manim_settings, opacity):
    points = np.random.default_rng(1).uniform([-3, -2, 0], [3, 2, 0], size=(40, 3))
    circles = Marks(points, DARK, "batch", radius=0.3).set_opacity(opacity)
    circles.set_stroke(DARK.roles()["minimum"], width=10, background=True, opacity=opacity)
    assert circles.rim() is not None
    ours, manims = picture(PaintingCamera(), circles), picture(Camera(), circles)
    difference = np.abs(ours.astype(int) - manims)
    assert difference.max() <= 26  # a tenth, where edges are smoothed
    assert difference.mean() < 0.2 < manims[..., :3].mean()


def test_paths_are_forgotten_with_what_they_belong_to(manim_settings):
    camera, mobject = PaintingCamera(), Circle()
    picture(camera, mobject)
    assert len(camera._laid) == 1
    del mobject
    assert not camera._laid
