"""How far late iterates of a run are from the star, as a bar that is as long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import corners
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.text import LOUD
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import done
from scenes.parts.batch_vs_sgd.noisy_runs import NoisyRuns

BESIDE = 0.18  # of a number from its bar's end
DOWN = 0.16  # of a number's baseline from the middle of its bar
LOUDER, HIGH, BROAD = 60, 1.8, 2.8  # size of a number; rows and panels that have room for it
FOOT, THICK = 0.42, 0.32  # of a bar over its row's foot, and how thick it is, in parts of the row


@dataclass(frozen=True)
class Hovering:
    """Reads the root mean square distance from the star of the late iterates reached so far."""

    noisy: NoisyRuns
    role: str
    playhead: Playhead

    def __call__(self) -> float:
        count = int(np.searchsorted(self.noisy.late(self.role), self.playhead.arrived, "right"))
        return float(self._so_far[count])

    def anew(self) -> float:
        """The same for checks, from the iterates themselves."""
        late = [step for step in self.noisy.late(self.role) if step <= done(self.playhead)]
        if not late:
            return 0.0
        away = self.noisy.runs[self.role].thetas[late] - self.noisy.star
        return float(np.sqrt(np.mean(np.hypot(*away.T) ** 2)))

    @property
    def longest(self) -> float:
        """The greatest that is read on the way."""
        return float(self._so_far.max())

    @cached_property
    def _so_far(self) -> NDArray[np.float64]:
        """After each of the late iterates (n+1,), and before the first."""
        late = self.noisy.late(self.role)
        squares = ((self.noisy.runs[self.role].thetas[late] - self.noisy.star) ** 2).sum(axis=1)
        means = np.cumsum(squares) / np.arange(1, len(late) + 1)
        return np.asarray(np.sqrt(np.concatenate([[0.0], means])))


class Bar(Live, VMobject):
    """A bar from 0 in a row of a panel, as long as what is read."""

    def __init__(
        self,
        plane: Plane,
        row: int,
        read: Callable[[], float],
        role: str,
        anew: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(fill_color=plane.theme.roles()[role], fill_opacity=1, stroke_width=0)
        self.plane, self.row, self.read, self.anew = plane, row, read, anew or read
        self.meaning = Meaning("line", role, name="bar")
        self.go_live()

    def state(self) -> object:
        return self.read()

    def depict(self) -> None:
        """Reach from 0 to what is read."""
        length, foot = self.read(), self.row + FOOT
        ends = self.plane.at([0, length, length, 0], [foot, foot, foot + THICK, foot + THICK])
        self.set_points(polygon(ends) if length else np.zeros((0, 3)))

    def claims(self) -> list[Claim]:
        """That it reaches from 0 to what is to be read."""
        if not len(self.points):
            return []
        ends = np.sort(corners(self)[:, 0])[[0, -1]]
        middle = np.full(2, corners(self)[:, 1].mean())
        inked = np.stack([ends, middle, np.zeros(2)], axis=1)
        up = self.row + FOOT + THICK / 2
        return [Ruler(self.plane).stands("bar", inked, [[0.0, up], [self.anew(), up]])]


class Length(Number):
    """What a bar is as long as, written at its end."""

    def __init__(self, bar: Bar) -> None:
        theme, role = bar.plane.theme, bar.meaning.role
        high = bar.plane.at(0, 1)[1] - bar.plane.at(0, 0)[1] > HIGH
        size = LOUDER if high and bar.plane.inner.width > BROAD else LOUD
        self.down = DOWN * size / LOUD
        super().__init__(bar.read(), theme, write=fixed(2), role=role, size=size)
        self.bar = bar
        self.read(bar.read, bar.anew)
        self.depict()

    def depict(self) -> None:
        """Stand at the end of the bar as it is now, and say how long it is."""
        middle = self.bar.row + FOOT + THICK / 2
        value = float(self.bar.read())
        self.put(self.bar.plane.at(value, middle) + np.array([BESIDE, -self.down, 0]))
        self.show_value(value)
