"""The search for a learning rate: the rule, its ties, its failures, and what it refuses."""

import dataclasses
from functools import partial

import numpy as np
import pytest

import gdcore

BOWL = gdcore.Quadratic([[1, 0], [0, 10]], [0, 0])
RATES = np.geomspace(1e-3, 1, 16)


class TestStepsToSettle:
    def test_a_run_that_passes_through_has_not_arrived(self):
        assert gdcore.steps_to_settle([9, 1, 4, 2, 1], 2) == 3

    def test_at_the_target_is_there(self):
        assert gdcore.steps_to_settle([3, 2, 2], 2) == 1

    def test_there_from_the_start(self):
        assert gdcore.steps_to_settle([1, 0.5], 2) == 0

    def test_never(self):
        assert gdcore.steps_to_settle([9, 1, 3], 2) == -1

    def test_runs_side_by_side(self):
        values = np.array([[9.0, 1, 9], [1, 1, np.nan], [1, 5, 0]])
        assert gdcore.steps_to_settle(values, 2).tolist() == [1, -1, 2]

    def test_overflow_is_above_every_target(self):
        assert gdcore.steps_to_settle([1, np.inf, np.nan], 2) == -1
        assert gdcore.steps_to_settle([1, -np.inf], 2) == 0

    def test_the_definition_on_a_real_run(self):
        values = gdcore.descend(BOWL, gdcore.Momentum(0.05), [3, 1], 200).values
        step = int(gdcore.steps_to_settle(values, 0.1))
        assert values[step - 1] > 0.1 >= values[step:].max()
        assert (values <= 0.1).argmax() < step

    @pytest.mark.parametrize("values", [[], 3.0])
    def test_no_values_are_refused(self, values):
        with pytest.raises(ValueError, match="not empty"):
            gdcore.steps_to_settle(values, 1)

    def test_a_target_must_be_finite(self):
        with pytest.raises(ValueError, match="target is nan"):
            gdcore.steps_to_settle([1], np.nan)


class TestBestLearningRate:
    @pytest.mark.parametrize(
        "make",
        [
            gdcore.GradientDescent,
            partial(gdcore.Momentum, momentum=0.8),
            gdcore.Nesterov,
            gdcore.AdaGrad,
            partial(gdcore.RMSProp, decay=0.9),
            gdcore.Adam,
        ],
    )
    def test_every_rate_has_the_digits_of_its_own_run(self, make):
        found = gdcore.best_learning_rate(BOWL, make, RATES, [3, 1], 120, 0.01)
        for i, rate in enumerate(RATES):
            run = gdcore.descend(BOWL, make(rate), [3, 1], 120)
            assert found.steps_to_target[i] == gdcore.steps_to_settle(run.values, 0.01)
            assert found.final_values[i] == run.values[-1]
        reached = found.steps_to_target[found.steps_to_target >= 0]
        assert found.best_steps == reached.min()
        assert found.learning_rate == RATES[found.best]

    def test_on_a_bowl_it_finds_the_rate_of_theory(self):
        fine = np.linspace(0.1, 0.2, 101)
        found = gdcore.best_learning_rate(BOWL, gdcore.GradientDescent, fine, [1, 1], 400, 1e-20)
        assert found.learning_rate == pytest.approx(2 / (1 + 10), abs=4e-3)

    def test_of_equally_fast_rates_the_smallest_is_picked_in_any_order(self):
        flat = gdcore.Quadratic([[1]], [0])
        for rates in ([1.2, 0.9, 1.0], [0.9, 1.0, 1.2]):
            found = gdcore.best_learning_rate(flat, gdcore.GradientDescent, rates, [1], 9, 0.03)
            assert found.steps_to_target.tolist().count(1) == 3
            assert found.learning_rate == 0.9

    def test_if_none_gets_there_the_lowest_is_picked(self):
        found = gdcore.best_learning_rate(
            BOWL, gdcore.GradientDescent, [1e-4, 1e-3, 5], [3, 1], 10, 1e-6
        )
        assert found.best_steps is None
        assert found.learning_rate == 1e-3
        assert found.steps_to_target.tolist() == [-1, -1, -1]

    def test_a_rate_that_overflows_is_no_winner_and_no_warning(self):
        found = gdcore.best_learning_rate(
            BOWL, gdcore.GradientDescent, [1e-3, 100], [3, 1], 2000, 1e-2
        )
        assert found.learning_rate == 1e-3
        assert found.final_values[1] == np.inf

    def test_leaving_a_saddle_downwards_without_end_counts(self):
        found = gdcore.best_learning_rate(
            gdcore.Saddle(), gdcore.GradientDescent, [0.1, 0.5], [0.5, 1e-6], 2000, -1
        )
        assert found.learning_rate == 0.5
        assert found.best_steps == 20
        assert found.final_values[1] == -np.inf

    def test_the_result_is_closed_for_writing_and_compares_by_content(self):
        one, two = (
            gdcore.best_learning_rate(BOWL, gdcore.Adam, RATES, [3, 1], 50, 1.0) for _ in range(2)
        )
        assert one == two
        for array in (one.rates, one.steps_to_target, one.final_values):
            assert not array.flags.writeable

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"rates": [0.0]}, r"rates holds 0\.0 at index \(0,\)"),
            ({"final_values": [np.nan]}, r"final_values holds nan at index \(0,\)"),
            ({"target": np.inf}, "target is inf"),
            ({"steps": 0}, "steps is 0"),
            ({"best": -1}, "best is -1"),
        ],
    )
    def test_a_result_is_checked_like_any_record(self, values, message):
        found = gdcore.best_learning_rate(BOWL, gdcore.Adam, [0.1], [3, 1], 50, 1.0)
        with pytest.raises(ValueError, match=message):
            dataclasses.replace(found, **values)

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"rates": []}, "rates have shape"),
            ({"rates": [[0.1]]}, "rates have shape"),
            (
                {"rates": [0.1, 0]},
                r"rates holds 0\.0 at index \(1,\); each must be a finite number above 0",
            ),
            ({"rates": [0.1, np.nan]}, "rates holds nan"),
            ({"start": [[3, 1]]}, "must be one point"),
            ({"start": [3]}, "start has shape"),
            ({"steps": 0}, "steps is 0"),
            ({"target": np.inf}, "target is inf"),
        ],
    )
    def test_what_is_refused(self, values, message):
        arguments = {"rates": [0.1], "start": [3, 1], "steps": 5, "target": 1.0} | values
        with pytest.raises(ValueError, match=message):
            gdcore.best_learning_rate(BOWL, gdcore.GradientDescent, **arguments)
