"""Many arrows from one place, each to scale."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.rims import THIN_RIM
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import done


class Fan(Live, VGroup):
    """Steps (n, 2) from one place (2,), one after another as a playhead aims its first step."""

    def __init__(
        self,
        plane: Plane,
        place: NDArray[np.float64],
        steps: NDArray[np.float64],
        playhead: Playhead,
        role: str,
        *,
        width: float = 0.03,
    ) -> None:
        super().__init__()
        self.plane, self.from_place, self.steps, self.playhead = plane, place, steps, playhead
        self.arrows = [Arrow(plane.theme, role, width=width) for _ in steps]
        for arrow in self.arrows:
            arrow.set_stroke(width=THIN_RIM, background=True)
        self.add(*self.arrows)
        self.go_live()

    def state(self) -> object:
        return self.share

    @property
    def share(self) -> float:
        """The part of the arrows that is drawn."""
        return 1.0 if self.playhead.arrived else self.playhead.aim

    def depict(self) -> None:
        """Draw the arrows, the last of them as it grows."""
        count = len(self.steps)
        grown = np.clip(self.share * count - np.arange(count), 0, 1)
        tail = self.plane.to_scene(self.from_place)
        tips = self.plane.to_scene(self.from_place + grown[:, None] * self.steps)
        for arrow, tip in zip(self.arrows, tips, strict=True):
            arrow.put(tail, tip)

    def claims(self) -> list[Claim]:
        """That each arrow leads from the place as far as its step does, or has grown so far."""
        count, ruler = len(self.steps), Ruler(self.plane)
        drawn = float(count) if done(self.playhead) else self.playhead.aim * count
        tail = ruler.laid(self.from_place)
        return [
            ruler.spans("step", arrow, tail, ruler.laid(self.from_place + part * step))
            for number, (arrow, step) in enumerate(zip(self.arrows, self.steps, strict=True))
            if (part := min(max(drawn - number, 0.0), 1.0)) > 0 or len(arrow.points)
        ]
