"""The rows of a race: sorted by place once it is over, and in the usual order before."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.optimizer_race import OptimizerRace

from ..thorough import thorough
from .test_optimizer_race import FINISHES


@pytest.mark.parametrize("name", [thorough("valley"), "saddle"])
def test_whole_rows_stand_in_the_order_of_their_places(stage, name):
    lesson = stage(OptimizerRace)
    table, columns = lesson.table, lesson.heats[name].columns
    lesson.hold_race(name)
    order, lines = np.argsort(FINISHES[name]), np.array(table.lines)
    assert [columns.places[row].shown for row in order] == [f"{n}." for n in range(1, 7)]
    middles = np.array([marker.centres[0, 1] for marker, _ in columns.rows])
    np.testing.assert_allclose(np.diff(middles[order]), np.diff(lines), atol=1e-6)
    np.testing.assert_allclose(np.array(columns.baselines)[order], lines)
    for texts in (columns.counts, columns.places):
        np.testing.assert_allclose([texts[row].anchor[1] for row in order], lines)
        assert all(text.get_fill_opacity() == 1 for text in texts)


def test_who_leaves_again_is_last_with_the_note_in_its_row(stage):
    lesson = stage(OptimizerRace)
    lesson.hold_race("rosenbrock")
    assert np.argmin(lesson.heats["rosenbrock"].columns.baselines) == lesson.roles.index("adam")
    (note,) = lesson.heats["rosenbrock"].columns.notes
    assert note.baseline == pytest.approx(lesson.table.lines[-1])


def test_the_next_race_begins_in_the_usual_order(stage):
    lesson = stage(OptimizerRace)
    lesson.hold_race("valley")
    found = lesson.heats["rosenbrock"].columns.baselines
    np.testing.assert_allclose(found, lesson.table.lines)
