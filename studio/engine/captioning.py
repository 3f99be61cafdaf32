"""Captions in the picture: a strip under it, for which the camera steps back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.kit.ink.camera import PaintingCamera
from scenes.kit.ink.layout import Frame
from scenes.kit.ink.text import Text, literal
from scenes.kit.lesson.lesson import SPEED
from studio.encoding.encoder import Pixels, Sink
from studio.encoding.tiles import Box, Tiles, mark, no_tiles
from studio.engine.writer import Opening

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson

HIGH = 1.2  # scene units of the strip
SIZE, PITCH = 34, 0.48  # of the text, in manim's points, and from line to line, in scene units
LIFT = 0.1  # of it over the middle of the strip: the picture has a margin of its own
DROP = 0.11  # from the middle of a line to its baseline

Cued = Callable[[str], Sequence[str]]
"""From a caption to what is shown of it at once, one after the other, in lines."""


class CaptionStrip:
    """What is said in each beat, in the theme's look, under a picture that is left whole.

    Each cue stays for as long as it takes to say it, and the last until the beat is over.

    Parameters
    ----------
    frame
        Of the lesson, all of which is above the strip.
    cued
        What parts a caption into cues.
    """

    def __init__(self, frame: Frame, cued: Cued) -> None:
        larger = 1 + HIGH / frame.height
        self.frame = Frame(frame.width * larger, frame.height * larger)
        self._low = frame.whole.bottom - HIGH / 2 + LIFT  # the middle of what is written
        self._cued = cued
        self._lesson: Lesson

    def step_back(self, lesson: Lesson) -> None:
        """Have the lesson's camera see the strip, too, before anything is drawn."""
        self._lesson = lesson
        camera: Any = lesson.camera
        camera.frame_center = np.array([0.0, -HIGH / 2, 0.0])

    def opening(self, opening: Opening) -> Opening:
        """Another place for pictures to go, on the way to which they are captioned."""

        def opened(settings: Any) -> Sink:
            return CaptionedSink(opening(settings), self._pictures)

        return opened

    def _pictures(self, beat: str) -> list[tuple[int, Pixels]]:
        """The strip's pictures during a beat, each with the frame from which on it is shown."""
        lesson = self._lesson
        said = self._cued(lesson.caption(beat)) if beat in lesson.beats else []
        words = accumulate((len(cue.split()) for cue in said), initial=0)
        begins = [round(count / SPEED * lesson.camera.frame_rate) for count in words]
        return [
            (begin, self._picture(cue.split("\n")))
            for begin, cue in zip(begins, said or [""], strict=False)
        ]

    def _picture(self, lines: Sequence[str]) -> Pixels:
        theme = self._lesson.theme
        top = self._low + (len(lines) - 1) * PITCH / 2 - DROP
        texts = [
            Text(literal(line), theme, size=SIZE).put(center=0, baseline=top - number * PITCH)
            for number, line in enumerate(lines)
        ]
        camera: Any = PaintingCamera(background_color=theme.background)
        camera.frame_center = np.array([0.0, -HIGH / 2, 0.0])
        camera.capture_mobjects(texts)
        pixels: Pixels = camera.pixel_array
        first = round(len(pixels) * (1 - HIGH / self.frame.height))
        return np.ascontiguousarray(pixels[first:])


class CaptionedSink:
    """Pictures on their way to a sink; at their lower edge a strip is painted on them.

    It is painted on the camera's own array, anew on every picture: what is drawn there in between
    is never seen.
    """

    def __init__(self, sink: Sink, pictures: Callable[[str], list[tuple[int, Pixels]]]) -> None:
        self._sink, self._pictures = sink, pictures
        self._section, self._frame = "", 0
        self._cues: list[tuple[int, Pixels]] = []
        self._shown: Pixels | None = None
        self.tag = self._sink.tag

    def begin(self, section: str) -> None:
        """What follows is of another beat."""
        self._section, self._frame, self._cues = section, 0, []
        self._sink.begin(section)

    def write(
        self,
        pixels: Pixels,
        repeat: int = 1,
        *,
        keyframe: bool = False,
        changed: Tiles | None = None,
    ) -> None:
        """Hand a picture on, once for each cue that comes while it stays."""
        self._cues = self._cues or self._pictures(self._section)
        end = self._frame + repeat
        inside = [begin for begin, _ in self._cues if self._frame < begin < end]
        for first, last in pairwise([self._frame, *inside, end]):
            strip = [picture for begin, picture in self._cues if begin <= first][-1]
            if strip is not self._shown and changed is not None:
                changed = changed | _under(pixels.shape, len(strip))
            pixels[-len(strip) :] = strip
            self._sink.write(pixels, last - first, keyframe=keyframe, changed=changed)
            self._shown, keyframe = strip, False
            changed = no_tiles(pixels.shape)
        self._frame = end

    def close(self) -> None:
        """Finish what is written."""
        self._sink.close()

    def abort(self) -> None:
        """Give up what is unfinished."""
        self._sink.abort()


def _under(shape: tuple[int, ...], high: int) -> Tiles:
    """The tiles of a picture in which its lowest rows are."""
    tiles = no_tiles(shape)
    mark(tiles, Box(shape[0] - high, shape[0], 0, shape[1]))
    return tiles
