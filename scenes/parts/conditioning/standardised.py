"""What changes its name when x is standardised, and what is left of the old valley."""

from __future__ import annotations

import numpy as np
from manim import Transform, VGroup, VMobject

from scenes.kit.ink.marks import STAR, Marks
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.outline import dashed, polylines
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.parts.conditioning.standardising import Standardising
from scenes.parts.conditioning.views import Ground

KEPT = 3  # every so many contours one stays as a ghost
DASH = (0.1, 0.08)
WIDTH = 1.8  # stroke width of a ghost
DIGITS = 3


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
    inner = plane.inner
    centred = Text(f"$x' = x - {average}$", plane.theme, size=32, shows=[data.mean])
    divided = Text(
        f"$x' = (x - {average}) \\/ {spread}$",
        plane.theme,
        size=32,
        shows=[data.mean, data.spread],
    )
    for text in (centred, divided):
        text.put(right=inner.right, baseline=inner.top + 0.18)
    return centred, divided


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
