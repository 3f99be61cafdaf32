"""The descent: what is recorded, what diverges, what is refused."""

import itertools

import numpy as np
import pytest

import gdcore

DATA = gdcore.centred_line()
LINE = gdcore.LeastSquares(DATA.x, DATA.y)
RAIN = gdcore.LeastSquares([0, 1, 2], [0.2, 1.3, 2.4], reduction="sum", intercept=False)
DESCENT = gdcore.GradientDescent(0.01)


def test_record_of_a_full_descent():
    path = gdcore.descend(LINE, DESCENT, [-4, -7], 7)
    assert path.steps == 7
    assert path.thetas.shape == (8, 2)
    assert path.values.shape == (8,)
    assert path.gradients.shape == (8, 2)
    assert path.used_gradients.shape == (7, 2)
    assert path.learning_rates.tolist() == [0.01] * 7
    assert path.evaluations.tolist() == [51 * step for step in range(8)]
    assert path.batches is None
    assert dict(path.memory) == {}
    assert path.problem is LINE
    assert path.optimizer is DESCENT
    assert path.diverged_at == -1
    assert path.thetas[0].tolist() == [-4, -7]
    np.testing.assert_array_equal(path.values, LINE.value(path.thetas))
    np.testing.assert_array_equal(path.gradients, LINE.gradient(path.thetas))
    np.testing.assert_array_equal(path.used_gradients, path.gradients[:-1])
    np.testing.assert_array_equal(
        path.thetas[1:], path.thetas[:-1] - path.learning_rates[:, None] * path.used_gradients
    )


def test_record_of_a_batched_descent():
    rows = [[0, 1, 2], [50], list(range(51)), [3, 3]]
    path = gdcore.descend(LINE, DESCENT, [-4, -7], 4, batches=rows)
    assert [batch.tolist() for batch in path.batches] == rows
    assert path.evaluations.tolist() == [0, 3, 4, 55, 57]
    np.testing.assert_array_equal(path.gradients, LINE.gradient(path.thetas))
    for step, batch in enumerate(rows):
        x, y = DATA.x[batch], DATA.y[batch]
        residuals = path.thetas[step] @ [x, np.ones_like(x)] - y
        slopes = 2 * np.array([np.mean(residuals * x), np.mean(residuals)])
        np.testing.assert_allclose(path.used_gradients[step], slopes, rtol=1e-12)
    assert not np.allclose(path.used_gradients[0], path.gradients[0])


def test_full_batches_are_plain_descent():
    plain = gdcore.descend(LINE, DESCENT, [-4, -7], 5)
    batched = gdcore.descend(LINE, DESCENT, [-4, -7], 5, batches=gdcore.full(51))
    np.testing.assert_array_equal(batched.thetas, plain.thetas)
    np.testing.assert_array_equal(batched.evaluations, plain.evaluations)
    assert len(batched.batches) == 5


def test_a_formula_costs_one_evaluation_a_step():
    path = gdcore.descend(gdcore.Beale(), DESCENT, [1, 1], 3)
    assert path.evaluations.tolist() == [0, 1, 2, 3]


def test_no_steps_are_a_record_too():
    path = gdcore.descend(LINE, gdcore.Adam(0.1), [[-4, -7]], 0, batches=gdcore.full(51))
    assert path.thetas.shape == (1, 1, 2)
    assert path.used_gradients.shape == (0, 1, 2)
    assert path.learning_rates.shape == (0, 1)
    assert path.batches == ()
    assert path.memory["first_moment"].shape == (1, 1, 2)


def test_schedules_set_the_rate_of_each_step():
    schedule = gdcore.step_decay(0.04, every=2, factor=0.5)
    path = gdcore.descend(LINE, gdcore.GradientDescent(schedule), [-4, -7], 5)
    assert path.learning_rates.tolist() == [0.04, 0.04, 0.02, 0.02, 0.01]
    np.testing.assert_allclose(
        path.thetas[3], path.thetas[2] - 0.02 * path.gradients[2], rtol=1e-14
    )
    runs = gdcore.GradientDescent(gdcore.exponential(np.array([0.01, 0.02]), factor=0.5))
    assert gdcore.descend(LINE, runs, [-4, -7], 3).learning_rates[2].tolist() == [0.0025, 0.005]


def test_ten_thousand_runs_are_one_call():
    starts = np.random.default_rng(0).uniform(-8, 8, (10_000, 2))
    path = gdcore.descend(LINE, gdcore.Momentum(0.01), starts, 20)
    assert path.thetas.shape == path.memory["velocity"].shape == (21, 10_000, 2)
    assert path.values.shape == (21, 10_000)
    assert path.diverged_at.shape == (10_000,)
    one = gdcore.descend(LINE, gdcore.Momentum(0.01), starts[1234], 20)
    np.testing.assert_array_equal(path.thetas[:, 1234], one.thetas)


def test_divergence_is_data():
    rates = np.array([0.1, 0.2, 0.21, 5.0, 1e300])
    path = gdcore.descend(RAIN, gdcore.GradientDescent(rates), [9], 800)
    assert path.diverged_at.tolist()[:2] == [-1, -1]
    for run in (2, 3, 4):
        first = path.diverged_at[run]
        assert np.all(path.values[:first, run] <= 1e12)
        assert path.values[first, run] > 1e12
    assert path.diverged_at[4] == 1
    assert np.isposinf(path.values[-1, 3])
    assert np.isinf(path.thetas[-1, 3, 0])
    assert not np.isnan(path.values).any()
    assert not np.isnan(path.thetas).any()


def test_what_has_overflowed_stays():
    path = gdcore.descend(RAIN, gdcore.GradientDescent(5.0), [9], 400)
    overflowed = np.isinf(path.thetas[:, 0])
    first = int(overflowed.argmax())
    assert np.isfinite(path.thetas[:first]).all()
    np.testing.assert_array_equal(path.thetas[first:, 0], path.thetas[first, 0])
    assert np.isposinf(path.values[first:]).all()


PROBLEMS = [
    gdcore.Rosenbrock(),
    gdcore.Beale(),
    gdcore.Himmelblau(),
    gdcore.Saddle(),
    gdcore.Rastrigin(),
    gdcore.Quadratic([[1, 2], [2, -1]], [0, 0]),
    LINE,
    gdcore.Logistic([-1.0, 0.5, 1.0], [1, 0, 1], clip=0),
]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: type(problem).__name__)
@pytest.mark.parametrize(
    "optimizer", [gdcore.GradientDescent, gdcore.Nesterov, gdcore.AdaGrad, gdcore.AdamW]
)
@pytest.mark.parametrize("rate", [3.0, 1e200, 1.7e308])
def test_overflow_neither_warns_nor_raises(problem, optimizer, rate):
    path = gdcore.descend(problem, optimizer(rate), [1.5, -0.25], 300)
    assert not np.isnan(path.values).any()
    assert not np.isnan(path.thetas).any()
    escaped = ~np.isfinite(path.values) | (path.values > 1e12)
    assert path.diverged_at == (escaped.argmax() if escaped.any() else -1)
    if rate > 1e100:
        assert path.diverged_at == 1


def test_falling_off_a_saddle_is_divergence():
    path = gdcore.descend(gdcore.Saddle(), gdcore.GradientDescent(0.4), [1, 1e-3], 1500)
    assert np.isneginf(path.values[path.diverged_at])
    assert np.isfinite(path.values[: path.diverged_at]).all()


def test_escape_is_the_callers():
    runs = gdcore.GradientDescent([0.1, 0.21])
    low = gdcore.descend(RAIN, runs, [9], 20, escape=400)
    assert low.diverged_at.tolist() == [-1, int((low.values[:, 1] > 400).argmax())]
    assert 0 < low.diverged_at[1] < 20
    assert gdcore.descend(RAIN, runs, [9], 20, escape=100).diverged_at.tolist() == [0, 0]
    assert gdcore.descend(RAIN, runs, [9], 20, escape=np.inf).diverged_at.tolist() == [-1, -1]
    start = float(RAIN.value([9]))
    assert gdcore.descend(RAIN, DESCENT, [9], 20, escape=start).diverged_at == -1
    below = np.nextafter(start, 0)
    assert gdcore.descend(RAIN, DESCENT, [9], 20, escape=below).diverged_at == 0
    for escape in (0, -1, np.nan):
        with pytest.raises(ValueError, match=r"escape is .*; it must be a number above 0"):
            gdcore.descend(RAIN, runs, [9], 20, escape=escape)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"start": [1, 2, 3]},
            r"start has shape \(3,\); its last axis must have length 2.*\(w, b\)",
        ),
        ({"start": 1.0}, r"start has shape \(\)"),
        ({"start": [np.nan, 0]}, r"start holds nan at index \(0,\)"),
        ({"start": [[0, 0], [np.inf, 0]]}, r"start holds inf at index \(1, 0\)"),
        ({"start": ["a", "b"]}, "start is .*real numbers"),
        ({"steps": -1}, "steps is -1; it must be an integer of at least 0"),
        ({"steps": 2.5}, "steps is 2.5; it must be an integer"),
        ({"batches": [[]]}, r"rows have shape \(0,\).*non-empty"),
        ({"batches": [[51]]}, "rows hold 51.*0 to 50"),
        ({"batches": [[0], [1]]}, "batches ended after 2 of 3 steps"),
        ({"problem": gdcore.Beale(), "batches": gdcore.full(3)}, r"Beale\(\) has no samples"),
        (
            {"start": np.zeros((4, 2)), "optimizer": gdcore.GradientDescent([0.1, 0.2])},
            r"\(4,\).*\(2,\).*broadcast",
        ),
    ],
)
def test_refusals(arguments, message):
    usual = {"problem": LINE, "optimizer": DESCENT, "start": [-4, -7], "steps": 3}
    with pytest.raises(ValueError, match=message):
        gdcore.descend(**usual | arguments)


def test_only_as_many_batches_are_drawn_as_there_are_steps():
    rows = itertools.count()
    gdcore.descend(LINE, DESCENT, [0, 0], 4, batches=([row] for row in rows))
    assert next(rows) == 4


def test_a_problem_of_ones_own_needs_no_base_class():
    class Cubic:
        dim, names = 1, ("x",)
        domain, minimizers = np.array([[-1, 2]]), np.empty((0, 1))

        def value(self, theta):
            return np.asarray(theta)[..., 0] ** 3

        def gradient(self, theta):
            return 3 * np.asarray(theta) ** 2

        def hessian(self, theta):
            return 6 * np.asarray(theta)[..., None]

    assert isinstance(Cubic(), gdcore.Problem)
    path = gdcore.descend(Cubic(), gdcore.GradientDescent(0.1), [[1.0], [0.5]], 2)
    np.testing.assert_allclose(path.thetas[1, :, 0], [0.7, 0.425], rtol=1e-14)
