"""A lesson drawn on nothing looks on any ground as if it had been drawn on that ground."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from manim import Square

from scenes.batch_vs_sgd import BatchVsSGD
from scenes.divergence import Divergence
from scenes.kit.ink.camera import PaintingCamera
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import DARK, Theme
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.settings import ConfiguredLesson, Settings
from scenes.surface_paths import SurfacePaths
from studio.ask.request import Quality
from studio.clips.straight import straight
from studio.engine.inspection import Moment, Pixels, inspect_lesson, inspection_settings

from ..thorough import thorough

EVERY = 3.0  # seconds between two pictures of what moves or fades
WHITE, BLACK = "#FFFFFF", "#000000"


def drawn(lesson: type[Lesson], theme: Theme, *, transparent: bool = False) -> list[Pixels]:
    """The first picture, those in plays and at the end of beats, with alpha as cairo has it."""
    pictures: list[Pixels] = []

    def look(moment: Moment) -> None:
        if moment.place in ("inside", "end") or moment.time == 0:
            pictures.append(moment.rgba)

    settings = Settings(theme=theme, transparent=transparent)
    inspect_lesson(ConfiguredLesson(lesson, settings), look, every=EVERY)
    return pictures


def over(picture: Pixels, color: str) -> np.ndarray:
    """A picture with straight alpha over a colour."""
    ground = np.array([*bytes.fromhex(color[1:])], float)
    alpha = picture[..., 3:] / 255
    return picture[..., :3] * alpha + ground * (1 - alpha)


@pytest.fixture(scope="module", params=[Divergence, thorough(BatchVsSGD)])
def clear(request: pytest.FixtureRequest) -> tuple[type[Lesson], list[Pixels]]:
    """A lesson, and its pictures on nothing."""
    return request.param, drawn(request.param, DARK, transparent=True)


@pytest.mark.parametrize("color", [DARK.background, thorough(WHITE), thorough(BLACK)])
def test_halos_and_fades_are_those_of_the_ground(
    clear: tuple[type[Lesson], list[Pixels]], color: str
) -> None:
    lesson, found = clear
    rims = {"star_rim": color} if DARK.star_rim == DARK.background else {}
    expected = drawn(lesson, replace(DARK, background=color, **rims))
    assert len(found) == len(expected) > 8
    for one, other in zip(found, expected, strict=True):
        off = np.abs(over(straight(one), color) - other[..., :3])
        # Eight bits, rounded at each stroke: by more where a fan of arrows has nearly faded, of
        # which a hundred strokes lie over one another. The first picture is under a veil, which
        # rounds all of it once more.
        assert np.quantile(off, 0.9995) <= 4 and off.max() <= 16
        assert off.mean() < (0.5 if one is found[0] else 0.07)


def test_a_surface_is_solid_and_what_is_round_it_is_not() -> None:
    for picture in drawn(SurfacePaths, DARK, transparent=True)[-2:]:
        corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
        assert (corners == 0).all()
        assert (picture[..., 3] == 255).mean() > 0.1
        assert (picture[..., :3] <= picture[..., 3:]).all()  # as cairo has it


def test_a_halo_lets_the_ground_through() -> None:
    with inspection_settings(Quality(1280, 720, 10)):
        camera = PaintingCamera(transparent=True, background_color=DARK.background)
        square = Square(4, fill_opacity=1, stroke_width=0, color=DARK.roles()["batch"])
        camera.capture_mobjects([square, Text("word", DARK, size=96, halo=True)])
        picture = straight(camera.pixel_array)
    middle = picture[200:-200, 480:-480]  # inside the square
    noise = np.random.default_rng(0).integers(0, 256, (*middle.shape[:2], 3)).astype(float)
    alpha = middle[..., 3:] / 255
    seen = middle[..., :3] * alpha + noise * (1 - alpha)
    holes = middle[..., 3] == 0
    assert 0.02 < holes.mean() < 0.5  # round the letters
    assert np.array_equal(seen[holes], noise[holes])
