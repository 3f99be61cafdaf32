"""The "?" of a question: large, where it asks, and on nothing that is read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from manim import VGroup

from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.text import TITLE, Text
from scenes.kit.ink.theme import DARK
from scenes.kit.lesson.asking import FARTHEST, question_mark
from studio.checks.things import Thing, overlap

HERE = np.array([1.0, -0.5, 0.0])


def test_a_question_stands_where_it_asks_and_higher_than_a_title():
    mark = question_mark(HERE, DARK, WIDE)
    assert mark.get_center() == pytest.approx(HERE)
    assert mark.height > 2 * Text("?", DARK, size=TITLE, weight="bold").height


@pytest.mark.parametrize(
    "under",
    [Text("32", DARK), VGroup(Text("loss", DARK)), Marks(np.zeros((1, 3)), DARK, "batch")],
    ids=["text", "in a group", "marker"],
)
def test_it_goes_aside_no_farther_than_it_must_where_something_is_read(under):
    under.move_to(HERE)
    mark = question_mark(HERE, DARK, WIDE, [under])
    boxes = [
        Thing(part, part.meaning).boxes
        for part in (mark, *under.get_family())
        if hasattr(part, "meaning")
    ]
    assert not overlap(boxes[0], boxes[1], 0.0)
    assert 0 < np.linalg.norm(mark.get_center() - HERE) < FARTHEST


def test_it_stays_in_the_frame_and_out_of_a_bare_one():
    corner = np.array([WIDE.safe.right, WIDE.safe.top, 0.0])
    mark = question_mark(corner, DARK, WIDE)
    assert WIDE.safe.holds(
        np.array([mark.get_corner((1, 1, 0)), mark.get_corner((-1, -1, 0))])
    ).all()
    assert not len(question_mark(HERE, DARK, replace(WIDE, bare=True)))
