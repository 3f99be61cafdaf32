"""How many steps each optimizer needs at each rate of a list, and where it needs the fewest."""

from __future__ import annotations

import numpy as np
from manim import LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.outline import polyline
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.parts.optimizer_race.race import RATES, Entry

SMALL, LARGE = 0.055, 1.35 * RADIUS


def rate_plane(box: Box, entries: tuple[Entry, ...], steps: str, theme: Theme) -> Plane:
    """Panel of steps against rate, both on log axes that hold every rate that arrives."""
    reached = np.concatenate([e.search.steps_to_target for e in entries])
    reached = np.maximum(reached[reached >= 0], 1)
    if not len(reached):
        reached = np.array([1, entries[0].search.steps])
    low, high = reached.min() / 1.5, reached.max() * 1.5
    ticks = [m * 10.0**p for p in range(6) for m in (1, 2, 5) if low <= m * 10.0**p <= high]
    stride = 1 + (len(ticks) - 1) // 6
    return Plane(
        box,
        Axis(RATES[0] / 1.5, RATES[-1] * 1.5, "$eta$", log=True),
        Axis(low, high, steps, ticks=tuple(ticks[::stride]), log=True),
        theme,
    )


class RateCurve(VGroup):
    """One optimizer's steps at every rate with which it arrives; its best is ``winner``."""

    def __init__(self, plane: Plane, entry: Entry) -> None:
        super().__init__()
        search, theme = entry.search, plane.theme
        arrives = search.steps_to_target >= 0
        points = plane.at(search.rates, np.where(arrives, np.maximum(search.steps_to_target, 1), 1))
        self.line = VMobject(joint_type=LineJointType.ROUND)
        self.line.set_stroke(theme.roles()[entry.role], width=2)
        pieces = [polyline(piece) for piece in _unbroken(points, arrives)]
        self.line.set_points(np.concatenate([np.zeros((0, 3)), *pieces]))
        self.dots = Marks(points[arrives], theme, entry.role, radius=SMALL)
        reached = search.steps_to_target[arrives].clip(1)
        self.dots.checked(lambda: plane.at(search.rates[arrives], reached))
        best = points[search.best] if entry.finish is not None else np.full(3, np.nan)
        self.winner = Marks(best, theme, entry.role, radius=LARGE)
        rate, steps = float(entry.run.learning_rates[0]), entry.finish
        self.winner.checked(lambda: plane.at([rate], [np.nan if steps is None else max(steps, 1)]))
        self.add(self.line, self.dots)


def _unbroken(points: NDArray[np.float64], kept: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Runs of neighbouring points that are all kept, of two or more."""
    breaks = np.flatnonzero(np.diff(kept.astype(int))) + 1
    runs = zip(np.split(points, breaks), np.split(kept, breaks), strict=True)
    return [piece for piece, ok in runs if ok[0] and len(piece) > 1]
