"""Markers at data points that move, or whose panel does."""

from __future__ import annotations

from collections.abc import Callable

from scenes.kit.ink.marks import Marks
from scenes.kit.ink.outline import Points
from scenes.kit.panels.axes import Plane
from scenes.kit.time.live import Live


class MovingMarks(Live, Marks):
    """Markers at data points (n, 2), both read every frame: the points, and where the panel is.

    Parameters
    ----------
    plane
        The panel they are on.
    where
        Reads the points.
    role, radius
        As of ``Marks``.
    anew
        Reads the same by another way, for checks; not needed for points that stay.
    """

    def __init__(
        self,
        plane: Plane,
        where: Callable[[], Points],
        role: str,
        *,
        radius: float,
        anew: Callable[[], Points] | None = None,
    ) -> None:
        super().__init__(plane.to_scene(where()), plane.theme, role, radius=radius)
        self.plane, self.where = plane, where
        self.checked(anew or where, plane.data)
        self.go_live()

    def state(self) -> object:
        return self.where().tobytes(), self.plane.window

    def depict(self) -> None:
        """Go where the points are now."""
        self.place(self.plane.to_scene(self.where()))
