"""One weight's steps: the notebook's numbers on screen, and every mark where its number says."""

import numpy as np
import pytest

import gdcore
from scenes.gradient_step import GradientStep
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.stages import RAISED, TOUCHED, flips
from scenes.kit.time.stages import stage as stage_of
from scenes.parts.gradient_step.closer import BowlPlane, Closer
from scenes.parts.gradient_step.endings import too_near
from scenes.parts.gradient_step.squares import Residuals, SquareLabels
from scenes.parts.gradient_step.walk import STEPWISE

from ..thorough import thorough

RATES = {
    0.025: (1, 7.055, 5.59625, 4.5021875),
    0.1: (1, 1.22, 1.22),
    0.15: (1, -2.67, 3.165, 0.2475),
    0.2: (1, -6.56, 9, -6.56),
    0.21: (1, -7.338, 10.6338, -9.13518),
}
LAST = {
    0.025: 1.658119144439697,
    0.01: 3.9327182639779994,
    0.1: 1.22,
    0.15: 1.22759765625,
    0.2: 9.0,
    0.21: 21.399316339577997,
}


def at(lesson, now):
    """What is drawn of the lesson's run, with its playhead somewhere."""
    walk = lesson.walk
    walk.playhead.set_value(now)
    for part in (*walk.parts, walk.update):
        part.update()
    return walk


def first_at(lesson, now):
    """What is drawn of it beside the data."""
    walk = lesson.first
    walk.playhead.set_value(now)
    for part in (*walk.among_points, walk.drop, walk.weight, walk.loss, walk.sum):
        part.update()
    return walk


def shown(group):
    return [number.shown for number in group]


@pytest.mark.parametrize("rate", LAST)
def test_ten_steps_and_their_arithmetic_are_the_notebooks(stage, rate):
    lesson = stage(GradientStep.configured(learning_rate=rate))
    weights = lesson.run.thetas[:, 0]
    assert weights[-1] == pytest.approx(LAST[rate], rel=1e-12)
    first, *early = RATES.get(rate, (1,))
    np.testing.assert_allclose(weights[first : first + len(early)], early, rtol=1e-9)


def test_the_numbers_of_the_first_step_are_shown(stage):
    lesson = stage(GradientStep)
    first = first_at(lesson, RAISED)
    assert first.loss.shown == "302.69"
    assert shown(first.labels) == ["0.04", "59.29", "243.36"]
    assert shown(first.sum.numbers) == ["302.69", "0.04", "59.29", "243.36"]
    walk = at(lesson, TOUCHED)
    assert walk.tangent.number.shown == "77.8"
    assert shown(lesson.legs) == ["3", "233.4"]
    assert lesson.quotient.body.endswith("(233.4) / (3)) = 77.8$")
    assert shown(at(lesson, 1).update.numbers) == ["7.055", "9", "0.025", "77.8"]
    assert walk.weight.shown == "7.055"
    arithmetic_is_right(lesson)


def arithmetic_is_right(lesson):
    rate = lesson.learning_rate
    weights, slopes = lesson.run.thetas[:, 0], lesson.run.gradients[:, 0]
    for step in range(lesson.steps):
        at(lesson, step + 0.5)
        new, old, eta, slope = (number.value for number in lesson.walk.update.numbers)
        assert (new, old, eta, slope) == (weights[step + 1], weights[step], rate, slopes[step])
        assert new == pytest.approx(old - eta * slope, rel=1e-12)


def test_a_finished_step_keeps_its_arithmetic_until_the_next(stage):
    lesson = stage(GradientStep)
    assert lesson.walk.update.row == 0
    for step in range(1, STEPWISE + 1):
        assert at(lesson, step).update.row == step - 1
        assert all(number.get_fill_opacity() == 1 for number in lesson.walk.update.numbers)
        assert at(lesson, step + 0.01).update.row == step


def test_marks_are_where_the_run_is(stage):
    lesson = stage(GradientStep)
    for now in (0.2, 1.2, 2.2, 6, 10):
        marks_fit(at(lesson, now), int(now))


def marks_fit(walk, step):
    weight, loss = walk.run.thetas[step, 0], walk.run.values[step]
    plane, drop = walk.views.loss, walk.drop
    np.testing.assert_allclose(drop.foot.get_center(), plane.at(weight, 0), atol=1e-9)
    np.testing.assert_allclose(drop.marker.get_center(), plane.at(weight, loss), atol=1e-9)
    assert walk.weight.value == weight
    ends = walk.views.data.at([2, 2], [2.4, 2 * weight])
    np.testing.assert_allclose(walk.residuals.ends()[2], ends, atol=1e-9)


def test_the_triangle_has_the_tangents_slope(stage):
    walk = at(stage(GradientStep.configured(learning_rate=0.21)), 1 + TOUCHED)
    point, beside, top = walk.tangent.corners()
    run, rise = (beside - point)[0], (top - beside)[1]
    across, up = walk.views.loss.units
    assert rise / up / (run / across) == pytest.approx(-85.58)
    assert walk.tangent.number.shown == "−85.58"


def test_the_triangle_is_traced_along_its_run_and_then_up(stage):
    lesson = stage(GradientStep)
    point, beside, top = lesson.walk.tangent.corners()
    heights = []
    for now in np.linspace(0.19, TOUCHED, 13):
        legs = at(lesson, now).tangent.legs
        heights.append((legs.width, legs.height))
    (widths, rises) = np.array(heights).T
    assert (np.diff(widths) >= -1e-9).all() and (np.diff(rises) >= -1e-9).all()
    assert rises[widths < 0.99 * (beside - point)[0]].max() < 1e-9
    assert widths[-1] == pytest.approx((beside - point)[0])
    assert rises[-1] == pytest.approx((top - beside)[1])


def test_the_dotted_lines_lead_to_the_new_weight(stage):
    walk = at(stage(GradientStep), 0.39999)
    lines, plane = walk.crossing.line, walk.views.loss
    assert lines.get_left()[0] == pytest.approx(plane.at(7.055, 0)[0], abs=1e-6)
    assert lines.get_top()[1] == pytest.approx(plane.at(0, 302.69)[1], abs=1e-6)
    tip = walk.crossing.arrow.get_left()[0]
    assert tip == pytest.approx(plane.at(7.055, 0)[0], abs=1e-3)


def test_what_leaves_the_window_gets_an_edge_arrow_with_its_loss(stage):
    lesson = stage(GradientStep.configured(learning_rate=0.21))
    for step, weight in enumerate(lesson.run.thetas[:, 0]):
        walk = at(lesson, step)
        inside = walk.on_curve.shows(weight)
        assert (len(walk.edge.arrow.points) == 0) == inside
        if not inside:
            assert walk.edge.number.value == pytest.approx(lesson.run.values[step])
    assert walk.edge.number.shown == "2036"


def test_no_loss_and_no_rain_under_zero_is_on_an_axis(stage):
    lesson = stage(GradientStep)
    assert lesson.views.loss.window[2] == 0
    assert min(lesson.views.data.y.marks()) == 0
    assert (gdcore.rainfall().units, lesson.words["time"]) == (("h", "mm"), "time (h)")
    for now in np.linspace(0, 3, 31):
        line = at(lesson, now).drop.line
        assert not len(line.points) or line.get_bottom()[1] > lesson.views.loss.at(0, 0)[1] - 1e-9


def test_the_area_of_a_square_is_its_number(stage):
    lesson = stage(GradientStep)
    _, up = lesson.views.data.units
    for now in (0, 1, 4, 10):
        walk = first_at(lesson, now)
        corners = walk.squares.corners()[..., :2] / up  # in units of rain, both ways
        following = np.roll(corners, -1, axis=1)
        crossed = corners[..., 0] * following[..., 1] - corners[..., 1] * following[..., 0]
        areas = abs(crossed.sum(axis=1)) / 2
        np.testing.assert_allclose(areas, [number.value for number in walk.labels], rtol=1e-9)
        sides = np.linalg.norm(following - corners, axis=2)
        np.testing.assert_allclose(sides, sides[:, :1] * np.ones(4), rtol=1e-9)
    assert first_at(lesson, 0).labels[2].shown == "243.36"
    np.testing.assert_allclose(np.ptp(lesson.first.squares.corners()[2, :, 1]) / up, 15.6)


def test_the_stack_of_the_squares_ends_at_the_loss(stage):
    lesson = stage(GradientStep)
    plane, top = lesson.views.loss, lesson.stack[-1].get_top()[1]
    assert top == pytest.approx(plane.at(0, 302.69)[1], abs=1e-9)
    heights = np.array([bar.height for bar in lesson.stack]) / plane.units[1]
    np.testing.assert_allclose(heights, [0.04, 59.29, 243.36], rtol=1e-6)


def test_the_other_run_starts_where_the_slope_has_the_other_sign(stage):
    for start, (first, slope, second) in ((9.0, (-6, -72.2, -4.195)), (-4.0, (9, 77.8, 7.055))):
        lesson = stage(GradientStep.configured(start=start))
        other = lesson.other
        other.playhead.set_value(0.9)
        other.update.update()
        new, old, _, gradient = (number.value for number in other.update.numbers)
        assert (new, old, gradient) == pytest.approx((second, first, slope))
        assert lesson.run.gradients[0, 0] * gradient < 0


def test_long_steps_hop_and_nothing_is_shown_between(stage):
    lesson = stage(GradientStep.configured(learning_rate=0.21))
    assert lesson.walk.playhead.long.all()
    for step in range(lesson.steps):
        walk = at(lesson, step + 0.7)
        weight = lesson.run.thetas[step, 0]
        assert walk.on_curve.weight == walk.weight.value == weight
        labels = first_at(lesson, step + 0.7).labels
        assert [number.value for number in labels] == pytest.approx(
            (weight * lesson.problem.x - lesson.problem.y) ** 2
        )
        assert min(walk.on_curve.aloft, weight) < max(walk.on_curve.aloft, weight)
    assert not stage(GradientStep).walk.playhead.long.any()


def test_the_end_is_come_close_to_where_it_is_too_near_for_the_eye(play):
    for values, near in (({}, True), ({"learning_rate": 0.21}, False)):
        lesson = play(GradientStep.configured(**values))
        close = [part for part in lesson.mobjects if isinstance(part, BowlPlane)]
        assert bool(close) == near
    assert too_near(1.658119 - 1.22) and not too_near(21.4 - 1.22)


def test_coming_close_leaves_the_curve_where_it_is_and_moves_the_run_off_the_star(stage):
    lesson = stage(GradientStep)
    far, last = lesson.walk.views.loss, lesson.run.thetas[-1, 0]
    closer = Closer(far, lesson.problem, lesson.run)
    plane = closer.plane
    np.testing.assert_allclose(plane.window, far.window, atol=1e-9)
    curve = lesson.widened.curve.points
    for near in (0.0, 0.4, 1.0):
        closer.near.set_value(near)
        for weight in np.linspace(*plane.window[:2], 7)[1:-1]:
            height = plane.at(weight, lesson.problem.value([weight]))[1]
            assert abs(np.interp(plane.at(weight, 0)[0], *curve[:, :2].T) - height) < 0.02
    left, right = plane.window[:2]
    sides = min(lesson.best - left, right - lesson.best)
    assert abs(last - lesson.best) > sides / 2


def boxes_touch(one, other):
    apart = (one[0] > other[1]) | (other[0] > one[1])
    return not apart.any()


def box(mobject):
    return np.array([mobject.get_corner((-1, -1, 0))[:2], mobject.get_corner((1, 1, 0))[:2]])


def test_square_labels_touch_no_line_point_residual_or_label(stage):
    lesson = stage(GradientStep)
    for weight in (*np.linspace(-10, 15, 51), 1.22, 40.0, -300.0):
        labels_keep_clear(lesson, weight)


def labels_keep_clear(lesson, weight):
    plane = lesson.views.data
    thetas = np.array([[weight, 0.0]])
    residuals = Residuals(plane, lesson.views.samples, thetas, Playhead(0, staged=0))
    labels = [box(label) for label in SquareLabels(residuals)]
    line = plane.at(np.linspace(-1, 4, 4001), weight * np.linspace(-1, 4, 4001))[:, :2]
    markers = [(end[0, :2] - 0.08, end[0, :2] + 0.08) for end in residuals.ends()]
    dashes = [(end[:, :2].min(axis=0), end[:, :2].max(axis=0)) for end in residuals.ends()]
    for index, label in enumerate(labels):
        nearest = np.hypot(*(line - np.clip(line, *label)).T).min()
        assert nearest > 0.03
        others = [*markers, *dashes, *labels[:index], *labels[index + 1 :]]
        assert not any(boxes_touch(label, np.array(other)) for other in others)
        assert plane.inner.holds(np.pad(label, ((0, 0), (0, 1)))).all()


def test_labels_are_whole_at_every_iterate_and_gone_where_their_side_changes():
    record = np.array([9.0, -7.0, 0.0, -1e-17, 3.0])
    assert [flips(record, step, 0.0) for step in range(5)] == [
        (1, 1.0), (-1, 1.0), (-1, 1.0), (-1, 1.0), (1, 1.0),
    ]  # fmt: skip
    side, visible = flips(record, 9 / 16, 0.0)
    assert side == 1 and visible == pytest.approx(0, abs=1e-9)
    assert flips(record, 0.75, 0.0)[0] == -1


def test_stages_follow_one_another():
    playhead = Playhead(5, STEPWISE)
    order = ("up", "slope", "triangle", "across", "down", "arrived", "gone", "settled")
    reached = []
    for name in order:
        for part in np.linspace(0, 0.9999, 401):
            playhead.set_value(part)
            if getattr(stage_of(playhead), name) >= 0.99:
                reached.append(part)
                break
    assert reached == sorted(reached) and len(reached) == len(order)
    assert reached[0] <= RAISED and reached[2] <= TOUCHED


@pytest.mark.parametrize(
    "values",
    [
        {"learning_rate": 0.25, "start": 14.0, "steps": 20},
        thorough({"learning_rate": 0.005, "start": -9.0, "steps": 5}),
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(GradientStep.configured(**values))


def test_the_minimum_is_refused_as_a_start(stage):
    with pytest.raises(ValueError, match="start = 1.22 is the minimum"):
        stage(GradientStep.configured(start=1.22))


def test_the_film_opens_on_the_squares_that_swing_with_the_line(stage):
    lesson = stage(GradientStep)
    assert lesson.sweep.squares in lesson.opening() and lesson.readings in lesson.opening()
    lesson.sweep.playhead.set_value(7)
    lesson.sweep.squares.update()
    weight = float(lesson.sweep.number.update().value)
    heights = np.ptp(lesson.sweep.squares.corners()[:, :, 1], axis=1) / lesson.views.data.units[1]
    np.testing.assert_allclose(heights, np.abs(weight * np.arange(3) - lesson.problem.y), atol=1e-9)
