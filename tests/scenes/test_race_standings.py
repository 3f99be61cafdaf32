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


def test_texts_of_those_that_lead_do_not_pass_over_each_other(stage):
    heat = stage(OptimizerRace).heats["rosenbrock"]
    led = [row for row, leads in enumerate(heat.columns.led) if leads]
    names = [heat.columns.rows[row][1] for row in led]
    before, apart = [name.baseline for name in names], []
    moves = heat.standings.sort()
    for now in np.linspace(0, 1, 53):
        for move in moves:
            move.interpolate(now)
        apart += np.diff(sorted(name.baseline for name in names if is_seen(name))).tolist()
    after = [name.baseline for name in names]
    assert np.argsort(before).tolist() == np.argsort(after).tolist()[::-1] and len(names) == 2
    assert all(map(is_seen, names))
    assert min(apart) > max(name.height for name in names)


def is_seen(text):
    return any(part.get_fill_opacity() > 0 for part in text.family_members_with_points())
