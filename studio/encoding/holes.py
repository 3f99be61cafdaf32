"""Cuts holes into drawings of SVG, which has no way to erase what is drawn already.

A mask takes away from what is in it alone, so all that is under a hole goes into one. Holes one
over another would nest as deep as there are holes, and a browser keeps a picture as large as the
page for each; so what does not touch shares a mask, and few are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.etree import ElementTree as ET

import numpy as np

from scenes.kit.ink.camera import HOLE

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
MITER = 10.0  # widths of a stroke that a sharp corner of it may reach out, as cairo has it
# The mark as cairo writes it, from 1.16 to 1.18.
_MARK = re.compile(r"rgb\({}%,\s*{}%,\s*{}%\)".format(*(f"{100 * part:g}" for part in HOLE)))
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")

Box: TypeAlias = tuple[float, float, float, float]
EVERYWHERE: Box = (-np.inf, -np.inf, np.inf, np.inf)
Drawn: TypeAlias = tuple[ET.Element, Box]


def cut_holes(drawing: bytes) -> bytes:
    """Let what is drawn in the colour `HOLE` take away what lies under it, as far as it is opaque.

    Parameters
    ----------
    drawing
        SVG as cairo writes it; without holes it stays as it is.
    """
    if not _MARK.search(drawing.decode()):
        return drawing
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    root = ET.fromstring(drawing)
    page = _page(root)
    parts = [part for part in page if part.tag != f"{{{SVG}}}defs"]
    for part in parts:
        page.remove(part)
    masks, made = _nested(_levels(_split(parts)), root.attrib["viewBox"])
    page.extend(masks)
    page.extend(made)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


@dataclass(slots=True)
class _Level:
    """Holes in all that is on lower levels, and what is drawn after that."""

    holes: list[Drawn] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)


def _page(root: ET.Element) -> ET.Element:
    """What holds the things that are drawn: the drawing, or the group that is all of it."""
    drawn = [part for part in root if part.tag != f"{{{SVG}}}defs"]
    plain = len(drawn) == 1 and drawn[0].tag == f"{{{SVG}}}g" and set(drawn[0].attrib) <= {"id"}
    return drawn[0] if plain else root


def _split(parts: Iterable[ET.Element]) -> Iterator[ET.Element]:
    """Parts in order, in which a group holds holes alone, or none."""
    for part in parts:
        inner = list(_split(part)) if part.tag == f"{{{SVG}}}g" else []
        if len({_is_hole(child) for child in inner}) < 2:
            yield part
            continue
        for child in inner:
            alone = ET.Element(part.tag, part.attrib)
            alone.append(child)
            yield alone


def _is_hole(part: ET.Element) -> bool:
    return any(_MARK.search(value) for piece in part.iter() for value in piece.attrib.values())


def _levels(parts: Iterable[ET.Element]) -> list[_Level]:
    """Parts on the lowest levels on which the picture is the same."""
    levels = [_Level()]
    for part in parts:
        box = _box(part)
        if _is_hole(part):
            above = _above(levels, box, holes=False)
            if above == len(levels):
                levels.append(_Level())
            if above:  # or it is in nothing
                levels[above].holes.append((part, box))
        else:
            above = _above(levels, box, holes=True)
            levels[max(above - 1, 0)].drawn.append((part, box))
    return levels


def _above(levels: list[_Level], box: Box, *, holes: bool) -> int:
    """The number of the level after the last that a box touches what is drawn on, or a hole of."""
    for number in reversed(range(len(levels))):
        level = levels[number]
        if any(_touch(box, other) for _, other in level.drawn):
            return number + 1
        if holes and any(_touch(box, other) for _, other in level.holes):
            return number + 1
    return 0


def _nested(levels: list[_Level], view: str) -> tuple[list[ET.Element], list[ET.Element]]:
    """Masks, and what is drawn in them, from the lowest level outwards."""
    x, y, width, height = view.split()
    sides = {"x": x, "y": y, "width": width, "height": height}
    masks: list[ET.Element] = []
    made: list[ET.Element] = []
    for level in levels:
        if level.holes:
            name = f"holes{len(masks) + 1}"
            mask = ET.Element(f"{{{SVG}}}mask", {"id": name, "maskUnits": "userSpaceOnUse"} | sides)
            ET.SubElement(mask, f"{{{SVG}}}rect", sides | {"fill": "white"})
            mask.extend(_blackened(hole) for hole, _ in level.holes)
            under = ET.Element(f"{{{SVG}}}g", {"mask": f"url(#{name})"})
            under.extend(made)
            masks.append(mask)
            made = [under]
        made.extend(part for part, _ in level.drawn)
    return masks, made


def _blackened(hole: ET.Element) -> ET.Element:
    """A hole as a mask has it: black takes away."""
    made = deepcopy(hole)
    for piece in made.iter():
        for name, value in piece.attrib.items():
            piece.set(name, _MARK.sub("black", value))
    return made


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _box(part: ET.Element) -> Box:
    """A rectangle round all that a part may draw: left, top, right, bottom."""
    boxes = [
        _path_box(piece) if piece.tag == f"{{{SVG}}}path" else EVERYWHERE
        for piece in part.iter()
        if piece.tag != f"{{{SVG}}}g"
    ]
    edges = np.array(boxes)
    return tuple(np.concatenate([edges[:, :2].min(axis=0), edges[:, 2:].max(axis=0)]).tolist())


def _path_box(path: ET.Element) -> Box:
    """Round the points and handles of a path, and its stroke."""
    points = np.array(_NUMBER.findall(path.get("d", "")), float).reshape(-1, 2)
    if not len(points):
        return np.inf, np.inf, -np.inf, -np.inf
    reach = _reach(path)
    low, high = points.min(axis=0) - reach, points.max(axis=0) + reach
    corners = np.array([(low[0], low[1]), (low[0], high[1]), (high[0], low[1]), tuple(high)])
    if "transform" in path.attrib:
        a, b, c, d, e, f = map(float, _NUMBER.findall(path.attrib["transform"]))
        corners = corners @ np.array([[a, b], [c, d]]) + (e, f)
    return *corners.min(axis=0).tolist(), *corners.max(axis=0).tolist()


def _reach(path: ET.Element) -> float:
    """How far a path's stroke may reach from it; 0 if it is filled."""
    said = path.get("style", "") + ";".join(f"{name}:{value}" for name, value in path.items())
    if "stroke:none" in said.replace(" ", "") or "stroke:" not in said:
        return 0.0
    width = re.search(r"stroke-width:\s*([\d.e-]+)", said)
    sharp = MITER if "linejoin:miter" in said else 1.0
    return float(width[1] if width else 1) / 2 * sharp
