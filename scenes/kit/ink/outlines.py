"""The parts of manim's outlines, and what they cover of a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from weakref import WeakKeyDictionary

import numpy as np
from manim import CapStyleType, LineJointType, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.painted import Rimmed
from scenes.kit.ink.raster import Pen, Raster, Spans
from scenes.kit.ink.strokes import BUTT, MITER, ROUND

WIDTH = 0.01  # scene units of a stroke width of one
_JOINTS = {LineJointType.AUTO: MITER, LineJointType.MITER: MITER, LineJointType.ROUND: ROUND}
_CAPS = {CapStyleType.AUTO: BUTT, CapStyleType.BUTT: BUTT, CapStyleType.ROUND: ROUND}


class Part(Enum):
    """What is drawn of an outline, from the bottom up."""

    RIM = auto()
    FILL = auto()
    STROKE = auto()

    def width(self, vmobject: VMobject) -> float:
        """Of the stroke or the rim; of a fill, any."""
        if self is Part.FILL:
            return 1.0
        return float(vmobject.get_stroke_width(background=self is Part.RIM))

    def colors(self, vmobject: VMobject) -> NDArray[np.float64]:
        """Red, green, blue and alpha (n, 4); more than one are a gradient."""
        if self is Part.FILL:
            return vmobject.get_fill_rgbas()
        return vmobject.get_stroke_rgbas(background=self is Part.RIM)

    def own(self, vmobject: VMobject) -> NDArray[np.float64] | None:
        """Cubics (n, 8) round a rim that is filled; of anything else, none."""
        if self is Part.RIM and isinstance(vmobject, Rimmed):
            return vmobject.rim()
        return None


@dataclass(slots=True)
class Outline:
    """An outline as it was drawn on a picture; once it is drawn again, what its parts cover."""

    look: tuple[object, ...]
    points: NDArray[np.float64]
    again: bool = False
    spans: dict[Part, Spans] = field(default_factory=dict)

    def is_as(self, look: tuple[object, ...], points: NDArray[np.float64]) -> bool:
        """Whether an outline covers the same."""
        same = self.look == look and self.points.shape == points.shape
        return same and bool((self.points == points).all())

    def paint(
        self,
        raster: Raster,
        vmobject: VMobject,
        part: Part,
        pen: Pen,
        without: NDArray[np.float64] | None = None,
    ) -> None:
        """Paint a part, less what is inside of a polygon (n, 2)."""
        spans = self.spans.get(part)
        if spans is None and self.again:
            spans = self.spans[part] = _covered(raster.whole, vmobject, part).copy()
        elif spans is None:
            spans = _covered(raster, vmobject, part)
        if without is not None:
            spans = raster.less(spans, without)
        raster.paint(spans, pen)


class Outlines:
    """Outlines that were drawn: most are the same in the next picture, a text that fades, a star
    over what moves.
    """

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[VMobject, Outline] = WeakKeyDictionary()

    def of(self, vmobject: VMobject, raster: Raster) -> Outline | None:
        """The outline of a mobject on a picture; None if only cairo can draw it."""
        joint, cap = vmobject.joint_type, vmobject.cap_style
        if len(vmobject.points) % 4 or joint not in _JOINTS or cap not in _CAPS:
            return None
        look = (
            raster.matrix,
            raster.words.shape,
            vmobject.background_stroke_width,
            vmobject.stroke_width,
            joint,
            cap,
            bool(vmobject.fill_rgbas[0, 3] >= 1),  # what a rim of its own depends on
        )
        known = self._known.get(vmobject)
        if known is None or not known.is_as(look, vmobject.points):
            known = self._known[vmobject] = Outline(look, vmobject.points.copy())
        else:
            known.again = True
        return known

    def __len__(self) -> int:
        return len(self._known)


def _covered(raster: Raster, vmobject: VMobject, part: Part) -> Spans:
    own = part.own(vmobject)
    if own is not None:
        return raster.filled(own.reshape(-1, 2))
    points = np.ascontiguousarray(vmobject.points)
    if part is Part.FILL:
        return raster.filled(points)
    joint, cap = _JOINTS[vmobject.joint_type], _CAPS[vmobject.cap_style]
    return raster.stroked(points, WIDTH * part.width(vmobject), joint, cap)
