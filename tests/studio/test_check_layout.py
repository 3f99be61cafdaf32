"""Faults of layout and reading, planted one by one, each with a picture that has none."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import DARK
from scenes.kit.lesson.frame import stamp, title
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from studio.checks.lesson import LAYOUT
from studio.checks.reading import words_of

from .planted import faults, rules, showing


def text(body: str, x: float, y: float, **style: object) -> Text:
    return Text(body, DARK, **style).shift((x, y, 0))


def plane(left: float, right: float) -> Plane:
    return Plane(Box(left, right, -2, 2), Axis(0, 4, "$w$"), Axis(0, 4, "$b$"), DARK)


def found(*mobjects: object) -> set[str]:
    return rules(showing(*mobjects), depth=LAYOUT)


@pytest.mark.parametrize(("apart", "expected"), [(0.1, {"texts overlap"}), (0.6, set())])
def test_texts_that_overlap(apart, expected):
    assert found(text("learning rate", 0, 0), text("momentum", 0.3, apart)) == expected


def test_a_fault_names_the_lesson_the_beat_the_time_and_both_things():
    words = showing(text("learning rate", 0, 0), text("momentum", 0, 0))
    (fault,) = faults(lambda scene: scene.wait(2), words, depth=LAYOUT)
    assert (fault.theme, fault.language, fault.beat) == ("dark", "en", "go_on")
    assert fault.lesson == "planted" and 2 < fault.time < 3.5
    assert (fault.first, fault.second) == ("text 'learning rate'", "text 'momentum'")


def test_a_tail_over_a_gap_between_letters_is_no_overlap():
    assert found(text("gap  gap", 0, 0), text("|", 0, -0.35)) == set()


def test_a_text_that_comes_where_another_goes_is_no_overlap():
    def change(scene):
        from manim import FadeIn, FadeOut

        old, new = text("before", 0, 0), text("after", 0, 0)
        scene.add(old)
        scene.wait(1)
        scene.play(FadeOut(old), FadeIn(new), run_time=1)

    assert rules(change, depth=LAYOUT) == set()


@pytest.mark.parametrize(("x", "expected"), [(0.0, {"a text covers"}), (1.0, set())])
def test_text_over_a_marker(x, expected):
    mark = Marks(np.zeros((1, 3)), DARK, "batch")
    assert found(mark, text("here", x, 0)) == expected


@pytest.mark.parametrize(("x", "expected"), [(2.0, {"a text covers"}), (0.0, set())])
def test_text_over_the_head_of_an_arrow_but_not_over_its_shaft(x, expected):
    arrow = Arrow(DARK).put(np.array([-2.0, 0, 0]), np.array([2.0, 0, 0]))
    assert found(arrow, text("a", x, 0)) == expected


@pytest.mark.parametrize(("step", "expected"), [(2, {"a text covers"}), (0, set())])
def test_text_over_the_current_point_of_a_path(step, expected):
    panel, playhead = plane(-3, 3), Playhead(2, staged=0)
    playhead.set_value(step)
    trace = Trace(panel, np.array([[1, 1], [2, 2], [3, 3]], dtype=float), playhead)
    there = panel.at(3, 3)
    label = text("end", there[0], there[1])
    assert found(panel, trace, label) == expected


@pytest.mark.parametrize(("gap", "expected"), [(-1.0, {"panels overlap"}), (0.2, set())])
def test_panels_that_overlap(gap, expected):
    assert {"panels overlap"} & found(plane(-5, 0), plane(gap, 5)) == expected


@pytest.mark.parametrize(("x", "expected"), [(6.9, {"leaves the frame"}), (5.5, set())])
def test_text_that_leaves_the_frame(x, expected):
    assert found(text("minimum", x, 0)) == expected


def test_a_marker_that_leaves_the_frame():
    mark = Marks(np.array([[0, 4.0, 0]]), DARK, "batch")
    assert found(mark) == {"leaves the frame"}


def test_an_edge_arrow_may_leave_the_frame():
    panel, playhead = plane(-7, 7.4), Playhead(1, staged=0)
    playhead.set_value(1)
    trace = Trace(panel, np.array([[1, 1], [9, 1]], dtype=float), playhead)
    edge = EdgeArrow(trace, np.array([1.0, 9.0]))
    assert found(edge) == set()


@pytest.mark.parametrize(("scale", "expected"), [(0.7, {"text too small"}), (0.9, set())])
def test_text_that_was_scaled_down(scale, expected):
    assert found(text("small print", 0, 0).scale(scale)) == expected
    assert found(Number(3.14, DARK).scale(scale)) == expected


TWELVE = "one two three four five six seven eight nine ten eleven twelve"


@pytest.mark.parametrize(("more", "expected"), [("thirteen", {"too many words"}), ("", set())])
def test_more_words_than_allowed(more, expected):
    words = [title(TWELVE, DARK), text(f"$eta = {1}$ {more}", 0, 0, shows=(1,))]
    assert found(*words) == expected


def test_neither_the_stamp_nor_the_names_of_axes_count_as_words():
    panel = Plane(Box(-3, 3, -2, 2), Axis(0, 4, "step"), Axis(0, 4, "loss"), DARK)
    data = stamp("51 points on a line", DARK, shows=(51,))
    assert found(title(TWELVE, DARK), data, panel) == set()


def test_words_are_counted_without_formulas_numbers_and_calls():
    assert words_of("$eta = 2$: #batch[one step] of 51 #h(1em) points") == [
        "one",
        "step",
        "of",
        "points",
    ]
