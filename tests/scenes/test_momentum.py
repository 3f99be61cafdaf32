import numpy as np
import pytest

from scenes.kit.numbers import plain
from scenes.kit.tally import settled
from scenes.kit.velocity import SummingPlayhead, SumOfArrows, ball
from scenes.momentum import Momentum


@pytest.fixture
def lesson(stage):
    return stage(Momentum)


def test_the_captions_and_counts_say_what_the_runs_do(lesson):
    counts = [lesson.count(run) for run in (lesson.plain, *lesson.heavy, lesson.nesterov)]
    assert counts == [102, 70, 27, 80, 54]
    assert lesson.critical == pytest.approx(0.64, rel=1e-12)
    across, along = np.abs(lesson.plain.thetas[3])[::-1]
    assert across < 0.011 and along > 7.9  # on the floor of the valley after three steps
    farthest = [plain(float(run.path[:, 0].max()), 3) for run in (lesson.swinging, lesson.warned)]
    assert farthest == ["3.93", "2.77"]


def test_the_middle_momentum_is_where_the_swinging_begins(lesson):
    light, critical, large = (run.thetas[:, 0] for run in lesson.heavy)
    assert light.max() <= 0 and critical.max() <= 1e-9 < large.max()
    again = type(lesson.heavy[0].optimizer)(lesson.learning_rate, lesson.critical + 0.01)
    assert lesson.descend(again).thetas[:, 0].max() > 0


@pytest.mark.parametrize("index", [2, 3])
def test_kept_velocity_and_pull_add_up_to_every_step(lesson, index):
    run = (*lesson.heavy, lesson.nesterov)[index]
    parts = ball(run)
    np.testing.assert_allclose(parts.kept + parts.pull, np.diff(parts.path, axis=0), atol=1e-12)
    velocity = run.memory["velocity"]
    np.testing.assert_allclose(parts.kept, -0.04 * 0.9 * velocity[:-1], rtol=1e-12)
    np.testing.assert_allclose(np.diff(parts.path, axis=0), -0.04 * velocity[1:], atol=1e-12)
    seen_from = parts.path[:-1] + (parts.kept if parts.looks_ahead else 0)
    np.testing.assert_allclose(parts.pull, -0.04 * lesson.problem.gradient(seen_from), atol=1e-12)


@pytest.mark.parametrize("looks_ahead", [False, True])
def test_the_arrows_are_drawn_at_scale_end_to_end(lesson, looks_ahead):
    parts = lesson.warned if looks_ahead else lesson.swinging
    playhead = SummingPlayhead(110, 4, looks_ahead=looks_ahead)
    drawing = SumOfArrows(lesson.map, parts, playhead, "momentum")
    playhead.set_value(2.65)  # all drawn, not yet moving
    drawing.update()
    start, tip, end = lesson.map.to_scene(
        [parts.path[2], parts.path[2] + parts.kept[2], parts.path[3]]
    )
    for arrow, foot, head in (
        (drawing.kept, start, tip),
        (drawing.pull, tip, end),
        (drawing.step, start, end),
    ):
        corners = arrow.points[::4]
        np.testing.assert_allclose(corners[3], head, atol=1e-9)
        np.testing.assert_allclose((corners[0] + corners[6]) / 2, foot, atol=1e-9)
    assert playhead.position == 2


def test_the_gradient_is_first_drawn_where_it_is_taken(lesson):
    playhead = SummingPlayhead(110, 4)
    drawing = SumOfArrows(lesson.map, lesson.swinging, playhead, "momentum")
    playhead.set_value(2.155)
    drawing.update()
    foot = (drawing.pull.points[0] + drawing.pull.points[24]) / 2
    np.testing.assert_allclose(foot, lesson.map.to_scene(lesson.swinging.path[2]), atol=1e-9)


def test_the_ledger_shows_the_same_arrows(lesson):
    lesson.playhead = SummingPlayhead(110, 4)
    _, _, drawing, *_, formula = lesson.close_up("heavy", lesson.heavy[2], lesson.swinging, "$g$")
    lesson.playhead.set_value(2.65)
    drawing.update()
    formula.ledger.update()
    assert formula.ledger.scale_of_arrows == 1
    for there, here in zip(
        (drawing.step, drawing.kept, drawing.pull), formula.ledger.arrows, strict=True
    ):
        moved = here.points - here.points[0] + there.points[0]
        np.testing.assert_allclose(moved, there.points, atol=1e-9)


def test_the_map_has_one_scale_and_holds_all_that_is_shown(lesson):
    across, up = lesson.map.units
    assert across == pytest.approx(up, rel=1e-9)
    for path in lesson.all_drawn():
        assert lesson.map.inner.holds(lesson.map.to_scene(lesson.shown(path))).all()


def test_a_tally_counts_and_stops_where_the_loss_stays_low(lesson):
    lesson.playhead = SummingPlayhead(110, 0)
    path = lesson.swinging.path
    run = lesson.run("heavy", lesson.heavy[2], path, lesson.playhead, "momentum")
    for step, shown in ((0, "0"), (41, "41"), (80, "80"), (110, "80")):
        lesson.playhead.set_value(step)
        run.update()
        assert run.tally.number.shown == shown
        np.testing.assert_allclose(
            run.trace.marker.get_center(), lesson.map.to_scene(path[step]), atol=1e-9
        )
    loss = lesson.problem.value(path)
    assert loss[79] > 0.01 >= loss[80:].max()


def test_settled_is_the_last_time_that_a_target_is_passed():
    assert settled(np.array([9.0, 0.5, 2.0, 0.7, 0.1]), 1.0) == 3
    assert settled(np.array([0.5, 0.2]), 1.0) == 0
    assert settled(np.array([9.0, 0.5, np.inf]), 1.0) is None


@pytest.mark.parametrize(
    "values",
    [
        {
            "learning_rate": 0.005,
            "momentum": 0.97,
            "condition": 50.0,
            "start": (10.0, 10.0),
            "steps": 300,
        },
        {
            "learning_rate": 0.2,
            "momentum": 0.8,
            "light_momentum": 0.0,
            "condition": 5.0,
            "start": (-1.0, 0.0),
            "steps": 20,
        },
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(Momentum.configured(**values))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"learning_rate": 0.1}, "product must be under 2"),
        ({"momentum": 0.6}, "on two sides of 0.64"),
        ({"momentum": 0.7}, "more than its 27 steps"),
        ({"start": (1.0, 2.0)}, "far along the valley"),
    ],
)
def test_what_would_tell_another_story_is_refused(stage, values, why):
    with pytest.raises(ValueError, match=why):
        stage(Momentum.configured(**values))
