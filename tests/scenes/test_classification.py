"""From a line to a probability: labels, sigmoid, boundary, costs and scores against the record."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.classification import Classification
from scenes.kit.time.pace import quickening
from scenes.parts.classification.costs import chosen, example
from scenes.parts.classification.draws import LARGE
from scenes.parts.classification.labels import EDGE, spread
from scenes.parts.classification.logistic_views import boundary, own_probability


def shown(readouts) -> list[str]:
    """What readouts show, from left to right."""
    return [number.shown for _, number in reversed(readouts)]


def centers(marks) -> np.ndarray:
    """Scene points (n, 3) in the middle of circles."""
    return marks.centres


NOTEBOOK = {"learning_rate": 0.01, "steps": 3000}


def test_the_notebooks_settings(stage):
    lesson = stage(Classification.configured(**NOTEBOOK))
    assert lesson.run.steps == 3000
    assert np.all(lesson.run.learning_rates == 0.01)
    assert lesson.problem.clip == 1e-5
    np.testing.assert_array_equal(lesson.problem.y, lesson.noisy.y > 10)
    np.testing.assert_allclose(lesson.run.thetas[-1], (3.01, -2.06), atol=0.005)
    assert lesson.run.values[-1] == pytest.approx(0.403, abs=5e-4)
    assert lesson.hollow[-1] == 0.065 * 200
    assert EDGE == 2 / 3
    assert 3 * EDGE + 8 == 10


class TestBeats:
    def test_numbers_on_screen(self, stage):
        lesson = stage(Classification)
        for beat in Classification.beats[:3]:
            getattr(lesson, beat)()
        assert shown(lesson.readings) == ["0.000", "127"]
        assert shown(lesson.scores) == ["0.765"]
        lesson.slide()
        self.check_scores(lesson)
        lesson.steepen()
        assert lesson.counter[1].shown == "10000"
        assert shown(lesson.readings) == ["0.640", "15"]
        assert shown(lesson.scores) == ["0.144"]
        self.check_scores(lesson)
        lesson.arrive()
        self.check_the_points_are_back(lesson)

    def check_scores(self, lesson):
        step = int(lesson.counter[1].value)
        values = [lesson.scores[0][1].value, lesson.readings[0][1].value]
        wrong = 200 * (1 - lesson.problem.accuracy(lesson.run.thetas[step]))
        np.testing.assert_allclose(values, [lesson.run.values[step], wrong], rtol=1e-12)

    def check_the_points_are_back(self, lesson):
        drawn = np.concatenate([centers(m) for m in (*lesson.judged.right, *lesson.judged.wrong)])
        high = lesson.heights.at(lesson.noisy.x, lesson.noisy.y)
        order, expected = np.argsort(drawn[:, 0]), high[np.argsort(high[:, 0])]
        np.testing.assert_allclose(drawn[order], expected, atol=1e-6)
        assert lesson.heights.inner.holds(high).all()

    def test_the_story_is_true(self, stage):
        lesson = stage(Classification)
        edges = boundary(lesson.run.thetas)
        assert np.all(np.diff(lesson.run.values) < 0)
        assert edges[0] == 0
        slid = lesson.kept[lesson.slid]
        assert slid == 11
        assert abs(edges[slid] - EDGE) < 0.01
        assert lesson.run.thetas[-1, 0] > 6 * lesson.run.thetas[slid, 0]
        accuracy = lesson.problem.accuracy(lesson.run.thetas[[0, slid]])
        assert accuracy[1] > 2 * accuracy[0]
        np.testing.assert_allclose(lesson.run.thetas[-1], lesson.problem.minimizers[0], rtol=5e-4)

    def test_other_draws_put_the_boundary_on_both_sides(self, stage):
        lesson = stage(Classification)
        expected = [0.673, 0.676, 0.673, 0.637, 0.648, 0.679, 0.676, 0.672]
        np.testing.assert_allclose(lesson.others, expected, atol=5e-4)
        plane = lesson.draws.panel[0]
        marks = np.concatenate([centers(mark) for mark in lesson.draws.others])
        np.testing.assert_allclose(plane.data(marks)[:, 0], lesson.others, atol=1e-6)
        assert lesson.draws.found[1].shown == "0.640"
        left, _, right, _ = lesson.draws.counts
        assert (left.shown, right.shown) == ("2", "6")

    def test_no_boundary_lies_on_another(self, stage):
        lesson = stage(Classification)
        draws = lesson.draws.found[0], *lesson.draws.others
        marks = np.concatenate([centers(mark) for mark in draws])
        apart = np.linalg.norm(marks[:, None] - marks, axis=-1) + 9 * np.eye(len(marks))
        assert apart.min() > 2 * LARGE

    def test_points_with_labels_are_outside_the_heights_that_are_probabilities(self, stage):
        lesson = stage(Classification)
        x, y = lesson.problem.x, lesson.problem.y
        heights = spread(x, y)
        assert (heights[y == 0] < 0).all() and (heights[y == 1] > 1).all()
        assert (np.rint(heights) == y).all()


class TestPictures:
    def test_views_follow_the_record(self, stage):
        lesson = stage(Classification)
        for row in (0, 40, 150, len(lesson.kept) - 1):
            lesson.playhead.set_value(row)
            theta = lesson.run.thetas[lesson.kept[row]]
            for view in (lesson.sigmoid, lesson.judged, lesson.point_losses):
                view.update()
            assert (lesson.thetas[row] == theta).all()
            self.check_sigmoid(lesson, theta)
            self.check_costs(lesson, theta)
            wrong = np.mean((theta[0] * lesson.problem.x + theta[1] > 0) != lesson.problem.y)
            assert sum(len(centers(m)) for m in lesson.judged.wrong) == round(wrong * 200)

    def check_sigmoid(self, lesson, theta):
        sigmoid, plane = lesson.sigmoid, lesson.chances
        place = plane.at(-theta[1] / theta[0], 0.5)
        np.testing.assert_allclose(sigmoid.marker.get_center(), place, atol=1e-6)
        heights = 1 / (1 + np.exp(-(theta[0] * sigmoid.grid[1:] + theta[1])))
        expected = plane.at(sigmoid.grid[1:], heights)
        np.testing.assert_allclose(sigmoid.curve.points[3::4], expected, atol=1e-9)

    def check_costs(self, lesson, theta):
        own = own_probability(lesson.problem, theta)
        costs, plane = -np.log(own), lesson.costs
        np.testing.assert_allclose(costs.mean(), lesson.problem.value(theta), rtol=1e-12)
        for label, dots in enumerate(lesson.point_losses.dots):
            of_label = plane.at(own, costs)[lesson.problem.y == label]
            np.testing.assert_allclose(centers(dots), of_label, atol=1e-6)
        height = plane.at(0, costs.mean())[1]
        np.testing.assert_allclose(lesson.point_losses.mean.points[:, 1], height, atol=1e-9)

    def test_examples_run_from_sure_and_right_to_sure_and_wrong(self, stage):
        lesson = stage(Classification)
        start = lesson.run.thetas[0]
        own = own_probability(lesson.problem, start)[list(chosen(lesson.problem, start))]
        assert own[0] > 0.85
        assert own[1] < 0.25

    def test_one_half_costs_log_two(self, stage):
        lesson = stage(Classification)
        number, *marks = lesson.examples[1]
        assert number.shown == "0.69"
        half = lesson.chances.at(boundary(lesson.thetas[0]), 0.5), lesson.costs.at(0.5, np.log(2))
        np.testing.assert_allclose(np.concatenate([centers(m) for m in marks]), half, atol=1e-6)

    def test_a_step_slides_straight_from_one_sigmoid_to_the_next(self, stage):
        lesson = stage(Classification)
        lesson.playhead.set_value(0.25)
        lesson.sigmoid.update()
        self.check_sigmoid(lesson, 0.75 * lesson.run.thetas[0] + 0.25 * lesson.run.thetas[1])

    def test_a_sure_mistake_costs_minus_the_logarithm(self, stage):
        lesson = stage(Classification)
        surer, climb = lesson.climb
        surer.set_value(surer.steps)
        climb.update()
        dot, chance, price = climb
        price.update()
        assert [*shown(chance), price.shown] == ["0.01", "4.61"]
        place = lesson.costs.at(0.01, -np.log(0.01))
        np.testing.assert_allclose(dot.marker.get_center(), place, atol=1e-6)


@pytest.mark.parametrize(
    "values",
    [
        {"slope": 1.5, "intercept": 1.0, "steps": 2000, "count": 40, "seed": 0},
        {"slope": 6.0, "intercept": -3.0, "learning_rate": 0.1, "steps": 20_000, "count": 300},
        {"slope": 6.0, "intercept": 1.0, "steps": 2000, "count": 40, "seed": 9},
    ],
)
def test_extremes_stay_in_their_panels(stage, values):
    lesson = stage(Classification.configured(**values))
    own = own_probability(lesson.problem, lesson.thetas)
    assert lesson.costs.inner.holds(lesson.costs.at(own, -np.log(own))).all()
    assert abs(boundary(lesson.thetas[-1]) - EDGE) < 0.08
    start, panels = lesson.thetas[0], (lesson.chances, lesson.costs)
    for row in chosen(lesson.problem, start):
        example(row, lesson.problem, start, *panels)


def test_quickening():
    kept = quickening(3000, 300)
    assert kept[0] == 0
    assert kept[-1] == 3000
    assert 250 < len(kept) <= 300
    assert np.all(np.diff(kept) >= 1)
    assert np.all(np.diff(kept, 2) >= -1)  # up to rounding
