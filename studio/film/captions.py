"""What is said during each beat, as subtitle files.

A cue is read at once: at most two lines of 42 characters, at most 21 characters a second (the
rules of broadcasters and streaming services for adults' subtitles). A longer sentence becomes
several cues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import srt

from scenes.kit.lesson.words import words_of

LINE, LINES = 42, 2  # characters of a line, and lines, of a cue
PAUSE = 300.0  # what a break at a comma is worth, in squared characters of uneven cues


@dataclass(frozen=True, slots=True)
class Caption:
    """A text and when it is shown, in seconds."""

    start: float
    end: float
    text: str


def to_srt(captions: Sequence[Caption]) -> str:
    """Captions as a SubRip (.srt) file."""
    second = timedelta(seconds=1)
    subtitles = [
        srt.Subtitle(number, c.start * second, c.end * second, broken(c.text))
        for number, c in enumerate(_all_cues(captions), start=1)
    ]
    return str(srt.compose(subtitles))


def to_vtt(captions: Sequence[Caption]) -> str:
    """Captions as a WebVTT (.vtt) file."""
    cues = [
        f"{_time(c.start)} --> {_time(c.end)}\n{_escaped(broken(c.text))}\n"
        for c in _all_cues(captions)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def cues(caption: Caption) -> list[Caption]:
    """A caption as the fewest cues that can be read at once, each as long as it has letters."""
    words = words_of(caption.text)
    for count in range(1, len(words) + 1):
        if ends := _parted(words, count):
            texts = [" ".join(words[a:b]) for a, b in pairwise([0, *ends])]
            break
    else:
        return [caption]  # one word, longer than a cue
    letters = [0]
    for text in texts:
        letters.append(letters[-1] + len(text))
    length = (caption.end - caption.start) / letters[-1]
    times = [caption.start + length * n for n in letters]
    return [Caption(*span, text) for span, text in zip(pairwise(times), texts, strict=True)]


def shown_at_once(text: str) -> list[str]:
    """The cues of a text, in lines, for whoever shows them at times of its own."""
    return [broken(cue.text) for cue in cues(Caption(0.0, 1.0, text))]


def broken(text: str) -> str:
    """The text on one line if it is short, else on two that are as even as the words allow."""
    words = words_of(text)
    one = " ".join(words)
    if len(one) <= LINE or len(words) < 2:
        return one
    pairs = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return "\n".join(min(pairs, key=lambda pair: max(map(len, pair))))


def _all_cues(captions: Sequence[Caption]) -> list[Caption]:
    return [cue for caption in captions for cue in cues(caption)]


def _parted(words: list[str], count: int) -> list[int] | None:
    """Where that many cues end: even ones, at commas if it costs little; None if none fit.

    ``best[k][n]`` is the least cost of the first n words as k cues, with where they end.
    """
    even = len(" ".join(words)) / count
    best: list[dict[int, tuple[float, list[int]]]] = [{0: (0.0, [])}]
    for _ in range(count):
        found: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in best[-1].items():
            for end in range(start + 1, len(words) + 1):
                text = " ".join(words[start:end])
                if not _fits(text):
                    continue
                pause = PAUSE if text[-1] in ",;:" else 0.0
                total = cost + (len(text) - even) ** 2 - pause
                if end not in found or total < found[end][0]:
                    found[end] = total, [*ends, end]
        best.append(found)
    return best[-1][len(words)][1] if len(words) in best[-1] else None


def _fits(text: str) -> bool:
    lines = broken(text).split("\n")
    return len(lines) <= LINES and max(map(len, lines)) <= LINE


def _time(seconds: float) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{milliseconds:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
