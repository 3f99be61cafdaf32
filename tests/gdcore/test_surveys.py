"""The survey of many runs: what it keeps is what a record of each of them says."""

import numpy as np
import pytest

import gdcore

BOWL = gdcore.Quadratic([[1, 0], [0, 10]], [0, 0])
RATES = np.geomspace(1e-3, 3, 12)
STARTS = np.tile([3.0, 1.0], (12, 1)) + np.linspace(0, 1, 12)[:, None]
MAKERS = {
    "descent": gdcore.GradientDescent,
    "nesterov": gdcore.Nesterov,
    "rmsprop": lambda rates: gdcore.RMSProp(rates, 0.9),
    "falling": lambda rates: gdcore.Adam(gdcore.schedules.inverse_time(rates, 0.1)),
}


@pytest.fixture(scope="module", params=[BOWL, gdcore.Rosenbrock(), gdcore.Saddle()])
def both(request):
    """A problem, and its survey of five rounds beside the records of the same runs."""
    problem, target = request.param, 0.05
    optimizers = [make(RATES) for make in MAKERS.values()]
    surveys = gdcore.survey(problem, optimizers, [STARTS] * 4, 30, target, rounds=5)
    records = [gdcore.descend(problem, optimizer, STARTS, 150) for optimizer in optimizers]
    return target, surveys, records


def test_the_hit_is_the_first_step_at_the_target(both):
    target, surveys, records = both
    for found, record in zip(surveys, records, strict=True):
        low = record.values[:31] <= target
        expected = np.where(low.any(axis=0), low.argmax(axis=0), -1)
        np.testing.assert_array_equal(found.hit, expected)


def test_who_stays_is_at_the_target_at_every_step_to_the_end_of_a_round(both):
    target, surveys, records = both
    for found, record in zip(surveys, records, strict=True):
        for turn in range(5):
            settled = gdcore.steps_to_settle(record.values[: (turn + 1) * 30 + 1], target)
            expected = (settled >= 0) & (settled <= 30)
            np.testing.assert_array_equal(found.stays(turn), expected)
            there = found.stays(turn)
            np.testing.assert_array_equal(found.last_above[turn][there] + 1, settled[there])
        assert (found.stays() <= found.stays(0)).all()


def test_it_says_where_each_run_is_at_the_end_of_each_round(both):
    _, surveys, records = both
    for found, record in zip(surveys, records, strict=True):
        np.testing.assert_array_equal(found.ends, record.thetas[30::30])


def test_the_share_above_is_counted_from_the_hit(both):
    target, surveys, records = both
    for found, record in zip(surveys, records, strict=True):
        for run, hit in enumerate(found.hit):
            share = found.share_above()[run]
            if hit < 0:
                assert np.isnan(share)
            else:
                assert share == pytest.approx((record.values[hit:, run] > target).mean())


def test_at_one_rate_some_leave_again_and_fewer_if_it_falls():
    makers = [MAKERS["rmsprop"](RATES), MAKERS["falling"](RATES)]
    hopping, falling = gdcore.survey(BOWL, makers, [STARTS] * 2, 300, 0.05, rounds=3)
    assert (hopping.hit >= 0).sum() > hopping.stays().sum() > 0
    assert falling.stays().sum() > hopping.stays().sum()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"starts": [STARTS]}, "there are 1 starts for 2 optimizers"),
        ({"starts": [STARTS, np.full((12, 2), np.inf)]}, "starts"),
        ({"steps": 0}, "steps is 0"),
        ({"rounds": 0}, "rounds is 0"),
        ({"target": np.nan}, "target"),
    ],
)
def test_what_it_refuses(changed, message):
    optimizers = [gdcore.GradientDescent(0.1), gdcore.Momentum(0.1)]
    values = {"starts": [STARTS, STARTS], "steps": 5, "target": 0.1} | changed
    with pytest.raises(ValueError, match=message):
        gdcore.survey(BOWL, optimizers, **values)
