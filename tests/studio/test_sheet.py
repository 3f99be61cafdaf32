"""Contact sheets."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from scenes.kit.ink.theme import DARK, LIGHT
from studio.ask.errors import StudioError
from studio.review.sheet import GAP, MARGIN, SIZE, WORDS, draw_sheet, make_sheets


def rows(count: int):
    picture = np.full((SIZE.height, SIZE.width, 3), 200, dtype=np.uint8)
    timed = ((0.0, picture), (1.0, picture), (2.0, picture))
    return [
        (f"beat_{i}", "A sentence that is said while this is shown.", timed) for i in range(count)
    ]


def test_a_sheet_has_a_row_of_three_pictures_for_each_beat():
    sheet = np.asarray(draw_sheet("lesson", rows(2), DARK))
    pictures = (sheet == 200).all(axis=-1)
    assert pictures.sum() == 2 * 3 * SIZE.width * SIZE.height
    first = MARGIN + WORDS
    assert (
        pictures[:, first].sum() == pictures[:, first + SIZE.width + GAP].sum() == 2 * SIZE.height
    )


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_names_and_captions_stand_left_of_the_pictures_in_the_colours_of_the_theme(theme):
    sheet = draw_sheet("lesson", rows(1), theme)
    words = np.asarray(sheet.crop((MARGIN, MARGIN, MARGIN + WORDS, sheet.height)))
    colours = {"#" + "".join(f"{v:02X}" for v in pixel) for row in words for pixel in row}
    assert {theme.text, theme.muted, theme.background} <= colours
    assert sheet.getpixel((1, 1)) == sheet.getpixel((MARGIN + WORDS - 4, sheet.height - 4))


@pytest.mark.thorough
def test_sheets_are_published_whole_and_only_them(tmp_path):
    paths = make_sheets(["learning_rates"], tmp_path / "out", theme="light", language="es", jobs=1)
    assert [path.name for path in paths] == ["learning_rates.sheet.png"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["learning_rates.sheet.png"]
    with Image.open(paths[0]) as sheet:
        assert sheet.width == 2 * MARGIN + WORDS + 3 * (SIZE.width + GAP)
        assert sheet.getpixel((1, 1)) == (255, 255, 255)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StudioError, match="cannot write to"):
        make_sheets(["learning_rates"], tmp_path / "file" / "out")
