"""A formula with its present numbers below it, each under the symbol that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from manim import VGroup

from scenes.kit.ink.glyphs import MINUS
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme

SIZE = 34  # of the formula; its numbers are set in the same font at the same height
OF_MATHS = 1.08  # what Typst maths is enlarged by beside words
ROW = 0.52  # from the formula's baseline down to that of the numbers
BETWEEN = 0.14  # beside a sign


@dataclass(frozen=True)
class Term:
    """A symbol of the formula and the number under it.

    ``widest`` is the text that takes the most room, so that nothing moves while numbers change;
    ``shown`` says how visible the number is, 0 to 1; ``anew`` comes to the number by another way,
    for checks.
    """

    symbol: str
    read: Callable[[], float]
    widest: str
    role: str = "text"
    write: Callable[[float], str] = plain
    shown: Callable[[], float] = lambda: 1.0
    anew: Callable[[], float] | None = None


Sign = str | tuple[str] | tuple[str, Sequence[float]]  # markup, and the numbers in it
Items = Sequence[Term | Sign]  # of a formula, from left to right


class Arithmetic(VGroup):
    """Terms and, between them, signs in Typst markup such as ``"$=$"``, from left to right.

    Parameters
    ----------
    items
        Terms and signs. A sign stands in both rows, one in a tuple only in the row of numbers;
        the tuple may say which numbers it shows.
    left, line
        Scene x of the left end, and y of the formula's baseline.
    size
        Of the formula; all else is in proportion.
    """

    def __init__(
        self,
        items: Items,
        theme: Theme,
        *,
        left: float,
        line: float,
        size: float = SIZE,
    ) -> None:
        super().__init__()
        self.size, self.pitch, self.between = size, ROW * size / SIZE, BETWEEN * size / SIZE
        self.symbols, self.signs, self.numbers = VGroup(), VGroup(), VGroup()
        for item in items:
            if isinstance(item, Term):
                left = self._term(item, theme, left, line)
            else:
                left = self._sign(item, theme, left, line)
        self.end = left
        self.add(self.symbols, self.signs, self.numbers)

    def _term(self, term: Term, theme: Theme, left: float, line: float) -> float:
        size = self.size * OF_MATHS
        number = TermNumber(term, theme, size)
        room = Number(0, theme, write=lambda _: term.widest, size=size, font="math").width
        if term.symbol:
            symbol = Text(term.symbol, theme, size=self.size, role=term.role)
            room = max(room, symbol.width)
            self.symbols.add(symbol.stand_on(line).shift((left + room / 2, 0, 0)))
        number.put((left + room / 2, line - self.pitch, 0))
        self.numbers.add(number)
        return left + room

    def _sign(self, sign: Sign, theme: Theme, left: float, line: float) -> float:
        body = sign if isinstance(sign, str) else sign[0]
        shows = sign[1] if len(sign) == 2 and not isinstance(sign, str) else None
        lines = (line, line - self.pitch) if isinstance(sign, str) else (line - self.pitch,)
        texts = [Text(body, theme, size=self.size, shows=shows).stand_on(y) for y in lines]
        middle = left + self.between + texts[0].width / 2
        self.signs.add(*(text.shift((middle, 0, 0)) for text in texts))
        return left + 2 * self.between + float(texts[0].width)


class TermNumber(Number):
    """The number of a term, as visible as the term says."""

    def __init__(self, term: Term, theme: Theme, size: float) -> None:
        super().__init__(
            term.read(),
            theme,
            write=term.write,
            size=size,
            role=term.role,
            font="math",
            align="center",
        )
        self.term, self.visibility = term, -1.0
        self.go_live()

    def state(self) -> object:
        return self.term.read(), self.term.shown()

    def depict(self) -> None:
        """Bring the value and its visibility up to what they read."""
        self.show_value(self.term.read())
        shown = self.term.shown()
        if shown != self.visibility:  # only then: a fade of the whole formula sets it, too
            self.visibility = shown
            self.set_fill(opacity=shown)

    def claims(self) -> list[Claim]:
        """That it is what its term is to be now."""
        anew = self.term.anew or getattr(self.term.read, "anew", None)
        value = self.term.read() if anew is None else anew()
        return self.reads(value) if self.term.shown() else []


def exactly(digits: int = 6) -> Callable[[float], str]:
    """Format with at most that many digits and no needless zeros; noise of rounding is 0."""

    def write(value: float) -> str:
        return plain(round(value, 9) + 0.0, digits)

    return write


def in_brackets(write: Callable[[float], str]) -> Callable[[float], str]:
    """Format with brackets round what is negative, as after a sign."""

    def bracketed(value: float) -> str:
        text = write(value)
        return f"({text})" if text.startswith(MINUS) else text

    return bracketed


def widest(write: Callable[[float], str], values: Iterable[float]) -> str:
    """The longest text among those of some values."""
    return max((write(float(value)) for value in values), key=len)
