"""Many arrows from one place, each to scale."""

from __future__ import annotations

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.kit.ink.marks import HALO, arrow_outline
from scenes.kit.ink.meaning import Claim, Meaning, read_off
from scenes.kit.panels.axes import Plane
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import done

CORNERS = 28  # points of an arrow's outline
TIP, TAIL = 12, 24  # those at its tip, and at the other corner of its tail


class Fan(Live, VMobject):
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
        super().__init__(fill_color=plane.theme.roles()[role], fill_opacity=1, stroke_width=0)
        self.set_stroke(plane.theme.background, width=HALO / 2, background=True)
        self.meaning = Meaning("arrow", role, name="fan")
        self.plane, self.from_place, self.steps, self.width_of_shaft = plane, place, steps, width
        self.playhead = playhead
        self.go_live()

    def state(self) -> object:
        return self.share

    @property
    def share(self) -> float:
        """The part of the arrows that is drawn."""
        return 1.0 if self.playhead.arrived else self.playhead.aim

    def depict(self) -> None:
        """Draw the arrows, the last of them as it grows."""
        tail = self.plane.to_scene(self.from_place)
        outlines = [arrow_outline(tail, tip, self.width_of_shaft) for tip in self.tips()]
        self.set_points(np.concatenate([np.zeros((0, 3)), *outlines]))

    def tips(self) -> NDArray[np.float64]:
        """Scene points (n, 3) where the arrows drawn now end."""
        count = len(self.steps)
        grown = np.clip(self.share * count - np.arange(count), 0, 1)
        reached = self.from_place + grown[:, None] * self.steps
        return self.plane.to_scene(reached[grown > 0])

    def claims(self) -> list[Claim]:
        """That each arrow that is whole is read as its step, and begins at the place."""
        count = len(self.steps)
        whole = count if done(self.playhead) else int(self.playhead.aim * count)
        outlines = self.points[: whole * CORNERS].reshape(whole, CORNERS, 3)
        tails = (outlines[:, 0] + outlines[:, TAIL]) / 2
        return [
            read_off("tails", self.plane.data, tails, np.tile(self.from_place, (whole, 1))),
            read_off(
                "steps", self.plane.data, outlines[:, TIP], self.from_place + self.steps[:whole]
            ),
        ]
