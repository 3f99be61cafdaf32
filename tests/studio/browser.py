"""A deck in a real browser: what is on its screen, sampled picture by picture."""

from __future__ import annotations

import base64
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program(*names: str) -> str:
    """The path of a program, for tests that take long: they run, and need it, where CI is set."""
    if "CI" not in os.environ:
        pytest.skip(f"{names[0]} takes a minute; set CI")
    if found := next(filter(None, map(shutil.which, names)), None):
        return found
    pytest.fail(f"{names[0]} is not installed")


@contextmanager
def chromium() -> Iterator[Browser]:
    path = program(*NAMES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


class Screen:
    """A deck that is open, and each picture its screen has shown since it was last asked."""

    def __init__(self, page: Page, deck: Path) -> None:
        self.page = page
        self.faults: list[str] = []
        self._pictures: list[NDArray[np.uint8]] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._requested)
        page.goto(deck.as_uri())
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        self._session = page.context.new_cdp_session(page)
        self._session.on("Page.screencastFrame", self._shown)
        self._session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})

    def press(self, key: str, seconds: float = 0.6) -> None:
        """Press a key, and let it go on for a while."""
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(1000 * seconds)

    def sampled(self) -> list[NDArray[np.uint8]]:
        """The pictures since the last call."""
        found, self._pictures = self._pictures, []
        return found

    def picture(self) -> NDArray[np.uint8]:
        """What is on the screen now."""
        return _pixels(self.page.screenshot())

    def state(self) -> dict[str, Any]:
        """Of the slide: its beat, which of its parts is shown and how, and of its film."""
        state: dict[str, Any] = self.page.evaluate(
            """() => {
                const slide = Reveal.getCurrentSlide(), part = slide.querySelector(".part.shown");
                const film = part.querySelector("video");
                return {
                    beat: slide.id, part: [...slide.querySelectorAll(".part")].indexOf(part),
                    still: [...part.classList].find((name) => name.startsWith("at-")) ?? null,
                    playing: !film.paused, ended: film.ended, time: film.currentTime,
                    said: slide.querySelector(".said").textContent,
                };
            }"""
        )
        return state

    def _requested(self, request: Any) -> None:
        if not request.url.startswith(("file:", "blob:", "data:")):
            self.faults.append(f"asked for {request.url}")

    def _shown(self, event: dict[str, Any]) -> None:
        self._pictures.append(_pixels(base64.b64decode(event["data"])))
        self._session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})


def _pixels(png: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
