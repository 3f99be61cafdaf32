"""The sum that a step with momentum is, written out: symbols, and under them their arrows."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.claims import spans
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.record import done
from scenes.parts.momentum.velocity import GONE, THICK, THIN, SumOfArrows, faded

SIZE, WHOLE = 42, 12.0  # of the symbols, and the least width of a box that holds them
COLUMNS = (0.13, 0.34, 0.53, 0.82)  # of the box's width, where the symbols and the move stand
LINE, NOTE = 0.5, 1.1  # from the top down to the sum, and to the note under the move


class SumFormula(VGroup):
    """New velocity = kept velocity - rate times slope, with live arrows; and the move.

    Parameters
    ----------
    box
        Everything it may cover.
    drawing
        The same step on the panel.
    terms
        Typst markup of the new velocity, the kept one and the pull, which has its sign.
    note, move
        What the letter is, and the formula of the step.
    """

    def __init__(
        self, box: Box, drawing: SumOfArrows, terms: tuple[str, str, str], note: str, move: str
    ) -> None:
        theme, role = drawing.plane.theme, drawing.step.role
        size = min(SIZE, SIZE * box.width / WHOLE)
        *places, right = box.left + box.width * np.array(COLUMNS)
        line, middles = box.top - LINE, np.array(places)
        texts = [
            *(
                Text(t, theme, size=size, role=r)
                for t, r in zip(terms, (role, role, "gradient"), strict=True)
            ),
            Text("$=$", theme, size=size),
            Text(move, theme, size=size),
            Text(note, theme, size=SMALLEST, role="muted"),
        ]
        half = np.array([text.width for text in texts[:2]]) / 2
        equals = float((middles[0] + half[0] + middles[1] - half[1]) / 2)
        across = (*places, equals, right, right)
        for text, x, y in zip(texts, across, (line,) * 5 + (box.top - NOTE,), strict=True):
            text.stand_on(y).shift((x, 0, 0))
        low, high = box.bottom, line - 0.25
        middles = np.stack([middles, np.full(3, (low + high) / 2), np.zeros(3)], axis=1)
        self.ledger = Ledger(drawing, middles, (box.width / 5, high - low))
        super().__init__(*texts, self.ledger)


class Ledger(Live, VGroup):
    """The same three arrows side by side under the symbols of their sum, as long as on the panel.

    Parameters
    ----------
    places
        Scene points (3, 3) of the middles of the step, the kept velocity and the pull.
    room
        Width and height that an arrow may take: all are shortened alike if one is longer.
    """

    def __init__(
        self, drawing: SumOfArrows, places: NDArray[np.float64], room: tuple[float, float]
    ) -> None:
        super().__init__()
        self.drawing, self.places, theme = drawing, places, drawing.plane.theme
        run, staged = drawing.run, drawing.playhead.staged
        parts = np.stack([run.kept[:staged], run.pull[:staged], np.diff(run.path, axis=0)[:staged]])
        longest = np.abs(parts * drawing.plane.units).max(axis=(0, 1))
        self.scale_of_arrows = float(min(1.0, *(np.array(room) / np.maximum(longest, 1e-9))))
        role = drawing.step.role
        self.arrows = (
            Arrow(theme, role, width=THICK),
            Arrow(theme, role, width=THIN),
            Arrow(theme),
        )
        self.add(*self.arrows)
        self.go_live()

    def state(self) -> object:
        return self.drawing.playhead.now

    def depict(self) -> None:
        """Bring the arrows up to the playhead."""
        playhead, run = self.drawing.playhead, self.drawing.run
        parts = playhead.parts
        index = min(playhead.arrived, len(run.pull) - 1)
        kept, pull = run.kept[index], run.pull[index]
        shown = (parts.step, parts.kept, parts.pull)
        for arrow, place, data, share in zip(
            self.arrows, self.places, (kept + pull, kept, pull), shown, strict=True
        ):
            span = self.scale_of_arrows * np.append(self.drawing.plane.units * data, 0.0)
            arrow.put(place - span / 2, place - span / 2 + share * span)
            faded(arrow, 1 - parts.cleared)

    def claims(self) -> list[Claim]:
        """That the arrows are as long as the parts of the recorded step are on the panel."""
        playhead, run, ruler = self.drawing.playhead, self.drawing.run, Ruler(self.drawing.plane)
        parts, index = playhead.parts, done(playhead)
        if parts.cleared >= GONE or index + 1 >= len(run.path):
            return []
        here, after, kept = map(ruler.laid, run.retold(index))
        ways = np.stack([after - here, kept, after - here - kept])
        lengths = self.scale_of_arrows * np.pad(ways, ((0, 0), (0, 1)))
        shares = (parts.step, parts.kept, parts.pull)
        rows = zip(("step", "kept velocity", "pull"), self.arrows, self.places, strict=True)
        return [
            claim
            for (what, arrow, place), long, share in zip(rows, lengths, shares, strict=True)
            for claim in spans(what, arrow, place - long / 2, place + (share - 0.5) * long)
        ]
