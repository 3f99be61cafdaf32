"""How far beyond a minimum a run has come: an arrow on a map, a ring on a curve."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.labels import place
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, Arrow, Marks
from scenes.kit.ink.meaning import Claim, read_off
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.panels.axes import Plane

OVER = 0.3  # from the arrow up to its words
PLACES = (0.5, 1.0, 0.75, 0.25, 0.0)  # where words may stand over the arrow, of the way to its tip
AHEAD = 0.12  # from the arrow's tip to words in front of it
CLEAR = 0.18  # from words to the middle of a marker
PEAKED = 46  # size of the number at a peak
PEAK = 1.5 * RADIUS  # radius of the ring round a peak
BESIDE, WITHIN = (0.85, 0.08), (0.06, -0.52)  # from it to its number, beside the curve or within
Points = NDArray[np.float64]


class Peak(VGroup):
    """A ring where a curve is farthest beyond a minimum, and how far that is, loud.

    Parameters
    ----------
    plot
        Place against step; the minimum is at 0.
    along
        The curve (T+1,).
    side
        1 if the far side of the minimum is up, -1 if it is down.
    within
        Whether its number stands within the curve, and not beside it.
    role
        Of the run.
    """

    def __init__(self, plot: Plane, along: Points, side: int, within: bool, role: str) -> None:
        step = int((side * along).argmax())
        at = plot.at(step, along[step])
        self.ring = Marks(at, plot.theme, role, radius=PEAK, outlined=True)
        self.ring.checked(lambda: np.array([[step, side * (side * along).max()]]), plot.data)
        far = float(abs(along[step]))
        text = Text(plain(far, 3), plot.theme, size=PEAKED, halo=True, shows=(far,))
        across, up = WITHIN if within else BESIDE
        self.text = text.move_to(at + np.array([across, side * up, 0]))
        super().__init__(self.ring, self.text)


class Overshoot(VGroup):
    """An arrow from 0 along the first axis of a panel, and words over its middle or beside it.

    Parameters
    ----------
    plane
        Panel whose first parameter is 0 at the minimum.
    far
        Where the run turned, with its sign.
    height
        Scene y of the arrow.
    words
        Typst markup.
    role
        Of the run.
    around
        Scene points (n, 3) of markers, which the words keep clear of.
    """

    def __init__(
        self, plane: Plane, far: float, height: float, words: str, role: str, around: Points
    ) -> None:
        ends = plane.at([0, far], 0)
        ends[:, 1] = height
        self.plane, self.far = plane, far
        self.arrow = Arrow(plane.theme, role, width=0.06).put(*ends)
        self.text = Text(words, plane.theme, size=LOUD, halo=True, shows=(abs(far),))
        self.text.stand_on(height + OVER)
        size, places = (self.text.width, self.text.height), self._places(ends, plane.inner)
        self.text.move_to(place(size, places, clear_of=[(around, CLEAR)]))
        super().__init__(self.arrow, self.text)

    def claims(self) -> list[Claim]:
        """That what is read at the arrow's ends is the minimum's place and the run's turn."""
        return [read_off("reach", self._along, self.arrow.ends, [[0.0], [self.far]])]

    def _along(self, points: Points) -> Points:
        return self.plane.data(points)[:, :1]

    def _places(self, ends: Points, inner: Box) -> list[Points]:
        """Where the words' centre may be: over the arrow, or level with it; in the panel."""
        half, over = self.text.width / 2 + 0.02, float(self.text.get_center()[1])
        (foot, tip), level = ends[:, 0], float(ends[0, 1])
        beyond = float(np.sign(tip - foot)) * (AHEAD + half)
        left, right = inner.left + half, inner.right - half
        above = [np.clip(foot + share * (tip - foot), left, right) for share in PLACES]
        beside = [x for x in (tip + beyond, foot - beyond) if left <= x <= right]
        places = [(float(x), over) for x in above] + [(x, level) for x in beside]
        return [np.array([x, y, 0.0]) for x, y in places]
