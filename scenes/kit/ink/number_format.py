"""How a language writes numbers; everywhere else they are written with a point."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A function of the markup, whose lengths are no numbers on screen, or the point of a number.
_POINT = re.compile(r"(#h\([^)]*\))|(?<=\d)\.(?=\d)")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A language's numbers: the sign before their decimals, and that between two of them."""

    decimal: str = "."
    separator: str = ","

    def written(self, text: str) -> str:
        """A plain text with its numbers as the language writes them."""
        return _POINT.sub(lambda found: found[1] or self.decimal, text)

    def read(self, text: str) -> str:
        """What ``written`` was given, from what it made of it."""
        return re.sub(rf"(?<=\d){re.escape(self.decimal)}(?=\d)", ".", text)

    def listed(self, numbers: Iterable[str]) -> str:
        """Numbers that were written, one after another."""
        return f"{self.separator} ".join(numbers)

    def markup(self, body: str) -> str:
        """Typst markup with its numbers as the language writes them, those in formulas too."""
        if self.decimal == ".":
            return body
        parts = body.split("$")
        quoted = NumberFormat(
            f'"{self.decimal}"'
        )  # a bare comma would be spaced like one of a list
        parts[::2] = map(self.written, parts[::2])
        parts[1::2] = map(quoted.written, parts[1::2])
        return "$".join(parts)


POINT = NumberFormat()
