"""What colours mean: one role each, never alone, and apart for every eye."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations

import numpy as np

from scenes.kit.ink.theme import Theme
from scenes.kit.ink.vision import DEFICIENCIES, difference, lab, linear, rgb, seen_with
from scenes.kit.panels.axes import Plane
from studio.checks.things import Thing, is_landscape, lies_between

APART = 10.0  # CIEDE2000 distance at which colours are told apart across a picture
LARGER = 1.5  # ratio of sizes that tells markers of one shape, or lines, apart
NEUTRAL = {"text", "muted"}  # one meaning, more or less loud: what is lit or at rest
PAIRS = Iterator[tuple[str, str, str]]


class Roles:
    """Which colour stood for which role in a lesson so far."""

    def __init__(self) -> None:
        self._of_color: dict[str, Thing] = {}
        self._of_role: dict[str, Thing] = {}

    def check(self, things: list[Thing], theme: Theme) -> PAIRS:
        """Colours that are no role's, that two roles share, or that a role exchanges."""
        known = {*theme.roles().values(), *theme.rates}
        known |= {theme.background, theme.faint, theme.star}
        for thing in things:
            if thing.moving or thing.kind in ("panel", "landscape"):
                continue
            for color in thing.colors:
                neutral = is_landscape(color, theme) or lies_between(color, theme.muted, theme.text)
                if color not in known and not neutral:
                    yield "a colour without a role", f"{color} of {thing.name}", "the theme's roles"
            role = thing.meaning.role
            if (
                role
                and role not in NEUTRAL
                and len(thing.colors) == 1
                and "#" not in thing.meaning.words
                and thing.first_color != theme.star  # a minimum's texts are inked to be read
            ):
                yield from self._pair(thing, thing.colors[0], role)

    def _pair(self, thing: Thing, color: str, role: str) -> PAIRS:
        same_color = self._of_color.setdefault(color, thing)
        if same_color.meaning.role != role:
            yield "two roles share a colour", f"{thing.name} in {color}", same_color.name
        same_role = self._of_role.setdefault(role, thing)
        before = same_role.first_color
        if before != color:
            yield "a role changes its colour", f"{thing.name} in {color}", f"{before} before"


def by_colour_alone(things: list[Thing]) -> PAIRS:
    """Two series in one panel that nothing but their colour tells apart."""
    for first, second, together in _alike(things, ("path", "marker")):
        if together:
            yield "differ by colour alone", first.name, second.name


def confusable(things: list[Thing]) -> PAIRS:
    """Two roles, in any panels, that look the same to a colour-blind eye."""
    for first, second, _ in _alike(things, ("path", "marker", "arrow", "line")):
        roles = first.meaning.role, second.meaning.role
        if roles[0] == roles[1] or not all(roles):
            continue
        for eye, distance in distances(first.first_color, second.first_color).items():
            if distance < APART:
                yield f"alike with {eye}", first.name, f"{second.name} (distance {distance:.1f})"


@cache
def distances(first: str, second: str) -> dict[str, float]:
    """CIEDE2000 distances of two colours ``#RRGGBB`` for each eye."""
    seen = {eye: [lab(seen_with(eye, rgb(c))) for c in (first, second)] for eye in DEFICIENCIES}
    seen["full colour vision"] = [lab(linear(rgb(c))) for c in (first, second)]
    return {eye: float(difference(*pair)) for eye, pair in seen.items()}


def _alike(things: list[Thing], kinds: tuple[str, ...]) -> Iterator[tuple[Thing, Thing, bool]]:
    """Pairs of one kind and of different colours, without shape, dash, size or word between.

    With each pair comes whether it is in one panel.
    """
    still = [t for t in things if t.kind in kinds and not t.moving and len(t.boxes)]
    alike = [
        (first, second)
        for first, second in combinations(still, 2)
        if first.kind == second.kind
        and first.look == second.look
        and first.first_color != second.first_color
        and max(first.width, second.width) < LARGER * min(first.width, second.width)
    ]
    if not alike:
        return
    panels = [thing.mobject for thing in things if isinstance(thing.mobject, Plane)]
    inked = [thing for thing in things if len(thing.boxes) and thing.leaves]
    placed = [(thing, _panel(thing, panels)) for thing in inked]
    where = {id(thing): panel for thing, panel in placed}
    company = {
        id(thing): _companions(thing, [t for t, panel in placed if panel is where[id(thing)]])
        for thing in {id(t): t for pair in alike for t in pair}.values()
    }
    for first, second in alike:
        if company[id(first)] == company[id(second)]:
            yield first, second, where[id(first)] is where[id(second)]


def _companions(thing: Thing, around: list[Thing]) -> frozenset[object]:
    """What has a series' colour in its panel and is not colour: marker shapes, a name beside it."""
    found: set[object] = set()
    for other in around:
        if other is thing or thing.first_color not in other.colors:
            continue
        if other.kind in ("path", "marker") and other.kind != thing.kind:
            found.add(other.look)
        if other.is_text:
            found.add(other.name)
    return frozenset(found)


def _panel(thing: Thing, panels: list[Plane]) -> Plane | None:
    """The panel in whose box the middle of a thing lies."""
    left, right, bottom, top = thing.box
    middle = np.array([(left + right) / 2, (bottom + top) / 2, 0])
    return next((panel for panel in panels if panel.box.holds(middle)), None)
