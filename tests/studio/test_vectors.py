"""Stills as vectors, drawn again by Typst and compared with the pictures that cairo makes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
import typst
from numpy.typing import NDArray
from PIL import Image

from studio.ask.request import ClipRequest, Quality, RenderRequest
from studio.clips.cliplist import ClipList
from studio.clips.making import make_clips

from ..thorough import thorough

SIZE = Quality(640, 360, 10)


def made(kind: str, lesson: str, beat: str, folder: Path) -> ClipList:
    return make_clips(ClipRequest(RenderRequest(lesson, SIZE), kind, folder, (beat,)), folder)


def drawn(path: Path, ground: str = "#000000") -> NDArray[np.int64]:
    """The page as Typst draws it on a ground, a pixel for each of the picture's."""
    width, height = SIZE.width * 0.75, SIZE.height * 0.75
    sides = f"width: {width}pt, height: {height}pt, margin: 0pt"
    source = f'#set page({sides}, fill: rgb("{ground}"))\n#image("{path.name}")'
    page = path.with_suffix(".typ")
    page.write_text(source, encoding="utf-8")
    picture = typst.compile(page, root=path.parent, format="png", ppi=96)
    assert isinstance(picture, bytes)
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)


@pytest.mark.parametrize("kind", ["svg", thorough("pdf")])
@pytest.mark.parametrize(
    ("lesson", "beat"), [thorough("divergence", "rule"), ("surface_paths", "swing")]
)
def test_a_page_shows_what_the_picture_shows(
    kind: str, lesson: str, beat: str, tmp_path: Path
) -> None:
    (clip,) = made(kind, lesson, beat, tmp_path).clips
    found = drawn(tmp_path / clip.file)
    picture = np.asarray(Image.open(tmp_path / clip.last)).astype(int)
    assert found.shape == picture.shape
    off = np.abs(found - picture).max(axis=2)
    assert off.mean() < 2 and (off > 60).mean() < 0.01  # another way to smooth edges


@pytest.mark.parametrize("ground", ["#C000C0", thorough("#FFFFFF"), thorough("#000000")])
@pytest.mark.parametrize("kind", ["svg", thorough("pdf")])
def test_a_transparent_page_is_the_picture_on_any_ground(
    kind: str, ground: str, tmp_path: Path
) -> None:
    request = ClipRequest(
        RenderRequest("divergence", SIZE, theme="light"), kind, tmp_path, ("rule",), True
    )
    (clip,) = make_clips(request, tmp_path).clips
    picture = np.asarray(Image.open(tmp_path / clip.last)).astype(float)
    alpha, color = picture[..., 3:] / 255, np.array([*bytes.fromhex(ground[1:])])
    assert 0.3 < (alpha == 0).mean() < 0.95
    off = np.abs(
        drawn(tmp_path / clip.file, ground) - (picture[..., :3] * alpha + color * (1 - alpha))
    )
    assert off.mean() < 2 and (off.max(axis=2) > 60).mean() < 0.005


@pytest.mark.parametrize("kind", ["svg", thorough("pdf")])
def test_a_halo_of_a_transparent_page_lets_the_ground_through(kind: str, tmp_path: Path) -> None:
    film = RenderRequest("divergence", SIZE, theme="light")
    (clip,) = make_clips(ClipRequest(film, kind, tmp_path, ("diverge",), True), tmp_path).clips
    alpha = np.asarray(Image.open(tmp_path / clip.last))[..., 3]
    rows, columns = np.flatnonzero((alpha == 255).mean(axis=1) > 0.2), np.arange(60, 270)
    inside = np.zeros_like(alpha, bool)  # the map, but for its edge
    inside[np.ix_(rows[5:-5], columns)] = True
    holes = inside & (alpha == 0)
    assert holes.sum() > 30
    seen = drawn(tmp_path / clip.file, "#C000C0")[holes]
    assert (np.abs(seen - (0xC0, 0, 0xC0)).max(axis=1) < 40).mean() > 0.9


def test_a_transparent_page_is_vectors_but_for_patches(tmp_path: Path) -> None:
    film = RenderRequest("divergence", SIZE, theme="light")
    make_clips(ClipRequest(film, "svg", tmp_path, ("rule",), True), tmp_path)
    text = next(tmp_path.glob("*.svg")).read_text(encoding="utf-8")
    assert "<image" not in text and text.count("<path") > 50


@pytest.mark.thorough
def test_what_is_no_surface_is_vectors(tmp_path: Path) -> None:
    made("svg", "divergence", "rule", tmp_path)
    text = next(tmp_path.glob("*.svg")).read_text(encoding="utf-8")
    assert "<image" not in text and text.count("<path") > 50
    made("svg", "surface_paths", "swing", tmp_path)
    text = next(tmp_path.glob("*swing.svg")).read_text(encoding="utf-8")
    assert len(re.findall("<image", text)) == 1  # the surface's body, at 300 dpi
    width = int(re.findall(r'<image[^>]*\bwidth="(\d+)"', text)[0])
    assert abs(width - SIZE.width * 0.75 / 72 * 300) <= 1


@pytest.mark.thorough
def test_the_same_picture_makes_the_same_bytes(tmp_path: Path) -> None:
    pages = []
    for name in "ab":
        folder = tmp_path / name
        folder.mkdir()
        (clip,) = made("pdf", "divergence", "rule", folder).clips
        pages.append((folder / clip.file).read_bytes())
    assert pages[0] == pages[1]
