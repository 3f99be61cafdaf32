"""A memory that starts at zero, over steps: as it is accumulated, and divided by its weight."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import reads
from scenes.kit.ink.marks import NOWHERE, Arrow, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.outline import clipped, dashed, polylines
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import along
from scenes.parts.adaptive.recall import Recall

Array = NDArray[np.float64]
ROLE = "momentum"  # whose memory it is
SIZE, NAMED = LOUD + 16, LOUD  # of the divisor, which is all that is to be read; of the names
RADIUS, WIDTH = 0.24, 7.0  # of the marks; stroke width of what they leave
DASH = (0.12, 0.12)
NEAR, SHORTEST = 0.34, 0.2  # from a mark to the arrow's ends; an arrow that is worth drawing
BESIDE, SIGN = 0.4, 0.12  # from the marks to what is right of them; from the sign to its number
OFF = 0.12  # from the middle of a mark to that of its name, up or down


class Gathered(Live, VGroup):
    """Adam's mean slope in one coordinate: hollow as accumulated, solid as it is corrected.

    Parameters
    ----------
    plane
        Sizes over steps.
    recall
        Where among the memories, raw ones with them.
    kept
        The part of the memory that each step keeps.
    axis
        The coordinate.
    names
        Markup of the raw memory's name and the corrected one's.
    """

    def __init__(
        self, plane: Plane, recall: Recall, kept: float, axis: int, names: tuple[str, str]
    ) -> None:
        assert recall.raw is not None
        self.plane, self.recall, self.kept, self.axis = plane, recall, kept, axis
        theme, color = plane.theme, plane.theme.roles()[ROLE]
        told = (recall.raw.slopes, recall.memories.slopes)
        self.values = [np.abs(row[:, axis]) for row in told]
        self.paths = [plane.at(np.arange(len(row)), row) for row in self.values]
        self.trails = [
            VMobject(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND).set_stroke(
                color, width=WIDTH
            )
            for _ in told
        ]
        mean(self.trails[0], Meaning("path", ROLE, dash=DASH))
        mean(self.trails[1], Meaning("path", ROLE))
        self.marks = [
            Marks(NOWHERE, theme, ROLE, radius=RADIUS, outlined=hollow) for hollow in (True, False)
        ]
        self.marks[0].set_stroke(width=6)
        self.way = Arrow(theme, "text", width=0.13)
        self.sign = Text("÷", theme, size=SIZE)
        self.number = Number(1, theme, write=fixed(2), size=SIZE)
        self.names = [Text(name, theme, role=ROLE, size=NAMED) for name in names]
        super().__init__(*self.trails, self.way, *self.marks, self.sign, self.number, *self.names)
        self.go_live()

    def state(self) -> object:
        return self.recall.state()

    @property
    def place(self) -> float:
        """Place along the rows, from the first step on."""
        return max(self.recall.place, 1.0)

    def depict(self) -> None:
        """Lead from the raw memory to the corrected one, with the weight that it is divided by."""
        recall, done, inner = self.recall, self.recall.corrected, self.plane.inner
        raw, whole = along(self.paths[0], recall.place), along(self.paths[1], self.place)
        tops = [raw, raw + done * (whole - raw)]
        for row, (path, head) in enumerate(zip(self.paths, (raw, whole), strict=True)):
            begin = min(row, int(self.place))  # what is raw begins at zero
            so_far = np.concatenate([path[begin : int(recall.place) + 1], head[None]])
            line = clipped(so_far, inner)
            if not row:
                dashes = [dashed(part, *DASH) for part in polylines(line)]
                line = np.concatenate([line[:0], *dashes])
            self.trails[row].set_points(line)
        for mark, head, shown in zip(self.marks, tops, (recall.taken, done), strict=True):
            mark.place(head[None] if shown and inner.holds(head[None])[0] else NOWHERE)
        self.marks[0].set_stroke(opacity=recall.taken)
        self.way.hide()
        if tops[1][1] - raw[1] > 2 * NEAR + SHORTEST:
            self.way.put(raw + (0, NEAR, 0), tops[1] - (0, NEAR, 0))
        self._say(raw, tops[1], done)

    def _say(self, raw: Array, top: Array, done: float) -> None:
        """The names at the marks, and the divisor right of the arrow between them."""
        left = float(raw[0]) + BESIDE
        shown = (self.recall.taken, done)
        for name, head, off, seen in zip(self.names, (raw, top), (-OFF, OFF), shown, strict=True):
            name.move_to((left + name.width / 2, head[1] + off, 0)).set_fill(opacity=seen)
        middle = float(raw[1] + top[1]) / 2 - 0.18
        self.sign.put(left=left, baseline=middle).set_fill(opacity=done)
        small, whole = (values[max(self.recall.row, 1)] for values in self.values)
        weight = small / whole if whole else 1.0
        self.number.put((left + self.sign.width + SIGN, middle, 0))
        self.number.show_value(float(weight)).set_fill(opacity=done)

    def claims(self) -> list[Claim]:
        """That the weight is 1 less what is left of the empty memory: β to the power of the steps.

        And that both memories are marked where they are.
        """
        recall = self.recall
        if recall.place != recall.row or not recall.row or recall.corrected < 1:
            return []
        claims = reads(self.number, 1 - self.kept**recall.row, "weight")
        ruler = Ruler(self.plane)
        for mark, values in zip(self.marks, self.values, strict=True):
            here = np.array([[recall.row, values[recall.row]]], dtype=float)
            claims.append(ruler.marks("memory", mark, ruler.laid(here)))
        return claims
