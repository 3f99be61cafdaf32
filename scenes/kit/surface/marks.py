"""Markers that stand on a surface and go out of sight behind it."""

from __future__ import annotations

import cairo
import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.marks import HALO, NOWHERE, RADIUS, Marks
from scenes.kit.ink.meaning import Claim, placed
from scenes.kit.ink.painted import Outliner, Painted
from scenes.kit.ink.paths import Context
from scenes.kit.ink.raster import Raster
from scenes.kit.surface.sight import Sight
from scenes.kit.surface.surface import Surface
from scenes.kit.time.live import Live

Array = NDArray[np.float64]
COLUMNS = 41  # across a marker, in which what hides it is looked up


class SurfaceMark(Live, Marks, Painted):
    """A role's marker on or below a surface, cut off where the surface is in front of it.

    Parameters
    ----------
    surface
        It stands on this one.
    theta
        Parameters (2,) at which it stays; it can be moved with ``stand``.
    role, radius, color
        As of `Marks`.
    standing
        On the surface; False for one that lies below it.
    """

    def __init__(
        self,
        surface: Surface,
        theta: ArrayLike | None = None,
        *,
        role: str,
        radius: float = RADIUS,
        standing: bool = True,
        color: str | None = None,
    ) -> None:
        super().__init__(NOWHERE, surface.theme, role, radius=radius, color=color)
        self.surface, self.standing = surface, standing
        self.point: Array | None = None
        self.theta = theta
        self.draped = None if theta is None else surface.relief.drape(theta)
        if self.draped is not None:
            self.go_live()

    def state(self) -> object:
        return self.surface.view.pose

    def depict(self) -> None:
        """Follow the camera."""
        assert self.draped is not None
        self.stand(self.draped.at(self.surface.view.pose.rise))

    def stand(self, point: Array | None) -> None:
        """Go to a point in space (3,), or out of sight."""
        self.point = point
        self.place(NOWHERE if point is None else self.surface.view.pose.show(point))

    def claims(self) -> list[Claim]:
        """That it is shown where its parameters are on the surface, if it stays at some."""
        if self.theta is None:
            return []
        sight = Sight(self.surface.relief, self.surface.view.pose)
        return [placed("point", self.centres, sight.over(self.theta)[None])]

    def paint(self, context: Context, outline: Outliner) -> None:
        if self.point is None:
            return
        ring = self._hidden(self.point)
        if ring is None:
            outline()
        elif Raster.of(context) is not None:
            outline(without=ring)
        else:
            context.save()
            _clip(context, ring)
            outline()
            context.restore()

    def appearance(self) -> object:
        point = None if self.point is None else tuple(self.point)
        return point, self.surface.relief, self.surface.view.pose, self.standing

    def extent(self) -> Array:
        return self.points

    def _hidden(self, point: Array) -> Array | None:
        """Corners (n, 2) of what is not seen: a strip across the marker, between two curves."""
        pose = self.surface.view.pose
        room = (1.6 * self.radius + HALO / 100) / pose.zoom
        strip = self.surface.horizon.before(point, room, COLUMNS, standing=self.standing)
        if strip is None:
            return None
        u, low, high = strip
        ring = np.column_stack([np.concatenate([u, u[::-1]]), np.concatenate([low, high[::-1]])])
        return np.asarray(ring * pose.zoom + pose.center)


def _clip(context: Context, ring: Array) -> None:
    """Leave out what is inside of a polygon (n, 2)."""
    left, bottom, right, top = context.clip_extents()
    context.new_path()
    context.rectangle(left, bottom, right - left, top - bottom)
    context.new_sub_path()
    for corner in ring.tolist():
        context.line_to(*corner)
    context.close_path()
    context.set_fill_rule(cairo.FILL_RULE_EVEN_ODD)
    context.clip()
    context.set_fill_rule(cairo.FILL_RULE_WINDING)
