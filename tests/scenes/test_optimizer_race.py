"""The race: the numbers of the captions, the fairness of the rule, and pictures that match."""

from __future__ import annotations

import numpy as np
import pytest

import gdcore
from scenes.kit.centred_line import MAP_BOX
from scenes.kit.playhead import Playhead
from scenes.kit.race import (
    NAMES,
    RATES,
    Course,
    Settings,
    places,
    race,
    roles_of,
    turned_valley,
)
from scenes.kit.race_table import RaceRow
from scenes.kit.rate_plot import RateCurve, rate_plane
from scenes.kit.standings import standings
from scenes.optimizer_race import OptimizerRace, small

ROLES = tuple(NAMES.values())
FINISHES = {  # in the order of ROLES
    "valley": (97, 63, 40, 95, 167, 62),
    "rosenbrock": (1928, 101, 261, 1022, 1546, 301),
    "saddle": (13, 9, 11, 1, 1, 1),
}
BEST = {
    "valley": (0.032, 0.0040, 0.016, 1.0, 0.025, 0.50),
    "rosenbrock": (0.0020, 0.0032, 0.0013, 1.6, 0.0040, 2.0),
    "saddle": (1.0, 1.6, 0.63, 1.3, 0.50, 1.6),
}


@pytest.fixture
def lesson(stage):
    return stage(OptimizerRace)


@pytest.fixture
def still(lesson, monkeypatch):
    """The lesson, whose beats put things on screen without playing."""
    monkeypatch.setattr(lesson, "play", lambda *_, **__: None)
    monkeypatch.setattr(lesson, "wait", lambda *_: None)
    return lesson


class TestNumbers:
    @pytest.mark.parametrize("course", FINISHES)
    def test_the_ranking_is_what_comes_out(self, lesson, course):
        entries = lesson.entries[course]
        assert tuple(entry.role for entry in entries) == ROLES
        assert tuple(entry.finish for entry in entries) == FINISHES[course]
        rates = [entry.search.learning_rate for entry in entries]
        np.testing.assert_allclose(rates, BEST[course], rtol=0.04)

    def test_the_captions(self):
        valley, bent, saddle = (
            dict(zip(ROLES, FINISHES[course], strict=True)) for course in FINISHES
        )
        assert min(valley, key=valley.get) == "nesterov"
        assert valley["batch"] > 2 * valley["nesterov"]
        assert min(bent, key=bent.get) == "momentum"
        assert round(bent["batch"] / bent["momentum"]) == 19
        assert {role for role, steps in saddle.items() if steps == 1} == {
            "adagrad",
            "rmsprop",
            "adam",
        }

    def test_everyone_tries_the_same_fifty_one_rates_and_none_wins_at_their_ends(self, lesson):
        assert len(RATES) == 51
        assert RATES[0] == pytest.approx(1e-4) and RATES[-1] == pytest.approx(10)
        for entries in lesson.entries.values():
            for entry in entries:
                np.testing.assert_array_equal(entry.search.rates, RATES)
                assert 0 < entry.search.best < 50

    def test_a_finish_is_for_good(self, lesson):
        for name, entries in lesson.entries.items():
            course = lesson.courses[name]
            for entry in entries:
                make = Settings().maker(entry.role)(entry.search.learning_rate)
                run = gdcore.descend(course.problem, make, course.start, course.steps)
                assert (run.values[entry.finish :] <= course.target).all()
                assert run.values[entry.finish - 1] > course.target
                np.testing.assert_array_equal(entry.run.thetas, run.thetas[: entry.finish + 1])

    def test_the_valley_has_its_condition_number_and_its_turn(self):
        problem = gdcore.Quadratic(turned_valley(50, 30), np.zeros(2))
        assert gdcore.condition_number(problem, [0, 0]) == pytest.approx(50)
        along = (np.cos(np.pi / 6), np.sin(np.pi / 6))
        np.testing.assert_allclose(problem.matrix @ along, along, rtol=1e-12)

    def test_the_start_on_the_saddle_is_hardly_off_its_ridge(self, lesson):
        course = lesson.courses["saddle"]
        assert abs(course.problem.gradient(course.start)[1]) == pytest.approx(2e-6)


class TestRule:
    def test_those_that_tie_share_a_place_and_who_does_not_arrive_has_none(self, lesson):
        assert places(lesson.entries["saddle"]) == [6, 4, 5, 1, 1, 1]
        assert places(lesson.entries["valley"]) == [5, 3, 1, 4, 6, 2]
        short = Course(gdcore.Rosenbrock(), (-1.2, 1.0), 0.01, 150)
        entries = race(short, ("batch", "momentum"), Settings())
        assert places(entries) == [None, 1]
        assert entries[0].run.steps == 150

    def test_names_in_any_order_run_in_the_usual_one(self):
        assert roles_of(" adam, gd,Momentum") == ("batch", "momentum", "adam")

    @pytest.mark.parametrize(
        ("names", "message"),
        [
            ("gd,sgd", "no 'sgd'; there are gd, momentum, nesterov, adagrad, rmsprop, adam"),
            ("gd,gd", "names one twice"),
            ("adam", "is no race; it takes two or more of gd"),
            ("", "has no ''"),
        ],
    )
    def test_other_names_are_refused(self, stage, names, message):
        with pytest.raises(ValueError, match=message):
            stage(OptimizerRace.configured(optimizers=names))

    def test_small_numbers_are_set_as_powers(self):
        assert [small(x) for x in (0.0, 0.5, -1e-6, 2.5e-5, -1.0)] == [
            "0",
            "0.5",
            "-10^(-6)",
            "2.5 dot 10^(-5)",
            "−1",
        ]


class TestPictures:
    def test_markers_stand_where_the_runs_are_and_stay_at_their_finish(self, still):
        still.open_course("valley")
        still.line_racers()
        for step in (0, 17, 40, 97, 167):
            still.clock.set_value(step)
            for trace, entry in zip(still.racers[:6], still.racing, strict=True):
                trace.update()
                theta = entry.run.thetas[min(step, entry.finish)]
                np.testing.assert_allclose(
                    trace.marker.centres[0], still.map.to_scene(theta), atol=1e-9
                )

    def test_steps_and_places_appear_on_arrival(self, lesson):
        entry = lesson.entries["valley"][2]
        row = RaceRow(entry, "Nesterov", 1, 0.0, 0.0, lesson.theme)
        assert row.rate().shown == "0.016"
        playhead = Playhead(entry.run.steps, staged=0)
        count, place = row.count(playhead)
        playhead.set_value(39.9)
        count.update(), place.update()
        assert (count.shown, place.shown) == ("", "")
        playhead.set_value(40)
        count.update(), place.update()
        assert (count.shown, place.shown) == ("40", "1.")

    def test_rows_end_in_the_order_of_places(self, still):
        still.open_course("valley")
        still.line_racers()
        still.sort_rows()
        heights = [row.mark.get_center()[1] for row in still.table.rows]
        assert np.argsort(np.negative(heights)).tolist() == [2, 5, 1, 3, 0, 4]

    def test_the_curves_of_the_search_are_its_numbers(self, lesson):
        entries = lesson.entries["valley"]
        plane = rate_plane(MAP_BOX, entries, "", lesson.theme)
        for entry in entries:
            curve, search = RateCurve(plane, entry), entry.search
            arrives = search.steps_to_target >= 0
            expected = plane.at(search.rates[arrives], search.steps_to_target[arrives])
            np.testing.assert_allclose(curve.dots.centres, expected, atol=1e-9)
            best = plane.at(search.learning_rate, entry.finish)
            np.testing.assert_allclose(curve.winner.centres[0], best, atol=1e-9)

    def test_the_standings_are_the_finishes(self, lesson):
        names = dict.fromkeys(ROLES, "name")
        _, *columns = standings(lesson.entries, names, lesson.theme)
        for column, steps in zip(columns, FINISHES.values(), strict=True):
            assert [number.shown for number in column.numbers] == [str(step) for step in steps]


@pytest.mark.parametrize(
    "values",
    [
        {"optimizers": "gd,adam", "condition": 200.0, "turn": 90.0, "momentum": 0.99},
        {"condition": 2.0, "turn": 0.0, "steepness": 5.0, "saddle_start": (-1.5, 1.5)},
        {"optimizers": "momentum,rmsprop", "decay": 0.999, "saddle_start": (0.0, 0.0)},
        {"optimizers": "gd,nesterov", "valley_start": (4.0, -4.0), "rosenbrock_start": (2.0, -2.0)},
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(OptimizerRace.configured(**values))


@pytest.mark.parametrize(
    "values",
    [{"valley_start": (0.0, 0.0)}, {"rosenbrock_start": (1.0, 1.0)}, {"saddle_start": (0.0, 1.2)}],
)
def test_a_start_at_the_target_is_refused(stage, values):
    name = next(iter(values))
    with pytest.raises(ValueError, match=f"{name} = .* already has a loss at or under"):
        stage(OptimizerRace.configured(**values))
