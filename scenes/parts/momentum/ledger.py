"""The sum that a step with momentum is, written out: symbols, and with them their arrows."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.claims import spans
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.record import done
from scenes.parts.momentum.velocity import GONE, THICK, THIN, SumOfArrows, faded

SIZE = 54  # of the symbols in a box that has room for them
ROOM = {False: 12.0, True: 6.4}  # width of such a box, if the move is beside the sum, under it
TALL = 1.5  # of its height, up to which the move is under the sum
ACROSS = (0.13, 0.34, 0.53, 0.82)  # of a row's width, where the terms and the move stand
TERMS = (0.17, 0.52, 0.82)  # of a narrow box's width, where the terms stand
LINE, NOTE = 0.5, 1.1  # from a wide box's top to the sum, to the note
UNDER = 0.5  # under a move
HEADED, MOVE = 1.3, 0.78  # from a narrow box's top down to the sum; of its height, to the move


class SumFormula(VGroup):
    """New velocity = kept velocity - rate times slope, with live arrows; and the move.

    Parameters
    ----------
    box
        Everything it may cover; the sum is in a row, and the move beside it, or under its arrows.
    drawing
        The same step on the panel.
    terms
        Typst markup of the new velocity, the kept one and the pull, which has its sign.
    note, move
        What the letter is, and the formula of the step.
    panel
        The one on whose scale its arrows are drawn.
    """

    def __init__(
        self,
        box: Box,
        drawing: SumOfArrows,
        terms: tuple[str, str, str],
        note: str,
        move: str,
        panel: Plane,
    ) -> None:
        theme, role = drawing.plane.theme, drawing.step.role
        column = box.width < TALL * box.height
        size = min(SIZE, SIZE * box.width / ROOM[column])
        texts = [
            *(
                Text(t, theme, size=size, role=r)
                for t, r in zip(terms, (role, role, "gradient"), strict=True)
            ),
            Text("$=$", theme, size=size),
            Text(move, theme, size=size),
            Text(note, theme, size=LABEL, role="muted"),
        ]
        middles, room = (_down if column else _across)(texts, box)
        self.ledger = Ledger(drawing, middles, room, panel)
        super().__init__(*texts, self.ledger)


Places = tuple[NDArray[np.float64], tuple[float, float]]


def _across(texts: list[Text], box: Box) -> Places:
    """Put the terms in a row; the middles (3, 3) of their arrows, and the room of each."""
    *places, right = box.left + box.width * np.array(ACROSS)
    line = box.top - LINE
    half = np.array([text.width for text in texts[:2]]) / 2
    equals = float((places[0] + half[0] + places[1] - half[1]) / 2)
    across = (*places, equals, right, right)
    for text, x, y in zip(texts, across, (line,) * 5 + (box.top - NOTE,), strict=True):
        text.stand_on(y).shift((x, 0, 0))
    low, high = box.bottom, line - 0.25
    middles = np.stack([np.array(places), np.full(3, (low + high) / 2), np.zeros(3)], axis=1)
    return middles, (box.width / 5, high - low)


def _down(texts: list[Text], box: Box) -> Places:
    """Put the terms in a row over their arrows, and the move and the note under these."""
    places = box.left + box.width * np.array(TERMS)
    line, low = box.top - HEADED, box.top - MOVE * box.height
    half = np.array([text.width for text in texts[:2]]) / 2
    equals = float((places[0] + half[0] + places[1] - half[1]) / 2)
    middle = float(box.center[0])
    across = (*places, equals, middle, middle)
    for text, x, y in zip(texts, across, (line,) * 4 + (low, low - UNDER), strict=True):
        text.stand_on(y).shift((x, 0, 0))
    under, over = low + 0.5, line - 0.3
    middles = np.stack([places, np.full(3, (under + over) / 2), np.zeros(3)], axis=1)
    return middles, (box.width / 3.2, over - under)


class Ledger(Live, VGroup):
    """The same three arrows beside the symbols of their sum, on one scale.

    Parameters
    ----------
    places
        Scene points (3, 3) of the middles of the step, the kept velocity and the pull.
    room
        Width and height that an arrow may take: all are shortened alike if one is longer.
    panel
        The one on whose scale they are, if they are not shortened.
    """

    def __init__(
        self,
        drawing: SumOfArrows,
        places: NDArray[np.float64],
        room: tuple[float, float],
        panel: Plane,
    ) -> None:
        super().__init__()
        self.drawing, self.places, self.panel = drawing, places, panel
        run, staged = drawing.run, drawing.playhead.staged
        parts = np.stack([run.kept[:staged], run.pull[:staged], np.diff(run.path, axis=0)[:staged]])
        longest = np.abs(parts * panel.units).max(axis=(0, 1))
        self.scale_of_arrows = float(min(1.0, *(np.array(room) / np.maximum(longest, 1e-9))))
        role, theme = drawing.step.role, panel.theme
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
            span = self.scale_of_arrows * np.append(self.panel.units * data, 0.0)
            arrow.put(place - span / 2, place - span / 2 + share * span)
            faded(arrow, 1 - parts.cleared)

    def claims(self) -> list[Claim]:
        """That the arrows are as long as the parts of the recorded step are on their scale."""
        playhead, run, ruler = self.drawing.playhead, self.drawing.run, Ruler(self.panel)
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
