import numpy as np
import pytest

from gdcore import Quadratic, condition_number, contraction_factors
from scenes.conditioning import Conditioning
from scenes.kit.ink.outline import sampled
from scenes.kit.ink.text import Text
from scenes.parts.conditioning.ratio import is_long

from ..thorough import always, thorough


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
    for state, shown in ((0, ["25.6", "0.925"]), (2, ["1", "0"])):
        lesson.data.set_value(state)
        for row in rows:
            row.update()
        assert [row.shown for row in rows] == shown
        bar = lesson.rows["error"][2]
        bar.update()
        filled = bar.fill.width / bar.whole.width if len(bar.fill.points) else 0.0
        assert filled == pytest.approx(float(shown[1]), abs=5e-4)
    lesson.data.set_value(1)
    assert lesson.data.ratio == pytest.approx(15.72, abs=5e-3)


@pytest.mark.parametrize("state", always(0.6, 2.0, of=[0.0, 0.6, 1.0, 1.5, 2.0]))
def test_a_line_stays_the_same_line_while_the_data_move(lesson, state):
    lesson.data.set_value(state)
    data = lesson.data
    w, b = data.same_line(lesson.start)
    np.testing.assert_allclose(w * data.x + b, -5 * data.x_given + 14, rtol=1e-12)
    np.testing.assert_allclose(data.same_line([3, 8]), data.problem.minimizers[0], atol=1e-9)
    ground, mark = lesson.views.ground, lesson.views.mark
    ground.star.update()
    mark.update()
    np.testing.assert_allclose(
        mark.get_center(), ground.map.to_scene(data.same_line(lesson.start)), atol=1e-9
    )
    corners = ground.star.points[::4]
    np.testing.assert_allclose(
        corners.mean(axis=0), ground.map.to_scene(lesson.data.problem.minimizers)[0], atol=1e-9
    )


def test_standardised_x_has_mean_0_and_spread_1(lesson):
    lesson.data.set_value(2)
    assert lesson.data.x.mean() == pytest.approx(0, abs=1e-12)
    assert lesson.data.x.std() == pytest.approx(1, rel=1e-12)


def test_the_valley_becomes_round_on_the_map(lesson):
    ratios, ground = [], lesson.views.ground
    for state in (0, 1, 2):
        lesson.data.set_value(state)
        ground.contours.update()
        line = sampled(ground.contours.lines[4].points, 400)
        ring = line - ground.map.to_scene(lesson.data.problem.minimizers)[0]
        reach = np.hypot(ring[:, 0], ring[:, 1])
        ratios.append(reach.max() / reach.min())
    np.testing.assert_allclose(ratios, np.sqrt([25.63, 15.72, 1]), rtol=0.03)
    assert ground.map.units[0] == pytest.approx(ground.map.units[1], rel=1e-9)


def test_the_map_holds_both_runs(lesson):
    plane, two = lesson.views.ground.map, lesson.two_views.map
    for panel, run in ((plane, lesson.before), (plane, lesson.after), (two, lesson.both.run)):
        assert panel.inner.holds(panel.to_scene(run.thetas)).all()
        assert panel.inner.holds(panel.to_scene(run.problem.minimizers)).all()


@pytest.mark.parametrize(
    "values",
    [
        {"offset": 0.8, "stretch": 0.7, "start": (-15.0, 20.0), "target": 0.0001},
        thorough({"stretch": 3.0, "start": (20.0, -15.0), "target": 1.0}),
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
        thorough({"start": (20.0, 20.0)}),
        thorough({"start": (-15.0, -15.0)}),
        thorough({"start": (-2.2, -13.0), "stretch": 0.867}),
        {"offset": 0.8, "stretch": 3.0},
    ],
)
def test_the_cuts_are_labelled_with_their_curvatures_in_view(stage, values):
    lesson = stage(Conditioning.configured(**values))
    curvatures = np.linalg.eigvalsh(lesson.before.problem.hessian([0, 0]))[::-1]
    inner = lesson.cut_panel.inner
    for cut, size in zip(lesson.cuts, curvatures, strict=True):
        assert cut.label.body.endswith(f"{size:.3g}$")
        assert inner.holds(cut.label.get_all_points()).all()
        away, loss = lesson.cut_panel.data(cut.curve.points[::4]).T
        np.testing.assert_allclose(loss, size * away**2 / 2, atol=0.02 * lesson.cut_panel.y.high)
    steep, flat = (cut.label for cut in lesson.cuts)
    assert steep.get_bottom()[1] > flat.get_top()[1] or steep.get_right()[0] < flat.get_left()[0]


def test_more_than_the_ratio_is_different(lesson):
    """What the lesson once said: "only the ratio of curvatures is different"."""
    before, after = lesson.runs
    for run, rate, start, star in (
        (before, 0.7538, (-5, 14), (3, 8)),
        (after, 0.5, (-1.2611, 11.4359), (0.7566, 9.5385)),
    ):
        assert run.learning_rates[0] == pytest.approx(rate, abs=5e-5)
        np.testing.assert_allclose(run.thetas[0], start, atol=5e-5)
        np.testing.assert_allclose(run.problem.minimizers[0], star, atol=5e-5)


def test_two_features_that_rise_together_keep_a_valley(lesson):
    both = lesson.both
    np.testing.assert_allclose(both.x.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(both.x.std(axis=0), 1, rtol=1e-12)
    assert both.correlation == pytest.approx(0.9014, abs=5e-5)
    assert both.ratio == pytest.approx((1 + both.correlation) / (1 - both.correlation), rel=1e-9)
    assert both.ratio == pytest.approx(19.277, abs=5e-4) and both.run.steps == 34
    factors = contraction_factors(both.run.problem, both.run.learning_rates[0], [0, 0])
    np.testing.assert_allclose(np.abs(factors), both.correlation, rtol=1e-12)


def test_the_axes_get_their_primes(play):
    lesson = play(Conditioning.alone("standardise"))
    fresh = {name: Text(f"${name}'$", lesson.theme) for name in "wbx"}
    plane, panel = lesson.views.ground.map, lesson.views.panel
    for name, shown in (("w", plane.x_name), ("b", plane.y_name), ("x", panel.x_name)):
        assert shown.width == pytest.approx(fresh[name].width, rel=1e-6)
    assert panel.y_name.width == pytest.approx(Text("$y$", lesson.theme).width, rel=1e-6)


def test_the_last_line_says_that_the_ratio_is_large_only_where_it_is():
    long, round_ = (Quadratic(np.diag([1.0, ratio]), np.zeros(2)) for ratio in (5.5, 4.5))
    assert is_long(long) and not is_long(round_)
