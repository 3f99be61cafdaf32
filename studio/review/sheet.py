"""Contact sheets: one image that shows a whole lesson, for a person to review at a glance."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import font_lato
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from studio.ask.errors import StudioError
from studio.ask.lessons import requested_lesson
from studio.ask.marks import SHEET
from studio.ask.request import Quality, RenderRequest
from studio.crew.pool import in_processes
from studio.crew.staging import Staging
from studio.review.stills import Timed, start_middle_end

if TYPE_CHECKING:
    from scenes.kit.ink.theme import Theme

SIZE = Quality(640, 360, 10)  # of each picture
MARGIN, GAP = 24, 12  # pixels round the sheet, and between pictures
WORDS = 300  # pixels for what stands left of a row
TITLE, NAME, SAID = 34, 24, 19  # sizes of the fonts
LETTERS = 31  # characters of a caption on a line
Row = tuple[str, str, tuple[Timed, Timed, Timed]]  # a beat's name, its caption, its pictures


def make_sheets(
    lessons: list[str],
    output: Path,
    *,
    theme: str = "dark",
    language: str = "en",
    package: str = "scenes",
    jobs: int | None = None,
    note: Callable[[str], object] = lambda _: None,
) -> list[Path]:
    """Write the contact sheets of lessons, ``<lesson>.sheet.png``, into a folder.

    Raises
    ------
    StudioError
        If the folder cannot be written to.
    """
    written = {}
    with Staging(output) as staging:
        tasks = [(name, staging.folder(name), theme, language, package) for name in lessons]
        for (name, *_), made in in_processes(make_sheet, tasks, jobs, size=SIZE, note=note):
            written[name] = output / made.name
            try:
                made.replace(written[name])
            except OSError as error:
                raise StudioError(f"cannot write {written[name]}: {error.strerror}") from error
    return [written[name] for name in lessons]


def make_sheet(name: str, folder: Path, theme: str, language: str, package: str) -> Path:
    """Play a lesson, and write its sheet into a folder, in this process."""
    lesson = requested_lesson(RenderRequest(name, theme=theme, language=language, package=package))
    rows = [(beat, said, frames) for beat, (said, frames) in start_middle_end(lesson, SIZE).items()]
    path = folder / f"{name}.sheet.png"
    mark = PngInfo()
    mark.add_text("Software", SHEET)
    sheet = draw_sheet(f"{name}  ({theme}, {language})", rows, lesson.theme)
    sheet.save(path, optimize=True, pnginfo=mark)
    return path


def draw_sheet(title: str, rows: list[Row], theme: Theme) -> Image.Image:
    """The sheet of a lesson: its name, and a row of pictures for each beat."""
    top = MARGIN + 2 * TITLE
    width = 2 * MARGIN + WORDS + 3 * (SIZE.width + GAP)
    height = top + len(rows) * (SIZE.height + SAID + 2 * GAP) + MARGIN
    sheet = Image.new("RGB", (width, height), theme.background)
    pen = ImageDraw.Draw(sheet)
    pen.text((MARGIN, MARGIN), title, theme.text, _font("Black", TITLE))
    for number, (beat, caption, pictures) in enumerate(rows):
        y = top + number * (SIZE.height + SAID + 2 * GAP)
        pen.text((MARGIN, y), beat, theme.text, _font("Bold", NAME))
        said = textwrap.fill(caption, LETTERS)
        pen.multiline_text((MARGIN, y + 2 * NAME), said, theme.muted, _font("Regular", SAID))
        for column, (time, picture) in enumerate(pictures):
            x = MARGIN + WORDS + column * (SIZE.width + GAP)
            sheet.paste(Image.fromarray(picture), (x, y))
            pen.rectangle((x - 1, y - 1, x + SIZE.width, y + SIZE.height), None, theme.faint)
            where = (x, y + SIZE.height + GAP // 2)
            pen.text(where, f"{time:.1f} s", theme.muted, _font("Regular", SAID))
    return sheet


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(font_lato.font_directory) / f"Lato-{weight}.ttf", size)
