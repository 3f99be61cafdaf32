"""Values on some lines of a landscape, where they cover neither a path nor a star."""

from __future__ import annotations

import numpy as np
from manim import DL, UR, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.labels import Obstacles, free_place
from scenes.kit.ink.marks import BAND, RADIUS, RING
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.outline import sampled
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.time.live import Live

Array = NDArray[np.float64]
COUNT, DIGITS = 3, 3  # lines that carry their value, and digits of each at most
ROOM = 0.08  # scene units that stay free round a value
APART = 0.5  # scene units between two values, lest they be read as one
GONE = 0.5  # doublings of the window after which the values have faded
PLACES = 120  # along a line at which a value is tried
PIECES = 12  # of a step that a value is kept off


class LevelValues(Live, VGroup):
    """The values of some lines, each on its line, where the next lines are farthest.

    They go with the lines when the panel zooms, and fade before these crowd.

    Parameters
    ----------
    contours
        The landscape.
    clear_of
        What they are not to cover, besides the stars at the minima; see `clear_of_path`.
    count
        How many lines carry their value, if so many have room.
    prefer
        Levels that are written rather than others, such as those of the same landscape elsewhere.

    Attributes
    ----------
    levels
        Those that are written, the highest first.
    """

    def __init__(
        self,
        contours: Contours,
        clear_of: Obstacles = (),
        count: int = COUNT,
        *,
        prefer: ArrayLike = (),
    ) -> None:
        super().__init__()
        self.contours, plane = contours, contours.plane
        stars = np.reshape(plane.to_scene(contours.problem.minimizers), (-1, 3))
        taken = [
            (stars, RING + BAND + ROOM),
            *((np.asarray(p, dtype=float), r) for p, r in clear_of),
        ]
        free: list[tuple[float, VMobject, Text]] = []
        for level, line in zip(contours.levels[::-1], contours.lines[::-1], strict=True):
            text = Text(plain(level, DIGITS), plane.theme, size=SMALLEST, halo=True, shows=[level])
            if self._found_room(text, line, taken):
                free.append((float(level), line, text))
        written = []
        spread = sorted({int((i + 0.5) * len(free) / count) for i in range(count) if free})
        liked = [i for i, (level, *_) in enumerate(free) if np.isclose(level, prefer).any()]
        for index in liked or spread:
            level, line, text = free[index]
            if self._found_room(text, line, taken):
                self.add(text)
                taken.append((text.get_center()[None], text.width / 2 + APART))
                written.append(level)
        self.levels = np.array(written)
        centres = np.reshape([text.get_center() for text in self], (-1, 3))
        self.places, self.home = plane.data(centres), plane.zoomed
        if isinstance(plane, ZoomPlane):
            self.go_live()

    def _found_room(self, text: Text, line: VMobject, taken: list[tuple[Array, float]]) -> bool:
        """Whether a value was put on its line, all inside the panel and clear of what is taken."""
        plane = self.contours.plane
        points = sampled(line.points, PLACES)
        slopes = self.contours.problem.gradient(plane.data(points)) / plane.units
        order = np.argsort(np.round(np.hypot(*slopes.T), 6), kind="stable")
        size, inner = (float(text.width), float(text.height)), plane.inner
        room = inner.inset(ROOM, ROOM, ROOM, ROOM)
        found = free_place(size, points[order], clear_of=taken, inside=room)
        if found is not None:
            text.move_to(found)
        return found is not None

    def state(self) -> object:
        return self.contours.plane.zoomed

    def depict(self) -> None:
        """Stand on the lines as they are now."""
        seen = float(np.clip(1 - abs(self.contours.plane.zoomed - self.home) / GONE, 0, 1))
        for text, point in zip(self, self.contours.plane.to_scene(self.places), strict=True):
            text.move_to(point).set_opacity(seen)

    def claims(self) -> list[Claim]:
        """That each stands where the loss has its value."""
        if not len(self) or not self[0][0].get_fill_opacity():
            return []
        centres = np.array([text.get_center() for text in self])
        return [self.contours.passes("level values", centres, self.levels)]


def clear_of_path(plane: Plane, thetas: ArrayLike, room: float = RADIUS) -> tuple[Array, float]:
    """What a path through parameters (T+1, 2) covers, for ``clear_of``."""
    points = np.reshape(plane.to_scene(thetas), (-1, 3))
    parts = np.arange(PIECES)[:, None, None] / PIECES
    between = points[:-1] + parts * np.diff(points, axis=0)
    return np.concatenate([between.reshape(-1, 3), points[-1:]]), room + ROOM


def clear_of_text(text: Mobject) -> tuple[Array, float]:
    """What a text covers, for ``clear_of``."""
    (left, bottom, _), (right, top, _) = text.get_corner(DL), text.get_corner(UR)
    across, up = np.meshgrid(np.linspace(left, right, PIECES), np.linspace(bottom, top, PIECES))
    return np.stack([across, up, np.zeros_like(up)], axis=-1).reshape(-1, 3), ROOM
