"""How a language writes numbers; everywhere else they are written with a point."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A function of the markup, whose lengths are no numbers on screen, or the point of a number.
_POINT = re.compile(r"(#h\([^)]*\))|(?<=\d)\.(?=\d)")
_POWER = re.compile(r"×10\^(−?\d+)")
_RAISED = r"×10#super(typographic: false)[\1]"


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
        """Typst markup with its numbers as the language writes them, those in formulas too.

        Of a power of ten such as 9.00×10^−7 all of the exponent is raised.
        """
        if self.decimal == "." and "×10^" not in body:
            return body
        parts = body.split("$")
        # A bare comma in a formula would be spaced like one of a list.
        quoted = self if self.decimal == "." else NumberFormat(f'"{self.decimal}"')
        parts[::2] = (_POWER.sub(_RAISED, self.written(part)) for part in parts[::2])
        parts[1::2] = (_POWER.sub(r"×10^(\1)", quoted.written(part)) for part in parts[1::2])
        return "$".join(parts)


POINT = NumberFormat()
