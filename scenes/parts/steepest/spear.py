"""An arrow of a step over a panel, and the note on how long it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler

OVER = 0.18  # of the note on scale over its map
Array = NDArray[np.float64]


def scale_for(slope: float, length: float) -> float:
    """A factor of one digit, with which an arrow of a slope is about so long."""
    wanted = length / slope
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(np.floor(wanted / power) * power)


class Spear(Arrow):
    """An arrow of a step from one place to another over a panel, that says so."""

    def __init__(self, plane: Plane, place: Array, step: Array, **look: object) -> None:
        super().__init__(plane.theme, "gradient", **look)  # type: ignore[arg-type]
        self.plane, self.from_place, self.step = plane, place, step
        self.put(*plane.to_scene([place, place + step]))

    def claims(self) -> list[Claim]:
        """That it leads from its place as far as its step does."""
        ruler = Ruler(self.plane)
        return [
            ruler.spans("arrow", self, *ruler.laid([self.from_place, self.from_place + self.step]))
        ]


def note_on_scale(plane: Plane, body: str, scale: float) -> Text:
    """How long arrows are beside their slopes, over the right end of a map."""
    body = body.format(scale=plain(scale))
    text = Text(body, plane.theme, size=LABEL, role="muted", shows=[scale])
    return text.put(right=plane.inner.right, baseline=plane.inner.top + OVER)
