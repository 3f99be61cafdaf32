"""The pictures of the README, cut from the real lessons: ``python -m studio.review.previews``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from PIL import Image, ImageColor

from scenes.kit.ink.theme import THEMES, Theme
from studio.ask.request import QUALITIES, ROOT, RenderRequest
from studio.encoding.encoder import location
from studio.film.poster import to_rgb
from studio.film.rendering import render_lesson

if TYPE_CHECKING:
    from studio.film.manifest import Manifest

FOLDER = ROOT / "renders" / "previews"
STILL_WIDTH, LOOP_WIDTH = 960, 640  # pixels
LOOP_RATE = 10  # pictures a second
BANDS = 40  # colours of the landscape in a loop


@dataclass(frozen=True, slots=True)
class Preview:
    """A still at a part of a beat, 0 its start and 1 its end, or all from there on as a loop.

    ``values`` are those of the lesson's parameters that are set.
    """

    lesson: str
    beat: str
    theme: str = "dark"
    at: float = 1.0
    loop: bool = False
    values: tuple[tuple[str, object], ...] = ()


PREVIEWS = (
    Preview("divergence", "diverge", at=0.06, loop=True),  # once the run before has gone
    Preview("divergence", "rule"),
    Preview("learning_rates", "explain"),
    Preview("batch_vs_sgd", "trade_off", theme="light"),
    Preview("surface_paths", "descend"),
)


def make_previews(folder: Path = FOLDER) -> None:
    """Render the lessons that the previews show, and write a PNG or GIF file of each."""
    folder.mkdir(parents=True, exist_ok=True)
    films = dict.fromkeys((p.lesson, p.theme, p.values) for p in PREVIEWS)
    for lesson, theme, values in films:
        with tempfile.TemporaryDirectory() as scratch:
            print(f"{lesson} ({theme})", flush=True)
            request = RenderRequest(lesson, QUALITIES["m"], theme, values=values)
            manifest = render_lesson(request, Path(scratch))
            film = Path(scratch) / f"{lesson}.mp4"
            for preview in PREVIEWS:
                if (preview.lesson, preview.theme, preview.values) == (lesson, theme, values):
                    _write(preview, film, manifest, folder)


def _write(preview: Preview, film: Path, manifest: Manifest, folder: Path) -> None:
    section = next(s for s in manifest.sections if s.name == preview.beat)
    first, last = section.first_frame, section.first_frame + section.frames - 1
    frame = first + round(preview.at * (last - first))
    if preview.loop:
        _write_loop(
            list(_pictures(film, range(frame, last, manifest.fps // LOOP_RATE), LOOP_WIDTH)),
            THEMES[preview.theme],
            folder / f"{preview.lesson}.gif",
        )
        return
    (picture,) = _pictures(film, range(frame, frame + 1), STILL_WIDTH)
    picture.save(folder / f"{preview.lesson}.png", optimize=True)


def _pictures(film: Path, frames: range, width: int) -> Iterator[Image.Image]:
    """Chosen frames of a film, scaled to a width."""
    with av.open(location(film)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number in frames:
                picture = to_rgb(frame).to_image()
                height = round(width * picture.height / picture.width)
                yield picture.resize((width, height), Image.Resampling.LANCZOS)


def _write_loop(pictures: list[Image.Image], theme: Theme, path: Path) -> None:
    """A GIF that repeats, in the theme's own colours."""
    palette = _palette(theme)
    frames = [p.quantize(palette=palette, dither=Image.Dither.NONE) for p in pictures]
    hold = [1000 // LOOP_RATE] * (len(frames) - 1) + [1500]  # milliseconds
    frames[0].save(
        path, save_all=True, append_images=frames[1:], duration=hold, loop=0, optimize=True
    )


def _palette(theme: Theme) -> Image.Image:
    """Each colour of a theme in even blends with the background, as on the edge of a shape.

    Those of the landscape, which are wide and flat, come as they are.
    """
    used = {*theme.roles().values(), *theme.rates, theme.contour_low, theme.contour_high}
    ground = np.array(ImageColor.getrgb(theme.background))
    inks = np.array([ImageColor.getrgb(color) for color in sorted(used)])
    heights = np.array([ImageColor.getrgb(theme.height(part)) for part in np.linspace(0, 1, BANDS)])
    shares = np.linspace(0, 1, (256 - BANDS) // len(inks))[1:, None, None]
    blends = (ground + shares * (inks - ground)).round().astype(np.uint8).reshape(-1, 3)
    palette = Image.new("P", (1, 1))
    palette.putpalette([*map(int, ground), *map(int, heights.ravel()), *map(int, blends.ravel())])
    return palette


if __name__ == "__main__":
    make_previews()
