"""Where a step no longer brings a coordinate nearer to the minimum."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import clipped, dashed, polylines
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.panels.ruler import Ruler, between
from scenes.kit.time.live import Live
from scenes.parts.adaptive.steps_plane import StepsPlane

DASH = (0.16, 0.1)
WIDTH = 4.0  # stroke width
AT, UNDER = 0.62, 0.4  # of the panel's width, where its name stands; from the line down to that
BEFORE, BEHIND, FADE = 0.5, 0.3, 0.3  # scene units that it is off what is followed; to be there


class Balance(Live, VGroup):
    """The root at which a step no longer contracts, over steps: half the rate times the curvature.

    Parameters
    ----------
    plane
        Sizes over steps.
    rates
        Of the steps to each row (T+1,).
    curvature
        Of the loss along the coordinate.
    name
        Markup.
    place
        Reads where sizes are followed: their names and this one keep out of each other's way.
    """

    def __init__(
        self,
        plane: StepsPlane,
        rates: NDArray[np.float64],
        curvature: float,
        name: str,
        place: Callable[[], float],
    ) -> None:
        theme = plane.theme
        self.plane, self.place = plane, place
        rows = np.arange(int(np.ceil(plane.x.low)), len(rates))
        self.data = np.stack([rows, rates[rows] * curvature / 2], axis=1)
        self.line = VMobject().set_stroke(theme.text, width=WIDTH)
        mean(self.line, Meaning("line", "text", name="balance", dash=DASH))
        self.label = haloed(Text(name, theme, size=LABEL + 4), theme)
        super().__init__(self.line, self.label)
        self.go_live()

    def state(self) -> object:
        return self.plane.zoomed, self.place()

    def depict(self) -> None:
        """Lay the line along the panel; its name is under its middle, or over that if it is low."""
        plane, inner = self.plane, self.plane.inner
        path = plane.to_scene(self.data)
        dashes = [dashed(part, *DASH) for part in polylines(clipped(path, inner))]
        self.line.set_points(np.concatenate([np.zeros((0, 3)), *dashes]))
        x = inner.left + AT * inner.width
        foot = float(np.interp(x, path[:, 0], path[:, 1]))
        low = foot - UNDER - self.label.height / 2 < inner.bottom
        self.label.move_to((x, foot + UNDER if low else foot - UNDER, 0))
        here, half = float(plane.at(self.place(), 1.0)[0]), self.label.width / 2
        free = max(x - half - here - BEFORE, here - BEHIND - x - half)
        shown = float(np.clip(free / FADE, 0, 1))
        self.label.set_fill(opacity=shown).set_stroke(opacity=shown, background=True)

    def claims(self) -> list[Claim]:
        """That it lies at half the rate times the curvature."""
        ruler = Ruler(self.plane)
        return ruler.follows("balance", self.line, between(ruler.laid(self.data)), gap=DASH[1])
