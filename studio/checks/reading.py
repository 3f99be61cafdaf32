"""How much there is to read at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studio.checks.things import Thing

MOST_WORDS = 12  # at once, beside formulas, axis labels and the stamp
_FORMULA = re.compile(r"\$[^$]*\$")
_CALL = re.compile(r"#[\w-]+(?:\([^)]*\))?")  # #h(0.5em), or the name before #batch[...]
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def words_of(markup: str) -> list[str]:
    """Words of a text in Typst markup; formulas, numbers and calls are none.

    >>> words_of("51 points on $y = 2x$ #h(0.5em) the #batch[whole batch]")
    ['points', 'on', 'the', 'whole', 'batch']
    """
    return _WORD.findall(_CALL.sub(" ", _FORMULA.sub(" ", markup)))


def too_many_words(things: list[Thing]) -> Iterator[tuple[str, str, str]]:
    """More words at once than a listener can read; what is fading in or out does not count."""
    texts = [t for t in things if t.meaning.words and t.panel is None and not t.moving]
    counts = [(len(words_of(text.meaning.words)), text) for text in texts]
    total = sum(count for count, _ in counts)
    if total > MOST_WORDS:
        longest = max(counts, key=lambda pair: pair[0])[1]
        yield "too many words", f"{total} words, most in {longest.name}", f"{MOST_WORDS} words"
