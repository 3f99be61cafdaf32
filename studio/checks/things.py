"""What is on screen, as the things that a viewer sees: texts, markers, paths, panels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property

import numpy as np
from manim import Group, Mobject, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.meaning import Kind, Meaning, meaning_of
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.painted import Painted
from scenes.kit.ink.theme import Theme
from scenes.kit.ink.vision import rgb
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.traces import Trace
from studio.engine.inspection import Moment

Array = NDArray[np.float64]
FAINT = 0.03  # opacity under which nothing is seen


class Thing:
    """One thing on screen.

    Attributes
    ----------
    mobject, meaning
        What draws it and what it stands for.
    leaves
        The outlines it is drawn with, those that are seen.
    panel, owner
        The panel it is a part of, as its numbers and names are; the part of the kit or of the
        lesson that it belongs to.
    moving
        Whether an animation is changing it.
    """

    def __init__(
        self,
        mobject: VMobject,
        meaning: Meaning,
        moving: frozenset[int] = frozenset(),
        panel: Plane | None = None,
        owner: Mobject | None = None,
    ) -> None:
        self.mobject, self.meaning, self.panel, self.owner = mobject, meaning, panel, owner
        family = [mobject] if meaning.kind == "panel" else family_of(mobject)
        self.moving = any(id(part) in moving for part in family)
        self.leaves: list[VMobject] = [leaf for leaf in family if is_seen(leaf)]

    @property
    def kind(self) -> Kind:
        return self.meaning.kind

    @property
    def is_text(self) -> bool:
        """Whether it is read: a text or a number."""
        return self.kind in ("text", "number")

    @property
    def name(self) -> str:
        """What a report calls it."""
        meaning = self.meaning
        if isinstance(self.mobject, Number):
            said = f" {self.mobject.shown!r}"
        else:
            said = f" {meaning.words!r}" if meaning.words else ""
        edge = "edge" if meaning.edge else ""
        words = [meaning.role, meaning.name, edge, meaning.kind * (meaning.kind != meaning.role)]
        if not said and self.owner is not None:
            words.append(f"of {type(self.owner).__name__}")
        if not (said or meaning.role or meaning.name) and self.leaves:
            words.append(f"in {self.first_color}")
        return " ".join(filter(None, words)) + said

    @cached_property
    def boxes(self) -> Array:
        """Left, right, bottom and top of each piece of its ink (n, 4)."""
        if self.kind == "panel":
            family = self.mobject.family_members_with_points()
            pieces = [_box(np.concatenate([m.points for m in family])[None])] if family else []
        elif self.is_text or self.kind == "marker":
            pieces = [_box_of_pieces(leaf.points) for leaf in self.leaves]
        else:
            pieces = [_box(leaf.points[None]) for leaf in self.leaves]
        return np.concatenate([np.zeros((0, 4)), *pieces])

    @cached_property
    def box(self) -> Array:
        """Left, right, bottom and top of all of it (4,)."""
        low, high = self.boxes.min(axis=0), self.boxes.max(axis=0)
        return np.array([low[0], high[1], low[2], high[3]])

    @property
    def points(self) -> Array:
        """Points of its outlines (n, 3)."""
        return np.concatenate([leaf.points for leaf in self.leaves])

    @property
    def opacity(self) -> float:
        """Of its most opaque outline."""
        return max((inks_of(leaf)[0][1] for leaf in self.leaves), default=0.0)

    @cached_property
    def colors(self) -> list[str]:
        """Colours ``#RRGGBB`` of its outlines, each once."""
        return list(dict.fromkeys(color_of(leaf) for leaf in self.leaves))

    @property
    def first_color(self) -> str:
        """The colour of its first outline."""
        return self.colors[0]

    @property
    def head(self) -> Array | None:
        """Box (4,) of an arrow's head."""
        if isinstance(self.mobject, Arrow) and len(self.mobject.head) == 3:
            return np.asarray(_box(self.mobject.head[None])[0])
        return None

    @property
    def width(self) -> float:
        """Radius of a marker, or width of a stroke."""
        mobject = self.mobject
        return float(mobject.radius if isinstance(mobject, Marks) else mobject.stroke_width)

    @property
    def look(self) -> tuple[object, ...]:
        """All but the colour that tells it from its like: the shape, or the dashes."""
        if isinstance(self.mobject, Marks):
            dash = self.owner.dash if isinstance(self.owner, Trace) else None
            return (self.mobject.shape, self.mobject.outlined, dash)
        return (self.meaning.dash,)


def things_at(moment: Moment) -> list[Thing]:
    """Things that are seen, from the bottom up, with veils and what they dim."""
    found = _walk(moment.shown, None, None, moment)
    return [thing for thing in found if thing.leaves or (thing.kind == "panel" and _shows(thing))]


def unveiled(things: list[Thing]) -> list[Thing]:
    """Those of some things that are under no veil, without the veils."""
    seen = things
    for veil in [thing for thing in seen if thing.kind == "veil"]:
        place = seen.index(veil)
        under = [t for t in seen[:place] if not overlap(t.boxes, veil.boxes, 0.0)]
        seen = under + seen[place + 1 :]
    return seen


def _walk(
    mobjects: Iterable[Mobject], panel: Plane | None, owner: Mobject | None, moment: Moment
) -> Iterator[Thing]:
    for mobject in mobjects:
        meaning = meaning_of(mobject)
        if isinstance(mobject, VMobject):
            if meaning is not None:
                yield Thing(mobject, meaning, moment.moving, panel, owner)
            elif panel is None and is_seen(mobject):
                own = _plain(mobject, moment.lesson.theme)
                yield Thing(mobject, own, moment.moving, None, owner)
        if meaning is None or meaning.kind == "panel":
            inside = mobject if isinstance(mobject, Plane) else panel
            plain = type(mobject) in (Group, Mobject, VGroup, VMobject)
            yield from _walk(mobject.submobjects, inside, owner if plain else mobject, moment)


def _plain(mobject: VMobject, theme: Theme) -> Meaning:
    """Something without a meaning is a line, unless it paints itself or is the landscape's."""
    color = color_of(mobject)
    if isinstance(mobject, Painted) or is_landscape(color, theme):
        return Meaning("landscape")
    return Meaning("line", name=next((r for r, c in theme.roles().items() if c == color), ""))


def is_landscape(color: str, theme: Theme) -> bool:
    """Whether a colour ``#RRGGBB`` is one of the landscape's."""
    plain = (theme.faint, theme.background)
    return color in plain or lies_between(color, theme.contour_low, theme.contour_high)


@cache
def lies_between(color: str, first: str, second: str) -> bool:
    """Whether a colour is a mixture of two others, all ``#RRGGBB``."""
    own, low, high = (255 * rgb(c) for c in (color, first, second))
    part = np.clip((own - low) @ (high - low) / ((high - low) @ (high - low)), 0, 1)
    return bool(np.abs(low + part * (high - low) - own).max() <= 2)


def family_of(mobject: Mobject) -> list[VMobject]:
    """A mobject's outlines, down to the smallest part."""
    return [part for part in mobject.get_family() if isinstance(part, VMobject)]


def is_seen(leaf: VMobject) -> bool:
    """Whether an outline leaves ink."""
    return len(leaf.points) > 0 and bool(inks_of(leaf))


def _shows(panel: Thing) -> bool:
    return any(is_seen(part) for part in family_of(panel.mobject))


def inks_of(leaf: VMobject) -> list[tuple[str, float]]:
    """Colours ``#RRGGBB`` and opacities of an outline's stroke and fill, the clearer first."""
    inks = (
        [(leaf.fill_rgbas[0], float(leaf.fill_rgbas[:, 3].max()))] if len(leaf.fill_rgbas) else []
    )
    if leaf.stroke_width and len(leaf.stroke_rgbas):
        inks.insert(0, (leaf.stroke_rgbas[0], float(leaf.stroke_rgbas[:, 3].max())))
    inks.sort(key=lambda ink: -ink[1])
    return [(_hex(ink), opacity) for ink, opacity in inks if opacity > FAINT]


def color_of(leaf: VMobject) -> str:
    """Colour ``#RRGGBB`` of an outline's clearer ink."""
    return inks_of(leaf)[0][0]


def _hex(ink: Array) -> str:
    return "#" + "".join(f"{round(255 * float(part)):02X}" for part in ink[:3])


def shared(first: Array, second: Array) -> Array:
    """How far (n, m) each of n boxes reaches into each of m, the lesser way; less than 0: apart."""
    a, b = first[:, None], second[None]
    across = np.minimum(a[..., 1], b[..., 1]) - np.maximum(a[..., 0], b[..., 0])
    up = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 2], b[..., 2])
    return np.asarray(np.minimum(across, up))


def overlap(first: Array, second: Array, touch: float) -> bool:
    """Whether any of the boxes (n, 4) and (m, 4) share more than ``touch`` both ways."""
    return bool((shared(first, second) > touch).any())


def _box(points: Array) -> Array:
    """Boxes (n, 4) of n sets of points (n, k, 3)."""
    low, high = points.min(axis=1), points.max(axis=1)
    return np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]], axis=1)


def _box_of_pieces(points: Array) -> Array:
    """Boxes (n, 4) of the closed pieces of an outline of cubics (4m, 3)."""
    breaks = np.abs(points[4::4] - points[3:-4:4]).max(axis=1) > 1e-6
    first = 4 * np.concatenate([[0], np.flatnonzero(breaks) + 1])
    low, high = np.minimum.reduceat(points, first), np.maximum.reduceat(points, first)
    return np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]], axis=1)
