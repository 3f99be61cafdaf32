"""Claims come to what is true by another way than the picture: the way it is drawn is bent.

A part that is drawn with a bent panel, record, playhead or camera is wrong all over, and consistent
in itself. Claims that go the same way are bent along with it and find nothing; so each kind of part
has to be found untrue in the bends it is listed with.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partialmethod
from typing import Any
from unittest.mock import patch

import pytest

import scenes.kit.ink.numbers as numbers
from gdcore import LeastSquares, Quadratic
from scenes.kit.one_weight.one_weight import OneWeight
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.surface.view import Pose
from scenes.kit.time.playhead import Playhead, along
from scenes.parts.conditioning.rising import Rising
from scenes.parts.conditioning.standardising import Standardising
from scenes.parts.momentum import velocity
from scenes.parts.momentum.moving import MovingPanel
from scenes.parts.momentum.velocity import Ball, SummingPlayhead
from scenes.parts.optimizer_race.trials import Trials

from . import recorded
from .recorded import PARTS

OFF = (0.05, 0.05, 0.0)  # scene units
LATE = 0.25  # of a step


def panel() -> Iterator[Any]:
    """Data are placed a little up and to the right."""
    at = Plane.at
    yield patch.object(Plane, "at", lambda plane, x, y: at(plane, x, y) + OFF)


def scale() -> Iterator[Any]:
    """Values lie too far along an axis."""
    true = Axis.fraction
    yield patch.object(Axis, "fraction", lambda axis, values: true(axis, values) + 0.01)


def units() -> Iterator[Any]:
    """Lengths over a panel are too long."""
    true = getter(Plane, "units")
    yield patch.object(Plane, "units", property(lambda plane: 1.1 * true(plane)))


def record() -> Iterator[Any]:
    """A record is read with an error, wherever it is read by parts."""
    for module in [module for name, module in sys.modules.items() if name.startswith("scenes.")]:
        if getattr(module, "along", None) is along:
            yield patch.object(module, "along", lambda rows, at: 0.9 * along(rows, at) - 0.1)


def place() -> Iterator[Any]:
    """Runs are a part of a step ahead."""
    for kind in (Playhead, SummingPlayhead):
        true = getter(kind, "position")
        ahead = property(lambda head, true=true: min(true(head) + LATE, head.steps))
        yield patch.object(kind, "position", ahead)


def step() -> Iterator[Any]:
    """The steps that are done are one too few."""
    true = getter(Playhead, "arrived")
    yield patch.object(Playhead, "arrived", property(lambda head: max(true(head) - 1, 0)))


def loss() -> Iterator[Any]:
    """The loss of one weight is too large."""
    true = OneWeight.loss
    yield patch.object(OneWeight, "loss", lambda run, weight: 1.02 * true(run, weight) + 3)


def slope() -> Iterator[Any]:
    """Gradients are too steep."""
    for kind in (LeastSquares, Quadratic):
        yield patch.object(kind, "gradient", partialmethod(_steeper, kind.gradient))


def _steeper(problem: Any, true: Callable[..., Any], *given: Any) -> Any:
    return 1.1 * true(problem, *given)


def digits() -> Iterator[Any]:
    """Another last digit is drawn than is written."""
    true = numbers.compose

    def compose(text: str, *look: Any, **options: Any) -> object:
        return true(text[:-1] + ("3" if text[-1:] == "7" else "7"), *look, **options)

    yield patch.object(numbers, "compose", compose)


def form() -> Iterator[Any]:
    """Numbers are written too large."""
    show = numbers.Number.show_value

    def shown(number: numbers.Number, value: float) -> numbers.Number:
        return show(number, 1.3 * value + 1)

    yield patch.object(numbers.Number, "show_value", shown)


def text() -> Iterator[Any]:
    """Numbers are set into texts too large."""
    yield patch.object(recorded, "plain", lambda value: numbers.plain(1.3 * value))


def counting() -> Iterator[Any]:
    """One rate too many gets there."""
    true = getter(Trials, "got")

    def more(trials: Trials) -> Any:
        got = true(trials).copy()
        got[0, got[0].argmin()] = True
        return got

    yield patch.object(Trials, "got", property(more))


def sight() -> Iterator[Any]:
    """The camera is off."""
    show = Pose.show
    yield patch.object(Pose, "show", lambda pose, points: show(pose, points) + OFF)


def velocities() -> Iterator[Any]:
    """The velocity that a ball keeps is too large."""
    true = velocity.ball

    def bent(run: Any) -> Ball:
        ball = true(run)
        return Ball(ball.path, 1.1 * ball.kept, ball.pull, ball.momentum, ball.looks_ahead)

    for module in (velocity, recorded):
        yield patch.object(module, "ball", bent)


def memories() -> Iterator[Any]:
    """The moments that an optimizer remembers are too large."""
    true = recorded.remembered

    def bent(run: Any) -> Any:
        found = true(run)
        return replace(found, slopes=1.3 * found.slopes)

    yield patch.object(recorded, "remembered", bent)


def spread() -> Iterator[Any]:
    """Data are standardised by too much."""
    true = getter(Standardising, "moved")
    off = property(lambda data: (1.2 * true(data)[0] + 0.5, 1.2 * true(data)[1]))
    yield patch.object(Standardising, "moved", off)


def features() -> Iterator[Any]:
    """Two features are standardised by too little."""
    true = getter(Rising, "data")
    yield patch.object(Rising, "data", property(lambda data: (1.2 * true(data)[0], true(data)[1])))


def moving() -> Iterator[Any]:
    """A panel that moves lays data a little up and to the right."""
    at = MovingPanel.at
    yield patch.object(MovingPanel, "at", lambda panel, x, y: at(panel, x, y) + OFF)


Bend = Callable[[], Iterator[Any]]
# Where the playhead stands, and what is bent.
BENT: dict[str, tuple[float, tuple[Bend, ...]]] = {
    "number": (2.0, (digits, form)),
    "reading": (2.0, (digits, form, step)),
    "price": (2.0, (panel, digits, form, step)),
    "error": (2.0, (panel, digits, form, step)),
    "trace": (2.0, (panel, record, place, step)),
    "dashes of a trace": (3.0, (panel, record, place)),
    "dashes that leave": (3.0, (panel,)),
    "edge": (3.0, (panel, step, digits, form)),
    "model line": (2.0, (panel, record, place)),
    "point in the air": (3.7, (panel, step)),
    "hopping line": (3.7, (panel,)),
    "valley cuts": (0.0, (panel,)),
    "both factors": (0.0, (panel,)),
    "lit rows": (1.3, (panel, step)),
    "drop": (2.0, (panel, record, place, step, loss)),
    "drop in the air": (3.7, (panel, step, loss)),
    "crossing in the air": (3.7, (panel,)),
    "swept": (3.0, (panel, record, place)),
    "loss curve": (0.0, (panel,)),
    "weight": (5.0, (step, digits)),
    "loss": (1.2, (loss, digits)),
    "curve's edge": (9.0, (panel, loss, digits)),
    "tangent": (0.4, (panel, loss, slope, digits)),
    "crossing": (0.4, (panel, loss)),
    "cut": (0.4, (panel, loss, slope)),
    "cut that slides": (0.5, (panel, digits)),
    "squares": (1.0, (record, place, digits)),
    "factor bars": (0.0, (panel, digits, form)),
    "areas": (1.0, (panel, record, place)),
    "stack": (0.0, (panel,)),
    "residuals": (1.0, (panel, record, place)),
    "heavy ball": (1.6, (panel, velocities)),
    "nesterov": (1.5, (panel, velocities)),
    "ledger": (1.6, (units, velocities)),
    "arithmetic": (2.0, (digits, form, step)),
    "tally": (2.0, (digits, form, step)),
    "zoom": (0.5, (panel,)),
    "zoom on a bowl": (0.5, (panel,)),
    "panel": (0.0, (panel, digits, form)),
    "contours": (0.5, (panel,)),
    "level values": (0.1, (panel,)),
    "gliding": (0.8, (panel,)),
    "gliding points": (0.8, (panel,)),
    "close map": (0.5, (panel,)),
    "star": (0.0, (panel,)),
    "text": (0.0, (text,)),
    "guide": (0.0, (panel,)),
    "cloud": (0.0, (panel,)),
    "overshoot": (0.0, (panel,)),
    "surface trace": (2.0, (panel, record, place, sight)),
    "surface mark": (0.0, (panel, sight)),
    "surface axes": (0.0, (sight,)),
    "sizes": (6.0, (scale, memories, digits)),
    "balance": (0.5, (scale,)),
    "more steps": (0.5, (panel,)),
    "gathered": (2.0, (digits, memories)),
    "hops": (2.4, (panel, record)),
    "iterates": (1.5, (panel,)),
    "followed star": (1.0, (panel,)),
    "legs": (0.35, (panel, digits)),
    "legs under a lens": (0.35, (digits,)),
    "sigmoid": (2.0, (panel, place)),
    "judged": (2.0, (panel,)),
    "point losses": (2.0, (panel, place)),
    "falling": (0.7, (panel,)),
    "landings": (2.5, (panel,)),
    "fan": (2.0, (panel,)),
    "ring": (1.3, (panel,)),
    "gains": (1.3, (panel, scale)),
    "spear": (0.0, (panel,)),
    "swung": (0.5, (panel,)),
    "gain panel": (0.5, (panel,)),
    "off": (1.0, (digits, form)),
    "looked at": (1.9, (panel, record, place, step)),
    "bar": (2.0, (panel,)),
    "length": (2.0, (digits, form)),
    "section": (0.0, (panel, sight)),
    "changing contours": (0.5, (panel, spread)),
    "moving marks": (1.5, (panel, spread)),
    "moving line": (1.5, (panel, spread)),
    "rising contours": (0.5, (panel, features)),
    "moving ground": (0.5, (moving,)),
    "moving star": (0.5, (moving,)),
    "what is left": (0.5, (spread,)),
    "outlined": (1.0, (panel,)),
    "former view": (1.0, (panel,)),
    "tries": (3.0, (panel,)),
    "goal": (0.0, (panel,)),
    "finish": (6.0, (digits,)),
    "getting": (5.9, (digits,)),
    "staying": (5.9, (digits,)),
    "kept": (5.9, (counting,)),
}


@pytest.mark.parametrize(
    ("name", "bend"), [(name, bend) for name, (_, bends) in BENT.items() for bend in bends]
)
def test_a_part_that_is_drawn_another_way_than_it_is_claimed_is_found_untrue(name, bend):
    value, _ = BENT[name]
    assert PARTS[name]().at(value).is_true
    with ExitStack() as bent:
        for change in bend():
            bent.enter_context(change)
        assert not PARTS[name]().at(value).is_true


def test_every_part_is_bent():
    assert {*BENT} == {*PARTS}


def getter(kind: type, name: str) -> Callable[[Any], Any]:
    """What reads a property."""
    return vars(kind)[name].fget
