"""What an optimizer remembers, as an update beside its name."""

from __future__ import annotations

from dataclasses import dataclass

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words

DIGITS = (10, 3, 2, 1)  # of the parts in a rule: as many as there is room for
GAP, ASIDE = 0.2, 0.1  # between a name and its rule; from the rule to the right
SIZES = (40, 34, SMALLEST)  # of a rule, as large as there is room for


@dataclass(frozen=True)
class Rules:
    """The updates, with the parts of the memories that are kept.

    Parameters
    ----------
    kept
        The part of a memory that is kept, by rule: an optimizer's, or that of Adam's squares.
    """

    words: Words
    theme: Theme
    kept: dict[str, float]

    def heading(self, role: str, box: Box, rule: str = "") -> VGroup:
        """Marker, name and rule of an optimizer in a row; its own rule, if none is named."""
        y, right = box.bottom + 0.18, box.right - ASIDE
        mark, name = legend_row(self.words[role], self.theme, role, left=box.left + 0.1, baseline=y)
        room = right - name.get_right()[0] - GAP
        sizes = [(digits, size) for size in SIZES for digits in DIGITS]
        rules = (self._written(rule or role, *written) for written in sizes)
        fitting = next((rule for rule in rules if rule.width <= room), None)
        if fitting is None:
            fitting = self._written(rule or role, DIGITS[-1], SMALLEST)
        return VGroup(mark, name, fitting.put(right=right, baseline=y))

    def _written(self, rule: str, digits: int, size: float) -> Text:
        kept = self.kept.get(rule)
        shows = () if kept is None else (kept, 1 - kept)
        return Text(self.rule(rule, digits), self.theme, size=size, shows=shows)

    def rule(self, rule: str, digits: int) -> str:
        """What the optimizer remembers, as an update; the smaller part in so many digits."""
        kept, new = in_parts(self.kept.get(rule, 0.0), digits)
        return self.words[f"{rule}_rule"].format(kept=kept, new=new)


def in_parts(kept: float, digits: int) -> tuple[str, str]:
    """The part of a memory that is kept and the part that is new, which make up 1 as written."""
    new = round(1 - kept, 10)
    least = float(f"{min(kept, new):.{digits}g}")
    parts = (least, round(1 - least, 10))
    kept_text, new_text = map(plain, parts if kept <= new else parts[::-1])
    return kept_text, new_text
