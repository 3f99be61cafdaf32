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
SIZE = 28  # of a rule, where there is room


@dataclass(frozen=True)
class Rules:
    """The updates, with the parts of the memories that are kept.

    Parameters
    ----------
    squares
        The part of its squares that a role keeps; 0 for one that has none.
    slopes
        The part of its slopes that Adam keeps.
    """

    words: Words
    theme: Theme
    squares: dict[str, float]
    slopes: float

    def heading(self, role: str, box: Box) -> VGroup:
        """Marker, name and rule of an optimizer along the top of a box; what no gap would mean."""
        y, right = box.top - 0.2, box.right - ASIDE
        mark, name = legend_row(self.words[role], self.theme, role, left=box.left + 0.1, baseline=y)
        room = right - name.get_right()[0] - GAP
        rules = (self._written(role, digits, SIZE) for digits in DIGITS)
        rule = next((rule for rule in rules if rule.width <= room), None)
        if rule is None:
            rule = self._written(role, DIGITS[-1], SMALLEST)
        return VGroup(mark, name, rule.put(right=right, baseline=y))

    def _written(self, role: str, digits: int, size: float) -> Text:
        return Text(self.rule(role, digits), self.theme, size=size, shows=self.parts(role))

    def parts(self, role: str) -> tuple[float, ...]:
        """The parts that a role keeps and takes, in the order in which its rule has them."""
        kept = [self.slopes] if role == "adam" else []
        kept += [self.squares[role]] if role in self.squares else []
        return tuple(part for old in kept for part in (old, 1 - old))

    def rule(self, role: str, digits: int) -> str:
        """What the optimizer remembers, as an update; the smaller parts in so many digits."""
        kept, new = in_parts(self.squares.get(role, 0.0), digits)
        kept1, new1 = in_parts(self.slopes, digits)
        return self.words[f"{role}_rule"].format(kept=kept, new=new, kept1=kept1, new1=new1)


def in_parts(kept: float, digits: int) -> tuple[str, str]:
    """The part of a memory that is kept and the part that is new, which make up 1 as written."""
    new = round(1 - kept, 10)
    least = float(f"{min(kept, new):.{digits}g}")
    parts = (least, round(1 - least, 10))
    kept_text, new_text = map(plain, parts if kept <= new else parts[::-1])
    return kept_text, new_text
