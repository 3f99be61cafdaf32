"""The race: the numbers of the captions, the fairness of the rule, and pictures that match."""

from __future__ import annotations

import numpy as np
import pytest

import gdcore
from scenes.kit.ink.cast import CAST, Settings, optimizers
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.lesson.words import Words
from scenes.optimizer_race import OptimizerRace
from scenes.parts.optimizer_race.landscapes import LANDSCAPES, Landscape, small, turned_valley
from scenes.parts.optimizer_race.race import places, race, ranking, roles_of
from scenes.parts.optimizer_race.race_report import leader, verdict
from scenes.parts.optimizer_race.race_rows import baseline
from scenes.parts.optimizer_race.strips import TALL
from scenes.parts.optimizer_race.trials import RATES, ROUNDS, Course, try_rates
from scenes.parts.optimizer_race.typed import typed_course
from studio.checks.faults import report
from studio.checks.lesson import OUTLINES, PIXELS, check_lesson

TUNING = ("tune", "run_on", "let_fall")
ROLES = tuple(member.role for member in optimizers().values())
FINISHES = {  # in the order of ROLES
    "valley": (97, 63, 40, 95, 167, 120),
    "rosenbrock": (1928, 101, 261, 1022, 1546, 210),
    "saddle": (76, 36, 30, 17, 4, 11),
}
BEST = {
    "valley": (0.032, 0.0040, 0.016, 1.0, 0.025, 0.10),
    "rosenbrock": (0.0020, 0.0032, 0.0013, 1.6, 0.0040, 0.79),
    "saddle": (0.1,) * 6,
}
GETTING = {"valley": (9, 21, 17, 18, 12, 27), "rosenbrock": (2, 14, 11, 4, 8, 28)}
STAYING = {"valley": (9, 21, 17, 18, 7, 7), "rosenbrock": (1, 13, 9, 3, 5, 0)}
FALLING = (5, 16, 14, 13, 11, 21)  # get there in the valley if they fall, and stay


def thorough(*values):
    return pytest.param(*values, marks=pytest.mark.thorough)


@pytest.fixture
def lesson(stage):
    return stage(OptimizerRace)


class TestNumbers:
    @pytest.mark.parametrize("course", FINISHES)
    def test_the_ranking_is_what_comes_out(self, lesson, course):
        entries = lesson.entries[course]
        assert tuple(entry.role for entry in entries) == ROLES
        assert tuple(entry.finish for entry in entries) == FINISHES[course]
        np.testing.assert_allclose([entry.rate for entry in entries], BEST[course], rtol=0.04)

    @pytest.mark.parametrize("course", GETTING)
    def test_how_many_rates_get_there_and_stay(self, lesson, course):
        tried = lesson.tried[course]
        assert tuple(trials.getting[0] for trials in tried) == GETTING[course]
        assert tuple(trials.staying[0] for trials in tried) == STAYING[course]

    def test_falling_rates_stay_and_cost_some_that_got_there(self, lesson):
        (tried,) = lesson.fallen
        assert tuple(trials.getting[0] for trials in tried) == FALLING
        assert tuple(trials.staying[0] for trials in tried) == FALLING

    def test_the_falling_rate_never_reaches_0(self, lesson):
        schedule = lesson.courses["valley"].falling(RATES)
        assert (schedule(np.array(10**9)) > 0).all()
        np.testing.assert_allclose(schedule(500), RATES / 11)

    def test_everyone_tries_the_same_fifty_one_rates_from_six_starts(self, lesson):
        assert len(RATES) == 51
        assert RATES[0] == pytest.approx(1e-4) and RATES[-1] == pytest.approx(10)
        for name in lesson.tuned:
            starts = lesson.courses[name].starts
            assert tuple(starts[0]) == lesson.courses[name].start
            np.testing.assert_allclose(np.linalg.norm(starts[1:] - starts[0], axis=1), 0.3)
            for trials in lesson.tried[name]:
                np.testing.assert_array_equal(trials.rates, RATES)
                assert trials.hit.shape == (6, 51) and trials.stays.shape == (ROUNDS, 6, 51)

    def test_a_finish_is_for_good(self, lesson):
        for name, entries in lesson.entries.items():
            course = lesson.courses[name]
            for entry in entries:
                make = CAST[entry.role].make(entry.rate, Settings())
                run = gdcore.descend(course.problem, make, course.start, 10 * course.steps)
                assert entry.stays == (run.values[entry.finish :] <= course.target).all()
                assert run.values[entry.finish - 1] > course.target >= run.values[entry.finish]
                np.testing.assert_array_equal(entry.run.thetas, run.thetas[: entry.finish + 1])

    def test_a_try_is_a_run_of_its_own(self, lesson):
        course, trials = lesson.courses["valley"], lesson.tried["valley"][4]
        for index in (18, 25, 26, 28, 40):
            make = gdcore.RMSProp(RATES[index], 0.9)
            high = gdcore.descend(course.problem, make, course.starts[3], 5000).values > 0.01
            got, last = not high[:501].all(), np.flatnonzero(high)[-1]
            assert trials.got[3, index] == got
            assert trials.stays[-1, 3, index] == (got and last < 500)
            if got:
                share = high[high.argmin() :].mean()
                assert trials.above[-1, 3, index] == pytest.approx(share)

    def test_the_valley_has_its_condition_number_and_its_turn(self):
        problem = gdcore.Quadratic(turned_valley(50, 30), np.zeros(2))
        assert gdcore.condition_number(problem, [0, 0]) == pytest.approx(50)
        along = (np.cos(np.pi / 6), np.sin(np.pi / 6))
        np.testing.assert_allclose(problem.matrix @ along, along, rtol=1e-12)

    def test_the_start_on_the_saddle_is_hardly_off_its_ridge(self, lesson):
        course = lesson.courses["saddle"]
        assert abs(course.problem.gradient(course.start)[1]) == pytest.approx(2e-6)


class TestRule:
    def test_those_that_leave_again_or_do_not_arrive_have_no_place(self, lesson):
        assert places(lesson.entries["saddle"]) == [6, 5, 4, 3, 1, 2]
        assert places(lesson.entries["rosenbrock"]) == [5, 1, 2, 3, 4, None]
        assert ranking(lesson.entries["rosenbrock"]) == [1, 2, 3, 4, 0, 5]
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
            "2.5 times 10^(-5)",
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
        heat = lesson.heats["valley"]
        columns = heat.columns
        count, place = columns.counts[2], columns.places[2]
        assert columns.rates[2].shown == "0.016"
        heat.clock.set_value(39.9)
        count.update(), place.update()
        assert (count.shown, place.shown) == ("", "")
        heat.clock.set_value(40)
        count.update(), place.update()
        assert (count.shown, place.shown) == ("40", "1.")

    def test_who_leaves_again_has_its_steps_in_brackets(self, lesson):
        heat = lesson.heats["rosenbrock"]
        heat.clock.set_value(300)
        heat.columns.counts.update()
        assert [count.shown for count in heat.columns.counts] == ["", "101", "261", "", "", "(210)"]

    def test_rows_slide_to_their_places_and_home_again(self, lesson):
        heat = lesson.heats["valley"]
        lesson.play(*heat.columns.rank())
        heights = [baseline(row) for row in lesson.table.rows]
        assert np.argsort(np.negative(heights)).tolist() == [2, 1, 3, 0, 5, 4]
        lesson.play(*lesson.table.home())
        np.testing.assert_allclose([baseline(row) for row in lesson.table.rows], lesson.table.lines)

    def test_every_rate_tried_is_a_column_or_a_cross(self, lesson):
        tries = lesson.tuning.constant
        for tried in (0, 20, 51):
            tries.progress.tried.set_value(tried)
            for strip, trials in zip(tries.rows, lesson.tried["valley"], strict=True):
                strip.update()
                columns, crosses = len(strip.columns.points) / 16, len(strip.crosses.points) / 8
                assert columns + crosses == tried
                assert columns == trials.got[0, :tried].sum()

    def test_columns_are_full_where_a_rate_stays_and_else_as_high_as_its_share(self, lesson):
        tries = lesson.tuning.constant
        tries.progress.tried.set_value(51), tries.progress.rounds.set_value(10)
        adam = tries.fills[5].update()
        trials = lesson.tried["valley"][5]
        assert len(adam.full.points) / 16 == 7
        tops = adam.thin.points.reshape(20, 16, 3)[:, 8, 1] - adam.feet[0, 1]
        np.testing.assert_allclose(tops / TALL, 1 - trials.above[-1, 0, 31:], atol=1e-9)

    def test_dots_stand_where_the_rates_have_come_to(self, lesson):
        tries, course = lesson.tuning.constant, lesson.courses["valley"]
        plane, adam = tries.landed[5].plane, lesson.tried["valley"][5]
        make = CAST["adam"].make(RATES, Settings())
        runs = gdcore.descend(course.problem, make, np.tile(course.start, (51, 1)), 1000).thetas
        for budgets, shown in ((1, np.full(51, True)), (2, adam.got[0])):
            tries.progress.tried.set_value(51), tries.progress.rounds.set_value(budgets)
            places = plane.to_scene(runs[500 * budgets][shown])
            dots = tries.landed[5].update().centres
            np.testing.assert_allclose(dots, places[plane.inner.holds(places)], atol=1e-6)
        assert 0 < adam.got[0].sum() < 51

    def test_the_map_stays_beside_the_counts(self, lesson):
        lesson.tune()
        ground, table = lesson.tuning.ground.map, lesson.tuning.table
        assert ground in lesson.mobjects
        assert ground.box.right < table.box.left
        places = [row.get_center() for row in lesson.table.rows]
        np.testing.assert_allclose(places, table.places, atol=1e-6)

    def test_bars_are_as_long_as_they_say_and_span_the_other_starts(self, lesson):
        tries = lesson.tuning.constant
        tries.progress.tried.set_value(51), tries.progress.rounds.set_value(10)
        for bars, name in ((tries.counts.getting, "getting"), (tries.counts.staying, "staying")):
            for bar, trials in zip(bars.update(), lesson.tried["valley"], strict=True):
                counts = getattr(trials, name)
                assert bar.number.shown == str(counts[0])
                assert np.ptp(bar.bar.points[:, 0]) == pytest.approx(bar.unit * counts[0])
                if np.ptp(counts):
                    ends = (bar.range.points[:, 0] - bar.start) / bar.unit
                    assert (ends.min(), ends.max()) == pytest.approx((counts.min(), counts.max()))

    def test_the_winner_is_drawn_over_the_others_and_they_grow_thin(self, lesson):
        heat = lesson.heats["valley"]
        lesson.hold_race("valley")
        widths = {racer.role: racer.line.stroke_width for racer in heat.racers}
        thickest = max(widths.values())
        assert [role for role in ROLES if widths[role] == thickest] == ["nesterov"]

    def test_long_steps_to_and_fro_are_slow(self, lesson):
        for name, hops in (("valley", 3), ("rosenbrock", 7), ("saddle", 0)):
            heat = lesson.heats[name]
            assert heat.hops() == hops
            assert np.diff(heat.run().times)[:hops].min(initial=1) >= 0.3 - 1e-9

    def test_the_question_is_asked_before_the_tries(self, play):
        first, question = play(OptimizerRace.configured(landscape="valley")).questions
        assert first.beat == "line_up"
        assert question.beat == "tune" and "51" in question.text

    def test_it_ends_on_the_maps_with_all_who_ran(self, play):
        lesson = play(OptimizerRace)
        for ground, heat in zip(lesson.ending.maps, lesson.heats.values(), strict=True):
            assert ground in lesson.mobjects
            runners = {part.role: part for part in ground if hasattr(part, "playhead")}
            assert set(runners) == set(ROLES)
            for entry in heat.entries:
                runner = runners[entry.role]
                end = runner.marker.centres[0]
                np.testing.assert_allclose(end, ground[0].to_scene(entry.run.thetas[-1]))


class TestLandscapes:
    def test_the_default_is_all_of_them_and_the_lesson_lists_them(self):
        assert OptimizerRace.beats == ("line_up", *TUNING, *LANDSCAPES, "rank")
        assert OptimizerRace.configured().beats == OptimizerRace.beats

    def test_a_variant_has_the_beats_of_its_landscapes_in_the_usual_order(self):
        two = OptimizerRace.configured(landscape=" Saddle,valley")
        assert two.beats == ("line_up", *TUNING, "valley", "saddle", "rank")
        assert two.presented("light", "es").beats == two.beats
        assert two.configured(landscape="rosenbrock").beats[4:] == ("rosenbrock", "rank")
        assert two.configured(landscape="saddle").beats == ("line_up", "saddle", "rank")
        assert OptimizerRace.beats[4:7] == tuple(LANDSCAPES)

    def test_a_subclass_that_sets_it_has_them_too(self):
        class Bent(OptimizerRace):
            landscape = "rosenbrock"

        assert Bent.configured().beats == ("line_up", *TUNING, "rosenbrock", "rank")

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
            thorough("rosenbrock", OUTLINES, "dark", "es"),
            ("saddle", PIXELS, "light", "es"),
            thorough("valley,saddle", OUTLINES, "light", "en"),
            thorough("rosenbrock,saddle", OUTLINES, "dark", "en"),
        ],
    )
    def test_choices_play_without_fault(self, landscape, depth, theme, language):
        lesson = OptimizerRace.configured(landscape=landscape).presented(theme, language)
        assert not report(check_lesson(lesson, depth))

    def test_a_new_one_costs_its_entry_and_its_words(self, play, monkeypatch):
        bowl = Landscape(
            lambda shape: gdcore.Quadratic(np.diag([1.0, shape.condition]), np.ones(2)),
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
        assert lesson.beats == ("line_up", *TUNING, "valley", "bowl", "rank")
        heat = lesson.heats["bowl"]
        assert heat.course.start == (-2.0, 3.0) and heat.course.problem.matrix[1, 1] == 4
        assert lesson.stamps["bowl"].body.startswith("bowl of 4")
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
        assert heat is lesson.first
        shown = [rate.shown for rate in heat.columns.rates]
        np.testing.assert_allclose([float(s) for s in shown], BEST[landscape], rtol=0.04)
        said = [caption.content for caption in lesson.renderer.file_writer.subcaptions]
        assert said == [lesson.caption(beat) for beat in lesson.beats]
        assert len(said) == (3 if landscape == "saddle" else 6)


LINES = {  # that stay at the end
    (): "#adam[Adam] gets there with the most rates; few stay",
    (("optimizers", "rmsprop,adam"), ("landscape", "saddle")): "one rate for all is no fair race",
}


SAID = {
    (): {
        "line_up": "Six optimizers set out",
        "tune": "Adam gets there with the most, 27.",
        "run_on": "Adam stays with 7 of its 27 rates, momentum with 21 of 21.",
        "let_fall": "Adam stays with 21, not 7, but 21, not 27, get there.",
        "valley": "In this long valley Nesterov settles first; plain descent needs over twice its "
        "steps.",
        "rosenbrock": "momentum settles first; Adam gets there with 28 rates, stays with none.",
        "saddle": "at one rate, whoever divides by its size is off first.",
        "rank": "On both landscapes Adam gets there with the most rates, but stays with few",
    },
    (("optimizers", "gd,adam"), ("landscape", "valley")): {
        "line_up": "Two optimizers set out",
        "valley": "plain descent settles first; Adam needs 23 steps more.",
        "rank": "Here Adam gets there with the most rates, but stays with few of them.",
    },
    (("optimizers", "rmsprop,adam"), ("landscape", "saddle")): {
        "saddle": "On a saddle, all at one rate, RMSProp is first to fall; Adam needs over",
        "rank": "All had one rate here",
    },
    (("saddle_start", (0.5, 0.0)), ("landscape", "saddle")): {"saddle": "nobody ever leaves."},
}


class TestCaptions:
    @pytest.mark.parametrize("values", SAID)
    def test_they_say_what_comes_out(self, computed, values):
        lesson = computed(OptimizerRace.configured(**dict(values)))
        for beat, part in SAID[values].items():
            assert part in lesson.caption(beat)

    @pytest.mark.parametrize("values", LINES)
    def test_the_line_that_stays_is_what_the_tries_have_in_common(self, computed, values):
        lesson = computed(OptimizerRace.configured(**dict(values)))
        assert lesson.closing_line() == LINES[values]
        assert lesson.told("line").outcome == lesson.told("rank").outcome

    @pytest.mark.parametrize("language", ["en", "es"])  # whose words `amount` reads
    @pytest.mark.parametrize(
        "values",
        [
            {},
            {"optimizers": "gd,adagrad", "steepness": 5.0, "rosenbrock_start": (0.0, 2.0)},
            thorough({"condition": 200.0, "turn": 0.0, "momentum": 0.5}),
            thorough({"optimizers": "rmsprop,gd,adam", "decay": 0.999, "condition": 2.0}),
            thorough({"momentum": 0.0, "saddle_start": (1.0, 0.3)}),
        ],
    )
    def test_winners_and_ratios_recounted(self, computed, language, values):
        lesson = computed(OptimizerRace.configured(**values).presented("dark", language))
        words = Words("optimizer_race", language)
        for name, entries in lesson.entries.items():
            finishes = {e.role: e.finish if e.stays else np.inf for e in entries}
            best = min(finishes.values())
            caption = lesson.caption(name)
            outcome, facts = lesson.told(name)
            if outcome == "ridge":
                slowest = max(steps for role, steps in finishes.items() if CAST[role].by_size)
                assert slowest < min(s for role, s in finishes.items() if not CAST[role].by_size)
                continue
            assert outcome in ("won", "shared", "together"), caption
            first = [role for role, steps in finishes.items() if steps == best]
            assert (outcome == "won") == (len(first) == 1)
            left = [e for e in entries if e.finish is not None and not e.stays]
            if outcome != "together":
                assert [facts["who"].count(words[f"said_{r}"]) for r in first] == [1] * len(first)
                assert facts["rest"] in caption
            if left and name != "saddle":
                gets = {words[f"said_{e.role}"]: str(e.trials.getting[0]) for e in left}
                assert any(
                    facts["rest"].startswith(r) and n in facts["rest"] for r, n in gets.items()
                )
            elif outcome != "together":
                behind = {role: steps for role, steps in finishes.items() if steps > best}
                rival = "batch" if "batch" in behind else max(behind, key=behind.get)
                assert words[f"said_{rival}"] in facts["rest"]
                assert amount(facts["rest"], words, language)(best, behind[rival])

    def test_who_does_not_arrive_needs_more_than_all_steps(self):
        course = Course(gdcore.Rosenbrock(), (-1.2, 1.0), 0.01, 150)
        words = Words("optimizer_race", "en")
        entries = race(course, ("batch", "momentum"), Settings())
        outcome, facts = verdict(entries, words)
        assert (outcome, facts["rest"]) == ("won", "plain descent needs more than 150 steps")
        short = Course(gdcore.Rosenbrock(), (-1.2, 1.0), 0.01, 5)
        nobody = race(short, ("batch", "momentum"), Settings())
        assert verdict(nobody, words) == ("nobody", {"steps": "five steps"})

    def test_who_leads_has_to_lead_from_every_start(self):
        valley = gdcore.Quadratic(turned_valley(50, 30), np.zeros(2))
        course = Course(valley, (-3.0, -1.0), 0.01, 100)
        tried = try_rates(course, ROLES, Settings())
        counts = np.array([trials.getting for trials in tried])
        ranked = np.sort(counts, axis=0)
        alone = len({*counts.argmax(axis=0)}) == 1 and (ranked[-1] > ranked[-2]).all()
        assert (leader(tried) is not None) == alone
        assert leader(tried[:1]) is None and leader((tried[0], tried[0])) is None


def test_the_old_caption_is_refuted_by_these_runs(computed):
    """Once said of the film's runs: "a run has arrived once its loss stays at the target"."""
    lesson = computed(OptimizerRace.configured(landscape="rosenbrock"))
    course = lesson.courses["rosenbrock"]
    adam = gdcore.best_learning_rate(
        course.problem, gdcore.Adam, RATES, course.start, course.steps, course.target
    )
    assert adam.best_steps == 301, "it stays there until the film is over"
    assert lesson.tried["rosenbrock"][5].staying[0] == 0, "and with no rate for ten times as long"
    assert not lesson.entries["rosenbrock"][5].stays


def amount(more, words, language):
    """What a text such as "more than twice its steps" says of two numbers of steps."""
    count = next((i for i in range(21) if f" {words.count(i)} " in f" {more} "), None)
    digits = next((int(word) for word in more.split() if word.isdigit()), count)
    twice = {"en": "twice", "es": "doble"}[language] in more
    least = {"en": " over ", "es": "más de"}[language] in more
    if twice or {"en": "times", "es": "veces"}[language] in more:
        times = 2 if twice else digits
        return lambda best, other: other / best > times if least else other == times * best
    return lambda best, other: other - best == digits and other < 2 * best


@pytest.mark.parametrize(
    "values",
    [
        {"optimizers": "gd,adam", "condition": 200.0, "turn": 90.0, "momentum": 0.99},
        thorough({"condition": 2.0, "turn": 0.0, "steepness": 5.0, "saddle_start": (-1.5, 1.5)}),
        thorough({"optimizers": "momentum,rmsprop", "decay": 0.999, "saddle_start": (0.0, 0.0)}),
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


class TestTyped:
    """A race over a formula of a lecturer's own."""

    @pytest.mark.parametrize(
        "text", ["x^4 + y^2 - x y", "(1-x)^2 + 100(y-x^2)^2", "x ln(x) + y^2 - y", "w^2 + (w-b)^2"]
    )
    def test_it_starts_high_and_ends_just_above_its_lowest_point(self, text):
        course = typed_course(text)
        floor, start = course.problem.value([course.problem.minimizers[0], course.start])
        low, high = course.problem.domain.T
        assert ((course.start > low) & (course.start < high)).all()
        assert floor < course.target < floor + (start - floor) / 1000
        grid = np.stack(np.meshgrid(*np.linspace(low, high, 101).T), axis=-1)
        assert np.nanmin(course.problem.value(grid)) >= floor - 1e-9

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("x^2 - y^2", "has no lowest point, or none was found"),
            ("x^2 + 0y", "has no lowest point, or none was found"),
            ("x^2 + y^2" + " + x^2" * 20, "is too long"),
            ("x^2", "the formula is in x; it must be in two parameters"),
            ("(1-x)^2 + foo(y)", "it does not know 'foo'"),
        ],
    )
    def test_what_nobody_can_race_over_is_refused_in_one_line(self, text, message):
        with pytest.raises(ParameterError, match=message) as caught:
            OptimizerRace.configured(landscape=text).checked()
        assert "\n" not in str(caught.value)

    def test_gaps_are_drawn_and_the_film_plays(self, play):
        lesson = play(OptimizerRace.configured(landscape="x ln(x) + y^2 - y"))
        assert lesson.beats[-2:] == ("formula", "rank")
        assert lesson.heats["formula"].course.problem.typst in lesson.stamps["formula"].body
