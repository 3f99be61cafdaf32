import numpy as np
import pytest

from scenes.divergence import Divergence
from scenes.parts.divergence.wide_map import zooms


@pytest.fixture
def lesson(stage):
    return stage(Divergence)


def test_the_critical_rate_is_the_notebooks(lesson):
    assert lesson.critical == pytest.approx(0.11538461538461535, rel=1e-12)
    np.testing.assert_allclose(
        np.diag(lesson.problem.hessian(lesson.minimum)), [17.3333333333, 2], rtol=1e-9
    )


def test_each_run_does_what_its_beat_says(lesson):
    stable, zigzag, edge, diverging = (run.thetas[:, 0] - 2 for run in lesson.runs.values())
    assert (np.diff(np.abs(stable[:15])) < 0).all() and (stable <= 0).all()
    assert (zigzag[1:] * zigzag[:-1] < 0).all() and (np.diff(np.abs(zigzag)) < 0).all()
    np.testing.assert_allclose(np.abs(edge), 6, rtol=1e-9)
    np.testing.assert_allclose(diverging[1:] / diverging[:-1], -7 / 6, rtol=1e-9)


def test_the_view_widens_in_even_ratios_and_holds_the_run_until_the_widest(lesson):
    run, playhead = lesson.runs["diverge"], lesson.played["diverge"].playhead
    widths = zooms(run)
    free = (widths[1:-1] > 0) & (widths[2:] < 4)
    np.testing.assert_allclose(np.diff(widths)[1:][free], np.log2(7 / 6), rtol=1e-6)
    assert widths[0] == 0 and widths.max() == 4
    for step, width in enumerate(widths):
        playhead.set_value(step)
        assert lesson.map.zoomed == width
        inside = lesson.map.inner.holds(lesson.map.to_scene(run.thetas[[step]]))[0]
        assert inside or width == 4


def test_the_line_through_the_data_is_the_runs_own(lesson):
    played = lesson.played["zigzag"]
    played.playhead.set_value(7)
    played.views.update()
    w, b = lesson.runs["zigzag"].thetas[7]
    plane = lesson.views.data
    expected = plane.at([-5.5, 5.5], [-5.5 * w + b, 5.5 * w + b])
    drawn = np.array([played.views.line.get_start(), played.views.line.get_end()])
    slope = (drawn[1] - drawn[0])[1] / (drawn[1] - drawn[0])[0]
    assert slope == pytest.approx((expected[1] - expected[0])[1] / (expected[1] - expected[0])[0])


def test_the_beat_that_diverges_begins_on_the_frame_before(play, stage):
    assert play(Divergence.alone("edge")).map.window == stage(Divergence).map.window


@pytest.mark.parametrize(
    "values",
    [
        {"learning_rate": 0.2},
        {"learning_rate": 0.3, "steps": 45, "start": (12.0, 12.0)},
        {"learning_rate": 0.118, "stable_rate": 0.005, "zigzag_rate": 0.06, "steps": 15},
        {"start": (2.1, -7.0)},
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(Divergence.configured(**values))


@pytest.mark.parametrize("start", [(2.0, 3.0), (2.05, -7.0), (-4.0, 2.95)])
def test_a_start_on_an_axis_of_the_valley_is_refused(start, stage):
    with pytest.raises(ValueError, match="stay 0.1 away from w = 2 and from b = 3"):
        stage(Divergence.configured(start=start))
