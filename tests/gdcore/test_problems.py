"""Problems: closed forms, derivatives against finite differences, shapes and refusals."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import gdcore

X = np.array([-2.0, -1.0, 0.0, 0.5, 1.5, 3.0])
PROBLEMS = {
    "quadratic": gdcore.Quadratic([[3, 1, 0], [1, 2, -1], [0, -1, 4]], [1, -2, 0.5]),
    "indefinite": gdcore.Quadratic([[1, 2], [2, -1]], [0, 1]),
    "rosenbrock": gdcore.Rosenbrock(),
    "rosenbrock a=2 b=5": gdcore.Rosenbrock(a=2, b=5),
    "beale": gdcore.Beale(),
    "himmelblau": gdcore.Himmelblau(),
    "saddle": gdcore.Saddle(),
    "rastrigin": gdcore.Rastrigin(),
    "line": gdcore.LeastSquares(X, 2 * X + np.cos(X)),
    "line through origin": gdcore.LeastSquares(X, X**2, reduction="sum", intercept=False),
    "plane": gdcore.LeastSquares(np.column_stack([X, X**2]), np.sin(X)),
    "many samples": gdcore.LeastSquares(np.linspace(0, 1, 1000), np.linspace(0, 1, 1000) ** 2),
    "logistic": gdcore.Logistic(X, [0, 1, 0, 1, 1, 1]),
    "logistic clip=0.2": gdcore.Logistic(X, [0, 1, 0, 1, 1, 1], clip=0.2),
    "logistic plane": gdcore.Logistic(np.column_stack([X, np.cos(X)]), [0, 1, 0, 1, 1, 0], clip=0),
}
every_problem = pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS.keys())


def point_in(problem, fractions):
    low, high = problem.domain.T
    return low + fractions[: problem.dim] * (high - low)


def central_difference(function, theta, step=1e-5):
    return np.stack(
        [
            (function(theta + step * unit) - function(theta - step * unit)) / (2 * step)
            for unit in np.eye(len(theta))
        ],
        axis=-1,
    )


@every_problem
@settings(max_examples=25, deadline=None)
@given(fractions=arrays(np.float64, 3, elements=st.floats(0, 1)))
def test_derivatives_agree_with_finite_differences(problem, fractions):
    theta = point_in(problem, fractions)
    if isinstance(problem, gdcore.Logistic) and problem.clip:
        # On the edge of the clamp the slope jumps and has no finite difference.
        x = np.reshape(problem.x, (problem.samples, -1))
        scores = x @ theta[:-1] + theta[-1]
        edge = np.log(1 / problem.clip - 1)
        assume(np.all(np.abs(np.abs(scores) - edge) > 1e-3))
    scale = 1 + np.abs(problem.value(theta)) + np.abs(problem.gradient(theta)).max()
    np.testing.assert_allclose(
        problem.gradient(theta),
        central_difference(problem.value, theta),
        atol=1e-8 * scale,
        rtol=1e-7,
    )
    np.testing.assert_allclose(
        problem.hessian(theta),
        central_difference(problem.gradient, theta),
        atol=1e-8 * scale,
        rtol=1e-7,
    )


@every_problem
@settings(max_examples=10, deadline=None)
@given(fractions=arrays(np.float64, (2, 3, 3), elements=st.floats(0, 1)))
def test_leading_axes_are_independent_points(problem, fractions):
    thetas = np.array([[point_in(problem, one) for one in row] for row in fractions])
    assert problem.value(thetas).shape == (2, 3)
    assert problem.gradient(thetas).shape == (2, 3, problem.dim)
    assert problem.hessian(thetas).shape == (2, 3, problem.dim, problem.dim)
    for index in np.ndindex(2, 3):
        one = thetas[index]
        scale = 1 + np.abs(problem.value(one))
        close = {"rtol": 1e-12, "atol": 1e-12 * scale}
        np.testing.assert_allclose(problem.value(thetas)[index], problem.value(one), **close)
        np.testing.assert_allclose(problem.gradient(thetas)[index], problem.gradient(one), **close)
        np.testing.assert_allclose(problem.hessian(thetas)[index], problem.hessian(one), **close)


@every_problem
def test_fulfils_the_protocol(problem):
    assert isinstance(problem, gdcore.Problem)
    assert problem.dim == len(problem.names)
    assert problem.domain.shape == (problem.dim, 2)
    assert np.all(problem.domain[:, 0] < problem.domain[:, 1])
    assert problem.minimizers.ndim == 2
    assert problem.minimizers.shape[1] == problem.dim
    with pytest.raises(ValueError, match="read-only"):
        problem.domain[0, 0] = 0


@every_problem
def test_minimizers_are_flat_and_lowest(problem):
    rng = np.random.default_rng(0)
    for minimizer in problem.minimizers:
        np.testing.assert_allclose(problem.gradient(minimizer), 0, atol=1e-8)
        assert np.linalg.eigvalsh(problem.hessian(minimizer))[0] > 0
        nearby = minimizer + rng.uniform(-1, 1, (500, problem.dim))
        assert np.all(problem.value(nearby) >= problem.value(minimizer) - 1e-12)


@every_problem
def test_wrong_length_of_theta_is_refused(problem):
    for method in (problem.value, problem.gradient, problem.hessian):
        with pytest.raises(ValueError, match=rf"shape \(4, 7\).*length {problem.dim}"):
            method(np.zeros((4, 7)))
        with pytest.raises(ValueError, match=r"shape \(\)"):
            method(1.0)


@pytest.mark.parametrize(
    ("problem", "theta", "value", "gradient", "hessian"),
    [
        (gdcore.Rosenbrock(), [-1.2, 1], 24.2, [-215.6, -88], [[1330, 480], [480, 200]]),
        (gdcore.Beale(), [1, 1], 14.203125, [0, 27.75], [[0, 27.75], [27.75, 68.5]]),
        (gdcore.Himmelblau(), [0, 0], 170, [-14, -22], [[-42, 0], [0, -26]]),
        (gdcore.Saddle(), [3, 2], 5, [6, -4], [[2, 0], [0, -2]]),
        (
            gdcore.Rastrigin(),
            [0.25, 1],
            0.0625 + 1 + 10,
            [0.5 + 20 * np.pi, 2],
            [[2, 0], [0, 2 + 40 * np.pi**2]],
        ),
        (gdcore.Quadratic([[2, 1], [1, 6]], [1, 0]), [2, 1], 5, [3, 7], [[2, 1], [1, 6]]),
    ],
)
def test_closed_forms(problem, theta, value, gradient, hessian):
    np.testing.assert_allclose(problem.value(theta), value, rtol=1e-12)
    np.testing.assert_allclose(problem.gradient(theta), gradient, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(problem.hessian(theta), hessian, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("clip", [0.0, 1e-5])
def test_every_overlapping_draw_has_its_best_sigmoid(clip):
    for seed in range(40):
        data = gdcore.labelled_line(100, seed)
        overlap = data.x[data.y == 1].min() < data.x[data.y == 0].max()
        best = gdcore.Logistic(data.x, data.y, clip=clip).minimizers
        assert len(best) == overlap, seed
        for theta in best:
            gradient = gdcore.Logistic(data.x, data.y, clip=clip).gradient(theta)
            np.testing.assert_allclose(gradient, 0, atol=1e-8)


def test_minimizers_known_by_name():
    np.testing.assert_array_equal(gdcore.Rosenbrock(a=3).minimizers, [[3, 9]])
    assert len(gdcore.Himmelblau().minimizers) == 4
    np.testing.assert_allclose(
        gdcore.Himmelblau().value(gdcore.Himmelblau().minimizers), 0, atol=1e-25
    )
    assert gdcore.Saddle().minimizers.shape == (0, 2)
    assert PROBLEMS["indefinite"].minimizers.shape == (0, 2)
    assert gdcore.Quadratic([[1.0]], [5]).names == ("x",)
    assert PROBLEMS["quadratic"].names == ("x1", "x2", "x3")


@given(st.floats(0, 6.3), st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_a_turned_valley_is_symmetric_whatever_its_last_bits(angle, first, second):
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.diag([first, second]) @ turn.T
    bowl = gdcore.Quadratic(matrix, [0, 0])
    np.testing.assert_array_equal(bowl.matrix, bowl.matrix.T)
    np.testing.assert_allclose(bowl.matrix, matrix, rtol=1e-9, atol=1e-12 * max(first, second))


@pytest.mark.parametrize(
    ("matrix", "minimizer", "message"),
    [
        ([[1, 2], [3, 4]], [0, 0], "symmetric"),
        ([[1, 2], [2 + 1e-9, 4]], [0, 0], "symmetric"),
        ([[1, 2, 3], [4, 5, 6]], [0, 0], r"\(2, 3\).*square"),
        ([[1, 0], [0, 1]], [0, 0, 0], r"\(3,\).*\(2,\)"),
        ([[np.nan, 0], [0, 1]], [0, 0], r"nan at index \(0, 0\)"),
        ([[1, 0], [0, 1]], [0, np.inf], r"inf at index \(1,\)"),
        ([["a"]], [0], "real numbers"),
    ],
)
def test_quadratic_refuses(matrix, minimizer, message):
    with pytest.raises(ValueError, match=message):
        gdcore.Quadratic(matrix, minimizer)


def test_rosenbrock_refuses():
    with pytest.raises(ValueError, match=r"b is 0\.0; it must be a finite number above 0"):
        gdcore.Rosenbrock(b=0)
    with pytest.raises(ValueError, match="a is nan"):
        gdcore.Rosenbrock(a=np.nan)
    with pytest.raises(ValueError, match=r"shape \(2,\).*single number"):
        gdcore.Rosenbrock(a=[1, 2])


def test_arrays_are_copied_and_closed():
    matrix = np.eye(2)
    bowl = gdcore.Quadratic(matrix, [0, 0])
    matrix[0, 0] = 7
    assert bowl.matrix[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        bowl.matrix[0, 0] = 2
