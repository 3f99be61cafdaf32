"""The arithmetic of one step along one axis, in numbers that follow the run."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes.kit.ink.claims import reads
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.outline import from_segments
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.retold import Retold


def reading(value: float) -> str:
    """A slope or root as it is written: 104, 27.6, 0.31."""
    size = abs(value)
    return fixed(0 if size >= 99.95 else 1 if size >= 9.995 else 2)(value)


class Sum(Live, VGroup):
    """The arithmetic of the step along one axis: -η times slope over root is so much.

    Parameters
    ----------
    recall
        Gives the numbers, those of the step under way.
    axis
        The coordinate.
    box
        Of the cell; the line is centred at its foot.
    """

    def __init__(self, recall: Recall, axis: int, box: Box, theme: Theme, role: str) -> None:
        super().__init__()
        self.recall, self.axis = recall, axis
        slope_role = "gradient" if recall.memories.first is None else "momentum"
        x, y = float(box.center[0]), box.bottom + 0.42
        with_root = recall.memories.second is not None
        self.top = Number(0, theme, write=reading, role=slope_role, align="center")
        self.top.put((x - 0.35, y + (0.14 if with_root else -0.09), 0))
        self.result = Number(0, theme, write=fixed(2), align="left").put((x + 0.62, y - 0.09, 0))
        rate = Text("$- eta thin dot$", theme).stand_on(y - 0.09)
        rate.shift((x - 0.95 - rate.get_right()[0], 0, 0))
        equals = Text("$=$", theme).stand_on(y - 0.09)
        equals.shift((x + 0.35 - equals.get_center()[0], 0, 0))
        self.add(rate, self.top, equals, self.result)
        self.bottom: Number | None = None
        if with_root:
            bar = VMobject().set_stroke(theme.text, width=2)
            ends = np.array([[x - 0.8, y, 0], [x + 0.1, y, 0]])
            bar.set_points(from_segments(ends[:1], ends[1:]))
            self.bottom = Number(0, theme, write=reading, role=role, align="center")
            self.bottom.put((x - 0.35, y - 0.32, 0))
            self.add(bar, self.bottom)
        self.go_live()

    def state(self) -> object:
        return self.numbers()

    def depict(self) -> None:
        """Bring the numbers up to the step."""
        shown, top, bottom, result = self.numbers()
        self.top.show_value(top)
        self.result.show_value(result)
        if self.bottom is not None:
            self.bottom.show_value(bottom)
        for part in self:
            part.set_fill(opacity=shown)
            if part.stroke_width:
                part.set_stroke(opacity=shown)

    def claims(self) -> list[Claim]:
        """That slope, root and what they make of the rate are those of the step."""
        top, bottom, result = Retold(self.recall).numbers(self.axis)
        root = [] if self.bottom is None else reads(self.bottom, bottom, "root")
        return [*reads(self.top, top, "slope"), *root, *reads(self.result, result, "step")]

    def numbers(self) -> tuple[float, float, float, float]:
        """Whether there is a step (0 or 1), its slope, its root, and what it adds to theta."""
        recall, axis = self.recall, self.axis
        memories, step = recall.memories, max(recall.step, 0)
        if recall.corrected < 1 and step == 0 and recall.place > 1 - 1e-6:
            top, bottom = recall.mean(axis), recall.root(axis)
            return 1.0, top, bottom, float(-memories.rates[0] * top / max(bottom, 1e-12))
        return (
            float(recall.step >= 0 and recall.corrected == 1),
            float(memories.directions[step, axis]),
            float(memories.roots[step, axis]),
            float(memories.steps[step, axis]),
        )
