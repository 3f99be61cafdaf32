"""How the pages put numbers, lists and languages into words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from scenes.kit.lesson.words import Words
from studio.gallery.model import WORDS


def clock(seconds: float) -> str:
    """Minutes and seconds.

    >>> clock(72.4)
    '1:12'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def size(number: int, words: Words) -> str:
    """Bytes as a reader compares them.

    >>> size(1_250_000, Words("gallery", "es")), size(4_300, Words("gallery", "en"))
    ('1,2 MB', '4 kB')
    """
    return words.numbers.written(
        f"{number / 1e6:.1f} MB" if number >= 1e5 else f"{number / 1e3:.0f} kB"
    )


def counted(what: str, number: int, words: Words) -> str:
    """A number of things, by the name of their word.

    >>> counted("films", 1, Words("gallery", "en")), counted("films", 3, Words("gallery", "en"))
    ('1 film', '3 films')
    """
    return words[f"{what}_one"] if number == 1 else words[what].format(count=number)


def listed(items: Sequence[str], words: Words) -> str:
    """Things in a row.

    >>> listed(["this", "that", "more"], Words("gallery", "en"))
    'this, that and more'
    """
    *most, last = items
    return f"{', '.join(most)} {words['and']} {last}" if most else last


@cache
def called(language: str) -> str:
    """A language by its own name.

    >>> called("es")
    'Español'
    """
    return Words(WORDS, language)["called"]
