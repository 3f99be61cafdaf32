"""What stands on the hill under the curve, lifted off it; and the ground that rain falls on."""

from __future__ import annotations

from collections.abc import Iterable

from manim import VGroup, VMobject

from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import DOTS, guide

SOIL = 0.17  # opacity of what is under the ground


def over_hill(theme: Theme, numbers: Iterable[Number], lines: Iterable[VMobject]) -> None:
    """Give numbers their rims, and dotted lines the colour of texts."""
    for number in numbers:
        haloed(number, theme)
    for line in lines:
        mean(line.set_stroke(theme.text), Meaning("line", "text", name="dotted", dash=DOTS))


def soil(plane: Plane) -> VGroup:
    """What is under the ground on a panel of rain, and the dotted line that it ends on."""
    (left, right), low = (plane.x.low, plane.x.high), plane.y.low
    area = VMobject(stroke_width=0, fill_color=plane.theme.muted, fill_opacity=SOIL)
    area.set_points(polygon(plane.at([left, right, right, left], [low, low, 0, 0])))
    mean(area, Meaning("landscape", name="soil"))
    return VGroup(area, guide(plane, [[left, 0], [right, 0]]))
