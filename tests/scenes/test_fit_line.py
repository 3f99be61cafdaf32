"""A line finds its points: the notebook's numbers on screen, and the pictures where they belong."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from scenes.fit_line import FitLine
from scenes.kit.time.pace import even_growth, milestones
from scenes.parts.fit_line.noise_floor import FLOOR


def shown(*readings) -> list[str]:
    """What readouts show: of the error, or of slope and intercept."""
    return [number.shown for some in readings for _, number in reversed(some)]


def marker(trace) -> np.ndarray:
    """Scene point in the middle of a trace's marker."""
    return trace.marker.get_center()


def upwards(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (n, 3), from the lowest to the highest."""
    return points[np.argsort(points[:, 1])]


class TestNumbers:
    def test_without_noise(self, stage):
        lesson = stage(FitLine)
        lesson.show_error()
        error, place = lesson.clean.reading, lesson.on_map.readings
        assert shown(place.update(), error) == ["−1.00", "1.00", "82.9"]
        lesson.first_updates()
        assert shown(place.update(), error) == ["−0.13", "2.62", "49.4"]
        np.testing.assert_allclose(error[0][1].value, 49.443639944, rtol=1e-9)
        lesson.keep_going()
        assert shown(place, error) == ["2.88", "8.06", "0.000856"]
        np.testing.assert_allclose(error[0][1].value, 0.02926585554770958**2, rtol=1e-12)
        assert lesson.counter[1].shown == "400"

    def test_after_a_hundred(self, stage):
        lesson = stage(FitLine)
        lesson.clean.playhead.set_value(100)
        told = [*reversed(lesson.on_map.readings.update()), *lesson.clean.reading.update()]
        values = [number.value for _, number in told]
        expected = [2.5562772915744447, 7.550136072305795, 0.6865987646844394**2]
        np.testing.assert_allclose(values, expected, rtol=1e-12)

    def test_noise(self, stage):
        lesson = stage(FitLine)
        for beat in FitLine.beats:
            getattr(lesson, beat)()
        mse = lesson.noisy_run.values
        assert shown(lesson.noisy.reading) == ["0.0915"]
        assert lesson.noisy_counter[1].shown == "10000"
        assert 80 < mse[0] < 90
        assert 0.09 < mse[-1] < 0.094
        assert lesson.loss.value(lesson.best) < mse[-1]

        self.check_no_line_is_better(lesson)

    def check_no_line_is_better(self, lesson):
        errors = lesson.loss.value(lesson.moved)
        least = lesson.loss.value(lesson.best)
        assert FLOOR < least < 1.03 * FLOOR
        assert np.all(errors >= least - 1e-15)
        np.testing.assert_allclose(errors[::40], least, rtol=1e-12)
        assert np.all(errors[20::40] > 5 * FLOOR)


class TestPictures:
    def test_all_views_show_the_same_step(self, stage):
        lesson = stage(FitLine)
        for step in (0, 3, 10, 250, 400):
            self.check_views(lesson, step)

    def check_views(self, lesson, step):
        lesson.clean.playhead.set_value(step)
        path = lesson.on_map.path
        for view in (lesson.clean.line, path, lesson.clean.curve, lesson.gaps):
            view.update()
        theta = lesson.run.thetas[step]
        np.testing.assert_allclose(marker(path), lesson.map.to_scene(theta), atol=1e-6)
        place = lesson.clean.panel.at(step, lesson.run.values[step])
        np.testing.assert_allclose(marker(lesson.clean.curve), place, atol=1e-6)
        ends = np.array([0, lesson.data.x.high])
        on_line = lesson.data.at(ends, theta[0] * ends + theta[1])
        np.testing.assert_allclose(lesson.clean.line.points[[0, -1]], on_line, atol=1e-9)
        x = np.sort(lesson.exact.x)
        line_at = lesson.data.at(x, lesson.exact.predict(theta, x))
        np.testing.assert_allclose(lesson.gaps.points[3::4], line_at, atol=1e-9)

    def test_cloud_and_floor_lie_where_they_belong(self, stage):
        lesson = stage(FitLine)
        centers = (lesson.cloud.points[::4] + lesson.cloud.points[3::4]) / 2
        assert len(centers) == 10_000
        np.testing.assert_allclose(centers, upwards(lesson.data.at(lesson.loss.x, lesson.loss.y)))
        assert lesson.data.inner.holds(centers).all()
        line, _ = lesson.floor
        height = lesson.noisy.panel.at(0, 0.09)[1]
        np.testing.assert_allclose(line.points[:, 1], height, atol=1e-9)

    def test_the_first_steps_are_seen_closely_on_an_axis_of_the_same_kind(self, stage):
        lesson = stage(FitLine)
        panel, curve = lesson.clean.early
        assert panel.y.log and lesson.clean.panel.y.log and lesson.noisy.panel.y.log
        assert panel.y.name == lesson.noisy.panel.y.name == lesson.words["error"]
        lesson.clean.playhead.set_value(10)
        place = panel.at(10, lesson.run.values[10])
        np.testing.assert_allclose(marker(curve.update()), place, atol=1e-6)
        fall = panel.at(0, lesson.run.values[0])[1] - place[1]
        assert fall > panel.inner.height / 2


@pytest.mark.parametrize(
    "values",
    [
        {"start": (12.0, 12.0), "learning_rate": 0.001, "steps": 50, "count": 2000},
        {"start": (-6.0, -6.0), "learning_rate": 0.2, "steps": 1000, "seed": 2**31 - 1},
    ],
)
def test_extremes_stay_in_their_panels(stage, values):
    lesson = stage(FitLine.configured(**values))
    for thetas in (lesson.run.thetas, lesson.exact.minimizers):
        assert lesson.map.inner.holds(lesson.map.to_scene(thetas)).all()
    for start in (lesson.run.thetas[0], lesson.noisy_run.thetas[0]):
        heights = start[0] * np.array([0, 1]) + start[1]
        assert lesson.data.inner.holds(lesson.data.at([0, 1], heights)).all()
    for run in (lesson.clean, lesson.noisy):
        for panel, curve in ((run.panel, run.curve), run.early):
            assert panel.inner.holds(panel.to_scene(curve.record)).all()


class TestGlide:
    def test_the_axis_glides_in_to_the_data_and_all_follows(self, stage):
        lesson = stage(FitLine)
        data, line = lesson.data, lesson.noisy.line
        lesson.noisy.playhead.set_value(lesson.noisy.playhead.steps)
        low, high = data.window[2:]
        for part in (0.0, 0.3, 0.8, 1.0):
            data.slid.set_value(part)
            for living in (data, line, lesson.cloud):
                living.refresh()
            centers = (lesson.cloud.points[::4] + lesson.cloud.points[3::4]) / 2
            np.testing.assert_allclose(centers, upwards(data.at(lesson.loss.x, lesson.loss.y)))
            w, b = lesson.noisy_run.thetas[-1]
            ends = data.at([0, 1.03], [b, 1.03 * w + b])
            np.testing.assert_allclose(line.points[[0, -1]], ends, atol=1e-9)
        assert data.window[3] - data.window[2] < 0.6 * (high - low)
        assert data.inner.holds(centers).all()

    def test_the_map_has_one_scale(self, stage):
        across, up = stage(FitLine).map.units
        assert across == pytest.approx(up)

    def test_both_losses_are_one_measure(self, stage):
        lesson = stage(FitLine)
        for run, problem in ((lesson.clean, lesson.exact), (lesson.noisy, lesson.loss)):
            w, b = run.record.thetas[5]
            error = np.mean((w * problem.x + b - problem.y) ** 2)
            assert run.record.errors[5] == pytest.approx(error)
            assert run.record.name == lesson.words["mse"]


class TestPace:
    def test_first_steps_are_slow_then_they_grow_evenly(self):
        times = even_growth(400, 12.0, slow=3, slow_seconds=1.0)
        np.testing.assert_allclose(times[:4], [0, 1, 2, 3])
        assert times[-1] == 12.0
        assert np.all(np.diff(times) > 0)
        assert np.all(np.diff(times, 2)[3:] < 0)
        assert times[-1] - times[200] > 1  # the second half of the steps is no jump

    def test_short_runs_are_even(self):
        np.testing.assert_allclose(even_growth(2, 1.0), [0, 0.5, 1])

    def test_milestones(self):
        kept = milestones(10_000, 300)
        assert kept[0] == 0
        assert kept[-1] == 10_000
        assert np.all(np.diff(kept) >= 1)
        assert 150 < len(kept) <= 300
        np.testing.assert_array_equal(kept[:20], np.arange(20))


def test_a_start_that_fits_already_is_refused(stage):
    with pytest.raises(ValueError, match=r"stay 0.1 away from \(3, 8\)"):
        stage(FitLine.configured(start=(3.0, 8.05)))
