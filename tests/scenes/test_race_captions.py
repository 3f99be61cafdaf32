"""What the race says is what its runs did, counted again."""

from __future__ import annotations

import numpy as np
import pytest

import gdcore
from scenes.kit.ink.cast import CAST, Settings
from scenes.kit.lesson.words import Words
from scenes.optimizer_race import OptimizerRace
from scenes.parts.optimizer_race.landscapes import turned_valley
from scenes.parts.optimizer_race.race import race
from scenes.parts.optimizer_race.race_report import leader, verdict
from scenes.parts.optimizer_race.trials import RATES, Course, try_rates

from ..thorough import thorough
from .test_optimizer_race import ROLES

LINES = {  # that stay at the end
    (): "Most rates arrive with #adam[Adam], few stay",
    (("optimizers", "rmsprop,adam"), ("landscape", "saddle")): "One rate for all is no fair race",
}


SAID = {
    (): {
        "line_up": "Six optimizers set out",
        "tune": "Adam gets there with the most.",
        "run_on": "Adam stays with 7 of its rates, momentum with more.",
        "let_fall": "fewer of Adam's get there, but all 21 stay.",
        "valley": "In this long valley Nesterov beats plain descent: along the floor its steps",
        "rosenbrock": "plain descent creeps, while momentum settles first.",
        "saddle": "RMSProp divides by the slope's size, and leaves first.",
        "rank": "In both valleys Adam gets there with the most constant rates, but few",
    },
    (("optimizers", "gd,adam"), ("landscape", "valley")): {
        "line_up": "Two optimizers set out",
        "valley": "plain descent settles first; Adam needs 23 steps more.",
        "rank": "Here Adam gets there with the most constant rates, but few",
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
            if outcome in ("carried", "creeps"):
                assert finishes["batch"] >= 2 * best
                (first,) = (role for role, steps in finishes.items() if steps == best)
                assert words[f"said_{first}"] in caption
                continue
            if outcome in ("ridge", "far"):
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
                most = max(e.trials.getting[0] for e in left)
                names = [words[f"said_{e.role}"] for e in left if e.trials.getting[0] == most]
                assert any(facts["rest"].startswith(name) for name in names)
                assert not any(e.trials.staying[0] for e in left)
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


@pytest.mark.thorough
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
