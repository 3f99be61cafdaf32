"""Schedules and batches: their sequences and their refusals."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdcore
from gdcore import batches, schedules

STEPS = np.arange(12)


@pytest.mark.parametrize(
    ("schedule", "formula"),
    [
        (schedules.constant(0.3), lambda t: 0.3),
        (schedules.step_decay(0.3, every=5), lambda t: 0.3 * 0.1 ** (t // 5)),
        (schedules.exponential(0.3, factor=0.9), lambda t: 0.3 * 0.9**t),
        (schedules.inverse_time(0.3, decay=0.5), lambda t: 0.3 / (1 + 0.5 * t)),
        (
            schedules.cosine(0.3, steps=8, final=0.1),
            lambda t: 0.1 + 0.1 * (1 + np.cos(np.pi * min(t, 8) / 8)),
        ),
        (schedules.warmup(0.3, steps=4), lambda t: 0.3 * min(1, (t + 1) / 4)),
        (
            schedules.warmup(schedules.exponential(0.3, 0.9), steps=4),
            lambda t: 0.3 * 0.9**t * min(1, (t + 1) / 4),
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_formulas(schedule, formula):
    expected = [formula(int(t)) for t in STEPS]
    np.testing.assert_allclose([schedule(int(t)) for t in STEPS], expected, rtol=1e-14)
    np.testing.assert_allclose(schedule(STEPS), expected, rtol=1e-14)
    assert isinstance(float(schedule(0)), float)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: schedules.constant(-1),
            r"rate is -1\.0; it must be a finite number of at least 0",
        ),
        (lambda: schedules.constant(np.nan), "rate is nan"),
        (
            lambda: schedules.step_decay(0.1, every=0),
            "every is 0; it must be an integer of at least 1",
        ),
        (
            lambda: schedules.step_decay(0.1, every=2, factor=0),
            r"factor is 0\.0; it must be a finite number above 0",
        ),
        (lambda: schedules.exponential(0.1, factor=0), r"factor is 0\.0; .* above 0"),
        (lambda: schedules.inverse_time(0.1, decay=-1), r"decay is -1\.0.* of at least 0"),
        (lambda: schedules.cosine(0.1, steps=1.5), r"steps is 1\.5"),
        (lambda: schedules.cosine(0.1, steps=5, final=-1), r"final is -1\.0"),
        (lambda: schedules.warmup(-0.1, steps=5), r"schedule is -0\.1.* of at least 0"),
        (lambda: schedules.warmup(0.1, steps=0), "steps is 0"),
    ],
)
def test_schedules_refuse(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("make_rng", [np.random.default_rng, np.random.RandomState])
def test_batches_with_either_generator(make_rng):
    rows = [int(row[0]) for row in islice(batches.single(5, make_rng(0)), 400)]
    assert set(rows) == set(range(5))
    drawn = list(islice(batches.shuffled(10, 4, make_rng(0)), 9))
    assert [len(rows) for rows in drawn] == [4, 4, 2] * 3
    epochs = [np.concatenate(drawn[first : first + 3]).tolist() for first in (0, 3, 6)]
    assert all(sorted(epoch) == list(range(10)) for epoch in epochs)
    assert epochs[0] != epochs[1] != epochs[2]
    again = list(islice(batches.shuffled(10, 4, make_rng(0)), 9))
    assert [rows.tolist() for rows in again] == [rows.tolist() for rows in drawn]


def test_legacy_draws_are_the_notebooks():
    rng = np.random.RandomState(2)
    expected = [rng.randint(0, 51) for _ in range(20)]
    drawn = islice(batches.single(51, np.random.RandomState(2)), 20)
    assert [rows.tolist() for rows in drawn] == [[row] for row in expected]
    order = np.random.RandomState(1).permutation(51)
    first = next(batches.shuffled(51, 8, np.random.RandomState(1)))
    assert first.tolist() == order[:8].tolist()


GENERATORS = st.sampled_from([np.random.default_rng, np.random.RandomState])


@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 2**31 - 1), GENERATORS)
def test_drawn_rows_are_of_the_size_and_of_the_seed(n, size, seed, make_rng):
    first, again = (
        np.stack(list(islice(batches.drawn(n, size, make_rng(seed)), 5))) for _ in range(2)
    )
    assert first.shape == (5, size) and first.dtype == np.intp
    assert first.min() >= 0 and first.max() < n
    np.testing.assert_array_equal(first, again)


@given(st.integers(2, 12), st.integers(1, 9), st.integers(0, 2**31 - 1), GENERATORS)
def test_draws_are_even_and_independent(n, size, seed, make_rng):
    rows = np.stack(list(islice(batches.drawn(n, size, make_rng(seed)), 2000)))
    shares = np.bincount(rows.ravel(), minlength=n) / rows.size
    assert np.abs(shares - 1 / n).max() < 6 * np.sqrt(1 / n / rows.size)
    means = rows.mean(axis=1)
    alone = np.sqrt((n**2 - 1) / 12)
    assert np.std(means) == pytest.approx(alone / np.sqrt(size), rel=0.12)  # with replacement
    if size > 1:
        twice = np.mean(rows[:, 0] == rows[:, 1])
        assert twice == pytest.approx(1 / n, abs=6 * np.sqrt(1 / n / 2000))


def test_full_is_every_row_for_ever():
    assert [rows.tolist() for rows in islice(batches.full(3), 2)] == [[0, 1, 2]] * 2


def test_batches_are_read_only():
    for rows in (
        next(batches.full(3)),
        next(batches.single(3, np.random.default_rng(0))),
        next(batches.shuffled(3, 2, np.random.default_rng(0))),
        next(batches.drawn(3, 2, np.random.RandomState(0))),
    ):
        with pytest.raises(ValueError, match="read-only"):
            rows[0] = 1


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: batches.full(0), "n is 0; it must be an integer of at least 1"),
        (lambda: batches.single(2.0, np.random.default_rng(0)), r"n is 2\.0"),
        (lambda: batches.single(5, 42), "rng is 42; it must be a numpy Generator or RandomState"),
        (lambda: batches.single(5, np.random), "rng is <module"),
        (lambda: batches.shuffled(5, 6, np.random.default_rng(0)), "size is 6.*from 1 to 5"),
        (lambda: batches.shuffled(5, 0, np.random.default_rng(0)), "size is 0.*from 1 to 5"),
        (lambda: batches.shuffled(5, 2, None), "rng is None"),
        (lambda: batches.drawn(0, 1, np.random.default_rng(0)), "n is 0"),
        (lambda: batches.drawn(5, 0, np.random.default_rng(0)), "size is 0.*of at least 1"),
        (lambda: batches.drawn(5, 2, 42), "rng is 42"),
    ],
)
def test_batches_refuse_at_once(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_the_global_generator_is_left_alone():
    before = np.random.get_state()[1].copy()
    gdcore.split_line(), gdcore.noisy_line(), gdcore.labelled_line()
    gdcore.scattered_line()
    next(batches.shuffled(5, 2, np.random.default_rng(0)))
    np.testing.assert_array_equal(np.random.get_state()[1], before)
