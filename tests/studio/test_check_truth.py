"""False numbers and positions, planted in every part that shows a record, each beside a true one.

A part is first looked at unaltered, at several places of its playhead in no order; then its
updaters are taken off, something it shows is changed, and the check has to say so.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import scenes
from scenes.kit.ink.glyphs import compose
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import DARK
from scenes.kit.time.live import Live
from studio.checks.lesson import OUTLINES
from studio.checks.truth import untrue

from .planted import rules, showing
from .recorded import PARTS


def moved(name: str) -> Callable[[Any], object]:
    """Something of a part, given as ``"line"`` or ``"rungs.0.ticks"``, moves a little."""
    return lambda part: _inner(part, name).shift((0.06, 0.06, 0))


def larger(name: str) -> Callable[[Any], object]:
    return lambda part: _inner(part, name).scale(1.1)


def another(name: str) -> Callable[[Any], object]:
    """A number of a part becomes another."""
    return lambda part: _inner(part, name).show_value(1234.5)


def other_ink(name: str) -> Callable[[Any], object]:
    """A number is drawn with other digits than it is said to show."""
    return lambda part: _inner(part, name).set_points(compose("1234.5")[0])


def other_value(name: str) -> Callable[[Any], object]:
    """A text is of other values than those written in it."""

    def alter(part: Any) -> None:
        text = _inner(part, name)
        text.shows = [1.3 * value for value in text.shows]

    return alter


def gone(name: str) -> Callable[[Any], object]:
    return lambda part: _inner(part, name).set_points(np.zeros((0, 3)))


def _inner(part: Any, name: str) -> Any:
    for step in name.split(".") if name else ():
        part = part[int(step)] if step.isdigit() else getattr(part, step)
    return part


Alter = Callable[[Any], object]
FAULTS: dict[str, tuple[float, list[tuple[Alter, str]]]] = {
    "number": (2.0, [(another, "")]),
    "reading": (2.0, [(another, ""), (other_ink, "")]),
    "tally": (2.0, [(another, "number"), (other_ink, "number")]),
    "text": (0.0, [(other_value, "")]),
    "panel": (0.0, [(moved, "lines"), (another, "numbers.1"), (other_ink, "numbers.1")]),
    "guide": (0.0, [(moved, ""), (gone, "")]),
    "cloud": (0.0, [(moved, ""), (gone, "")]),
    "overshoot": (0.0, [(moved, "arrow"), (other_value, "text")]),
    "price": (1.2, [(another, ""), (other_ink, "")]),
    "error": (1.2, [(another, ""), (other_ink, "")]),
    "trace": (1.2, [(moved, "line"), (moved, "dots"), (moved, "marker"), (larger, "arrow")]),
    "dashes of a trace": (3.0, [(moved, "line"), (gone, "line"), (gone, "marker")]),
    "dashes that leave": (3.0, [(moved, "line"), (larger, "line")]),
    "edge": (3.0, [(moved, "arrow"), (another, "number"), (gone, "number"), (gone, "arrow")]),
    "model line": (1.6, [(moved, ""), (larger, ""), (gone, "")]),
    "point in the air": (3.7, [(moved, "marker"), (moved, "line"), (moved, "dots")]),
    "hopping line": (3.7, [(moved, "leaving"), (moved, "coming"), (gone, "coming")]),
    "valley cuts": (0.0, [(moved, "0"), (moved, "1"), (other_value, "2"), (moved, "3")]),
    "both factors": (
        0.0,
        [(moved, "1"), (moved, "3.1"), (moved, "4.1"), (moved, "5.2")]
        + [(moved, "6.1"), (other_value, "7.2")],
    ),
    "lit rows": (1.3, [(moved, "")]),
    "drop": (2.2, [(moved, "line"), (moved, "dots"), (moved, "foot"), (gone, "marker")]),
    "drop in the air": (3.7, [(moved, "line"), (moved, "foot"), (gone, "marker")]),
    "crossing in the air": (3.7, [(moved, "arrow")]),
    "swept": (3.0, [(moved, ""), (larger, ""), (gone, "")]),
    "loss curve": (0.0, [(moved, "")]),
    "weight": (1.0, [(another, "")]),
    "loss": (1.2, [(another, "")]),
    "curve's edge": (9.0, [(moved, "arrow"), (another, "number"), (gone, "number")]),
    "tangent": (0.4, [(moved, "line"), (moved, "legs"), (another, "number")]),
    "crossing": (0.4, [(moved, "line"), (moved, "arrow"), (gone, "arrow")]),
    "cut": (0.4, [(moved, "1"), (moved, "2.0.arrow"), (another, "2.3"), (another, "3")]),
    "cut that slides": (
        0.5,
        [(moved, "0"), (moved, "1.0"), (moved, "1.1"), (moved, "1.2"), (another, "1.3")],
    ),
    "squares": (1.0, [(another, "numbers.1")]),
    "factor bars": (
        0.0,
        [(moved, "3.1"), (larger, "1.1"), (moved, "4.2"), (another, "4.3"), (other_value, "3.0")]
        + [(moved, "0.2")],
    ),
    "areas": (1.0, [(moved, "lines"), (larger, "lines"), (larger, "fills"), (gone, "lines")]),
    "stack": (0.0, [(moved, "1"), (larger, "2")]),
    "residuals": (1.0, [(moved, ""), (larger, ""), (gone, "")]),
    "heavy ball": (1.6, [(moved, "step"), (moved, "kept"), (larger, "pull")]),
    "nesterov": (1.5, [(moved, "look"), (larger, "kept"), (gone, "pull")]),
    "ledger": (1.6, [(larger, "arrows.0"), (larger, "arrows.1"), (moved, "arrows.2")]),
    "sizes": (
        6.0,
        [(moved, "marks.0"), (moved, "marks.1"), (another, "result"), (larger, "bar")]
        + [(moved, "lines.0"), (larger, "lines.1"), (gone, "lines.1")],
    ),
    "balance": (0.5, [(moved, "line"), (gone, "line")]),
    "more steps": (0.5, [(moved, "rungs.0.ticks"), (another, "numbers.0"), (moved, "lines")]),
    "gathered": (2.0, [(another, "number"), (other_ink, "number"), (moved, "marks.1")]),
    "hops": (2.4, [(moved, "line"), (moved, "marker"), (gone, "line")]),
    "iterates": (1.5, [(moved, ""), (gone, "")]),
    "followed star": (1.0, [(moved, ""), (gone, "")]),
    "legs": (0.35, [(larger, "arrows.0"), (moved, "arrows.1"), (another, "numbers.0")]),
    "legs under a lens": (
        0.35,
        [(larger, "arrows.0"), (gone, "arrows.1"), (other_ink, "numbers.1")],
    ),
    "arithmetic": (2.0, [(another, "numbers.0")]),
    "sigmoid": (2.0, [(moved, "curve"), (moved, "marker"), (moved, "drop"), (gone, "drop")]),
    "judged": (2.0, [(moved, "right.0"), (gone, "hits.1"), (gone, "misses.0")]),
    "point losses": (2.0, [(moved, "dots.0"), (gone, "dots.1"), (moved, "mean")]),
    "landings": (3.5, [(moved, ""), (larger, ""), (gone, "")]),
    "fan": (0.2, [(moved, "0"), (larger, "1"), (gone, "0")]),
    "ring": (1.3, [(moved, "arrows.3"), (larger, "arrows.12"), (gone, "best")]),
    "gains": (1.3, [(moved, "curve"), (moved, "dots.4"), (gone, "dots.5"), (moved, "best")]),
    "swung": (0.5, [(moved, ""), (larger, "")]),
    "gain panel": (0.5, [(moved, "rungs.1.ticks")]),
    "off": (1.0, [(moved, "arc"), (another, "number"), (other_ink, "number")]),
    "looked at": (1.3, [(moved, ""), (gone, "")]),
    "bar": (2.0, [(moved, ""), (larger, "")]),
    "length": (2.0, [(another, ""), (other_ink, "")]),
    "section": (0.0, [(moved, "line"), (larger, "line")]),
    "spear": (0.0, [(moved, ""), (larger, "")]),
    "falling": (0.7, [(moved, "")]),
    "changing contours": (0.5, [(lambda name: lambda part: part.lines[2].shift((0.2, 0, 0)), "")]),
    "moving marks": (1.5, [(moved, ""), (gone, "")]),
    "moving line": (1.5, [(moved, ""), (gone, "")]),
    "rising contours": (0.5, [(lambda name: lambda part: part.lines[2].shift((0.2, 0, 0)), "")]),
    "moving ground": (0.5, [(lambda name: lambda part: part.lines[2].shift((0.2, 0, 0)), "")]),
    "moving star": (0.5, [(moved, ""), (gone, "")]),
    "what is left": (0.5, [(moved, "fill"), (larger, "fill"), (gone, "fill")]),
    "outlined": (1.0, [(moved, ""), (larger, ""), (gone, "")]),
    "former view": (1.0, [(moved, ""), (larger, ""), (gone, "")]),
    "gliding": (0.8, [(moved, "lines"), (another, "numbers.6"), (other_ink, "numbers.6")]),
    "gliding points": (0.8, [(moved, ""), (gone, "")]),
    "close map": (0.5, [(moved, "rungs.1.ticks")]),
    "zoom": (0.5, [(moved, "rungs.1.ticks")]),
    "zoom on a bowl": (0.5, [(moved, "rungs.0.ticks")]),
    "contours": (0.5, [(lambda name: lambda part: part.lines[4].shift((0.2, 0, 0)), "")]),
    "level values": (0.1, [(moved, "0")]),
    "star": (0.0, [(moved, ""), (gone, "")]),
    "surface trace": (
        3.5,
        [(moved, name) for name in ("line", "shadow", "foot", "drop")] + [(gone, "marker")],
    ),
    "surface mark": (0.0, [(moved, ""), (gone, "")]),
    "tries": (5.9, [(moved, "columns"), (gone, "columns"), (moved, "crosses"), (gone, "crosses")]),
    "goal": (0.0, [(moved, "")]),
    "steps taken": (3.5, [(moved, ""), (larger, "")]),
    "getting": (5.9, [(another, ""), (other_ink, "")]),
    "staying": (5.9, [(another, ""), (other_ink, "")]),
    "kept": (5.9, [(larger, "whole"), (larger, "part"), (moved, "part")]),
    "surface axes": (0.0, [(moved, "0.line"), (moved, "3.line"), (gone, "3.numbers")]),
    "finish": (6.0, [(other_ink, "")]),
}
SWEEP = (
    0.0,
    5.3,
    0.05,
    0.17,
    1.31,
    0.38,
    1.95,
    2.4,
    0.45,
    0.8,
    1.0,
    3.25,
    0.97,
    1.6,
    6.0,
    4.0,
    2.99,
)


@pytest.mark.parametrize("name", PARTS)
def test_what_is_shown_is_the_record_at_any_place_of_the_playhead(name):
    stage = PARTS[name]()
    assert [value for value in SWEEP if not stage.at(min(value, _last(name))).is_true] == []


@pytest.mark.parametrize("name", PARTS)
def test_what_differs_from_its_record_is_found(name):
    value, faults = FAULTS[name]
    assert faults
    for alter, inner in faults:
        stage = PARTS[name]().at(value)
        stage.part.clear_updaters()
        assert stage.is_true
        alter(inner)(stage.part)
        assert not stage.is_true, (alter.__name__, inner)


def _last(name: str) -> float:
    """Zooms and changes of data have an end before six."""
    ending = ("changing", "moving", "zoom", "contours", "level", "gliding", "rising", "former")
    ending += ("what is left",)
    return 2.0 if name.startswith(ending) else 6.0


# -- what it takes to be looked at -------------------------------------------------------------


def test_a_fault_is_reported_of_a_lesson_and_one_that_is_animated_is_not():
    stage = PARTS["trace"]().at(2)
    assert rules(showing(stage.part), depth=OUTLINES) == set()
    stage.part.clear_updaters()
    stage.part.marker.shift((0.05, 0, 0))
    assert rules(showing(stage.part), depth=OUTLINES) == {"differs from its record"}
    moment: Any = SimpleNamespace(shown=[stage.part], moving=frozenset({id(stage.part.marker)}))
    assert not list(untrue(moment))


def test_dots_that_are_gone_are_missed_in_a_lesson_and_those_that_faded_are_not():
    for name in ("landings", "star", "moving marks"):
        stage = PARTS[name]().at(FAULTS[name][0])
        dots = stage.part.clear_updaters()
        assert rules(showing(dots), depth=OUTLINES) == set()
        faded = dots.copy().set_opacity(0).set_points(np.zeros((0, 3)))
        assert rules(showing(faded), depth=OUTLINES) == set()
        dots.set_points(np.zeros((0, 3)))
        assert rules(showing(dots), depth=OUTLINES) == {"differs from its record"}


def test_numbers_set_into_a_text_are_those_of_the_values_it_names():
    for shows, found in (((3.2,), set()), ((3.4,), {"differs from its record"})):
        assert rules(showing(Text("3.2 apart", DARK, shows=shows)), depth=OUTLINES) == found
    assert rules(showing(Text("3.2 apart", DARK)), depth=OUTLINES) == {"claims nothing"}


def test_what_is_not_seen_claims_nothing():
    for name in ("weight", "tangent", "heavy ball"):
        stage = PARTS[name]().at(0.3)
        stage.part.clear_updaters()
        stage.part.shift((1, 0, 0)).set_opacity(0)
        assert stage.is_true


SCENERY = {  # parts that draw themselves, but nothing of a record
    "Surface": "painted without points; its levels and ridges are compared in tests of surfaces",
    "Rail": "words, one of them lit",
}


INHERITED = {  # parts whose claims are their parent's
    "MovingMarks": "markers claim where they were told to stand, read anew",
    "MovingContours": "contours claim where their values are, wherever their panel has moved",
    "Outlined": "a line claims its data, wherever its map is zoomed to",
    "CloseMap": "a panel claims its ticks and their numbers, however near it has come",
    "BowlPlane": "the same, zoomed by another factor along each axis",
    "GainPanel": "the same, however far it is enlarged",
    "Length": "a number claims what it was told to read",
    "GlidingPlane": "a panel claims its ticks and their numbers, wherever it has glided",
}


def parts() -> Iterator[type]:
    """Classes of the lessons and the kit that redraw themselves, or inherit from one that does."""
    for module in pkgutil.walk_packages(scenes.__path__, "scenes."):
        for part in vars(importlib.import_module(module.name)).values():
            own = inspect.isclass(part) and part.__module__ == module.name
            if own and issubclass(part, Live) and part is not Live:
                yield part


def test_every_part_that_redraws_itself_claims_what_it_shows():
    found = {part.__name__: part for part in parts()}
    assert len(found) > 30
    silent = {name for name, part in found.items() if "claims" not in vars(part)}
    assert silent == {*SCENERY, *INHERITED}


def test_a_false_one_is_planted_in_each_of_them():
    built = {type(part) for stage in PARTS.values() for part in stage().part.get_family()}
    shown = {part for part in parts() if part.__name__ not in (*SCENERY, "_View")}
    assert {part.__name__ for part in shown - built} == set()
