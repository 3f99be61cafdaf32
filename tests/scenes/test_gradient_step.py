"""One weight's steps: the notebook's numbers on screen, and every mark where its number says."""

import numpy as np
import pytest

from scenes.gradient_step import STEPWISE, GradientStep
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.stages import RAISED, TOUCHED, flips
from scenes.kit.time.stages import stage as stage_of
from scenes.parts.gradient_step.squares import Residuals, SquareLabels

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
    """The lesson's pictures with the playhead somewhere."""
    lesson.playhead.set_value(now)
    parts = (lesson.drop, lesson.tangent, lesson.crossing, lesson.weight, lesson.loss, lesson.edge)
    for part in (*parts, lesson.line, lesson.dashes, lesson.labels, lesson.sum, lesson.update):
        part.update()
    return lesson


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
    lesson = at(stage(GradientStep), TOUCHED)
    assert lesson.loss.shown == "302.69"
    assert lesson.tangent.number.shown == "77.8"
    assert shown(lesson.labels) == ["0.04", "59.29", "243.36"]
    assert shown(lesson.sum.numbers) == ["302.69", "0.04", "59.29", "243.36"]
    assert lesson.quotient.body.endswith("233.4 / 3) = 77.8$")
    assert shown(at(lesson, 1).update.numbers) == ["7.055", "9", "0.025", "77.8"]
    assert lesson.weight.shown == "7.055"
    arithmetic_is_right(lesson)


def arithmetic_is_right(lesson):
    rate = lesson.learning_rate
    weights, slopes = lesson.run.thetas[:, 0], lesson.run.gradients[:, 0]
    for step in range(lesson.steps):
        at(lesson, step + 0.5)
        new, old, eta, slope = (number.value for number in lesson.update.numbers)
        assert (new, old, eta, slope) == (weights[step + 1], weights[step], rate, slopes[step])
        assert new == pytest.approx(old - eta * slope, rel=1e-12)


def test_a_finished_step_keeps_its_arithmetic_until_the_next(stage):
    lesson = stage(GradientStep)
    assert lesson.update.row == 0
    for step in range(1, STEPWISE + 1):
        assert at(lesson, step).update.row == step - 1
        assert all(number.get_fill_opacity() == 1 for number in lesson.update.numbers)
        assert at(lesson, step + 0.01).update.row == step


def test_marks_are_where_the_run_is(stage):
    lesson = stage(GradientStep)
    for now in (0.2, 1.2, 2.2, 6, 10):
        marks_fit(at(lesson, now), int(now))


def marks_fit(lesson, step):
    weight, loss = lesson.run.thetas[step, 0], lesson.run.values[step]
    plane, drop = lesson.loss_panel, lesson.drop
    np.testing.assert_allclose(drop.foot.get_center(), plane.at(weight, -200), atol=1e-9)
    np.testing.assert_allclose(drop.marker.get_center(), plane.at(weight, loss), atol=1e-9)
    assert lesson.weight.value == weight
    ends = lesson.data_panel.at([2, 2], [2.4, 2 * weight])
    np.testing.assert_allclose(lesson.residuals.ends()[2], ends, atol=1e-9)


def test_the_triangle_has_the_tangents_slope(stage):
    lesson = at(stage(GradientStep.configured(learning_rate=0.21)), 1 + TOUCHED)
    point, beside, top = lesson.tangent.corners()
    run, rise = (beside - point)[0], (top - beside)[1]
    across, up = lesson.loss_panel.units
    assert rise / up / (run / across) == pytest.approx(-85.58)
    assert lesson.tangent.number.shown == "−85.58"


def test_the_dotted_lines_lead_to_the_new_weight(stage):
    lesson = at(stage(GradientStep), 0.39999)
    lines, plane = lesson.crossing.line, lesson.loss_panel
    assert lines.get_left()[0] == pytest.approx(plane.at(7.055, 0)[0], abs=1e-6)
    assert lines.get_top()[1] == pytest.approx(plane.at(0, 302.69)[1], abs=1e-6)
    tip = lesson.crossing.arrow.get_left()[0]
    assert tip == pytest.approx(plane.at(7.055, 0)[0], abs=1e-3)


def test_what_leaves_the_window_gets_an_edge_arrow_with_its_loss(stage):
    lesson = stage(GradientStep.configured(learning_rate=0.21))
    for step, weight in enumerate(lesson.run.thetas[:, 0]):
        at(lesson, step)
        inside = lesson.on_curve.shows(weight)
        assert (len(lesson.edge.arrow.points) == 0) == inside
        if not inside:
            assert lesson.edge.number.value == pytest.approx(lesson.run.values[step])
    assert lesson.edge.number.shown == "2036"


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
    plane = lesson.data_panel
    thetas = np.array([[weight, 0.0]])
    residuals = Residuals(plane, lesson.samples, thetas, Playhead(0, staged=0))
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
        {"learning_rate": 0.005, "start": -9.0, "steps": 5},
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(GradientStep.configured(**values))


def test_the_minimum_is_refused_as_a_start(stage):
    with pytest.raises(ValueError, match="start = 1.22 is the minimum"):
        stage(GradientStep.configured(start=1.22))
