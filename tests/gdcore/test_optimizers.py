"""Optimizers: torch's iterates, closed forms, runs at once, purity and refusals."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import gdcore

REFERENCES = json.loads(
    (Path(__file__).parent / "references" / "torch_iterates.json").read_text(encoding="utf-8")
)
LINE = gdcore.LeastSquares(gdcore.centred_line().x, gdcore.centred_line().y)
PROBLEMS = {
    "rosenbrock": gdcore.Rosenbrock(),
    "line": LINE,
    "logistic": gdcore.Logistic(REFERENCES["labelled"]["x"], REFERENCES["labelled"]["y"]),
}
OPTIMIZERS = [
    gdcore.GradientDescent(0.01),
    gdcore.Momentum(0.01, momentum=0.8),
    gdcore.Nesterov(0.01, momentum=0.8),
    gdcore.AdaGrad(0.5),
    gdcore.RMSProp(0.05),
    gdcore.Adam(0.2),
    gdcore.AdamW(0.2, weight_decay=0.3),
]
every_optimizer = pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda o: type(o).__name__)
numbers = st.floats(-5, 5)


def case_name(case):
    words = [case["problem"], case["optimizer"], *case["parameters"].values()]
    return "-".join(map(str, [*words, *case.get("schedule", {}).values()]))


@pytest.mark.parametrize("case", REFERENCES["cases"], ids=case_name)
def test_follows_torch(case):
    parameters = dict(case["parameters"])
    if "schedule" in case:
        settings = dict(case["schedule"])
        schedule = getattr(gdcore.schedules, settings.pop("name"))
        parameters["learning_rate"] = schedule(parameters["learning_rate"], **settings)
    path = gdcore.descend(
        PROBLEMS[case["problem"]],
        getattr(gdcore, case["optimizer"])(**parameters),
        REFERENCES["starts"][case["problem"]],
        len(case["thetas"]) - 1,
        batches=case.get("batches"),
    )
    np.testing.assert_allclose(path.thetas, case["thetas"], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "problem",
    [
        *PROBLEMS.values(),
        gdcore.Beale(),
        gdcore.Himmelblau(),
        gdcore.Rastrigin(),
        gdcore.Saddle(),
        gdcore.Quadratic([[2, 1], [1, 6]], [1, 0]),
    ],
    ids=lambda problem: type(problem).__name__,
)
@every_optimizer
@settings(max_examples=4, deadline=None)
@given(starts=arrays(np.float64, (2, 3, 2), elements=numbers))
def test_runs_at_once_equal_runs_one_by_one(problem, optimizer, starts):
    together = gdcore.descend(problem, optimizer, starts, 20)
    assert together.thetas.shape == (21, 2, 3, 2)
    for run in np.ndindex(2, 3):
        alone = gdcore.descend(problem, optimizer, starts[run], 20)
        # Not nearly: AdaGrad's first step makes a slope of 1e-16 and of 0 two different things.
        np.testing.assert_array_equal(together.thetas[(slice(None), *run)], alone.thetas)
        np.testing.assert_array_equal(together.values[(slice(None), *run)], alone.values)


@every_optimizer
def test_parameters_may_be_arrays_of_runs(optimizer):
    rates = np.array([0.001, 0.004, 0.01])
    fields = {name: value for name, value in vars(optimizer).items() if name != "learning_rate"}
    together = gdcore.descend(LINE, type(optimizer)(rates, **fields), [-4, -7], 15)
    assert together.thetas.shape == (16, 3, 2)
    assert together.learning_rates.shape == (15, 3)
    for run, rate in enumerate(rates):
        alone = gdcore.descend(LINE, type(optimizer)(float(rate), **fields), [-4, -7], 15)
        np.testing.assert_allclose(together.thetas[:, run], alone.thetas, rtol=1e-12, atol=1e-12)
        np.testing.assert_array_equal(together.learning_rates[:, run], rate)


def test_every_parameter_may_be_an_array():
    frictions = np.array([0, 0.5, 0.9])
    grid = gdcore.descend(
        LINE, gdcore.Momentum(np.array([[0.001], [0.01]]), frictions), [-4, -7], 15
    )
    assert grid.thetas.shape == (16, 2, 3, 2)
    alone = gdcore.descend(LINE, gdcore.Momentum(0.01, 0.9), [-4, -7], 15)
    np.testing.assert_allclose(grid.thetas[:, 1, 2], alone.thetas, rtol=1e-12)
    betas = gdcore.descend(LINE, gdcore.Adam(0.1, beta1=[0, 0.9], beta2=0.9), [-4, -7], 15)
    alone = gdcore.descend(LINE, gdcore.Adam(0.1, beta1=0, beta2=0.9), [-4, -7], 15)
    np.testing.assert_allclose(betas.thetas[:, 0], alone.thetas, rtol=1e-12)


@settings(max_examples=25, deadline=None)
@given(start=arrays(np.float64, 2, elements=numbers), rate=st.floats(0, 0.1))
def test_momentum_zero_is_gradient_descent(start, rate):
    plain = gdcore.descend(LINE, gdcore.GradientDescent(rate), start, 30)
    for heavy in (gdcore.Momentum, gdcore.Nesterov):
        path = gdcore.descend(LINE, heavy(rate, momentum=0), start, 30)
        np.testing.assert_array_equal(path.thetas, plain.thetas)


@settings(max_examples=40, deadline=None)
@given(
    root=arrays(np.float64, (3, 3), elements=st.floats(-2, 2)),
    minimizer=arrays(np.float64, 3, elements=numbers),
    start=arrays(np.float64, 3, elements=numbers),
    share=st.floats(0, 1),
)
def test_quadratics_follow_the_closed_form(root, minimizer, start, share):
    matrix = root @ root.T + 0.1 * np.eye(3)
    matrix = (matrix + matrix.T) / 2
    bowl = gdcore.Quadratic(matrix, minimizer)
    rate = share * gdcore.critical_learning_rate(bowl, start)
    path = gdcore.descend(bowl, gdcore.GradientDescent(rate), start, 25)
    shrink = np.eye(3) - rate * matrix
    for step in range(26):
        expected = minimizer + np.linalg.matrix_power(shrink, step) @ (start - minimizer)
        np.testing.assert_allclose(path.thetas[step], expected, rtol=1e-9, atol=1e-9)


def test_nesterov_is_the_textbook_look_ahead():
    rate, momentum, steps = 0.01, 0.8, 30
    path = gdcore.descend(LINE, gdcore.Nesterov(rate, momentum), [-4, -7], steps)
    ball, velocity = np.array([-4.0, -7.0]), np.zeros(2)
    for step in range(steps):
        look_ahead = ball - rate * momentum * velocity
        np.testing.assert_allclose(path.thetas[step], look_ahead, rtol=1e-12)
        np.testing.assert_allclose(path.used_gradients[step], LINE.gradient(look_ahead), rtol=1e-11)
        velocity = momentum * velocity + LINE.gradient(look_ahead)
        ball = ball - rate * velocity
    recovered = path.thetas + rate * momentum * path.memory["velocity"]
    np.testing.assert_allclose(recovered[-1], ball, rtol=1e-12)


@every_optimizer
def test_step_is_pure_and_is_what_descend_does(optimizer):
    theta, state = np.array([-4.0, -7.0]), optimizer.init([-4.0, -7.0])
    path = gdcore.descend(LINE, optimizer, theta, 5)
    for step in range(5):
        before = [np.copy(part) for part in state]
        moved, following = optimizer.step(LINE, theta, state)
        again, _ = optimizer.step(LINE, theta, state)
        np.testing.assert_array_equal(moved, again)
        assert all(np.array_equal(old, new) for old, new in zip(before, state, strict=True))
        theta, state = moved, following
        np.testing.assert_array_equal(theta, path.thetas[step + 1])
        for name, record in path.memory.items():
            np.testing.assert_array_equal(getattr(state, name), record[step + 1])
    assert state.step == 5


def test_memory_is_what_the_formulas_say():
    start = np.array([-4.0, -7.0])
    g = gdcore.descend(LINE, gdcore.GradientDescent(0.01), start, 3).used_gradients[0]
    for optimizer, expected in [
        (gdcore.GradientDescent(0.01), {}),
        (gdcore.Momentum(0.01), {"velocity": g}),
        (gdcore.Nesterov(0.01), {"velocity": g}),
        (gdcore.AdaGrad(0.01), {"square_sum": g**2}),
        (gdcore.RMSProp(0.01), {"second_moment": 0.01 * g**2}),
        (gdcore.Adam(0.01), {"first_moment": 0.1 * g, "second_moment": 0.001 * g**2}),
        (gdcore.AdamW(0.01), {"first_moment": 0.1 * g, "second_moment": 0.001 * g**2}),
    ]:
        memory = gdcore.descend(LINE, optimizer, start, 3).memory
        assert list(memory) == list(expected)
        for name, first in expected.items():
            assert memory[name].shape == (4, 2)
            np.testing.assert_array_equal(memory[name][0], 0)
            np.testing.assert_allclose(memory[name][1], first, rtol=1e-12)


@every_optimizer
def test_zero_rate_stands_still(optimizer):
    path = gdcore.descend(LINE, type(optimizer)(0.0), [-4, -7], 4)
    np.testing.assert_array_equal(path.thetas, np.tile([-4.0, -7.0], (5, 1)))


@every_optimizer
@pytest.mark.parametrize(
    ("rate", "message"),
    [
        (-0.1, r"learning_rate is -0\.1; it must be a finite number of at least 0"),
        (np.nan, "learning_rate is nan"),
        (np.inf, "learning_rate is inf"),
        ([0.1, -3], r"learning_rate holds -3\.0 at index \(1,\); each must be .* of at least 0"),
        ("fast", "'fast'; it must hold real numbers"),
        (None, "None; it must hold real numbers"),
    ],
)
def test_bad_rates_are_refused(optimizer, rate, message):
    with pytest.raises(ValueError, match=message):
        type(optimizer)(rate)


FRACTION = "a finite number from 0 to below 1"
AT_LEAST_0 = "a finite number of at least 0"


@pytest.mark.parametrize(
    ("optimizer", "name", "outside", "allowed"),
    [
        (gdcore.Momentum, "momentum", [-1e-9, 1.1], "a finite number from 0 to 1"),
        (gdcore.Nesterov, "momentum", [-1e-9, 1.1], "a finite number from 0 to 1"),
        (gdcore.AdaGrad, "epsilon", [-1e-9], AT_LEAST_0),
        (gdcore.RMSProp, "decay", [-1e-9, 1], FRACTION),
        (gdcore.RMSProp, "epsilon", [-1e-9], AT_LEAST_0),
        (gdcore.Adam, "beta1", [-1e-9, 1], FRACTION),
        (gdcore.Adam, "beta2", [-1e-9, 1], FRACTION),
        (gdcore.Adam, "epsilon", [-1e-9], AT_LEAST_0),
        (gdcore.AdamW, "beta1", [-1e-9, 1], FRACTION),
        (gdcore.AdamW, "beta2", [-1e-9, 1], FRACTION),
        (gdcore.AdamW, "epsilon", [-1e-9], AT_LEAST_0),
        (gdcore.AdamW, "weight_decay", [-1e-9], AT_LEAST_0),
    ],
)
def test_bad_parameters_are_refused(optimizer, name, outside, allowed):
    for value in (*outside, np.nan, np.inf):
        message = re.escape(f"{name} is {float(value)}; it must be {allowed}")
        with pytest.raises(ValueError, match=f"^{message}$"):
            optimizer(0.1, **{name: value})
    with pytest.raises(ValueError, match=f"{name} is <function .*it must hold real numbers"):
        optimizer(0.1, **{name: lambda step: 0.5})


def test_a_schedule_is_checked_when_it_speaks():
    falling = gdcore.GradientDescent(lambda step: 0.1 - 0.04 * step)
    with pytest.raises(ValueError, match=r"learning_rate at step 3 is -0\.01"):
        gdcore.descend(LINE, falling, [0, 0], 10)


def test_equality_is_by_content():
    assert gdcore.Adam(0.1) == gdcore.Adam(np.float64(0.1))
    assert gdcore.Adam([0.1, 0.2]) == gdcore.Adam(np.array([0.1, 0.2]))
    assert hash(gdcore.Adam([0.1, 0.2])) == hash(gdcore.Adam(np.array([0.1, 0.2])))
    assert gdcore.Adam([0.1, 0.2]) != gdcore.Adam([0.1, 0.3])
    assert gdcore.Adam(0.1) != gdcore.AdamW(0.1)
    assert gdcore.Momentum(0.1) != gdcore.Nesterov(0.1)
    assert gdcore.Momentum(gdcore.constant(0.1)) == gdcore.Momentum(gdcore.constant(0.1))
