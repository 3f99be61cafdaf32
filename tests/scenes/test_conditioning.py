import numpy as np
import pytest

from gdcore import condition_number, contraction_factors
from scenes.conditioning import Conditioning


@pytest.fixture
def lesson(stage):
    return stage(Conditioning)


def test_the_captions_and_counts_say_what_the_runs_do(lesson):
    before, after = lesson.runs
    assert (before.steps, after.steps) == (43, 1)
    assert before.values[-2] > 0.01 >= before.values[-1] and after.values[-1] < 1e-25
    assert float(condition_number(before.problem, [0, 0])) == pytest.approx(25.63, abs=5e-3)
    assert float(condition_number(after.problem, [0, 0])) == pytest.approx(1, rel=1e-12)
    curvatures = np.linalg.eigvalsh(before.problem.hessian([0, 0]))
    np.testing.assert_allclose(curvatures, [0.0996, 2.5536], atol=5e-5)


def test_both_runs_start_from_the_same_line_at_their_best_rates(lesson):
    before, after = lesson.runs
    assert before.values[0] == pytest.approx(after.values[0], rel=1e-12)
    assert before.values[0] == pytest.approx(7.6712, abs=1e-4)
    for run, rate in ((before, 0.7538), (after, 0.5)):
        assert run.learning_rates[0] == pytest.approx(rate, abs=5e-5)
        factors = contraction_factors(run.problem, run.learning_rates[0], [0, 0])
        assert factors[0] == pytest.approx(-factors[1], abs=1e-12)  # no rate shrinks both more


def test_the_readouts_follow_the_data(lesson):
    rows = [row[1] for row in lesson.rows.values()]
    for state, shown in ((0, ["25.6", "0.754", "0.925"]), (2, ["1", "0.5", "0"])):
        lesson.data.set_value(state)
        for row in rows:
            row.update()
        assert [row.shown for row in rows] == shown
    lesson.data.set_value(1)
    assert lesson.data.ratio == pytest.approx(15.72, abs=5e-3)


def minimum(lesson):
    """Scene point (3,) of the minimum now."""
    return lesson.map.to_scene(lesson.data.problem.minimizers)[0]


@pytest.mark.parametrize("state", [0.0, 0.6, 1.0, 1.5, 2.0])
def test_a_line_stays_the_same_line_while_the_data_move(lesson, state):
    lesson.data.set_value(state)
    data = lesson.data
    w, b = data.same_line(lesson.start)
    np.testing.assert_allclose(w * data.x + b, -5 * data.x_given + 14, rtol=1e-12)
    np.testing.assert_allclose(data.same_line([3, 8]), data.problem.minimizers[0], atol=1e-9)
    lesson.star.update()
    lesson.mark.update()
    lesson.points.update()
    np.testing.assert_allclose(
        lesson.mark.get_center(), lesson.map.to_scene(data.same_line(lesson.start)), atol=1e-9
    )
    corners = lesson.star.points[::4]
    np.testing.assert_allclose(corners.mean(axis=0), minimum(lesson), atol=1e-9)


def test_standardised_x_has_mean_0_and_spread_1(lesson):
    lesson.data.set_value(2)
    assert lesson.data.x.mean() == pytest.approx(0, abs=1e-12)
    assert lesson.data.x.std() == pytest.approx(1, rel=1e-12)


def test_the_valley_becomes_round_on_the_map(lesson):
    ratios = []
    for state in (0, 1, 2):
        lesson.data.set_value(state)
        lesson.contours.update()
        ring = lesson.contours[4].points - minimum(lesson)
        reach = np.hypot(ring[:, 0], ring[:, 1])
        ratios.append(reach.max() / reach.min())
    np.testing.assert_allclose(ratios, np.sqrt([25.63, 15.72, 1]), rtol=0.03)
    assert lesson.map.units[0] == pytest.approx(lesson.map.units[1], rel=1e-9)


def test_the_map_holds_both_runs(lesson):
    for run in lesson.runs:
        assert lesson.map.inner.holds(lesson.map.to_scene(run.thetas)).all()


@pytest.mark.parametrize(
    "values",
    [
        {"offset": 0.8, "stretch": 0.7, "start": (-15.0, 20.0), "target": 0.0001},
        {"stretch": 3.0, "start": (20.0, -15.0), "target": 1.0},
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(Conditioning.configured(**values))


def test_a_start_that_needs_no_step_is_refused(stage):
    with pytest.raises(ValueError, match="needs no steps to a loss of 0.01"):
        stage(Conditioning.configured(start=(3.0, 8.0)))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"start": (20.0, 20.0)},
        {"start": (-15.0, -15.0)},
        {"start": (-2.2, -13.0), "stretch": 0.867},
    ],
)
def test_the_curvatures_leave_the_start_and_the_arrows_in_view(stage, values):
    lesson = stage(Conditioning.configured(**values))
    parts = lesson.curvatures()
    heads = [arrow.head.mean(axis=0) for *arrows, _ in parts for arrow in arrows]
    for *_, text in parts:
        for point in (lesson.map.to_scene(lesson.data.same_line(lesson.start)), *heads):
            away = np.abs(text.get_center() - point)[:2]
            assert (away > (text.width / 2 + 0.05, text.height / 2 + 0.05)).any()
        assert lesson.map.inner.holds(text.get_all_points()).all()
