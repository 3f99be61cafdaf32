"""The numbers of the five classroom notebooks, reached by this code."""

import numpy as np
import pytest

import gdcore

EXACT = {"rtol": 1e-12}


def line_of(data):
    return gdcore.LeastSquares(data.x, data.y)


class TestNoiseFreeLine:
    def test_readouts(self):
        data = gdcore.noise_free_line()
        path = gdcore.descend(line_of(data), gdcore.GradientDescent(0.01), [-1, 1], 400)
        rmse = np.sqrt(path.values)
        assert (len(data.x), round(rmse[0], 4)) == (30, 9.1074)
        np.testing.assert_allclose(rmse[0], 9.107355863622914, **EXACT)
        for step, w, b, error in [
            (10, -0.12577885869339664, 2.615699476332947, 7.03161716422441),
            (100, 2.5562772915744447, 7.550136072305795, 0.6865987646844394),
            (400, 2.88450031554382, 8.062043123637629, 0.02926585554770958),
        ]:
            np.testing.assert_allclose(path.thetas[step], [w, b], **EXACT)
            np.testing.assert_allclose(rmse[step], error, **EXACT)


class TestNoisyLine:
    def test_loss_falls_to_the_noise_floor(self):
        line = line_of(gdcore.noisy_line(10_000))
        path = gdcore.descend(line, gdcore.GradientDescent(1e-3), [0, 0], 10_000)
        assert 80 < path.values[0] < 100
        assert np.all(np.diff(path.values) < 0)
        assert 0.088 < path.values[-1] < 0.1
        floor = line.value(gdcore.least_squares_solution(line))
        np.testing.assert_allclose(floor, 0.09, rtol=0.03)

    def test_loss_away_from_the_truth(self):
        np.testing.assert_allclose(line_of(gdcore.noisy_line()).value([10, 5]), 4.1, atol=0.005)
        # Its expectation: 49/3 - 21 + 9 of slope and intercept, 0.09 of noise.
        many = line_of(gdcore.noisy_line(100_000))
        np.testing.assert_allclose(many.value([10, 5]), 49 / 3 - 12 + 0.09, rtol=0.01)

    def test_classification(self):
        data = gdcore.labelled_line()
        same = gdcore.noisy_line()
        np.testing.assert_array_equal(data.y, same.y > 10)
        np.testing.assert_array_equal(data.x, same.x)
        problem = gdcore.Logistic(data.x, data.y)
        path = gdcore.descend(problem, gdcore.GradientDescent(1e-2), [0, 0], 3000)
        np.testing.assert_allclose(path.values[0], np.log(2), **EXACT)
        assert np.all(np.diff(path.values) < 0)
        ((w, b),) = problem.minimizers
        assert problem.accuracy([w, b]) > 0.9
        np.testing.assert_allclose(-b / w, 2 / 3, atol=0.05)


class TestCentredLine:
    line = line_of(gdcore.centred_line())
    start = (-4, -7)

    @pytest.mark.parametrize(
        ("theta", "loss"), [((-4, -7), 412), ((1.6, -0.6), 14.346666666666668), ((8, 8), 337)]
    )
    def test_losses(self, theta, loss):
        np.testing.assert_allclose(self.line.value(theta), loss, **EXACT)

    def test_step_from_the_drawn_start(self):
        rng = np.random.RandomState(1)
        start = [4 * rng.randn(), 4 * rng.randn()]
        np.testing.assert_allclose(start, [6.497381454652967, -2.4470256546003015], **EXACT)
        path = gdcore.descend(self.line, gdcore.GradientDescent(1e-4), start, 1)
        np.testing.assert_allclose(path.values[0], 204.96590137022957, **EXACT)
        np.testing.assert_allclose(
            path.thetas[1], [6.489585993464901, -2.4459362494693813], **EXACT
        )

    def test_batch(self):
        path = gdcore.descend(self.line, gdcore.GradientDescent(5e-2), self.start, 2)
        np.testing.assert_allclose(
            path.thetas[1:], [[1.2, -6], [1.8933333333333340, -5.1]], **EXACT
        )
        np.testing.assert_allclose(
            path.values, [412, 86.54666666666667, 65.70860740740741], **EXACT
        )
        assert path.evaluations.tolist() == [0, 51, 102]

    def test_stochastic(self):
        rows = gdcore.single(51, np.random.RandomState(2))
        path = gdcore.descend(
            self.line, gdcore.GradientDescent(1e-2), self.start, 102, batches=rows
        )
        np.testing.assert_allclose(
            path.thetas[-1], [1.9310482368920623, 1.7996401386377476], **EXACT
        )
        np.testing.assert_allclose(path.values[-1], 1.4820681256122799, **EXACT)
        assert path.evaluations.tolist() == list(range(103))

    def test_mini_batch(self):
        rows = gdcore.shuffled(51, 8, np.random.RandomState(1))
        path = gdcore.descend(self.line, gdcore.GradientDescent(5e-2), self.start, 14, batches=rows)
        np.testing.assert_allclose(
            path.thetas[-1], [2.527263422032023, 1.0189900205136884], **EXACT
        )
        np.testing.assert_allclose(path.values[-1], 6.333792079336322, **EXACT)
        assert [len(rows) for rows in path.batches] == [8, 8, 8, 8, 8, 8, 3] * 2
        assert path.evaluations[-1] == 102

    def test_curvature(self):
        hessian = self.line.hessian(self.start)
        np.testing.assert_allclose(hessian, np.diag([2 * 26 / 3, 2]), atol=1e-12)
        rate = gdcore.critical_learning_rate(self.line, self.start)
        np.testing.assert_allclose(rate, 0.11538461538461535, **EXACT)


class TestSplitLine:
    data = gdcore.split_line()
    train = line_of(data).restrict(data.train)
    validation = line_of(data).restrict(data.validation)

    def test_five_steps(self):
        b, w = np.random.RandomState(42).rand(2)
        np.testing.assert_allclose([b, w], [0.37454012, 0.95071431], atol=5e-9)
        path = gdcore.descend(self.train, gdcore.GradientDescent(0.1), [w, b], 1000)
        np.testing.assert_allclose(path.values[0], 4.495325075114491, **EXACT)
        np.testing.assert_allclose(
            path.gradients[0], [2.3835657220659554, 3.464425403927533], **EXACT
        )
        np.testing.assert_allclose(path.thetas[1], [0.71235773, 0.02809758], atol=5e-9)
        np.testing.assert_allclose(path.thetas[-1], [-3.03103474, 0.52354035], atol=5e-9)
        np.testing.assert_allclose(path.values[999], 0.008044657695553976, **EXACT)
        np.testing.assert_allclose(
            self.validation.value(path.thetas[1000]), 0.008658507512271926, **EXACT
        )

    def test_least_squares(self):
        solution = gdcore.least_squares_solution(self.train)
        np.testing.assert_allclose(solution, [-3.03103553, 0.52354075], atol=5e-9)


class TestRainfall:
    data = gdcore.rainfall()
    loss = gdcore.LeastSquares(data.x, data.y, reduction="sum", intercept=False)

    def test_parabola(self):
        w = np.linspace(-10, 15, 11)[:, None]
        parabola = 5 * w[:, 0] ** 2 - 12.2 * w[:, 0] + 7.49
        np.testing.assert_allclose(self.loss.value(w), parabola, **EXACT)
        np.testing.assert_allclose(self.loss.minimizers, [[1.22]], **EXACT)
        np.testing.assert_allclose(self.loss.value([1.22]), 0.048, **EXACT)
        np.testing.assert_allclose(self.loss.value([9]), 302.69, **EXACT)
        np.testing.assert_allclose(self.loss.gradient([9]), [77.8], **EXACT)
        np.testing.assert_allclose(self.loss.hessian([9]), [[10]], **EXACT)
        np.testing.assert_allclose(gdcore.critical_learning_rate(self.loss, [9]), 0.2, **EXACT)

    @pytest.mark.parametrize(
        ("rate", "first", "last"),
        [
            (0.025, [9, 7.055, 5.59625, 4.5021875], 1.658119144439697),
            (0.01, [9], 3.9327182639779994),
            (0.1, [9, 1.22], 1.22),
            (0.15, [9, -2.67, 3.165, 0.2475], 1.22759765625),
            (0.2, [9, -6.56, 9, -6.56, 9, -6.56], 9),
            (0.21, [9, -7.338, 10.6338, -9.13518], 21.399316339577997),
        ],
    )
    def test_ten_steps(self, rate, first, last):
        path = gdcore.descend(self.loss, gdcore.GradientDescent(rate), [9], 10)
        np.testing.assert_allclose(path.thetas[: len(first), 0], first, **EXACT)
        np.testing.assert_allclose(path.thetas[-1], [last], **EXACT)

    def test_factors(self):
        rates = np.array([0.01, 0.1, 0.15, 0.21])
        factors = gdcore.contraction_factors(self.loss, rates, [9])
        np.testing.assert_allclose(factors[:, 0], [0.9, 0, -0.5, -1.1], atol=1e-12)
