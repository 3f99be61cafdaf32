from itertools import pairwise

import numpy as np
import pytest

from scenes.kit.ink.theme import luminance
from scenes.learning_rates import LearningRates

from ..thorough import thorough


@pytest.fixture
def lesson(stage):
    return stage(LearningRates)


def test_the_four_runs_end_where_the_notebook_says(lesson):
    np.testing.assert_allclose(
        lesson.runs.thetas[-1, :, 0],
        [3.9327182639779994, 1.22, 1.22759765625, 21.399316339577997],
        rtol=1e-12,
    )


def set_to(lesson, step):
    lesson.playhead.set_value(step)
    lesson.late.set_value(step)


def test_the_markers_lie_on_the_curve_at_every_step(lesson):
    for step in (0, 1, 4):
        set_to(lesson, step)
        for index, bowl in enumerate(lesson.bowls):
            bowl.trace.update()
            weight = lesson.runs.thetas[step, index, 0]
            expected = bowl.plane.at(weight, lesson.problem.value([weight]))
            np.testing.assert_allclose(bowl.trace.marker.get_center(), expected, atol=1e-3)


def test_the_diverging_run_carries_its_loss_out_of_the_panel(lesson):
    set_to(lesson, 10)
    bowl = lesson.bowls[3]
    bowl.update()
    assert bowl.edge.number.value == lesson.runs.values[10, 3] == pytest.approx(2036.1, abs=0.1)
    assert bowl.edge.number.shown == "2036"


def test_all_panels_have_the_same_size_and_axes(lesson):
    widths = {round(bowl.plane.inner.width, 9) for bowl in lesson.bowls}
    assert len(widths) == 1 and len({bowl.plane.window for bowl in lesson.bowls}) == 1


def test_a_loss_that_is_linear_starts_at_zero(lesson):
    for bowl in (*lesson.bowls, *lesson.staying):
        assert bowl.plane.window[2] == 0 and not bowl.plane.y.log


def test_the_ground_is_under_the_curve_and_deep_where_it_is_low(lesson):
    ground = lesson.bowls[0].ground
    shades = [luminance(band.get_fill_color().to_hex()) for band in ground]
    assert shades == sorted(shades, reverse=True) and len(set(shades)) == len(shades)
    tops = []
    for band in ground:
        weights, heights = lesson.bowls[0].plane.data(band.points[::4]).T
        assert (heights <= lesson.problem.value(weights[:, None]) + 1e-6).all()
        tops.append(heights.max())
    assert np.diff(tops) == pytest.approx(-1050 / len(ground))


def test_the_factors_are_those_of_the_storyboard(lesson):
    rows = lesson.factors.bars
    assert [number.shown for *_, number in rows] == ["0.9", "0", "−0.5", "−1.1"]
    assert [name.shows for name, *_ in rows] == [(0.01,), (0.1,), (0.15,), (0.21,)]
    errors = lesson.runs.thetas[:, :, 0] - 1.22
    plane = lesson.factors.plane
    for row, (_, bar, tip, number) in enumerate(rows):
        assert number.value == pytest.approx(errors[1, row] / errors[0, row])
        ends = sorted([0.0, number.value])
        left, right = plane.data(np.array([bar.get_left(), bar.get_right()]))[:, 0]
        assert [left, right] == pytest.approx(ends, abs=1e-9)
        assert plane.data(tip.centres)[0, 0] == pytest.approx(number.value, abs=1e-9)


def test_the_interval_is_shaded_in_which_an_error_shrinks(lesson):
    shade, plane = lesson.factors.ground[0], lesson.factors.plane
    edges = plane.data(np.array([shade.get_left(), shade.get_right()]))[:, 0]
    assert edges == pytest.approx([-1, 1])


def test_nothing_is_shown_between_the_iterates_of_a_long_step(lesson):
    assert lesson.playhead.long.all()
    for step in range(10):
        set_to(lesson, step + 0.7)
        for index, bowl in enumerate(lesson.bowls):
            bowl.trace.update()
            done = bowl.plane.at(
                lesson.runs.thetas[step, index, 0], lesson.runs.values[step, index]
            )
            if bowl.plane.inner.holds(done) and len(bowl.trace.line.points):
                ends = bowl.trace.line.points[[0, -1]]
                assert min(np.abs(ends - done).max(axis=1)) < 1e-6
        lesson.replay.set_value(step + 0.7)
        for curve in lesson.losses.curves:
            curve.update()
            assert curve.marker.get_center()[0] == pytest.approx(lesson.losses.plot.at(step, 1)[0])


def test_the_largest_rate_waits_for_an_answer(play):
    lesson = play(LearningRates)
    opening, question, later = lesson.questions
    assert opening.text == "How long should a step be?"
    assert question.beat == "first_step" and question.text == "Where does the largest rate land?"
    assert later.beat == "keep_stepping" and later.text == "Which of the four leave the picture?"
    landing = lesson.bowls[3].plane.at(-7.338, lesson.problem.value([-7.338]))
    np.testing.assert_allclose(lesson.bowls[3].landing, landing, atol=1e-6)


def test_a_question_stands_over_the_star_where_the_step_lands_on_it(stage):
    bowl = stage(LearningRates.configured(rates=(0.1,) * 4)).bowls[0]
    star = bowl.star.get_center()
    assert bowl.landing[0] == pytest.approx(star[0]) and bowl.landing[1] > star[1] + 0.4


def test_only_rates_beyond_the_limit_are_hot_and_equal_rates_look_alike(stage):
    lesson = stage(LearningRates.configured(rates=(0.21, 0.1, 0.2, 0.1)))
    danger, cool = lesson.theme.roles()["danger"], lesson.theme.rates
    assert lesson.colors == [danger, cool[0], cool[1], cool[0]]
    four = LearningRates.configured(rates=(0.01, 0.1, 0.15, 0.21))
    assert stage(four).colors == [cool[0], cool[1], cool[3], danger], "as far apart as can be"


def test_the_run_that_is_out_leaves_by_the_top_and_then_its_loss_is_over_the_panel(lesson):
    bowl, seen = lesson.bowls[3], set()
    for at in np.linspace(6, 8, 41):
        set_to(lesson, at)
        bowl.update()
        seen.add((bool(len(bowl.trace.marker.centres)), bool(len(bowl.edge.number.points))))
    assert (True, False) in seen and (False, True) in seen and (True, True) not in seen
    tip = bowl.edge.arrow.ends[1]
    assert bowl.plane.data(tip)[1] == pytest.approx(1050)
    assert bowl.edge.number.get_bottom()[1] > tip[1]
    assert [each.plane.y.name for each in lesson.bowls] == ["loss", "", "", ""]


def test_many_long_steps_leave_marks_and_a_note(stage):
    lesson = stage(LearningRates.configured(steps=40))
    assert lesson.note().body == "steps 13–40: dots only"
    assert stage(LearningRates).note() is None
    times = lesson.playhead.times(9.4, slow_seconds=2.4)
    hops = [end - start for start, end in pairwise(times[1:13])]
    assert min(hops) >= 0.5 - 1e-9 and times[-1] < 12


@pytest.mark.parametrize(
    "values",
    [
        thorough({"rates": (0.001, 0.001, 0.001, 0.001), "start": -9.0, "steps": 4}),
        {"rates": (0.3, 0.3, 0.3, 0.3), "start": 14.0, "steps": 40},
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(LearningRates.configured(**values))


def test_the_minimum_is_refused_as_a_start(stage):
    with pytest.raises(ValueError, match="start = 1.22 is the minimum"):
        stage(LearningRates.configured(start=1.22))
