"""What a lesson says is true for all values that it takes.

Each lesson is set up with the values of its ``said_<lesson>.py``, which reach every sentence, and
with all parameters at one end of their ranges; there its sentences are worked out again.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from scenes.course import COURSE
from scenes.kit.lesson.words import LANGUAGES, Words
from studio.ask.lessons import load_lesson

from ..thorough import always

LESSONS = {name: load_lesson(name) for name in COURSE}
INSTEAD = {  # where an end of a range is refused together with the others', or takes long
    "surface_paths": {"azimuth": 95.0, "turn_seconds": 4.0},
    "fit_line": {"seed": 7},
    "classification": {"seed": 7},
    "optimizer_race": {"optimizers": "gd,adagrad,adam"},  # all six take long, and default's do
}


# Lessons whose sentences tests of their own work out, with runs of many kinds: test_momentum,
# ``test_*_recounted``.
ELSEWHERE = ("momentum",)


# All values of the others take long; test_race_captions works out the race's most telling.
QUICK = ("learning_rates", "divergence", "five_steps")


def examined(name):
    """The claims of a lesson's sentences, and the values that reach them; it fails without."""
    module = importlib.import_module(f".said_{name}", __package__)
    return module.SAID, module.VALUES


def corner(lesson, end):
    """Values with every parameter at one end of its range."""
    values = {}
    for name, parameter in lesson.parameters().items():
        if parameter.interval is not None:
            value = parameter.type(getattr(parameter.interval, end))
            values[name] = (value,) * parameter.length if parameter.length else value
    return values | INSTEAD.get(lesson.name(), {})


def test_sentences_worked_out_elsewhere_are():
    for name in ELSEWHERE:
        source = (Path(__file__).parent / f"test_{name}.py").read_text(encoding="utf-8")
        assert re.search(r"def test_\w+_recounted\(", source), name


@pytest.mark.parametrize(
    "name",
    always(*QUICK, of=(name for name in COURSE if name not in ELSEWHERE)),
)
def test_what_is_said_is_true_of_the_run_whatever_its_values(name, computed):
    lesson, reached = LESSONS[name], set()
    claims, tried = examined(name)
    for values in (*tried, corner(lesson, "low"), corner(lesson, "high")):
        scene = computed(lesson.configured(**values))
        outcomes = {beat: scene.told(beat).outcome for beat in scene.beats}
        keys = [f"{beat}.{ending}" if ending else beat for beat, ending in outcomes.items()]
        for beat, key in zip(scene.beats, keys, strict=True):
            assert claims[key](scene), (values, scene.caption(beat))
        reached.update(keys)
        for scene.words in (Words(name, language) for language in LANGUAGES):
            for beat in scene.beats:
                assert re.fullmatch(r"[^{}]+[.!?]", scene.caption(beat)), (values, beat)
    written = set(Words(name, "en").captions())
    assert reached == written == set(claims), "a sentence that no run says, or nobody works out"
