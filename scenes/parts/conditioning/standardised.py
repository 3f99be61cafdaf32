"""What changes its name when x is standardised, and what is done to it."""

from __future__ import annotations

from manim import Transform

from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.parts.conditioning.standardising import Standardising

DIGITS = 3  # of what x loses and is divided by; one less where there is no room
SIZE, BESIDE = 40, 0.15  # of a formula over a panel; to the name there, at least


def primed(name: Text, theme: Theme, *, left: bool = False) -> Transform:
    """The name of an axis gets its prime, and stays where its left or its right end was."""
    symbol = name.body.partition(":")[0].rstrip("$")  # what it stands for is left out then
    new = Text(f"{symbol}'$", theme, role="muted")
    at = name.get_left() if left else name.get_right()
    return Transform(name, new.put(baseline=name.baseline, **{"left" if left else "right": at[0]}))


def renamed(panel: Plane, map_: Plane) -> list[Transform]:
    """x, w and b become others; y is as it was."""
    theme = panel.theme
    others = [primed(plane.x_name, theme) for plane in (panel, map_)]
    return [*others, primed(map_.y_name, theme, left=True)]


def formulas(plane: Plane, data: Standardising) -> tuple[Text, Text]:
    """What is done to x, over its panel: taking its mean away, then dividing by its spread."""
    room = plane.inner.right - float(plane.y_name.get_right()[0]) - BESIDE
    for digits in (DIGITS, DIGITS - 1):
        average, spread = plain(data.mean, digits), plain(data.spread, digits)
        steps = (
            (f"$x' = x - {average}$", [data.mean]),
            (f"$x' = (x - {average}) \\/ {spread}$", [data.mean, data.spread]),
        )
        first, second = (_over(plane, body, shows, room) for body, shows in steps)
        if second.width <= room:
            break
    return first, second


def _over(plane: Plane, body: str, shows: list[float], room: float) -> Text:
    """A formula over a panel on its right, smaller if it would meet the name on its left."""
    text = Text(body, plane.theme, size=SIZE, shows=shows)
    if text.width > room:
        size = max(SMALLEST, int(SIZE * room / text.width))
        text = Text(body, plane.theme, size=size, shows=shows)
    return text.put(right=plane.inner.right, baseline=plane.inner.top + 0.18)
