"""The last picture: the maps of all heats side by side."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.text import Text
from scenes.kit.time.playhead import Playhead
from scenes.parts.optimizer_race.heat import Heat, Look

NAMES, LINE = 0.45, 0.08  # room for the names under the maps; their baseline over the bottom
WIDEST = 6.5  # of a map


class Ending:
    """Small maps with all paths, and their names.

    Parameters
    ----------
    heats
        In the order of the maps.
    body
        All of it.
    """

    def __init__(self, heats: Sequence[Heat], body: Box, look: Look) -> None:
        boxes = body.inset(bottom=NAMES).columns([1] * len(heats), 0.3)
        self.maps = [SmallMap(*pair) for pair in zip(heats, boxes, strict=True)]
        self.names = [
            Text(look.words[heat.name], look.theme, role="muted").put(
                center=float(box.center[0]), baseline=body.bottom + LINE
            )
            for heat, box in zip(heats, boxes, strict=True)
        ]


class SmallMap(VGroup):
    """The landscape of a heat from above, with all that ran there."""

    def __init__(self, heat: Heat, box: Box) -> None:
        spare = max(0.0, (box.width - WIDEST) / 2)
        box = box.inset(left=spare, right=spare)
        ground = heat.ground_in(box, small=True)
        ends = [Playhead(entry.run.steps, staged=0) for entry in heat.entries]
        for end in ends:
            end.set_value(end.steps)
        runners = [ground.runner(*pair) for pair in zip(heat.entries, ends, strict=True)]
        upwards = sorted(runners, key=lambda runner: runner.role in heat.won)
        super().__init__(*ground, *upwards)
