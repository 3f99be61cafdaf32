"""Five steps: the notebook's numbers in their formulas, and each mark where its number says."""

from itertools import chain

import numpy as np
import pytest

from scenes.five_steps import FiveSteps
from scenes.kit.ink.layout import WIDE
from scenes.kit.time.stages import TOUCHED
from scenes.parts.five_steps.formulas import B, W

from ..thorough import always, thorough
from .said import DATA


@pytest.fixture
def lesson(stage):
    return stage(FiveSteps)


def shown(formula):
    return [[number.shown for number in row.numbers] for row in formula]


def test_the_start_is_what_seed_42_draws_intercept_first(lesson):
    b, w = np.random.RandomState(42).rand(2)
    assert lesson.start == (w, b)
    assert shown(lesson.formulas["initialise"]) == [["0.3745"], ["0.9507"]]


def test_loss_gradients_and_update_are_the_notebooks(lesson):
    run = lesson.run
    assert run.values[0] == pytest.approx(4.495325075114491, rel=1e-12)
    np.testing.assert_allclose(
        run.gradients[0], [2.3835657220659554, 3.464425403927533], rtol=1e-12
    )
    assert shown(lesson.formulas["measure_loss"]) == [[], ["4.495"]]
    assert shown(lesson.formulas["find_gradients"]) == [["3.464"], ["2.384"]]
    assert shown(lesson.formulas["update"]) == [
        ["0.375", "0.1", "3.464", "0.028"],
        ["0.951", "0.1", "2.384", "0.712"],
    ]


def test_a_thousand_epochs_end_where_the_notebook_says(lesson):
    curves = lesson.losses
    lesson.playhead.set_value(1000)
    for part in (*curves, lesson.counter):
        part.update()
    training, validation = curves[1][1], curves[3][1]
    assert training.value == pytest.approx(0.008044657695553976, rel=1e-12)
    assert validation.value == pytest.approx(0.008658507512271926, rel=1e-12)
    assert (training.shown, validation.shown) == ("0.008045", "0.008659")
    assert lesson.counter[1].shown == "1000"
    last, best = ["0.5235404"], ["0.5235408"]
    assert shown(lesson.digits.rows) == [last, best, ["−3.0310347"], ["−3.0310355"]]
    for trace, loss in ((curves[0], training), (curves[2], validation)):
        place = trace.plane.at(1000, loss.value)
        np.testing.assert_allclose(trace.marker.get_center(), place, atol=0.02)


def test_the_first_digit_that_differs_is_framed_and_those_before_it_are_not(lesson):
    rows, agreeing, differing = lesson.digits
    for pair, same, frame, place in zip((0, 2), agreeing, differing, (8, 8), strict=True):
        numbers = [row.numbers[0] for row in rows[pair : pair + 2]]
        one, other = (number.shown for number in numbers)
        assert one[:place] == other[:place] and one[place] != other[place]
        after = numbers[0].get_right()[0] - frame.get_right()[0]
        assert frame.get_left()[0] == pytest.approx(same.get_right()[0])
        assert after == pytest.approx((len(one) - 1 - place) * frame.width, abs=0.05)


def test_the_loss_of_an_epoch_is_computed_before_its_update(lesson):
    curves = lesson.losses
    np.testing.assert_array_equal(curves[0].record[1:, 1], lesson.run.values[:-1])
    np.testing.assert_array_equal(curves[2].record[1:, 1], lesson.validation[1:])


@pytest.mark.parametrize("now", always(1.4, 7.3, of=[1.0, 1.4, 2.0, 2.9, 7.3]))
def test_the_dots_stand_on_the_losses_that_are_read(lesson, now):
    lesson.playhead.set_value(now)
    lesson.losses.update()
    _, (_, training, _), _, (_, validation, _) = lesson.losses
    for trace, number in zip(lesson.losses[::2], (training, validation), strict=True):
        trace.update()
        number.update()
        place = trace.plane.at(np.floor(now), number.value)
        np.testing.assert_allclose(trace.marker.get_center(), place, atol=1e-6)


def test_the_update_says_what_it_did_to_the_loss(lesson):
    second = lesson.problem.value(lesson.run.thetas[1])
    assert second < 4.495325075114491 and f"to {second:.3f}" in lesson.caption("update")
    assert shown(lesson.formulas["helped"]) == [["4.495", "2.943"]]
    lesson.slid.set_value(1)
    for view, index in ((lesson.b, B), (lesson.w, W)):
        view.curve.update()
        *_, marker, number = view.landed
        value = lesson.run.thetas[1, index]
        np.testing.assert_allclose(marker.get_center(), view.plane.at(value, second), atol=1e-9)
        assert view.curve.cut.value(np.array([value])) == pytest.approx(second)
        assert number.shown == "2.943"
        before = view.run.loss(value)  # of the cut before: the other parameter has moved, too
        assert before > second + 0.3


def test_the_axes_of_the_loss_start_at_zero(lesson):
    assert lesson.b.plane.y.low == lesson.w.plane.y.low == 0


def test_slopes_are_tangents_to_cuts_through_the_loss(lesson):
    for view, index in ((lesson.b, B), (lesson.w, W)):
        value = lesson.run.thetas[0, index]
        assert view.run.loss(value) == pytest.approx(lesson.run.values[0], rel=1e-12)
        assert view.run.slope(value) == pytest.approx(lesson.run.gradients[0, index], rel=1e-12)
        other = lesson.run.thetas[0].copy()
        other[index] += 0.5
        assert view.run.loss(value + 0.5) == pytest.approx(float(lesson.problem.value(other)))
        lesson.playhead.set_value(TOUCHED)
        view.tangent.update()
        point, beside, top = view.tangent.corners()
        across, up = view.plane.units
        slope = (top - beside)[1] / up / ((beside - point)[0] / across)
        assert slope == pytest.approx(lesson.run.gradients[0, index])


def test_the_first_update_moves_marks_and_line(lesson):
    lesson.playhead.set_value(1)
    for view, index in ((lesson.b, B), (lesson.w, W)):
        view.drop.update()
        place = view.run.foot(lesson.run.thetas[1, index])
        np.testing.assert_allclose(view.drop.foot.get_center(), place, atol=1e-9)
    data = lesson.small
    data.line.update()
    start = data.panel.at(-0.04, 0.02809758 - 0.04 * 0.71235773)
    np.testing.assert_allclose(data.line.leaving.get_start(), start, atol=1e-6)


def test_the_picked_point_is_predicted_and_measured(lesson):
    w, b = lesson.start
    x, y = lesson.problem.x.max(), lesson.picked.y
    assert y == lesson.problem.y[lesson.problem.x.argmax()]
    assert lesson.picked.predicted == pytest.approx(w * x + b, rel=1e-12)
    assert lesson.residual[1].value == pytest.approx(w * x + b - y, rel=1e-12)
    _, *rows, (result,) = (row.numbers for row in lesson.formulas["predict"])
    b, slope, right, prediction = (number.value for number in (*chain(*rows), result))
    assert prediction == pytest.approx(b + slope * right, rel=1e-12)


def test_the_square_of_the_picked_distance_is_one(lesson):
    area, _ = lesson.square
    assert area.width == pytest.approx(area.height)
    side = lesson.picked.predicted - lesson.picked.y
    assert area.height == pytest.approx(side * lesson.large.panel.units[1])
    assert lesson.squared[1].value == pytest.approx(side**2)


def test_training_and_validation_points_differ_in_shape(lesson):
    train, validation = lesson.large.samples
    assert (train.shape, validation.shape) == ("circle", "diamond")
    assert train.get_fill_opacity() == 1 and validation.get_fill_opacity() == 0
    assert len(lesson.problem.x) == 80


@pytest.mark.parametrize("start", [(-4.92, 3.09), thorough((6.0, -6.0)), thorough((-6.0, 6.0))])
def test_the_picked_points_numbers_stay_in_its_panel(stage, start):
    lesson = stage(FiveSteps.configured(start=start))
    inner = lesson.picked.plane.inner
    for _, number in (lesson.prediction, lesson.residual):
        assert inner.bottom < number.get_bottom()[1] and number.get_top()[1] < inner.top


@pytest.mark.parametrize(
    "values",
    [
        thorough({"learning_rate": 0.7, "start": (6.0, -6.0), "epochs": 3000}),
        {"learning_rate": 0.02, "start": (-6.0, -6.0), "epochs": 50},
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(FiveSteps.configured(**values))


def test_a_start_whose_steps_would_not_be_seen_is_refused(stage):
    with pytest.raises(ValueError, match=r"has a loss of 0.0082 already"):
        stage(FiveSteps.configured(start=(-3.0, 0.5)))


@pytest.mark.parametrize(
    "start", [(-4.0, 0.0), thorough((-6.0, -6.0)), (6.0, 6.0), thorough((-6.0, 2.0))]
)
def test_the_formulas_of_the_slopes_stay_inside_the_frame(start, stage):
    lesson = stage(FiveSteps.configured(start=start))
    assert lesson.formulas["find_gradients"].get_right()[0] <= WIDE.body.right


def test_no_weight_is_written_that_the_run_never_had(stage):
    cut = stage(FiveSteps).w
    playhead, number, weights = cut.run.playhead, cut.number, cut.run.weights
    for now in np.linspace(0, 1, 41):
        playhead.set_value(now)
        number.update()
        if number.get_fill_opacity():
            assert number.value in weights[:2], now
    playhead.set_value(1)
    assert number.update().value == weights[1]


@pytest.mark.parametrize("file", always("cars", of=["cars", "co2", "tiny", "women"]))
def test_points_of_a_file_end_on_the_line_of_those_that_are_trained_on(file, stage):
    lesson = stage(FiveSteps.configured(points=f"{DATA}/{file}.csv"))
    train, held = lesson.split.train, lesson.split.validation
    assert sorted([*train, *held]) == list(range(len(lesson.split.x)))
    line = np.polyfit(lesson.split.x[train], lesson.split.y[train], 1)
    np.testing.assert_allclose(lesson.run.thetas[-1], line, atol=1e-3)
    discs, diamonds = lesson.large.samples
    assert (len(discs.centres), len(diamonds.centres)) == (len(train), len(held))


def test_of_many_points_some_are_drawn_and_all_are_trained_on(stage, tmp_path):
    path = tmp_path / "many.csv"
    rows = np.random.default_rng(0).normal(size=(10_000, 2))
    path.write_text("".join(f"{x:.4f},{x + y:.4f}\n" for x, y in rows))
    lesson = stage(FiveSteps.configured(points=str(path)))
    assert len(lesson.problem.x) == 8000
    assert len(lesson.large.gaps.data) == 300
    assert "10000 points of many.csv, 360 drawn" in lesson.split.stamp(lesson.words)


def test_two_points_are_both_trained_on_and_none_validates(play):
    lesson = play(FiveSteps.configured(points=f"{DATA}/two.csv"))
    assert len(lesson.problem.x) == 2 and lesson.validation is None
    assert lesson.told("repeat").outcome == "training"
