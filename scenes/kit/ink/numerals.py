"""Numbers read back from what is written, as a viewer reads them: a value, and how exact it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scenes.kit.ink.meaning import Claim

LAYOUT = re.compile(r"#h\([^)]*\)")  # Typst's spaces, whose widths nobody sees as numbers
_POWER = r"10\^\(?(?P<{}>[-\u2212]?\d+)\)?"
NUMERAL = re.compile(
    r"(?<![\w.,^_])(?P<sign>[-\u2212]?)(?:"  # no index, exponent or part of a word
    + _POWER.format("exact")
    + r"|(?P<digits>\d{1,3}(?: \d{3})+(?![\d.])|\d+(?:\.\d+)?)"
    + r"(?:e(?P<e>[-+]?\d+)|(?:\u00d7| times )"
    + _POWER.format("power")
    + r")?|(?P<infinity>\u221e))"
)
ENDLESS = 1e308  # stands for infinity, of which no difference can be taken
ROUNDING = 1e-6  # of a value: what another way of computing it may differ


class Numeral(NamedTuple):
    """A number as it is written, and half a unit of its last digit."""

    value: float
    half: float


def numerals(text: str) -> list[Numeral]:
    """Numbers in a text or in Typst markup, in the order in which they are read.

    >>> numerals("start $(\u22122, 0.5)$ #h(0.5em) $theta_1^2$")
    [Numeral(value=-2.0, half=0.5), Numeral(value=0.5, half=0.05)]
    """
    return [_numeral(found) for found in NUMERAL.finditer(LAYOUT.sub(" ", text))]


def rounds(what: str, text: str, values: Sequence[float]) -> Claim:
    """That the numbers in a text are these values, each rounded to the digits it has."""
    found = numerals(text)
    true = np.array(values, dtype=float)
    slack = np.array([numeral.half for numeral in found])
    if len(found) == len(true):
        slack = slack + ROUNDING * np.abs(true)
        true = np.where(np.isfinite(true), true, np.sign(true) * ENDLESS)
    return Claim(what, np.array([numeral.value for numeral in found]), true, slack)


def _numeral(found: re.Match[str]) -> Numeral:
    sign = -1.0 if found["sign"] else 1.0
    if found["infinity"]:
        return Numeral(sign * ENDLESS, 0.0)
    if found["exact"]:
        return Numeral(sign * 10.0 ** int(_ascii(found["exact"])), 0.0)
    digits = found["digits"].replace(" ", "")
    power = int(_ascii(found["power"] or found["e"] or "0"))
    decimals = len(digits.partition(".")[2])
    return Numeral(sign * float(f"{digits}e{power}"), 0.5 * 10.0 ** (power - decimals))


def _ascii(text: str) -> str:
    return text.replace("\u2212", "-")
