"""The race: the numbers of the captions, the fairness of the rule, and pictures that match."""

from __future__ import annotations

import numpy as np
import pytest
from manim import VGroup

import gdcore
from scenes.kit.ink.cast import CAST, Settings, optimizers
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.lesson.words import LANGUAGES, Words
from scenes.kit.time.playhead import Playhead
from scenes.optimizer_race import OptimizerRace, small
from scenes.parts.optimizer_race.landscapes import LANDSCAPES, Landscape, turned_valley
from scenes.parts.optimizer_race.race import (
    RATES,
    Course,
    places,
    race,
    roles_of,
)
from scenes.parts.optimizer_race.race_report import comparison, verdict
from scenes.parts.optimizer_race.race_table import RaceRow
from scenes.parts.optimizer_race.rate_plot import RateCurve, rate_plane
from scenes.parts.optimizer_race.standings import standings
from studio.checks.faults import report
from studio.checks.lesson import OUTLINES, PIXELS, check_lesson

ROLES = tuple(member.role for member in optimizers().values())
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


class TestNumbers:
    @pytest.mark.parametrize("course", FINISHES)
    def test_the_ranking_is_what_comes_out(self, lesson, course):
        entries = lesson.entries[course]
        assert tuple(entry.role for entry in entries) == ROLES
        assert tuple(entry.finish for entry in entries) == FINISHES[course]
        rates = [entry.search.learning_rate for entry in entries]
        np.testing.assert_allclose(rates, BEST[course], rtol=0.04)

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
                make = CAST[entry.role].make(entry.search.learning_rate, Settings())
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
    def test_markers_stand_where_the_runs_are_and_stay_at_their_finish(self, lesson):
        heat = lesson.heats["valley"]
        for step in (0, 17, 40, 97, 167):
            heat.clock.set_value(step)
            for trace, entry in zip(heat.racers, heat.entries, strict=True):
                trace.update()
                theta = entry.run.thetas[min(step, entry.finish)]
                np.testing.assert_allclose(
                    trace.marker.centres[0], heat.ground.map.to_scene(theta), atol=1e-9
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

    def test_rows_end_in_the_order_of_places(self, lesson):
        lesson.heats["valley"].rank()
        heights = [row.mark.get_center()[1] for row in lesson.heats["valley"].table.rows]
        assert np.argsort(np.negative(heights)).tolist() == [2, 5, 1, 3, 0, 4]

    def test_the_curves_of_the_search_are_its_numbers(self, lesson):
        entries = lesson.entries["valley"]
        plane = rate_plane(lesson.boxes.stage, entries, "", lesson.theme)
        for entry in entries:
            curve, search = RateCurve(plane, entry), entry.search
            arrives = search.steps_to_target >= 0
            expected = plane.at(search.rates[arrives], search.steps_to_target[arrives])
            np.testing.assert_allclose(curve.dots.centres, expected, atol=1e-9)
            best = plane.at(search.learning_rate, entry.finish)
            np.testing.assert_allclose(curve.winner.centres[0], best, atol=1e-9)

    def test_the_winner_is_drawn_over_the_others_and_they_grow_thin(self, lesson):
        heat = lesson.heats["valley"]
        lesson.run_race(heat)
        widths = {racer.role: racer.line.stroke_width for racer in heat.racers}
        thickest = max(widths.values())
        assert [role for role in ROLES if widths[role] == thickest] == ["nesterov"]

    @pytest.mark.parametrize(
        "courses", [("valley", "rosenbrock", "saddle"), ("rosenbrock", "saddle"), ("saddle",)]
    )
    def test_the_standings_are_the_finishes_in_the_middle(self, lesson, courses):
        names = dict.fromkeys(ROLES, "name")
        entries = {name: lesson.entries[name] for name in courses}
        whole = standings(entries, names, lesson.boxes.standings, lesson.theme)
        for column, course in zip(whole[1:], courses, strict=True):
            assert [number.shown for number in column.numbers] == [*map(str, FINISHES[course])]
        block = VGroup(*whole)
        assert abs(block.get_left()[0] + block.get_right()[0]) < 0.5


class TestLandscapes:
    def test_the_default_is_all_of_them_and_the_lesson_lists_them(self):
        assert OptimizerRace.beats == ("line_up", "tune", *LANDSCAPES, "rank")
        assert OptimizerRace.configured().beats == OptimizerRace.beats

    def test_a_variant_has_the_beats_of_its_landscapes_in_the_usual_order(self):
        two = OptimizerRace.configured(landscape=" Saddle,valley")
        assert two.beats == ("line_up", "tune", "valley", "saddle", "rank")
        assert two.presented("light", "es").beats == two.beats
        assert two.configured(landscape="rosenbrock").beats[2:] == ("rosenbrock", "rank")
        assert OptimizerRace.beats[2:5] == tuple(LANDSCAPES)

    def test_a_subclass_that_sets_it_has_them_too(self):
        class Bent(OptimizerRace):
            landscape = "rosenbrock"

        assert Bent.configured().beats == ("line_up", "tune", "rosenbrock", "rank")

    @pytest.mark.parametrize(
        ("names", "message"),
        [
            ("hill", "landscape = 'hill' has no 'hill'; there are valley, rosenbrock, saddle"),
            ("saddle,Saddle", "landscape = 'saddle,Saddle' names one twice; there are valley"),
            ("", "landscape = '' has no ''; there are valley"),
        ],
    )
    def test_others_are_refused(self, names, message):
        with pytest.raises(ParameterError, match=message):
            OptimizerRace.configured(landscape=names)

    def test_a_start_that_nobody_takes_is_not_refused(self, stage):
        lesson = stage(OptimizerRace.configured(landscape="valley", saddle_start=(0.0, 1.2)))
        assert list(lesson.entries) == ["valley"]

    @pytest.mark.parametrize(
        ("landscape", "depth", "theme", "language"),
        [
            ("valley", PIXELS, "dark", "en"),
            ("rosenbrock", OUTLINES, "dark", "es"),
            ("saddle", PIXELS, "light", "es"),
            ("valley,saddle", OUTLINES, "light", "en"),
            ("rosenbrock,saddle", OUTLINES, "dark", "en"),
        ],
    )
    def test_choices_play_without_fault(self, landscape, depth, theme, language):
        lesson = OptimizerRace.configured(landscape=landscape).presented(theme, language)
        assert not report(check_lesson(lesson, depth))

    def test_a_new_one_costs_its_entry_and_its_words(self, play, monkeypatch):
        bowl = Landscape(
            lambda lesson: gdcore.Quadratic(np.diag([1.0, lesson.condition]), np.ones(2)),
            start=(-2.0, 3.0),
            starts=Interval(-3, 3),
        )
        monkeypatch.setitem(LANDSCAPES, "bowl", bowl)
        read = Words.__init__

        def with_a_bowl(words, *args):
            read(words, *args)
            words._table |= {"bowl": "bowl", "bowl_stamp": "bowl of {condition}"}
            said = words._table["captions"]
            words._table["captions"] = said | {"bowl": said["rosenbrock"]}

        monkeypatch.setattr(Words, "__init__", with_a_bowl)

        class Race(OptimizerRace):
            """As if it were made with the entry in its table."""

        values = {"landscape": "valley,bowl", "optimizers": "gd,adam", "condition": 4.0}
        lesson = play(Race.configured(**values))
        assert lesson.beats == ("line_up", "tune", "valley", "bowl", "rank")
        heat = lesson.heats["bowl"]
        assert heat.course.start == (-2.0, 3.0) and heat.course.problem.matrix[1, 1] == 4
        assert heat.stamp.body.startswith("bowl of 4")
        outcome, facts = lesson.told("bowl")
        assert (outcome, facts["who"]) == ("won", "plain descent")
        moved = Race.configured(**values, bowl_start=(1.0, 2.0))
        assert moved.values()["bowl_start"] == (1.0, 2.0)
        with pytest.raises(ParameterError, match="bowl_start = .* from -3 to 3"):
            Race.configured(bowl_start=(4.0, 0.0))

    @pytest.mark.parametrize("landscape", LANDSCAPES)
    def test_the_first_one_is_lined_up_and_tuned_on(self, play, landscape):
        lesson = play(OptimizerRace.configured(landscape=landscape))
        heat = lesson.heats[landscape]
        assert [row.entry for row in heat.table.rows] == list(lesson.entries[landscape])
        shown = [rate.shown for rate in heat.rates]
        np.testing.assert_allclose([float(s) for s in shown], BEST[landscape], rtol=0.04)
        said = [caption.content for caption in lesson.renderer.file_writer.subcaptions]
        assert said == [lesson.caption(beat) for beat in lesson.beats] and len(said) == 4


SAID = {
    (): {
        "line_up": "Six optimizers race",
        "tune": "the one that needs the fewest steps.",
        "valley": "In a long valley that lies across the axes, Nesterov settles first, and plain "
        "descent needs more than twice its steps.",
        "rosenbrock": "In Rosenbrock's bent valley momentum is first, and plain descent needs more "
        "than nineteen times its steps.",
        "saddle": "whoever divides by its size leaps off at once",
        "rank": "Three landscapes give three rankings, so no optimizer is the best everywhere.",
    },
    (("optimizers", "gd,adam"), ("landscape", "valley,rosenbrock")): {
        "line_up": "Two optimizers race",
        "valley": "Adam settles first, and plain descent needs 35 steps more.",
        "rank": "Two landscapes give the same ranking, and the first place always goes to Adam.",
    },
    (("optimizers", "rmsprop,adam"), ("landscape", "saddle")): {
        "saddle": "On a saddle all fall to the target at the same time, after one step.",
        "rank": "On this landscape all are equally fast",
    },
    (("saddle_start", (0.5, 0.0)), ("landscape", "saddle,valley")): {
        "tune": "gets lowest where none arrives.",
        "saddle": "nobody ever leaves it.",
        "rank": "On only one of these landscapes does anybody arrive, and there the first place "
        "goes to Nesterov.",
    },
    (("condition", 4.0), ("turn", 90.0), ("saddle_start", (0.5, 0.5)), ("momentum", 0.0)): {
        "valley": "In a wide valley that lies along an axis, ",
        "saddle": "On a saddle ",
    },
}


class TestCaptions:
    @pytest.mark.parametrize("values", SAID)
    def test_they_say_what_comes_out(self, stage, values):
        lesson = stage(OptimizerRace.configured(**dict(values)))
        for beat, part in SAID[values].items():
            assert part in lesson.caption(beat)

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        "values",
        [
            {},
            {"condition": 200.0, "turn": 0.0, "momentum": 0.5},
            {"optimizers": "gd,adagrad", "steepness": 5.0, "rosenbrock_start": (0.0, 2.0)},
            {"optimizers": "rmsprop,gd,adam", "decay": 0.999, "condition": 2.0},
            {"momentum": 0.0, "saddle_start": (1.0, 0.3)},
        ],
    )
    def test_winners_and_ratios_recounted(self, stage, language, values):
        lesson = stage(OptimizerRace.configured(**values).presented("dark", language))
        words = Words("optimizer_race", language)
        for name, entries in lesson.entries.items():
            finishes = {entry.role: entry.finish or np.inf for entry in entries}
            best = min(finishes.values())
            caption = lesson.caption(name)
            outcome, facts = lesson.told(name)
            if outcome == "ridge":
                jump = {role for role, steps in finishes.items() if steps <= 2}
                assert jump == {role for role in finishes if CAST[role].by_size}
                continue
            assert outcome in ("won", "shared", "together"), caption
            first = [role for role, steps in finishes.items() if steps == best]
            assert (outcome == "won") == (len(first) == 1)
            if outcome != "together":
                behind = {role: steps for role, steps in finishes.items() if steps > best}
                rival = "batch" if "batch" in behind else max(behind, key=behind.get)
                assert [facts["who"].count(words[f"said_{r}"]) for r in first] == [1] * len(first)
                assert facts["rival"] == words[f"said_{rival}"]
                assert amount(facts["more"], words, language)(best, finishes[rival])
            assert all(fact in caption for key, fact in facts.items() if key != "steps")

    def test_who_does_not_arrive_needs_more_than_all_steps(self):
        course = Course(gdcore.Rosenbrock(), (-1.2, 1.0), 0.01, 150)
        words = Words("optimizer_race", "en")
        entries = race(course, ("batch", "momentum"), Settings())
        outcome, facts = verdict(entries, words)
        assert (outcome, facts["more"]) == ("won", "more than 150 steps")
        short = Course(gdcore.Rosenbrock(), (-1.2, 1.0), 0.01, 5)
        nobody = race(short, ("batch", "momentum"), Settings())
        assert verdict(nobody, words) == ("nobody", {"steps": "five steps"})
        assert comparison([nobody], words) == ("nobody", {})
        assert comparison([nobody, entries], words)[1]["who"] == "momentum"


def amount(more, words, language):
    """What a text such as "more than twice its steps" says of two numbers of steps."""
    count = next((i for i in range(21) if f" {words.count(i)} " in f" {more} "), None)
    digits = next((int(word) for word in more.split() if word.isdigit()), count)
    twice = {"en": "twice", "es": "doble"}[language] in more
    least = {"en": "more than", "es": "más de"}[language] in more
    if twice or {"en": "times", "es": "veces"}[language] in more:
        times = 2 if twice else digits
        return lambda best, other: other / best > times if least else other == times * best
    return lambda best, other: other - best == digits and other < 2 * best


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


def test_only_the_uppermost_of_those_at_one_place_has_a_drop_line(stage):
    lesson = stage(OptimizerRace.configured(landscape="saddle", saddle_start=(0.0, 0.0)))
    heat = lesson.heats["saddle"]
    view = heat.ground.view
    for tracker, value in ((view.elevation, 30), (view.rise, 1), (view.solid, 1)):
        tracker.set_value(value)
    heat.runners.update()
    assert [racer.is_covered for racer in heat.racers] == [True] * 5 + [False]
    assert [len(racer.foot.points) > 0 for racer in heat.racers] == [False] * 5 + [True]
    assert all(len(racer.marker.points) for racer in heat.racers)


@pytest.mark.parametrize("side", [-1, 1])
def test_those_who_fall_off_the_saddle_fall_towards_the_eye(play, side):
    values = {"landscape": "saddle", "saddle_start": (0.5, 0.3 * side), "optimizers": "gd,adam"}
    lesson = play(OptimizerRace.configured(**values))
    surface = lesson.heats["saddle"].ground.surface
    view = surface.view
    points = surface.relief.ground(np.array([[0.5, 0.3 * side], [0.5, side]]))
    before, after = (view.pose.seen(point)[2] for point in points)  # how far away it is
    assert after < before - 0.5


@pytest.mark.parametrize(
    "values",
    [{"valley_start": (0.0, 0.0)}, {"rosenbrock_start": (1.0, 1.0)}, {"saddle_start": (0.0, 1.2)}],
)
def test_a_start_at_the_target_is_refused(stage, values):
    name = next(iter(values))
    with pytest.raises(ValueError, match=f"{name} = .* already has a loss at or under"):
        stage(OptimizerRace.configured(**values))
