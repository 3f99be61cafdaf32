"""Theory against what descent does; data sets and their form."""

import inspect

import numpy as np
import pytest

import gdcore
from gdcore import datasets, theory

BOWL = gdcore.Quadratic([[3, 1], [1, 5]], [1, -1])


def test_critical_rate_parts_convergence_from_divergence():
    critical = theory.critical_learning_rate(BOWL, [0, 0])
    rates = critical * np.array([0.5, 0.99, 1.01])
    path = gdcore.descend(BOWL, gdcore.GradientDescent(rates), [4, 4], 2000)
    np.testing.assert_allclose(path.thetas[-1, :2], [[1, -1], [1, -1]], atol=1e-8)
    assert path.diverged_at[2] > 0


def test_critical_rate_over_many_points():
    valley = gdcore.Rosenbrock()
    points = np.array([[1.0, 1.0], [0.0, 0.0], [-1.0, 1.0]])
    largest = np.linalg.eigvalsh(valley.hessian(points))[:, -1]
    np.testing.assert_allclose(theory.critical_learning_rate(valley, points), 2 / largest)
    hill = gdcore.Quadratic([[-1, 0], [0, -2]], [0, 0])
    assert theory.critical_learning_rate(hill, [0, 0]) == np.inf
    assert theory.critical_learning_rate(gdcore.Quadratic([[0.0]], [0]), [3]) == np.inf


def test_contraction_factors_are_what_a_step_multiplies_by():
    rate = 0.25
    factors = theory.contraction_factors(BOWL, rate, [0, 0])
    curvatures, directions = np.linalg.eigh(BOWL.matrix)
    assert curvatures[0] < curvatures[1]
    path = gdcore.descend(BOWL, gdcore.GradientDescent(rate), [4, 3], 1)
    before, after = (path.thetas - BOWL.minimizer) @ directions
    np.testing.assert_allclose(after, factors * before, rtol=1e-12)
    many = theory.contraction_factors(BOWL, np.array([[0.1], [0.2]]), np.zeros((3, 2)))
    assert many.shape == (2, 3, 2)
    np.testing.assert_allclose(many[1, 2], 1 - 0.2 * curvatures, rtol=1e-12)
    with pytest.raises(ValueError, match=r"learning_rate is -1\.0"):
        theory.contraction_factors(BOWL, -1, [0, 0])


def test_condition_number():
    diagonal = gdcore.Quadratic([[2, 0], [0, 50]], [0, 0])
    np.testing.assert_allclose(theory.condition_number(diagonal, [0, 0]), 25, rtol=1e-12)
    assert theory.condition_number(diagonal, np.zeros((4, 3, 2))).shape == (4, 3)
    saddle = gdcore.Quadratic([[2, 0], [0, -8]], [0, 0])
    np.testing.assert_allclose(theory.condition_number(saddle, [0, 0]), 4, rtol=1e-12)
    for flat in ([[1, 0], [0, 0]], [[0, 0], [0, 0]]):
        assert theory.condition_number(gdcore.Quadratic(flat, [0, 0]), [0, 0]) == np.inf


def test_least_squares_solution_is_where_the_gradient_ends():
    rng = np.random.default_rng(1)
    plane = gdcore.LeastSquares(rng.normal(size=(40, 3)), rng.normal(size=40))
    solution = theory.least_squares_solution(plane)
    assert solution.shape == (4,)
    np.testing.assert_allclose(plane.gradient(solution), 0, atol=1e-14)
    with pytest.raises(ValueError, match="it must be a LeastSquares"):
        theory.least_squares_solution(gdcore.Beale())


@pytest.mark.parametrize(
    ("make", "points", "slope", "intercept"),
    [
        (datasets.noise_free_line, 30, 3, 8),
        (datasets.noisy_line, 50, 3, 8),
        (datasets.centred_line, 51, 2, 3),
        (datasets.scattered_line, 51, 2, 3),
        (datasets.split_line, 100, -3, 0.5),
        (datasets.rainfall, 3, 1.1, 0.2),
    ],
)
def test_datasets_lie_on_their_lines(make, points, slope, intercept):
    data = make()
    assert isinstance(data, datasets.Dataset)
    assert data.x.shape == data.y.shape == (points,)
    scatter = {datasets.noisy_line: 1.2, datasets.split_line: 0.4, datasets.scattered_line: 8.0}
    noise = scatter.get(make, 1e-12)
    np.testing.assert_allclose(data.y, slope * data.x + intercept, atol=noise)
    assert sorted([*data.train, *data.validation]) == list(range(points))
    assert make() == data
    for array in (data.x, data.y, data.train):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_only_one_dataset_is_split():
    assert (len(datasets.split_line().train), len(datasets.split_line().validation)) == (80, 20)
    assert len(datasets.rainfall().validation) == 0


@pytest.mark.parametrize("correlation", [-0.9, 0.0, 0.9])
def test_two_features_are_correlated_and_their_valley_stays_when_standardised(correlation):
    data = datasets.two_features(400, correlation, seed=3)
    assert data.x.shape == (400, 2) and data == datasets.two_features(400, correlation, seed=3)
    np.testing.assert_allclose(data.y, 2 * data.x[:, 0] + data.x[:, 1] + 3, rtol=1e-12)
    x = (data.x - data.x.mean(axis=0)) / data.x.std(axis=0)
    problem = gdcore.LeastSquares(x, data.y - data.y.mean(), intercept=False)
    r = abs(np.corrcoef(data.x.T)[0, 1])
    assert abs(r - abs(correlation)) < 0.1
    assert theory.condition_number(problem, [0, 0]) == pytest.approx((1 + r) / (1 - r))
    with pytest.raises(ValueError, match="correlation is 1.0; it must be"):
        datasets.two_features(correlation=1.0)


def test_seeds_and_sizes():
    assert datasets.noisy_line(20, seed=1) == datasets.noisy_line(20, seed=1)
    assert datasets.noisy_line(20, seed=1) != datasets.noisy_line(20, seed=2)
    assert set(datasets.labelled_line(200).y) == {0, 1}
    assert datasets.scattered_line(seed=1) != datasets.scattered_line(seed=2)
    assert datasets.scattered_line(0.0) == datasets.centred_line()
    with pytest.raises(ValueError, match=r"deviation is -1\.0.* of at least 0"):
        datasets.scattered_line(-1.0)
    with pytest.raises(ValueError, match="seed is 0.5; it must be an integer of at least 0"):
        datasets.scattered_line(seed=0.5)
    for make in (datasets.noisy_line, datasets.labelled_line):
        with pytest.raises(ValueError, match="points is 0; it must be an integer of at least 1"):
            make(0)
        with pytest.raises(ValueError, match="seed is -1; it must be an integer of at least 0"):
            make(seed=-1)


def test_a_dataset_of_ones_own_is_checked():
    names, units = ("mass", "length"), ("kg", "m")
    own = datasets.Dataset([1, 2], [3, 4], names, units, train=[1], validation=[0])
    assert own.train.tolist() == [1]
    with pytest.raises(ValueError, match=r"x has shape \(2,\) and y \(1,\)"):
        datasets.Dataset([1, 2], [3], names, units, train=[1], validation=[0])
    with pytest.raises(ValueError, match="rows hold 2"):
        datasets.Dataset([1, 2], [3, 4], names, units, train=[2], validation=[0])


@pytest.mark.parametrize("name", gdcore.__all__)
def test_every_public_name_is_explained(name):
    thing = getattr(gdcore, name)
    if inspect.isclass(thing) or inspect.isfunction(thing):
        assert thing.__module__.startswith("gdcore.")
        assert ">>>" in inspect.getdoc(thing)
