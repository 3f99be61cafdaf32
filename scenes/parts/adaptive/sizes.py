"""A coordinate's slope and the root of its squares over the steps: between them is the step.

A step is the rate times slope over root, so on a log axis it depends on nothing but the distance
of the two curves: none is a step as long as the rate, and each tenfold of it a tenth of that.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import CapStyleType, LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import reads
from scenes.kit.ink.marks import NOWHERE, Arrow, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.numbers import Number, fixed, significant
from scenes.kit.ink.outline import clipped, from_segments
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.panels.ruler import EDGE, Ruler, between
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import along
from scenes.kit.time.stages import flips
from scenes.parts.adaptive.charts import NAME, Charts
from scenes.parts.adaptive.recall import Recall

Array = NDArray[np.float64]
SLOPE, ROOT = 0.13, 0.18  # radii of the marks; that of the root is seen round the slope's
CURVE, BAR = 6.5, 10.0  # stroke widths of a curve, and of what is between two
AWAY = 0.34  # length of the arrow that stands for a size below the panel
BESIDE, APART = 0.3, 0.5  # from a mark to its name; between the middles of two names
DOWN, UP = 0.3, 0.3  # from the panel's foot and its top to the middle of a name, at least
SIZE = 38  # of the names
NUMBER, AFTER = 1.6, 0.15  # scene units for the number, from the right; from = to it
TENTH, THOUSANDTH = 0.0995, 0.00095  # from which on: two decimals; two digits; under it one
ALIKE = 0.2  # logarithm of the ratio of two sizes whose names keep their places
LEAST = 1e-9  # of the least size on a panel: what is smaller is drawn as if it were so large


class Names(NamedTuple):
    """Markup of the slope's and the root's names, and of the step that they make."""

    slope: str
    root: str
    length: str


class Sizes(Live, VGroup):
    """One coordinate's slope and root so far, the bar between them, and the step's length.

    Parameters
    ----------
    charts
        The panels.
    recall
        Which memories, and where among them.
    axis
        The coordinate.
    roles
        Colours and markers of slope and root.
    names
        Of the memories.
    since
        The row from which on they are drawn; that many times as late as the panel shows more
        steps, lest what is early be a scribble there.
    """

    def __init__(
        self,
        charts: Charts,
        recall: Recall,
        axis: int,
        roles: tuple[str, str],
        names: Names,
        *,
        since: int = 1,
    ) -> None:
        self.charts, self.plane = charts, charts.plane
        self.recall, self.axis, self.begin = recall, axis, since
        theme, memories = self.plane.theme, recall.memories
        told = [values for values in (memories.slopes, memories.roots) if values is not None]
        self.values = [np.maximum(np.abs(row[:, axis]), LEAST * self.plane.y.low) for row in told]
        self.order = _settled(np.log(self.values[-1] / self.values[0]), since)
        kinds = list(zip(roles, (SLOPE, ROOT), strict=True))[: len(told)]
        self.lines = [self._line(role) for role, _ in kinds]
        self.marks = [Marks(NOWHERE, theme, role, radius=size) for role, size in kinds]
        self.away = [Arrow(theme, role, width=0.11) for role, _ in kinds]
        self.bar = VMobject(cap_style=CapStyleType.BUTT).set_stroke(theme.text, width=BAR)
        mean(self.bar, Meaning("line", "text", name="gap"))
        written = zip(names, kinds, strict=False)
        self.texts = [
            Text(name, theme, role=role, size=SIZE, halo=True) for name, (role, _) in written
        ]
        right = charts.box.right - NUMBER * charts.loud / LOUD
        self.length = Text(names.length, theme, size=min(NAME, charts.loud))
        self.length.put(right=right, baseline=charts.head)
        self.result = Number(0, theme, write=length, size=charts.loud)
        self.result.put((right + AFTER, charts.head, 0))
        super().__init__(*self.lines, self.bar, *self.away, *reversed(self.marks))
        self.add(*self.texts, self.length, self.result)
        self.go_live()

    def state(self) -> object:
        return self.recall.place, self.plane.zoomed

    @property
    def since(self) -> int:
        """The first row that is drawn in the panel's window."""
        return int(self.begin * 2.0**self.plane.zoomed)

    @property
    def place(self) -> float:
        """Place along the rows, from the first that is drawn on."""
        return max(self.recall.place, float(self.since))

    def depict(self) -> None:
        """Bring curves, marks, names and the number up to the place among the memories."""
        shown, inner = self.recall.taken, self.plane.inner
        room = inner.inset(-EDGE, -EDGE, -EDGE, -EDGE)
        paths = [self._so_far(values) for values in self.values]
        heads = [path[-1] for path in paths]
        for line, path in zip(self.lines, paths, strict=True):
            line.set_points(clipped(path, inner)).set_stroke(opacity=shown)
        for mark, arrow, head in zip(self.marks, self.away, heads, strict=True):
            inside = bool(room.holds(head[None])[0])
            mark.place(head[None] if inside else NOWHERE)
            mark.set_fill(opacity=shown).set_stroke(opacity=shown, background=True)
            arrow.hide()
            if not inside and shown == 1:
                foot = np.array([head[0], inner.bottom, 0.0])
                arrow.put(foot + (0, AWAY, 0), foot)
        self.bar.set_points(self._between(heads)).set_stroke(opacity=shown)
        self.result.show_value(abs(float(self.recall.memories.steps[self.recall.row, self.axis])))
        matters = float(heads[0][1] >= inner.bottom - EDGE)  # no step is told of a slope below
        for part in (self.result, self.length):
            _fade(part, shown * matters)
        self._name(heads, shown)

    def claims(self) -> list[Claim]:
        """That curves and marks are those of the record, the bar their ratio, the number a step."""
        recall, axis = self.recall, self.axis
        step = abs(float(recall.memories.steps[recall.row, axis]))
        claims = reads(self.result, step, "step")
        if recall.place != recall.row or recall.row < self.since:
            return claims
        ruler, rows = Ruler(self.plane), np.arange(self.since, recall.row + 1)
        for values, line, mark in zip(self.values, self.lines, self.marks, strict=True):
            laid = ruler.laid(np.stack([rows, values[rows]], axis=1))
            claims += ruler.follows("sizes", line, between(laid))
            claims.append(ruler.marks("size", mark, laid[-1:]))
        return [*claims, *self._bar_claims(step / float(recall.memories.rates[recall.row]))]

    def _bar_claims(self, ratio: float) -> list[Claim]:
        """That the bar spans as many tenfolds as the step is of the rate."""
        if len(self.marks) < 2 or not all(len(mark.points) for mark in self.marks):
            return []
        up = self.plane.y
        decade = self.plane.inner.height / np.log10(up.high / up.low)
        long = float(np.ptp(self.bar.points[:, 1])) if len(self.bar.points) else 0.0
        return [placed("gap", [0, long, 0], [0, decade * abs(np.log10(ratio)), 0])]

    def _so_far(self, values: Array) -> Array:
        """Scene points (n, 3) of sizes (T+1,) over their steps, up to the present one."""
        rows = np.arange(self.since, min(int(self.place) + 2, len(values)))
        path = self.plane.at(rows, values[rows])
        here = along(path, self.place - self.since)
        return np.concatenate([path[: int(self.place) - self.since + 1], here[None]])

    def _line(self, role: str) -> VMobject:
        line = VMobject(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND)
        line.set_stroke(self.plane.theme.roles()[role], width=CURVE)
        return mean(line, Meaning("path", role))

    def _between(self, heads: list[Array]) -> Array:
        """The bar between two heads, as far as it is on the panel."""
        if len(heads) < 2:
            return np.zeros((0, 3))
        inner = self.plane.inner
        low, high = sorted(float(np.clip(head[1], inner.bottom, inner.top)) for head in heads)
        x = float(heads[0][0])
        return from_segments(np.array([[x, low, 0.0]]), np.array([[x, high, 0.0]]))

    def _name(self, heads: list[Array], shown: float) -> None:
        """Put each name right of its mark, apart; two that change places fade meanwhile."""
        inner = self.plane.inner
        heights = np.array([np.clip(head[1], inner.bottom, inner.top) for head in heads])
        seen = 1.0
        if len(heads) > 1:
            side, seen = flips(self.order, self.place, 0.0)
            half = max(float(np.ptp(heights)), APART) / 2
            low, high = inner.bottom + DOWN + half, inner.top - UP - half
            middle = float(np.clip(heights.mean(), low, max(low, high)))
            heights = middle + np.array([-half, half]) * side
        for text, head, height in zip(self.texts, heads, heights, strict=True):
            at = max(float(height), inner.bottom + DOWN)
            text.move_to((head[0] + BESIDE + text.width / 2, at, 0))
            _fade(text, shown * seen)


def length(value: float) -> str:
    """A step's length or a rate as it is written: 0.50, 0.012 or, under 0.001, 3×10^−4."""
    digits = 2 if abs(value) >= THOUSANDTH else 1
    return (fixed(2) if abs(value) >= TENTH else significant(digits, least=-3))(value)


def _settled(order: Array, since: int) -> Array:
    """Which of two is larger (T+1,), as it last was where they are too near to tell."""
    rows = np.where(np.abs(order) >= ALIKE, np.arange(len(order)), since)
    rows[: since + 1] = since
    return order[np.maximum.accumulate(rows)]


def _fade(part: VMobject, shown: float) -> None:
    """Show so much of a text; the line of a root is stroked."""
    part.set_fill(opacity=shown).set_stroke(opacity=shown, background=True)
    for piece in part.family_members_with_points():
        if piece.get_stroke_width() > 0:
            piece.set_stroke(opacity=shown)
