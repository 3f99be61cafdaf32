"""How much of a picture may have changed, told from its outlines before anything is drawn."""

from __future__ import annotations

import numpy as np
from manim import VMobject

from scenes.kit.ink.painted import Painted
from studio.engine.inspection import Moment

_STROKE = 100  # manim draws a stroke of width 1 as 0.01 units


class Activity:
    """Watches the outlines on screen."""

    def __init__(self) -> None:
        self._looks: dict[int, tuple[object, float]] = {}

    def changed(self, moment: Moment) -> float:
        """Area in scene units that the ink that changed since the last call may cover."""
        before, self._looks = self._looks, {}
        changed = 0.0
        for mobject in moment.shown:
            for leaf in mobject.get_family():
                if isinstance(leaf, VMobject) and len(leaf.points):
                    look, area = before.pop(id(leaf), (None, 0.0))
                    now = _look(leaf)
                    if now != look:
                        before_it, area = area, _area(leaf)
                        changed += max(before_it, area)
                    self._looks[id(leaf)] = now, area
        return changed + sum(area for _, area in before.values())


def _look(leaf: VMobject) -> object:
    return (
        leaf.appearance() if isinstance(leaf, Painted) else None,
        hash(leaf.points.tobytes()),
        leaf.fill_rgbas.tobytes(),
        leaf.stroke_rgbas.tobytes(),
        leaf.stroke_width,
    )


def _area(leaf: VMobject) -> float:
    """About what an outline's ink covers: the area inside, or its length times its width.

    The area inside a closed outline is that of its corners, sum(x1 y2 - x2 y1) / 2; all markers of
    one outline turn the same way round, and the holes of letters the other. What paints itself may
    do so all over its box.
    """
    if isinstance(leaf, Painted):
        return float(np.prod(np.ptp(leaf.points[:, :2], axis=0)))
    (x1, y1), (x2, y2) = leaf.points[0::4, :2].T, leaf.points[3::4, :2].T
    filled = abs(float((x1 * y2 - x2 * y1).sum())) / 2 if leaf.fill_rgbas[:, 3].any() else 0.0
    if not leaf.stroke_rgbas[:, 3].any():
        return filled
    return filled + float(np.hypot(x2 - x1, y2 - y1).sum()) * leaf.stroke_width / _STROKE
