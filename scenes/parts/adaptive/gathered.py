"""What memories that started at zero are divided by: the weight that they have gathered so far."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from gdcore import Adam
from scenes.kit.ink.claims import reads
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import Text
from scenes.kit.time.live import Live
from scenes.parts.adaptive.bars import Bars

AFTER, BETWEEN = 0.2, 0.08  # from the longer bar's end to the sign; from it to the number
LOW = 0.1  # of a baseline under the middle of a lane
SHARP = 0.6  # of the correction, from which on it fades in


class Gathered(Live, VGroup):
    """ "÷ 0.1" behind each of a coordinate's bars, once the division has made it longer.

    Parameters
    ----------
    bars
        Adam's, of one coordinate.
    optimizer
        Whose memories they are.
    """

    def __init__(self, bars: Bars, optimizer: Adam) -> None:
        self.drawn, self.optimizer = bars, optimizer
        theme = bars.lanes.plane.theme
        self.signs = [Text("÷", theme) for _ in bars.bars]
        self.numbers = [Number(1, theme, write=fixed(2)) for _ in bars.bars]
        super().__init__(*self.signs, *self.numbers)
        self.go_live()

    def state(self) -> object:
        return self.drawn.state()

    def depict(self) -> None:
        """Put each behind its bar, with the weight of the row that is shown."""
        recall, lanes, axis = self.drawn.recall, self.drawn.lanes, self.drawn.axis
        raw, told, row = recall.raw, recall.memories, recall.row
        assert raw is not None and raw.roots is not None and told.roots is not None
        left = max(self.drawn.ends()) + AFTER
        shown = max(0.0, recall.corrected - SHARP) / (1 - SHARP)
        for lane, (sign, number) in enumerate(zip(self.signs, self.numbers, strict=True)):
            pair = (raw.slopes, told.slopes) if lane == 0 else (raw.roots, told.roots)
            small, whole = (float(values[row, axis]) for values in pair)
            line = lanes.lane(axis, lane) - LOW
            sign.put(left=left, baseline=line).set_fill(opacity=shown)
            number.put((sign.get_right()[0] + BETWEEN, line, 0))
            number.show_value(small / whole if whole else 1.0).set_fill(opacity=shown)

    def claims(self) -> list[Claim]:
        """That they are 1 less what is left of the empty memories: β to the power of the steps."""
        recall, kept = self.drawn.recall, self.optimizer
        if recall.place != recall.row or not recall.row:
            return []
        left = [float(np.asarray(beta)) ** recall.row for beta in (kept.beta1, kept.beta2)]
        true = [1 - left[0], float(np.sqrt(1 - left[1]))]
        told = zip(self.numbers, true, strict=True)
        return [c for number, weight in told for c in reads(number, weight, "weight")]
