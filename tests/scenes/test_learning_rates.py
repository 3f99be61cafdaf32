import numpy as np
import pytest

from scenes.learning_rates import LearningRates


@pytest.fixture
def lesson(stage):
    return stage(LearningRates)


def test_the_four_runs_end_where_the_notebook_says(lesson):
    np.testing.assert_allclose(
        lesson.runs.thetas[-1, :, 0],
        [3.9327182639779994, 1.22, 1.22759765625, 21.399316339577997],
        rtol=1e-12,
    )


def test_the_markers_lie_on_the_curve_at_every_step(lesson):
    for step in (0, 1, 4):
        lesson.playhead.set_value(step)
        for index, bowl in enumerate(lesson.bowls):
            bowl.trace.update()
            weight = lesson.runs.thetas[step, index, 0]
            expected = bowl.plane.at(weight, lesson.problem.value([weight]))
            np.testing.assert_allclose(bowl.trace.marker.get_center(), expected, atol=1e-3)


def test_the_diverging_run_carries_its_loss_out_of_the_panel(lesson):
    lesson.playhead.set_value(10)
    bowl = lesson.bowls[3]
    bowl.update()
    assert bowl.edge.number.value == lesson.runs.values[10, 3] == pytest.approx(2036.1, abs=0.1)
    assert bowl.edge.number.shown == "2036"


def test_all_panels_have_the_same_size_and_axes(lesson):
    widths = {round(bowl.plane.inner.width, 9) for bowl in lesson.bowls}
    assert len(widths) == 1 and len({bowl.plane.window for bowl in lesson.bowls}) == 1


def test_the_factors_are_those_of_the_storyboard(lesson):
    shown = [
        bowl.factor(r, lesson.problem).body
        for bowl, r in zip(lesson.bowls, lesson.rates, strict=True)
    ]
    assert shown == ["$times 0.9$", "$times 0$", "$times -0.5$", "$times -1.1$"]


@pytest.mark.parametrize(
    "values",
    [
        {"rates": (0.001, 0.001, 0.001, 0.001), "start": -9.0, "steps": 4},
        {"rates": (0.3, 0.3, 0.3, 0.3), "start": 14.0, "steps": 40},
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(LearningRates.configured(**values))


def test_the_minimum_is_refused_as_a_start(stage):
    with pytest.raises(ValueError, match="start = 1.22 is the minimum"):
        stage(LearningRates.configured(start=1.22))
