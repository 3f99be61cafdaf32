"""What memories that started at zero are divided by: the weight that they have gathered so far."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from gdcore import Adam
from scenes.kit.ink.claims import reads
from scenes.kit.ink.marks import NOWHERE, Arrow, Marks
from scenes.kit.ink.meaning import Claim, read_off
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.time.live import Live
from scenes.parts.adaptive.lanes import LARGER, SLOPE, Lane

OVER, UNDER = 0.38, 0.82  # from an arrow to the number over it, and to that under it
NEAR, LEAST = 0.26, 0.2  # from an arrow to the middles of the marks at its ends; its length
BETWEEN = 0.06  # from the sign to the number
CLEAR = 0.2  # from the corrected mark to the number, beside which its name is
LOUDER = LOUD + 10
SHARP = 0.6  # of the correction, from which on it fades in


class Gathered(Live, VGroup):
    """Where a coordinate's raw memories are, and "÷ 0.1" on the way from each to the corrected one.

    Parameters
    ----------
    lane
        Adam's, of one coordinate.
    optimizer
        Whose memories they are.
    """

    def __init__(self, lane: Lane, optimizer: Adam) -> None:
        self.lane, self.optimizer = lane, optimizer
        theme, roles = lane.scale_of.plane.theme, lane.roles
        self.raw = [
            Marks(NOWHERE, theme, role, radius=LARGER * SLOPE, outlined=True) for role in roles
        ]
        self.ways = [Arrow(theme, role, width=0.1) for role in roles]
        self.signs = [Text("÷", theme, role=role, size=LOUDER) for role in roles]
        self.numbers = [Number(1, theme, write=fixed(2), role=role, size=LOUDER) for role in roles]
        super().__init__(*self.raw, *self.ways, *self.signs, *self.numbers)
        self.go_live()

    def state(self) -> object:
        return self.lane.state()

    def depict(self) -> None:
        """Lead from each raw memory to its mark, with the weight of the row that is shown."""
        lane, recall = self.lane, self.lane.recall
        shown = max(0.0, recall.corrected - SHARP) / (1 - SHARP)
        feet = (OVER, -UNDER)
        ends = zip(lane.raw_ends(), lane.ends(), self._weights(), feet, strict=True)
        for row, (start, end, weight, foot) in enumerate(ends):
            here, there = lane.place(start, row), lane.place(end, row)
            on_scale = start > lane.scale_of.plane.inner.left
            self.raw[row].place(here[None] if recall.corrected and on_scale else NOWHERE)
            self.ways[row].hide()
            if end - start > 2 * NEAR + LEAST:
                self.ways[row].put(here + (NEAR, 0, 0), there - (NEAR, 0, 0))
            sign, number = self.signs[row], self.numbers[row].show_value(weight)
            wide = sign.width + BETWEEN + number.width
            left = min((start + end - wide) / 2, end - CLEAR - wide)
            line = float(here[1]) + foot
            sign.put(left=left, baseline=line).set_fill(opacity=shown)
            number.put((left + sign.width + BETWEEN, line, 0)).set_fill(opacity=shown)

    def _weights(self) -> list[float]:
        """Raw memories in parts of the corrected ones, in the row that is shown."""
        recall, at = self.lane.recall, (self.lane.recall.row, self.lane.axis)
        raw, told = recall.raw, recall.memories
        assert raw is not None and raw.roots is not None and told.roots is not None
        pairs = ((raw.slopes[at], told.slopes[at]), (raw.roots[at], told.roots[at]))
        return [float(small / whole) if whole else 1.0 for small, whole in pairs]

    def claims(self) -> list[Claim]:
        """That weights are 1 less what is left of the empty memories: β to the power of the steps.

        And that the raw memories are marked where they are.
        """
        recall, kept = self.lane.recall, self.optimizer
        if recall.place != recall.row or not recall.row:
            return []
        left = [float(np.asarray(beta)) ** recall.row for beta in (kept.beta1, kept.beta2)]
        true = [1 - left[0], float(np.sqrt(1 - left[1]))]
        told = zip(self.numbers, true, strict=True)
        claims = [c for number, weight in told for c in reads(number, weight, "weight")]
        memories, read = recall.raw, self.lane.scale_of.read
        assert memories is not None and memories.roots is not None
        for mark, values in zip(self.raw, (memories.slopes, memories.roots), strict=True):
            if len(mark.points):
                size = abs(float(values[recall.row, self.lane.axis]))
                claims.append(read_off("raw memory", read, mark.centres, [size]))
        return claims
