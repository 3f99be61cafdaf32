"""How many steps each optimizer needs at each rate of a list, and where it needs the fewest."""

from __future__ import annotations

import numpy as np
from manim import LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.outline import polyline
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.ruler import Ruler, between
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
        data = np.stack([search.rates[arrives], reached], axis=1)
        self.dots.checked(lambda: data, plane.data)
        best = points[search.best] if entry.finish is not None else np.full(3, np.nan)
        self.winner = Marks(best, theme, entry.role, radius=LARGE)
        rate, steps = float(entry.run.learning_rates[0]), entry.finish
        won = np.array([[rate, np.nan if steps is None else max(steps, 1)]])
        self.winner.checked(lambda: won, plane.data)
        self.plane, self.search = plane, search
        self.add(self.line, self.dots)

    def claims(self) -> list[Claim]:
        """That what is read along the line are the steps at neighbouring rates that arrive."""
        search, ruler = self.search, Ruler(self.plane)
        steps = search.steps_to_target.astype(float)
        rows = ruler.laid(np.stack([search.rates, np.maximum(steps, 1)], axis=1))
        both = (steps[:-1] >= 0) & (steps[1:] >= 0)
        return ruler.follows("steps", self.line, between(rows)[both])


def _unbroken(points: NDArray[np.float64], kept: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Runs of neighbouring points that are all kept, of two or more."""
    breaks = np.flatnonzero(np.diff(kept.astype(int))) + 1
    runs = zip(np.split(points, breaks), np.split(kept, breaks), strict=True)
    return [piece for piece, ok in runs if ok[0] and len(piece) > 1]
