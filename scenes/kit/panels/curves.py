"""Still curves and guide lines over a panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import LineJointType, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.claims import corners
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.outline import clipped, dashed, polylines
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler, between

GUIDE = 2.5  # stroke width of a guide line
DOTS = (0.07, 0.09)  # lengths of its dots and of the gaps between them
APART = 1.6  # heights of a label, from one line of them to the next, at least


class StillLine(VMobject):
    """A line through data points (n, 2) that stays as it is, cut off at the panel.

    Parameters
    ----------
    dash
        Lengths of dash and gap.
    """

    def __init__(
        self,
        plane: Plane,
        points: NDArray[np.float64],
        color: str,
        *,
        width: float,
        dash: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(joint_type=LineJointType.ROUND if dash is None else LineJointType.AUTO)
        self.set_stroke(color, width=width)
        self.plane, self.data, self.dash = plane, points, dash
        self.set_points(self.outline())

    def outline(self) -> NDArray[np.float64]:
        """Cubics (4n, 3) along its dashes, or along all that is inside the panel."""
        whole = clipped(self.plane.to_scene(self.data), self.plane.inner)
        if self.dash is None:
            return whole
        return np.concatenate([whole[:0], *(dashed(p, *self.dash) for p in polylines(whole))])

    def claims(self) -> list[Claim]:
        """That what is read along it are its data."""
        ruler, gap = Ruler(self.plane), self.dash[1] if self.dash else 0.0
        return ruler.follows("line", self, between(ruler.laid(self.data)), gap=gap)


def graph(plane: Plane, x: ArrayLike, y: ArrayLike, *, width: float = 3.5) -> StillLine:
    """The landscape of one parameter: a curve through data points, cut off at the panel."""
    points = np.stack(np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float)), axis=-1)
    curve = StillLine(plane, points, plane.theme.contour_low, width=width)
    return mean(curve, Meaning("landscape", name="curve"))


class LossCurve(VMobject):
    """The landscape of one weight: its loss over a panel, cut off at the panel.

    Parameters
    ----------
    loss
        From weights (n, 1) to losses (n,).
    weights
        From the first of these (n,) to the last.
    color
        The landscape's, if none is given.
    dash
        Lengths of a dash and of the gap after it.
    """

    def __init__(
        self,
        plane: Plane,
        loss: Callable[[NDArray[np.float64]], NDArray[np.float64]],
        weights: NDArray[np.float64],
        *,
        width: float = 3.5,
        color: str | None = None,
        dash: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(joint_type=LineJointType.ROUND)
        self.set_stroke(color or plane.theme.contour_low, width=width)
        self.meaning = Meaning("landscape", name="curve", dash=dash)
        self.plane, self.loss, self.dash = plane, loss, dash
        self.span(weights)

    def span(self, weights: NDArray[np.float64]) -> None:
        """Draw the curve over weights (n,)."""
        heights = self.loss(weights[:, None])
        outline = clipped(self.plane.at(weights, heights), self.plane.inner)
        if self.dash is not None:
            dashes = [dashed(part, *self.dash) for part in polylines(outline)]
            outline = np.concatenate([outline[:0], *dashes])
        self.set_points(outline)

    def claims(self) -> list[Claim]:
        """That each point's height on the panel is the loss at its weight."""
        points = corners(self)
        weights = self.plane.data(points)[:, 0]
        true = np.stack([weights, self.loss(weights[:, None])], axis=1)
        return [Ruler(self.plane).stands("losses", points, true)]


def guide(plane: Plane, points: ArrayLike, *, role: str = "muted") -> StillLine:
    """A dotted line through data points (n, 2)."""
    data = np.asarray(points, dtype=float)
    line = StillLine(plane, data, plane.theme.roles()[role], width=GUIDE, dash=DOTS)
    return mean(line, Meaning("line", role, name="guide", dash=DOTS))


def end_labels(
    plane: Plane, ends: NDArray[np.float64], labels: Sequence[Number], *, spare: float = 0.0
) -> VGroup:
    """Numbers beside the ends of curves, moved apart where they would touch.

    Parameters
    ----------
    ends
        Scene points (n, 3) at which the curves end.
    labels
        A number for each.
    spare
        Room under the top of the panel that stays free.
    """
    inner, high = plane.inner, max(label.natural_height for label in labels)
    heights = spread(ends[:, 1] - high / 2, APART * high, inner.bottom + 0.06, inner.top - spare)
    for label, x, y in zip(labels, ends[:, 0], heights, strict=True):
        label.put((x + 0.25, y, 0))
    return VGroup(*labels)


def spread(heights: ArrayLike, gap: float, low: float, high: float) -> NDArray[np.float64]:
    """Heights (n,) moved apart to at least ``gap``, as little as it takes, within a range.

    Labels at the ends of curves use it: neighbours that would touch are centred on their mean.
    """
    wanted = np.clip(np.asarray(heights, dtype=float), low, high)
    order = np.argsort(wanted, kind="stable")
    groups = [[float(height)] for height in wanted[order]]
    centers = [group[0] for group in groups]
    merged = True
    while merged:
        merged = False
        for i in range(len(groups) - 1):
            reach = gap * (len(groups[i]) + len(groups[i + 1])) / 2
            if centers[i + 1] - centers[i] < reach - 1e-9:
                groups[i : i + 2] = [groups[i] + groups[i + 1]]
                half = gap * (len(groups[i]) - 1) / 2
                center = float(np.clip(np.mean(groups[i]), low + half, high - half))
                centers[i : i + 2] = [center]
                merged = True
                break
    placed = np.empty(len(wanted))
    slots = [
        center + gap * (j - (len(group) - 1) / 2)
        for group, center in zip(groups, centers, strict=True)
        for j in range(len(group))
    ]
    placed[order] = slots
    return placed
