"""The last picture: the maps of all heats side by side, and below them one line to keep."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.text import Text
from scenes.kit.time.playhead import Playhead
from scenes.parts.optimizer_race.heat import Heat, Look
from scenes.parts.optimizer_race.landscapes import shown
from scenes.parts.optimizer_race.race_ground import Ground

LINE, MAPS = 0.35, 0.95  # of the line's baseline, and of the maps, over the bottom
WIDEST, LARGE = 6.5, 34  # of a map; size of the line


class Ending:
    """Small maps with all paths, and a sentence.

    Parameters
    ----------
    heats
        In the order of the maps.
    body
        All of it.
    line
        The sentence.
    """

    def __init__(self, heats: Sequence[Heat], body: Box, line: str, look: Look) -> None:
        boxes = body.inset(bottom=MAPS).columns([1] * len(heats), 0.3)
        self.maps = [SmallMap(*pair, look) for pair in zip(heats, boxes, strict=True)]
        middle = float(body.center[0])
        self.line = Text(line, look.theme, size=LARGE).put(
            center=middle, baseline=body.bottom + LINE
        )


class SmallMap(VGroup):
    """The landscape of a heat from above, with all that ran there."""

    def __init__(self, heat: Heat, box: Box, look: Look) -> None:
        spare = max(0.0, (box.width - WIDEST) / 2)
        box = box.inset(left=spare, right=spare)
        ratio, _ = shown(heat.name)
        ground = Ground(box, heat.course, heat.entries, ratio, look.theme, small=True)
        ends = [Playhead(entry.run.steps, staged=0) for entry in heat.entries]
        for end in ends:
            end.set_value(end.steps)
        runners = [ground.runner(*pair) for pair in zip(heat.entries, ends, strict=True)]
        upwards = sorted(runners, key=lambda runner: runner.role in heat.won)
        super().__init__(*ground, *upwards)
