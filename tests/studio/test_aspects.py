"""Frames of other shapes and films of other rates."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from click.testing import CliRunner

from scenes.divergence import Divergence
from scenes.fit_line import FitLine
from scenes.kit.ink.layout import FRAMES
from scenes.kit.lesson.parameters import ParameterError
from studio.ask.request import ASPECTS, QUALITIES, RATES, Quality
from studio.cli import main
from studio.engine.inspection import SMALL, inspect_lesson
from studio.film.manifest import read_manifest

from .conftest import Package


def test_a_frame_has_the_shape_that_it_is_called_by():
    assert FRAMES.keys() == ASPECTS.keys()
    for name, (across, down) in ASPECTS.items():
        assert name == f"{across}:{down}"
        assert FRAMES[name].width / FRAMES[name].height == pytest.approx(across / down)


@pytest.mark.parametrize(
    ("aspect", "size"),
    [("16:9", (1920, 1080)), ("4:3", (1440, 1080)), ("1:1", (1080, 1080)), ("9:16", (1080, 1920))],
)
def test_a_quality_keeps_its_shorter_side(aspect, size):
    shaped = QUALITIES["h"].shaped(aspect, 25)
    assert (shaped.width, shaped.height, shaped.fps) == (*size, 25)
    assert str(shaped) == "1080p25"


def test_sixteen_to_nine_is_left_as_it_is():
    assert all(quality.shaped("16:9") == quality for quality in QUALITIES.values())
    assert all(Quality(128, 72, 10).shaped("16:9", rate).fps == rate for rate in RATES)


@pytest.mark.parametrize("aspect", ["4:3", "1:1"])
def test_a_film_has_the_shape_and_the_rate_that_were_asked_for(tiny: Package, tmp_path, aspect):
    asked = ["render", "square", "-q", "l", "--aspect", aspect, "--fps", "24"]
    done = CliRunner().invoke(main, [*asked, "--output", str(tmp_path)], obj=tiny.studio)
    assert done.exit_code == 0, done.output
    with av.open(str(tmp_path / "square.mp4")) as film:
        stream = film.streams.video[0]
        assert stream.average_rate == 24
        assert stream.width / stream.height == pytest.approx(ratio(aspect), rel=0.03)
        picture = next(film.decode(stream)).to_ndarray(format="rgb24").max(axis=-1) > 100
    # The square stands in the middle, as high as it is wide: nothing is stretched or cut off.
    rows, columns = picture.any(axis=1).nonzero()[0], picture.any(axis=0).nonzero()[0]
    assert len(rows) == pytest.approx(len(columns), abs=2)
    assert rows.mean() == pytest.approx(picture.shape[0] / 2 - 0.5, abs=1)
    manifest = read_manifest(tmp_path / "square.json")
    assert manifest is not None and manifest.fps == 24


def ratio(aspect: str) -> float:
    across, down = map(int, aspect.split(":"))
    return across / down


def test_a_shape_that_a_lesson_is_not_laid_out_in_is_refused_by_name(tiny: Package, tmp_path: Path):
    with pytest.raises(ParameterError, match="fit_line is not laid out in 9:16; it is in 16:9"):
        FitLine.presented().framed("9:16")
    asked = ["render", "square", "--aspect", "9:16", "--output", str(tmp_path)]
    refused = CliRunner().invoke(main, asked, obj=tiny.studio)
    assert refused.exit_code == 2
    assert "square is not laid out in 9:16" in refused.stderr


def test_a_lesson_is_looked_at_in_its_own_shape():
    seen = []
    lesson = Divergence.presented().framed("4:3")
    inspect_lesson(lesson, lambda moment: seen.append(moment), every=60.0)
    assert seen[0].lesson.frame.width == pytest.approx(32 / 3)
    assert seen[0].lesson.camera.pixel_width / SMALL.height == pytest.approx(4 / 3, abs=0.01)
