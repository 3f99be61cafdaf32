"""Least squares and logistic regression: definitions, batches, minimisers, extreme numbers."""

import numpy as np
import pytest

import gdcore

X = np.array([-2.0, -1.0, 0.0, 0.5, 1.5, 3.0])
LABELS = np.array([0.0, 1.0, 0.0, 1.0, 1.0, 1.0])


def test_least_squares_is_what_it_says():
    y, theta = np.sin(X), np.array([0.3, -0.7])
    residuals = theta[0] * X + theta[1] - y
    mean, added = gdcore.LeastSquares(X, y), gdcore.LeastSquares(X, y, reduction="sum")
    np.testing.assert_allclose(mean.residuals(theta), residuals, rtol=1e-14)
    np.testing.assert_allclose(mean.value(theta), np.mean(residuals**2), rtol=1e-14)
    np.testing.assert_allclose(added.value(theta), np.sum(residuals**2), rtol=1e-14)
    np.testing.assert_allclose(6 * mean.gradient(theta), added.gradient(theta), rtol=1e-14)
    assert mean.names == ("w", "b")
    assert gdcore.LeastSquares(X, y, intercept=False).names == ("w",)
    assert gdcore.LeastSquares(np.eye(3), [1, 2, 3]).names == ("w1", "w2", "w3", "b")


def test_many_samples_are_condensed_without_loss():
    rng = np.random.default_rng(5)
    x = rng.normal(3, 1, 5000)
    y = 2 * x - 1 + 1e-6 * rng.normal(size=5000)
    line = gdcore.LeastSquares(x, y)
    for theta in ([0.0, 0.0], [2.0, -1.0], line.minimizers[0]):
        residuals = theta[0] * x + theta[1] - y
        # Near the minimum the loss is 1e-12: moments of the data could not even give its sign.
        np.testing.assert_allclose(line.value(theta), np.mean(residuals**2), rtol=1e-8)
        slopes = 2 * np.array([np.mean(residuals * x), np.mean(residuals)])
        np.testing.assert_allclose(line.gradient(theta), slopes, rtol=1e-9, atol=1e-13)


def test_predict_follows_both_shapes():
    line = gdcore.LeastSquares(X, X)
    thetas = np.array([[[2.0, 1.0]], [[0.0, 3.0]]])
    np.testing.assert_array_equal(line.predict(thetas, [0, 10]), [[[1, 21]], [[3, 3]]])
    np.testing.assert_array_equal(line.predict(thetas, 10), [[21], [3]])
    plane = gdcore.LeastSquares(np.eye(2), [1, 2])
    np.testing.assert_array_equal(plane.predict([1, 2, 3], [[1, 1], [0, 1]]), [6, 5])
    with pytest.raises(ValueError, match=r"x has shape \(2, 2\); it must be \(m,\)"):
        line.predict([2, 1], np.eye(2))
    with pytest.raises(ValueError, match=r"x has shape \(3,\); it must be \(m, 2\)"):
        plane.predict([1, 2, 3], [1, 2, 3])


def test_restrict_keeps_everything_but_the_other_rows():
    line = gdcore.LeastSquares(X, np.sin(X), reduction="sum", intercept=False)
    part = line.restrict([4, 1, 1])
    np.testing.assert_array_equal(part.x, X[[4, 1, 1]])
    assert (part.samples, part.reduction, part.intercept) == (3, "sum", False)
    assert gdcore.Logistic(X, LABELS, clip=0.1).restrict([0]).clip == 0.1
    assert isinstance(line, gdcore.SampledProblem)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], r"shape \(0,\).*non-empty.*0 to 5"),
        ([0, 6], "hold 6.*0 to 5"),
        ([-1], "hold -1"),
        ([[0, 1]], r"shape \(1, 2\)"),
        ([0.0, 1.0], "type float64.*integers"),
        ([True] * 6, "type bool.*integers"),
    ],
)
def test_restrict_refuses(rows, message):
    with pytest.raises(ValueError, match=message):
        gdcore.LeastSquares(X, X).restrict(rows)


@pytest.mark.parametrize("problem", [gdcore.LeastSquares, gdcore.Logistic])
@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([], [], r"x has shape \(0,\)"),
        ([1, 0], [1], r"y has shape \(1,\); it must be \(2,\)"),
        ([1, np.nan], [1, 0], r"x holds nan at index \(1,\)"),
        ([1, 0], [np.inf, 0], r"y holds inf at index \(0,\)"),
        ([[[1]]], [1], r"x has shape \(1, 1, 1\)"),
        ([[1], [1, 2]], [1, 0], "one length"),
    ],
)
def test_bad_data_is_refused(problem, x, y, message):
    with pytest.raises(ValueError, match=message):
        problem(x, y)


def test_options_are_checked():
    with pytest.raises(ValueError, match=r'\'median\'.*"mean" or "sum"'):
        gdcore.LeastSquares(X, X, reduction="median")
    with pytest.raises(ValueError, match=r"'no'.*True or False"):
        gdcore.LeastSquares(X, X, intercept="no")
    with pytest.raises(ValueError, match=r"label 2\.0; labels must be 0 or 1"):
        gdcore.Logistic([1, 2], [0, 2])
    for clip in (0.5, -0.1, np.nan):
        with pytest.raises(
            ValueError, match=r"clip is .*; it must be a finite number from 0 to below 0\.5"
        ):
            gdcore.Logistic(X, LABELS, clip=clip)


def test_undetermined_line_gives_the_shortest_solution():
    one = gdcore.LeastSquares([1.0], [2.0])
    np.testing.assert_allclose(one.minimizers, [[1, 1]], rtol=1e-12)


def test_logistic_is_the_clamped_likelihood():
    for clip in (1e-5, 0.2):
        problem = gdcore.Logistic(X, LABELS, clip=clip)
        for theta in ([0.0, 0.0], [2.0, -0.5], [9.0, 4.0], [-30.0, 1.0]):
            p = np.clip(1 / (1 + np.exp(-(theta[0] * X + theta[1]))), clip, 1 - clip)
            expected = -np.mean(LABELS * np.log(p) + (1 - LABELS) * np.log(1 - p))
            np.testing.assert_allclose(problem.value(theta), expected, rtol=1e-11)


def test_logistic_survives_extreme_scores():
    problem = gdcore.Logistic([-1.0, 1.0], [0, 1], clip=0)
    thetas = np.array([[1e3, 0], [-1e3, 0], [1e300, 0], [-1e300, 0]])
    np.testing.assert_array_equal(problem.value(thetas), [0, 1e3, 0, 1e300])
    np.testing.assert_array_equal(problem.gradient(thetas)[:, 0], [0, -1, 0, -1])
    np.testing.assert_array_equal(problem.predict([1e300, 0], [-1, 0, 1]), [0, 0.5, 1])
    # Beyond the clamp a sample costs -log(clip) and pulls no more.
    clamped = gdcore.Logistic([-1.0, 1.0], [0, 1])
    np.testing.assert_allclose(clamped.value([-1e300, 0]), -np.log(1e-5), rtol=1e-12)
    np.testing.assert_array_equal(clamped.gradient([-1e300, 0]), [0, 0])


def test_logistic_minimizer():
    problem = gdcore.Logistic(X, LABELS)
    (minimizer,) = problem.minimizers
    np.testing.assert_allclose(problem.gradient(minimizer), 0, atol=1e-12)
    # Two labels each at two places: the fitted probabilities are the fractions 1/4 and 3/4.
    crossed = gdcore.Logistic([-1.0] * 4 + [1.0] * 4, [0, 0, 0, 1, 0, 1, 1, 1])
    np.testing.assert_allclose(crossed.minimizers, [[np.log(3), 0]], atol=1e-9)


@pytest.mark.parametrize("labels", [[0, 0, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1]])
def test_separated_labels_have_no_minimizer(labels):
    problem = gdcore.Logistic([-2.0, -1.0, 1.0, 2.0], labels)
    assert problem.minimizers.shape == (0, 2)
    np.testing.assert_array_equal(problem.domain, [[-10, 10], [-10, 10]])


def test_accuracy_counts_the_right_side():
    problem = gdcore.Logistic(X, LABELS)
    np.testing.assert_allclose(problem.accuracy([[1, 0], [-1, 0], [0, 1]]), [5 / 6, 2 / 6, 4 / 6])
