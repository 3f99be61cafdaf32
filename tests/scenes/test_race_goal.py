"""The race near its goal: which runs are shown there, what they do, and what is counted."""

from __future__ import annotations

import numpy as np
import pytest

import gdcore
from scenes.kit.ink.cast import CAST, Settings
from scenes.optimizer_race import OptimizerRace
from scenes.parts.optimizer_race.focus import leaver, picked
from scenes.parts.optimizer_race.goal import goal_of
from scenes.parts.optimizer_race.staying import slowed
from scenes.parts.optimizer_race.trials import RATES

from .test_optimizer_race import FALLING, GETTING, STAYING


@pytest.fixture
def near(stage):
    return stage(OptimizerRace).staying


class TestRuns:
    def test_one_leaves_with_the_median_rate_and_the_other_stays_with_it(self, stage):
        lesson = stage(OptimizerRace)
        tried, near = lesson.tried["valley"], lesson.staying
        assert near.who == [1, 5] and leaver(tried) == 5
        momentum, adam = tried[1], tried[5]
        stay = np.flatnonzero(momentum.stays[-1, 0])
        leave = np.flatnonzero(adam.got[0] & ~adam.stays[-1, 0])
        assert near.picks == [stay[len(stay) // 2], leave[(len(leave) - 1) // 2]]
        assert picked(adam, leaves=False) in np.flatnonzero(adam.stays[-1, 0])

    @pytest.mark.parametrize("falls", [False, True])
    def test_they_are_runs_of_their_own_for_ten_budgets(self, stage, falls):
        lesson = stage(OptimizerRace)
        near, course = lesson.staying, lesson.courses["valley"]
        for going, role, pick in zip(
            near.falling if falls else near.constant, ("momentum", "adam"), near.picks, strict=True
        ):
            rate = course.falling(RATES[pick]) if falls else float(RATES[pick])
            run = gdcore.descend(
                course.problem, CAST[role].make(rate, Settings()), course.start, 5000
            )
            np.testing.assert_array_equal(going.run.thetas, run.thetas)
            leaves = bool((run.values[501:] > 0.01).any())
            assert leaves == (role == "adam" and not falls)
            assert (going.leaves(course.target, 500) is not None) == leaves

    def test_the_one_that_leaves_was_at_rest_before(self, near):
        adam = near.constant[1]
        left = adam.leaves(0.01, 500)
        assert left == 1331 and adam.run.values[600:1300].max() < 1e-6
        times = np.diff(near.run_on().times)
        assert len(times) == 4500 and times[left - 500] > 50 * times[0]

    def test_every_step_is_seen_or_leads_nowhere(self, near):
        for going in (*near.constant, *near.falling):
            path = going.path.plane.to_scene(going.run.thetas)
            here = np.repeat(going.kept, np.diff([*going.kept, len(path)]))
            assert np.abs(path[going.kept[0] :] - path[here]).max() <= 0.02

    def test_the_clock_moves_both_and_the_rate_is_that_of_its_last_step(self, near):
        for going in near.falling:
            for step in (0, 1, 250, 5000):
                near.clocks[1].set_value(step)
                place = going.path.update().plane.to_scene(going.run.thetas[step])
                np.testing.assert_allclose(going.path.here, place, atol=0.03)
                true = going.run.learning_rates[max(step - 1, 0)]
                assert going.rate[1].update().value == pytest.approx(true)

    def test_steps_after_the_slow_ones_are_even(self):
        times = np.diff(slowed(500, 502, 1000))
        np.testing.assert_allclose(times[:22], 0.14)
        assert times[23:].sum() == pytest.approx(1.6, abs=0.01)


class TestGoal:
    def test_the_square_just_holds_the_ring(self, near):
        goal = goal_of(near.course, np.zeros(2))
        across = np.sqrt(2 * 0.01 * np.linalg.inv(near.course.problem.matrix).diagonal())
        np.testing.assert_allclose(goal.middle, 0, atol=1e-12)
        assert across.max() < goal.half < 1.15 * across.max()

    def test_the_ring_is_where_the_loss_is_the_target(self, near):
        for seen in near.maps:
            values = near.course.problem.value(seen.plane.data(seen.ring.points[::4]))
            np.testing.assert_allclose(values, 0.01, rtol=0.05)
            assert seen.plane.inner.holds(seen.ring.points).all()


@pytest.mark.parametrize("falls", [False, True])
def test_counts_are_those_of_the_tries(near, falls):
    gets, stays = [FALLING] * 2 if falls else (GETTING["valley"], STAYING["valley"])
    near.clocks[falls].set_value(5000)
    for going, who in zip(near.falling if falls else near.constant, near.who, strict=True):
        kept, row = going.counts.update()
        assert (kept.stays.shown, kept.gets.shown) == (str(stays[who]), str(gets[who]))
        assert (_columns(row.part), _columns(row.whole)) == (stays[who], gets[who])


def test_counts_fall_as_the_steps_are_done(near):
    course, clock, (kept, row) = near.course, near.clocks[0], near.constant[1].counts
    runs = gdcore.descend(
        course.problem, gdcore.Adam(RATES), np.tile(course.start, (51, 1)), 5000
    ).values
    for steps in (500, 1330, 1331, 1499, 1500, 2600, 5000):
        clock.set_value(steps)
        kept.update(), row.update()
        low = runs[: steps + 1] <= course.target
        stays = low[:501].any(axis=0) & low[500:].all(axis=0)
        assert kept.stays.shown == str(stays.sum())
        lit = np.round((_middles(row.part) - row.first[0]) / row.pitch).astype(int)
        np.testing.assert_array_equal(
            np.flatnonzero(low[:501].any(axis=0))[lit], stays.nonzero()[0]
        )


def test_falling_rates_count_from_the_step_at_which_they_are_there(near):
    for going in near.falling:
        hits = going.row.trials.hit[0]
        for steps in (0, 20, 100, 500):
            near.clocks[1].set_value(steps)
            lit = going.row.trials.stays[0, 0] & (hits <= steps)
            assert _columns(going.row.update().part) == lit.sum()
        assert not len(going.row.pointer.points)


def test_a_pointer_is_over_the_rate_whose_run_is_shown(near):
    for going, pick, who in zip(near.constant, near.picks, near.who, strict=True):
        row = going.row
        slot = GETTING["valley"][who] - np.count_nonzero(row.trials.got[0, pick:])
        assert row.pointer.points[0, 0] == pytest.approx(_middles(row.whole)[slot])


def _columns(part):
    """How many there are."""
    return len(_middles(part))


def _middles(part):
    """Where along x each is."""
    return part.points[::4].reshape(-1, 4, 3)[..., 0].mean(axis=1)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "values",
    [
        {"landscape": "rosenbrock", "optimizers": "gd,adam"},
        {"landscape": "valley", "optimizers": "gd,momentum", "momentum": 0.0},
        {"landscape": "x^4 + y^2 - x y", "optimizers": "gd,rmsprop"},
    ],
)
def test_other_goals_play(play, values):
    lesson = play(OptimizerRace.configured(**values))
    assert all(len(seen.ring.points) for seen in lesson.staying.maps)
