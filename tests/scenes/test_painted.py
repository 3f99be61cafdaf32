"""The camera lays outlines out in its own way; what comes out is manim's."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Camera, Circle, Square, VGroup, VMobject

from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.outline import dashed
from scenes.kit.ink.painted import PaintingCamera
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


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_are_manims_each_time_and_after_a_change(manim_settings, kind):
    mobject, ours, manims = KINDS[kind](), PaintingCamera(), Camera()
    for _ in range(3):  # laid out, laid out and kept, taken from what was kept
        np.testing.assert_array_equal(picture(ours, mobject), picture(manims, mobject))
    mobject.shift((0.21, -0.13, 0))
    for _ in range(3):
        np.testing.assert_array_equal(picture(ours, mobject), picture(manims, mobject))


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
