"""A deck in a real browser, watched click by click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ImageColor
from playwright.sync_api import Browser, BrowserContext

from scenes.kit.ink.theme import load_theme
from studio.decks.page import write_page, write_single_page
from studio.decks.story import Story

from .browser import Screen, chromium

THEME = load_theme("dark")
SQUARE = np.array(ImageColor.getrgb(THEME.roles()["batch"]))
Open = Callable[..., Screen]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 640, "height": 360}) as context:
        yield context


@pytest.fixture
def deck(story: Story, tmp_path: Path) -> Path:
    folder = tmp_path / "decks" / "quiz"
    folder.mkdir(parents=True)
    write_page(story, folder)
    return folder / "index.html"


@pytest.fixture(params=["a folder", "a single file"])
def either(request: pytest.FixtureRequest, story: Story, tmp_path: Path) -> Path:
    """A deck in each of its two forms."""
    if request.param == "a folder":
        made: Path = request.getfixturevalue("deck")
        return made
    write_single_page(story, tmp_path / "quiz.html")
    return tmp_path / "quiz.html"


def shows_square(picture: NDArray[np.uint8]) -> bool:
    """Whether the square is seen, whole, and the rest is the theme's ground."""
    near = (np.abs(picture.astype(int) - SQUARE) < 24).all(axis=-1)
    ground = np.abs(picture.astype(int) - ImageColor.getrgb(THEME.background)).max(axis=-1) < 24
    return 0.012 < near.mean() < 0.045 and ground.mean() > 0.9  # it shrinks by half as it turns


def test_no_picture_is_empty_at_any_change(context: BrowserContext, either: Path) -> None:
    screen = Screen(context.new_page(), either)
    screen.page.wait_for_timeout(300)
    keys = "PageDown PageDown PageDown r PageUp r PageUp r PageDown PageDown PageDown PageUp Home"
    for key in keys.split():
        screen.press(key, 0.5)
    screen.press("PageDown", 3)  # through the seam of the loop
    pictures = screen.sampled()
    assert len(pictures) > 30
    assert all(map(shows_square, pictures))
    assert not screen.faults


def test_a_click_plays_a_beat_that_stops_at_a_question(
    context: BrowserContext, either: Path
) -> None:
    screen = Screen(context.new_page(), either)
    assert screen.state() == screen.state() | {"beat": "quiz-spin", "still": "at-first"}
    screen.press("PageDown")
    assert screen.state()["playing"] and screen.state()["still"] is None
    screen.press("PageDown", 3)
    asked = screen.state()
    assert asked == asked | {"beat": "quiz-guess", "part": 0, "ended": True, "said": "Which way?"}
    screen.press("PageDown", 3.5)  # the last picture of a film stays for two seconds
    answered = screen.state()
    assert answered == answered | {"part": 1, "ended": True, "said": "Watch guess."}
    assert not screen.faults


def test_a_question_at_the_first_picture_is_there_at_once(
    context: BrowserContext, riddle: Story, tmp_path: Path
) -> None:
    for play in ("start", "click"):
        write_single_page(riddle, tmp_path / f"{play}.html", play=play)
        screen = Screen(context.new_page(), tmp_path / f"{play}.html")
        screen.page.wait_for_timeout(3000)
        state = screen.state()
        assert state == state | {"part": 0, "ended": True, "said": "riddle, en"}
        for part, said in ((1, "Where to?"), (2, "Watch solve.")):  # a click for each
            screen.press("PageDown", 5)
            state = screen.state()
            assert state == state | {"part": part, "ended": True, "said": said}
        screen.press("PageUp", 0.2)
        assert screen.state() == screen.state() | {"part": 1, "still": "at-last"}
        notes = screen.page.locator(".notes").first.text_content()
        assert notes and "Question: riddle, en" in notes and "Question: Where to?" in notes
        assert not screen.faults


def test_a_loop_goes_on_until_it_is_left(context: BrowserContext, deck: Path) -> None:
    screen = Screen(context.new_page(), deck)
    screen.press("PageDown", 2.5)  # it is one second long
    assert screen.state()["playing"]
    screen.press("PageDown")
    assert screen.page.evaluate("document.querySelector('video').paused")


def test_back_shows_the_last_picture_and_r_replays(context: BrowserContext, deck: Path) -> None:
    screen = Screen(context.new_page(), deck)
    screen.press("PageDown")
    screen.press("PageDown", 2.5)
    screen.press("PageDown", 1.5)
    end = screen.picture()
    screen.press("PageUp")
    assert screen.state() == screen.state() | {"part": 0, "still": "at-last"}
    screen.press("PageUp")
    assert screen.state() == screen.state() | {"beat": "quiz-spin", "still": "at-last"}
    screen.press("r", 0.4)
    assert screen.state()["playing"]
    screen.press("PageDown", 0.2)
    screen.press("PageDown", 1.5)
    assert np.abs(screen.picture().astype(int) - end).max() < 24


def test_the_mouse_and_a_clicker_go_on(context: BrowserContext, deck: Path) -> None:
    screen = Screen(context.new_page(), deck)
    screen.page.mouse.click(300, 200)
    screen.page.mouse.click(300, 200)
    assert screen.state()["beat"] == "quiz-guess"
    screen.press("PageUp", 0.1)  # what a clicker sends
    assert screen.state()["beat"] == "quiz-spin"


def test_captions_stand_below_the_picture(context: BrowserContext, deck: Path) -> None:
    screen = Screen(context.new_page(), deck)
    said = screen.page.locator(".present .said")
    screen.press("c")
    box, picture = said.bounding_box(), screen.page.locator(".present .parts").bounding_box()
    assert box and picture and box["y"] >= picture["y"] + picture["height"] - 1
    assert said.inner_text() == "Watch spin."
    screen.press("c")
    assert said.bounding_box()["height"] <= 2  # type: ignore[index]


@pytest.mark.parametrize("size", [(640, 360), (640, 480), (480, 640)])
def test_it_fits_the_projector(context: BrowserContext, deck: Path, size: tuple[int, int]) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    screen = Screen(page, deck)
    box = page.locator(".present .parts").bounding_box()
    assert box and abs(box["width"] - size[0]) < 2 and abs(box["height"] - size[0] * 9 / 16) < 2
    assert abs(box["y"] + box["height"] / 2 - size[1] / 2) < 2
    assert not screen.faults


def test_reduced_motion_shows_stills(browser: Browser, deck: Path) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        screen = Screen(context.new_page(), deck)
        for still in ("quiz-spin", "quiz-spin", "quiz-guess", "quiz-guess"):
            state = screen.state()
            assert state == state | {"beat": still, "still": "at-last", "playing": False}
            screen.press("PageDown", 0.2)
        screen.press("r", 0.3)
        assert screen.state()["playing"]  # it was asked for


def test_the_speaker_sees_notes_and_the_next_picture(context: BrowserContext, either: Path) -> None:
    screen = Screen(context.new_page(), either)
    with context.expect_page() as opened:
        screen.press("s")
    speaker = opened.value
    speaker.wait_for_selector("iframe >> nth=1")
    screen.press("PageDown")
    speaker.wait_for_timeout(2000)
    assert "Watch spin." in speaker.locator(".speaker-controls-notes").inner_text()
    frames = [frame for frame in speaker.frames if "receiver" in frame.url]
    assert len(frames) == 2
    beat = "Reveal.getCurrentSlide().id"
    still = "document.querySelector('.present .shown').className"
    assert {frame.evaluate(beat) for frame in frames} == {"quiz-spin", "quiz-guess"}
    (ahead,) = [frame for frame in frames if frame.evaluate(beat) == "quiz-guess"]
    assert "at-last" in ahead.evaluate(still)
    assert not screen.faults


def test_with_play_click_each_step_waits(
    context: BrowserContext, story: Story, tmp_path: Path
) -> None:
    write_single_page(story, tmp_path / "waits.html", play="click")
    screen = Screen(context.new_page(), tmp_path / "waits.html")
    screen.press("PageDown", 0.3)
    screen.press("PageDown", 0.3)
    assert screen.state() == screen.state() | {"beat": "quiz-guess", "still": "at-first"}
    screen.press("PageDown", 0.3)
    assert screen.state()["playing"]


def test_it_prints_as_a_handout(context: BrowserContext, deck: Path) -> None:
    screen = Screen(context.new_page(), deck)
    screen.page.emulate_media(media="print")
    seen = screen.page.locator("section.beat .last")
    assert seen.count() == 3
    assert all(picture.is_visible() for picture in seen.all())
    text = screen.page.locator(".slides").inner_text()
    assert "Question: Which way?" in text and "Watch guess." in text
    assert not any(film.is_visible() for film in screen.page.locator("video").all())
