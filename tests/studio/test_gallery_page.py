"""A gallery in a real browser: opened from its folder, and over localhost."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from studio.ask.request import Quality, RenderRequest
from studio.film.rendering import render_lesson
from studio.gallery.making import make_gallery

from .browser import chromium
from .conftest import BASE, QUIZ, SQUARE, Package

AXE = Path(__file__).parent / "vendor" / "axe" / "axe.min.js"
SPOKEN = BASE.replace('f"Watch {beat}."', 'f"{self.words.language}: watch {beat}."')
PAGES = ("index.html", "films/quiz/index.html", "films/quiz/embed.html", "films/quiz/01-spin.html")
FILM = PAGES[1]
FRAME = 0.1  # seconds


class Ranged(SimpleHTTPRequestHandler):
    """Files as a host gives them: in part, if a browser asks for a part."""

    def do_GET(self) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not wanted or not path.is_file():
            super().do_GET()
            return
        content = path.read_bytes()
        first, last = int(wanted[1]), int(wanted[2] or len(content) - 1)
        part = content[first : last + 1]
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(content)}")
        self.end_headers()
        self.wfile.write(part)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A gallery of a lesson that loops and asks, and of one that has something to be set."""
    package, output = Package(tmp_path_factory.mktemp("sources")), tmp_path_factory.mktemp("out")
    package.write("_base", SPOKEN)
    package.add("quiz", QUIZ)
    package.add("square", SQUARE)
    package.say("quiz", ask_guess="Which way?")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(package.parent)
        films = []
        for lesson in package.order:
            render_lesson(
                RenderRequest(lesson, Quality(320, 180, 10), package=package.name), output
            )
            films.append(output / f"{lesson}.mp4")
        yield make_gallery(films, output, package=package.name).path.parent
    for name in [name for name in sys.modules if name.partition(".")[0] == package.name]:
        del sys.modules[name]


@pytest.fixture(scope="module", params=["file", "localhost"])
def root(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The gallery's address, with a slash at its end."""
    if request.param == "file":
        yield f"{folder.as_uri()}/"
        return
    handler = partial(Ranged, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext, root: str) -> Iterator[Page]:
    """A page that must do nothing wrong, nor ask anybody else for anything."""
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text))
    page.on("requestfailed", lambda asked: faults.append(f"{asked.url} {asked.failure}"))
    page.on("response", lambda got: faults.append(got.url) if got.status >= 400 else None)
    page.on("request", lambda asked: faults.append(asked.url) if is_foreign(asked.url) else None)

    def is_foreign(url: str) -> bool:
        return not url.startswith((root, "data:"))

    yield page
    # A film that was left, or one of a folder, which is read as far as its length and no further.
    aborted = [fault for fault in faults if "ERR_ABORTED" in fault]
    assert faults == aborted


def opened(page: Page, root: str, path: str = FILM) -> Page:
    page.goto(root + path)
    page.wait_for_function(
        "[...document.querySelectorAll('video')].every((film) => film.readyState > 0)"
    )
    return page


def film(page: Page, what: str) -> Any:
    return page.evaluate(f"document.querySelector('video').{what}")


def at(page: Page) -> float:
    page.wait_for_function("!document.querySelector('video').seeking")
    return float(film(page, "currentTime"))


def test_a_chapter_seeks_to_its_first_picture_and_plays(page: Page, root: str) -> None:
    opened(page, root)
    chapter = page.locator(".chapters a").nth(1)
    chapter.click()
    start = page.evaluate("JSON.parse(document.querySelector('.film').textContent).beats[1].start")
    assert start < at(page) < start + 1.5
    assert not film(page, "paused")
    assert chapter.get_attribute("aria-current") == "true"
    assert page.locator(".chapters [aria-current]").count() == 1
    page.keyboard.press("k")
    page.keyboard.press("p")
    page.wait_for_timeout(100)
    assert 0 <= at(page) < start + FRAME
    page.keyboard.press("n")
    assert at(page) == pytest.approx(start + FRAME / 2, abs=0.01)


def test_captions_appear_in_each_language_and_can_be_off(page: Page, root: str) -> None:
    opened(page, root)
    said, language = page.locator(".said"), page.locator(".language")
    page.locator(".chapters a").nth(1).click()
    page.wait_for_function("document.querySelector('.said').textContent === 'en: watch guess.'")
    page.keyboard.press("k")
    language.select_option("es")
    page.wait_for_function("document.querySelector('.said').textContent === 'es: watch guess.'")
    assert said.get_attribute("lang") == "es"
    page.locator("h1").click()
    page.keyboard.press("c")
    assert said.is_hidden() and language.input_value() == ""
    page.keyboard.press("c")
    assert said.is_visible() and language.input_value() == "es"
    box, picture = said.bounding_box(), page.locator("video").bounding_box()
    assert box and picture and box["y"] >= picture["y"] + picture["height"]


def test_a_part_repeats_until_it_is_told_not_to(page: Page, root: str) -> None:
    opened(page, root)
    page.locator(".repeat").click()
    page.locator(".chapters a").first.click()
    ends = page.evaluate("JSON.parse(document.querySelector('.film').textContent).beats[0].end")
    page.evaluate(
        """() => { window.seen = [];
            const film = document.querySelector('video');
            const look = () => { seen.push(film.currentTime); requestAnimationFrame(look); };
            look(); }"""
    )
    page.wait_for_timeout(3500)
    seen = page.evaluate("seen")
    assert max(seen) < ends + 2 * FRAME
    assert sum(later < earlier for earlier, later in pairwise(seen)) >= 2
    page.locator(".repeat").click()
    page.wait_for_function(f"document.querySelector('video').currentTime > {ends + 0.2}")


def test_speed_is_chosen_or_stepped(page: Page, root: str) -> None:
    opened(page, root)
    page.locator(".speed").select_option("0.5")
    assert film(page, "playbackRate") == 0.5
    page.locator("h1").click()
    page.keyboard.press(">")
    assert film(page, "playbackRate") == 0.75
    for _ in range(3):
        page.keyboard.press("<")
    assert film(page, "playbackRate") == 0.5


def test_an_address_of_a_part_opens_the_film_there_and_plays_nothing(page: Page, root: str) -> None:
    opened(page, root, f"{FILM}#02-guess")
    start = page.evaluate("JSON.parse(document.querySelector('.film').textContent).beats[1].start")
    page.wait_for_function(f"document.querySelector('video').currentTime > {start}")
    assert film(page, "paused")
    assert page.evaluate("scrollY") == 0


def test_an_embed_is_copied_as_it_works_elsewhere(page: Page, root: str) -> None:
    opened(page, root)
    part = page.locator("article.beat").first
    part.locator("summary").click()
    for kind in range(part.locator("figure").count()):
        button = part.locator("button.copy").nth(kind)
        button.click()
        button.locator("text=Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == part.locator("code[data-completed]").nth(kind).text_content()
        address = root if root.startswith("http") else ""
        assert f"{address}films/quiz/01-spin." in copied


def test_the_element_that_stands_alone_plays(page: Page, root: str) -> None:
    opened(page, root)
    texts = page.locator("article.beat code[data-completed]").all_text_contents()
    text = next(text for text in texts if text.startswith("<video"))
    page.goto(root + "index.html")
    page.evaluate("text => document.body.innerHTML = text", text)
    page.wait_for_function("document.querySelector('video').readyState > 0")
    assert film(page, "videoWidth") == 320 and film(page, "loop")


def test_a_page_with_nothing_but_a_player_fills_its_frame_and_has_captions(
    page: Page, root: str
) -> None:
    opened(page, root, "films/quiz/02-guess.html")
    box, size = page.locator("video").bounding_box(), page.viewport_size
    assert box and size and (box["width"], box["height"]) == (size["width"], size["height"])
    shown = "[...document.querySelector('video').textTracks].filter(t => t.mode === 'showing')"
    assert page.evaluate(f"{shown}.map(t => [t.language, t.cues[0].text])") == [
        ["en", "en: watch guess."]
    ]


def test_search_and_filters_leave_what_fits(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    cards, told = page.locator(".card:visible h2"), page.locator("output")
    assert cards.all_inner_texts() == ["quiz, en", "square, en"]
    page.get_by_role("searchbox").fill("WATCH guess")
    assert cards.all_inner_texts() == ["quiz, en"] and told.inner_text() == "1 of 2"
    page.get_by_role("searchbox").fill("nowhere")
    assert cards.count() == 0 and page.locator(".none").is_visible()
    page.get_by_role("searchbox").fill("")
    page.get_by_label("Lets you set").select_option("side")
    assert cards.all_inner_texts() == ["square, en"]
    page.get_by_label("Lets you set").select_option("")
    page.get_by_label("Has a loop").check()
    assert cards.all_inner_texts() == ["quiz, en"]
    page.get_by_role("link", name="quiz, en").click()
    assert page.locator("h1").inner_text() == "quiz, en"
    page.get_by_role("link", name="All films").click()
    assert page.locator("h1").inner_text() == "Gradient descent"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 375])
def test_everybody_can_use_it(browser: Browser, folder: Path, scheme: Any, width: int) -> None:
    size: Any = {"width": width, "height": 800}
    with browser.new_context(color_scheme=scheme, viewport=size, bypass_csp=True) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto((folder / path).as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            page.add_script_tag(path=str(AXE))
            found = page.evaluate("axe.run().then(found => found.violations)")
            assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_is_that_of_the_scheme(browser: Browser, folder: Path) -> None:
    seen = set()
    schemes: list[Any] = ["light", "dark"]
    for scheme in schemes:
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto((folder / "index.html").as_uri())
            seen.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(seen) == 2


def test_without_scripts_everything_is_still_there(browser: Browser, folder: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((folder / FILM).as_uri())
        assert page.locator("video[controls]").is_visible()
        assert page.locator(".controls").is_hidden()
        assert page.get_by_role("link", name=re.compile("^Film")).count() >= 1
