"""Moving colours apart until every eye tells them from each other on their background."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

import numpy as np

from scenes.kit.ink.oklch import channels, lch, shown
from scenes.kit.ink.vision import (
    DEFICIENCIES,
    Array,
    contrast,
    difference,
    lab,
    linear,
    name_of,
    rgb,
)

APART = 10.0  # CIEDE2000 distance at which colours are told apart across a picture
SPARE = 0.02  # a ratio that is measured on another way must hold, too
# Price, in CIEDE2000, of a degree by which a hue turns, and of a unit of chroma that is lost.
OF_HUE, OF_GREY = 0.35, 0.5
COLOURED = 30.0  # chroma in L*a*b* from which a colour has a hue that one would miss
NEAR = 250  # colours, the most like one that is to be moved, that are tried before all others
GIVE = 0.85  # of the distance that a pair is to have, where there is no room for it
ROUNDS = 12  # of moving, after which what is not apart will never be
EYES = ("full colour vision", *DEFICIENCIES)
_HUES, _LIGHTNESSES = np.arange(0, 360, 8.0), np.arange(0.2, 0.97, 0.04)
# Chroma that a colour may have of its own.
_OWN = np.array([1.5, 1.25, 1, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.55])
_CHROMAS = (0.04, 0.09, 0.14, 0.19, 0.24)


def seen(parts: Array) -> Array:
    """L*a*b* (eyes, ..., 3) of sRGB channels (..., 3), as each of `EYES` sees them."""
    light = linear(parts)
    eyes = (light @ matrix.T for matrix in (np.eye(3), *DEFICIENCIES.values()))
    return np.stack([lab(np.clip(one, 0, 1)) for one in eyes])


def distances(first: str, second: str) -> Array:
    """CIEDE2000 distances (eyes,) of two colours ``#RRGGBB``."""
    return difference(seen(rgb(first)), seen(rgb(second)))


@dataclass
class Palette:
    """Colours by name, some of which may be moved.

    Attributes
    ----------
    colors
        ``#RRGGBB`` by name.
    background
        What they are read on.
    needed
        Least contrast with the background by name, for those that may be moved.
    model
        Colours known to do, by name: no pair need be further apart than there, nor than `APART`.
    alone
        By name, for a colour that is seen with few others: which.
    """

    colors: dict[str, str]
    background: str
    needed: Mapping[str, float]
    model: Mapping[str, str]
    alone: Mapping[str, Collection[str]] = field(default_factory=dict)
    _least: dict[tuple[str, str], Array] = field(default_factory=dict)

    def least(self, first: str, second: str) -> Array:
        """Distances (eyes,) that two of the colours need."""
        pair = (min(first, second), max(first, second))
        if pair not in self._least:
            self._least[pair] = np.minimum(APART, distances(*(self.model[name] for name in pair)))
        return self._least[pair]

    def company(self, name: str) -> list[str]:
        """The colours that one is to be told from."""
        return [
            other
            for other in self.colors
            if other != name
            and name in self.alone.get(other, (name,))
            and other in self.alone.get(name, (other,))
        ]

    def too_close(self, name: str, others: Collection[str]) -> list[tuple[str, str]]:
        """Which of the others a colour is not told from, and the eye that does not."""
        found = []
        for other in others:
            short = self.least(name, other) - distances(self.colors[name], self.colors[other])
            if short.max() > 0:
                found.append((other, EYES[int(short.argmax())]))
        return found

    def settle(self, name: str, others: Collection[str]) -> None:
        """Move a colour, by as little as it takes, to where it is read and told from others."""
        wanted, need = self.colors[name], self.needed[name]
        reads = float(contrast(rgb(wanted), rgb(self.background))) >= need
        if reads and not self.too_close(name, others):
            return
        parts = _candidates(wanted)
        parts = parts[contrast(parts, rgb(self.background)) >= need + SPARE]
        price = _prices(wanted, parts)
        order = np.argsort(price, kind="stable")
        parts, price = parts[order], price[order]
        lacking = self._lacking(name, parts[:NEAR], others)
        if len(parts) > NEAR and lacking.min() > 0:  # mostly, something near will do
            lacking = np.append(lacking, self._lacking(name, parts[NEAR:], others))
        best = int(np.argmin(price[: len(lacking)] + 100 * lacking))
        self.colors[name] = name_of(parts[best])

    def _lacking(self, name: str, parts: Array, others: Collection[str]) -> Array:
        """By how much each of the channels (n, 3) falls short of being told from others."""
        looks, lacking = seen(parts), np.zeros(len(parts))
        for other in others:
            apart = difference(looks, seen(rgb(self.colors[other]))[:, None])
            least = self.least(name, other)[:, None] + SPARE
            lacking += np.maximum(least - apart, 0).sum(axis=0)
        return lacking

    def part(self, movable: Collection[str]) -> None:
        """Move colours until each is told from all others."""
        for _ in range(ROUNDS):
            before = dict(self.colors)
            for name in movable:
                self.settle(name, self.company(name))
            if self.colors == before:
                return

    def make_do(self, movable: Collection[str]) -> list[tuple[str, str]]:
        """Let pairs for which there is no room be closer, by as little as it takes; which."""
        tight: list[tuple[str, str]] = []
        while self.unsettled():
            self.part(movable)
            for first, second, _ in self.unsettled():
                pair = (min(first, second), max(first, second))
                self._least[pair] = GIVE * self._least[pair]
                tight.append(pair)
        return list(dict.fromkeys(tight))

    def unsettled(self) -> list[tuple[str, str, str]]:
        """Pairs that are not told apart, with the eye that does not."""
        return [
            (first, second, eye)
            for first, second in combinations(self.colors, 2)
            if second in self.company(first)
            for _, eye in self.too_close(first, [second])
        ]


@cache
def _grid() -> Array:
    """Channels (n, 3) of all colours that one is moved to, in whole bytes."""
    parts = channels(*(axis.ravel() for axis in np.meshgrid(_LIGHTNESSES, _CHROMAS, _HUES)))
    return np.asarray(np.round(np.clip(parts[shown(parts)], 0, 1) * 255) / 255)


def _candidates(wanted: str) -> Array:
    """Where a colour may be moved: finely along its own lightness, coarsely anywhere."""
    _, chroma, hue = lch(wanted)
    own = np.meshgrid(np.arange(0.15, 0.97, 0.01), chroma * _OWN)
    parts = channels(own[0].ravel(), own[1].ravel(), hue)
    own_parts = np.round(np.clip(parts[shown(parts)], 0, 1) * 255) / 255
    return np.concatenate([rgb(wanted)[None], own_parts, _grid()])


def _prices(wanted: str, parts: Array) -> Array:
    """How much each of the channels (n, 3) differs from a colour.

    What makes it another colour, hue and greyness, costs more than lightness does.
    """
    looks, own = lab(linear(parts)), lab(linear(rgb(wanted)))
    chroma, before = np.hypot(looks[:, 1], looks[:, 2]), float(np.hypot(own[1], own[2]))
    turn = np.degrees(np.arctan2(looks[:, 2], looks[:, 1]) - np.arctan2(own[2], own[1]))
    turned = np.abs((turn + 180) % 360 - 180) * min(1, before / COLOURED)
    greyed = np.maximum(0, before - chroma)
    return np.asarray(difference(looks, own) + OF_HUE * turned + OF_GREY * greyed)
