"""Every beat looks as it did when it was last looked at; ``make goldens`` takes new pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.ask.lessons import lesson_names
from studio.review.compare import compare, load, side_by_side
from studio.review.goldens import FOLDER, golden_pictures

FAILURES = Path(__file__).parent / "failures"


@pytest.mark.parametrize("name", lesson_names())
def test_every_beat_looks_like_its_golden_picture(name):
    actual = golden_pictures(name)
    stored = {path.stem: load(path) for path in (FOLDER / name).glob("*.png")}
    assert sorted(stored) == sorted(actual), "beats changed; look at them, then: make goldens"
    changed = []
    for beat, picture in actual.items():
        comparison = compare(stored[beat], picture)
        if not comparison.same:
            FAILURES.mkdir(exist_ok=True)
            path = FAILURES / f"{name}-{beat}.png"
            side_by_side(stored[beat], picture, comparison).save(path)
            changed.append(
                f"{beat}: {comparison.pixels} pixels, see {path.relative_to(Path.cwd())}"
            )
    assert not changed, "expected | actual | difference; if they are right: make goldens"


def test_no_picture_is_left_of_a_lesson_that_is_gone():
    assert {path.name for path in FOLDER.iterdir()} == set(lesson_names())


def test_the_pictures_are_small():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.png")) < 1_000_000


# -- the comparer ------------------------------------------------------------------------------


@pytest.fixture
def picture():
    """A dark ground with a bright disc, an edge of which falls between pixels."""
    return disc(60.0, 40.0)


def disc(x: float, y: float, radius: float = 12.0, level: float = 230.0) -> np.ndarray:
    rows, columns = np.mgrid[:90, :160]
    cover = np.clip(radius - np.hypot(columns - x, rows - y) + 0.5, 0, 1)
    levels = 20 + cover * (level - 20)
    return np.repeat(levels[..., None], 3, axis=2).astype(np.uint8)


def test_a_picture_is_the_same_as_itself_and_as_one_with_other_antialiasing(picture):
    assert compare(picture, picture).pixels == 0
    assert compare(picture, disc(60.3, 39.8)).same


def test_a_disc_that_moved_grew_paled_or_went_is_seen(picture):
    for other in (disc(63, 40), disc(60, 40, 15), disc(60, 40, level=180), disc(60, 40, level=20)):
        assert not compare(picture, other).same
        assert not compare(other, picture).same


def test_a_faint_change_everywhere_is_seen(picture):
    assert not compare(picture, (picture + 8).astype(np.uint8)).same


def test_pictures_of_other_sizes_are_refused(picture):
    with pytest.raises(ValueError, match="cannot be compared"):
        compare(picture, picture[:-1])


def test_a_failure_shows_expected_actual_and_difference(picture):
    other = disc(66, 40)
    shown = np.asarray(side_by_side(picture, other, compare(picture, other)))
    assert shown.shape == (90, 3 * 160 + 8, 3)
    np.testing.assert_array_equal(shown[:, :160], picture)
    np.testing.assert_array_equal(shown[:, 164:324], other)
    assert (shown[:, 328:] == (255, 60, 60)).all(axis=-1).sum() > 50
