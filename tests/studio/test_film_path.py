"""A real lesson through the real film path, beside its goldens and manim's own drawing."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from manim import CairoRenderer, Camera

from scenes.learning_rates import LearningRates
from scenes.surface_paths import SurfacePaths
from studio.ask.request import Quality, RenderRequest
from studio.engine.inspection import inspection_settings
from studio.film.manifest import Manifest
from studio.film.poster import to_rgb
from studio.film.rendering import render_lesson
from studio.review.compare import Pixels, compare, load
from studio.review.goldens import FOLDER, SIZE

LUMA = np.array([0.2126, 0.7152, 0.0722])  # BT.709
LESSON = LearningRates.name()


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    folder = tmp_path_factory.mktemp("film")
    return folder / f"{LESSON}.mp4", render_lesson(RenderRequest(LESSON, SIZE), folder)


def bright(picture: Pixels) -> Pixels:
    """A picture without its colours: in 4:2:0, four pixels share them, and thin lines pale."""
    return np.repeat((picture @ LUMA)[..., None], 3, axis=2).round().astype(np.uint8)


def test_each_beat_of_the_film_ends_on_its_golden(film: tuple[Path, Manifest]) -> None:
    path, manifest = film
    with av.open(str(path)) as container:
        frames = [to_rgb(frame).to_ndarray() for frame in container.decode(video=0)]
    assert len(frames) == manifest.frames
    assert [section.name for section in manifest.sections] == list(LearningRates.beats)
    for section in manifest.sections:
        last = frames[section.first_frame + section.frames - 1]
        golden = load(FOLDER / LESSON / f"{section.name}.png")
        found = compare(bright(golden), bright(last))
        assert found.same, (section.name, found.pixels, found.mean)


def test_a_film_that_is_other_is_told_from_its_golden(film: tuple[Path, Manifest]) -> None:
    with av.open(str(film[0])) as container:
        first = to_rgb(next(container.decode(video=0))).to_ndarray()
    golden = load(FOLDER / LESSON / f"{LearningRates.beats[-1]}.png")
    assert not compare(bright(golden), bright(first)).same


def test_stock_manim_draws_the_same_last_picture() -> None:
    """Manim's own renderer with the lesson's camera, and manim's own camera for its outlines."""
    with inspection_settings(Quality(320, 180, 10)):
        scene = SurfacePaths(renderer=CairoRenderer(skip_animations=True))
        scene.render()
        painting = scene.camera
        assert isinstance(painting, Camera)
        painting.reset()
        painting.capture_mobjects(scene.mobjects)
        ours = np.array(painting.pixel_array[..., :3])
        golden = load(FOLDER / SurfacePaths.name() / "top_down.png")
        assert compare(golden, ours).same
        stock = Camera(background_color=scene.theme.background)
        solid = "scenes.kit.surface.surface"  # which manim's own camera does not know to shade
        flat = [
            part
            for part in scene.mobjects
            if all(member.__module__ != solid for member in part.get_family())
        ]
        assert len(flat) > 4
        stock.capture_mobjects(flat)
        painting.reset()
        painting.capture_mobjects(flat)
        assert compare(stock.pixel_array[..., :3], painting.pixel_array[..., :3]).same
