"""What changes its name when x is standardised, and what is left of the old valley."""

from __future__ import annotations

import numpy as np
from manim import Transform, VGroup, VMobject

from scenes.kit.ink.marks import STAR, Marks
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.outline import dashed, polylines
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.parts.conditioning.standardising import Standardising
from scenes.parts.conditioning.views import Ground

KEPT = 3  # every so many contours one stays as a ghost
DASH = (0.1, 0.08)
WIDTH = 1.8  # stroke width of a ghost
DIGITS = 3
SIZE, BESIDE = 32, 0.15  # of a formula over a panel; to the name there, at least


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
    average, spread = plain(data.mean, DIGITS), plain(data.spread, DIGITS)
    room = plane.inner.right - float(plane.y_name.get_right()[0]) - BESIDE
    steps = (
        (f"$x' = x - {average}$", [data.mean]),
        (f"$x' = (x - {average}) \\/ {spread}$", [data.mean, data.spread]),
    )
    first, second = (_over(plane, body, shows, room) for body, shows in steps)
    return first, second


def _over(plane: Plane, body: str, shows: list[float], room: float) -> Text:
    """A formula over a panel on its right, smaller if it would meet the name on its left."""
    text = Text(body, plane.theme, size=SIZE, shows=shows)
    if text.width > room:
        size = max(SMALLEST, int(SIZE * room / text.width))
        text = Text(body, plane.theme, size=size, shows=shows)
    return text.put(right=plane.inner.right, baseline=plane.inner.top + 0.18)


def old_valley(ground: Ground) -> VGroup:
    """Some contours as they are now, dashed, and the outline of the star."""
    theme = ground.map.theme
    star = Marks(ground.star.centres, theme, "minimum", radius=STAR, outlined=True)
    ghosts = VGroup()
    for contour in ground.contours[::-1][KEPT - 1 :: KEPT]:
        ghost = VMobject().set_stroke(theme.contour_low, width=WIDTH)
        parts = [dashed(part, *DASH) for part in polylines(contour.points)]
        ghost.set_points(np.concatenate(parts))
        ghosts.add(mean(ghost, Meaning("landscape", name="old valley", dash=DASH)))
    return VGroup(*ghosts, star)
