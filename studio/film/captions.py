"""What is said during each beat, as subtitle files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LINE = 42  # characters of a line; longer captions are broken into two lines of even length


@dataclass(frozen=True, slots=True)
class Caption:
    """A text and when it is shown, in seconds."""

    start: float
    end: float
    text: str


def to_srt(captions: Sequence[Caption]) -> str:
    """Captions as a SubRip (.srt) file."""
    return "\n".join(
        f"{number}\n{_time(c.start, ',')} --> {_time(c.end, ',')}\n{broken(c.text)}\n"
        for number, c in enumerate(captions, start=1)
    )


def to_vtt(captions: Sequence[Caption]) -> str:
    """Captions as a WebVTT (.vtt) file."""
    cues = [
        f"{_time(c.start, '.')} --> {_time(c.end, '.')}\n{_escaped(broken(c.text))}\n"
        for c in captions
    ]
    return "\n".join(["WEBVTT\n", *cues])


def broken(text: str) -> str:
    """The text on one line if it is short, else on two that are as even as the words allow."""
    words = text.split()
    one = " ".join(words)
    if len(one) <= LINE or len(words) < 2:
        return one
    pairs = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return "\n".join(min(pairs, key=lambda pair: max(map(len, pair))))


def _time(seconds: float, point: str) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{milliseconds:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
