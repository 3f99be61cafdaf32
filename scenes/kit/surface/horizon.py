"""What a surface hides: for each column of the view, how far up and down its nearer part reaches.

Walking away from the camera over a height field, the part already passed covers, in a column of
the view, all between its lowest and its highest point: the floating horizon (Anderson, "Hidden
line elimination in projected grid surfaces", ACM Transactions on Graphics 1, 1982). A point is
hidden when it lies between the two. The test is the same for points on the surface, over it and
under it, and its error is one of position on the screen, so that nothing flickers at a ridge.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.surface.relief import Relief
from scenes.kit.surface.view import Pose

Array = NDArray[np.float64]
COLUMNS, STEPS = 144, 144  # of the view, and along each of them over the ground
TOLERANCE = 0.012  # scene units on the screen by which a line may lie below the horizon
CLEARANCE = 0.03  # units of space in front of a point in which nothing hides it: what it lies on
PARTS = 16  # in which a segment that goes into hiding is cut


class Horizon:
    """Visibility behind a relief from one position of the camera.

    Parameters
    ----------
    relief
        The surface.
    pose
        The camera.
    """

    def __init__(self, relief: Relief, pose: Pose) -> None:
        self.pose, self.relief = pose, relief
        right, away = pose.right, pose.away
        self.reach = float(np.abs(right) @ relief.sides / 2)
        u = np.linspace(-self.reach, self.reach, COLUMNS)
        self.near, far = _crossings(u, right, away, relief.sides / 2)
        self.depth = np.maximum(far - self.near, 1e-9)
        t = self.near[:, None] + self.depth[:, None] * np.linspace(0, 1, STEPS)
        sine, cosine = pose.tilt
        z = relief.sampled(u[:, None, None] * right + t[..., None] * away, pose.rise)
        v = t * sine + z * cosine
        self.highest = np.fmax.accumulate(v, axis=1)  # nothing is hidden by a gap
        self.lowest = np.fmin.accumulate(v, axis=1)

    def __deepcopy__(self, memo: object) -> Horizon:
        # Nothing in it can change, so a copy may share everything.
        return self

    def band(self, u: Array, t: Array) -> tuple[Array, Array]:
        """Lowest and highest v (n,) hidden at u, by what is nearer than t; nothing: inf, -inf."""
        place = np.clip((u / self.reach + 1) / 2 * (COLUMNS - 1), 0, COLUMNS - 1)
        first = np.minimum(place.astype(np.intp), COLUMNS - 2)
        part = place - first
        low, high = np.zeros_like(u), np.zeros_like(u)
        total = np.zeros_like(u)
        for column, weight in ((first, 1 - part), (first + 1, part)):
            steps = (t - self.near[column]) / self.depth[column] * (STEPS - 1)
            step = np.clip(np.floor(steps), 0, STEPS - 1).astype(np.intp)
            weight = np.where(steps >= 0, weight, 0.0)
            low += weight * self.lowest[column, step]
            high += weight * self.highest[column, step]
            total += weight
        covered = total > 1e-9
        share = np.where(covered, total, 1.0)
        return np.where(covered, low / share, np.inf), np.where(covered, high / share, -np.inf)

    def slope(self, ground: Array) -> Array:
        """Rise (...) on the screen per unit walked away, over the ground (..., 2) of the surface.

        Where it is negative, the surface turns its lower side to the camera.
        """
        sine, cosine = self.pose.tilt
        nearer = ground - CLEARANCE * self.pose.away
        heights = self.relief.sampled(np.stack([ground, nearer]), self.pose.rise)
        return np.asarray(sine + cosine * (heights[0] - heights[1]) / CLEARANCE)

    def hidden(self, points: Array, *, on_top: bool = False) -> NDArray[np.bool_]:
        """Which points in space (..., 3) the surface hides.

        Points ``on_top`` of it are also hidden where it shows its lower side.
        """
        flat = points.reshape(-1, 3)
        u, v, t = self.pose.seen(flat).T
        low, high = self.band(u, t - CLEARANCE)
        slack = TOLERANCE / self.pose.zoom
        hidden = v < high - slack
        if on_top:  # and never seen from below
            hidden |= self.slope(flat[:, :2]) < 0
        else:
            hidden &= v > low + slack
        return np.asarray(hidden).reshape(points.shape[:-1])

    def cut(
        self, starts: Array, ends: Array, *, on_top: bool = False
    ) -> tuple[Array, Array, NDArray[np.intp]]:
        """The visible parts of segments in space, starts and ends (n, 3) each, as segments.

        Returns
        -------
        Starts and ends (m, 3) of the parts, and the segment each is a part of (m,).
        """
        behind = self.hidden(np.stack([starts, ends]), on_top=on_top)
        kept = ~behind.any(axis=0)
        mixed = behind[0] != behind[1]
        if not mixed.any():
            return starts[kept], ends[kept], np.flatnonzero(kept)
        # Where one goes into hiding, keep it from its visible end to the last part still seen.
        flipped = behind[0] & mixed
        seen_end = np.where(flipped[:, None], ends, starts)
        other = np.where(flipped[:, None], starts, ends)
        parts = np.arange(1, PARTS) / PARTS
        step = other[mixed] - seen_end[mixed]
        between = seen_end[mixed][:, None] + parts[:, None] * step[:, None]
        seen = np.logical_and.accumulate(~self.hidden(between, on_top=on_top), axis=1)
        share = seen.sum(axis=1) / PARTS
        ends, starts = ends.copy(), starts.copy()
        last = seen_end[mixed] + share[:, None] * step
        starts[mixed] = np.where(flipped[mixed, None], last, starts[mixed])
        ends[mixed] = np.where(flipped[mixed, None], ends[mixed], last)
        kept |= mixed
        return starts[kept], ends[kept], np.flatnonzero(kept)


def _crossings(u: Array, right: Array, away: Array, half: Array) -> tuple[Array, Array]:
    """Where the lines at u (n,) enter and leave a rectangle of half sides (2,), as distances t."""
    near, far = np.full_like(u, -np.inf), np.full_like(u, np.inf)
    for axis in (0, 1):
        if abs(away[axis]) < 1e-12:
            continue
        first = (-half[axis] - u * right[axis]) / away[axis]
        second = (half[axis] - u * right[axis]) / away[axis]
        near = np.maximum(near, np.minimum(first, second))
        far = np.minimum(far, np.maximum(first, second))
    return near, far
