"""What is on stage is built before the first beat, and any beat can be played by itself."""

from __future__ import annotations

import os

import pytest
from manim import tempconfig

from scenes.course import COURSE
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import ParameterError
from studio.ask.lessons import load_lesson

from ..thorough import always
from .conftest import MANIM_SETTINGS


class Bare(Lesson):
    """Has nothing but what every lesson has; says what is said of another one's beat."""

    __module__ = "scenes.gradient_step"
    beats = ("arrive",)

    def lay_out(self) -> None:
        self.open({"start": 0, "rate": 0})

    def arrive(self) -> None:
        self.wait(1)

    def tell(self) -> dict[str, Told]:
        return {"arrive": Told("there")}


@pytest.fixture(scope="module")
def bare() -> frozenset[str]:
    """What every lesson that was played has."""
    with tempconfig(MANIM_SETTINGS):
        scene = Bare(skip_animations=True)
        scene.render()
    return frozenset(vars(scene))


@pytest.mark.parametrize("name", always("steepest", "momentum", of=COURSE[::2]))
def test_no_beat_gives_the_lesson_anything_of_its_own(name, bare, stage):
    common = {*bare, "headline"}  # what stands at its place is the title, then the line
    scene = stage(load_lesson(name))
    before = {key: value for key, value in vars(scene).items() if key not in common}
    scene.construct()
    after = {key: value for key, value in vars(scene).items() if key not in common}
    assert before
    assert sorted(after) == sorted(before)
    assert [key for key in before if after[key] is not before[key]] == []


@pytest.mark.parametrize("name", always("learning_rates", "surface_paths", of=COURSE))
def test_each_beat_is_played_by_itself(name, play):
    lesson = load_lesson(name)
    beats = lesson.beats[1::2] if "CI" in os.environ else lesson.beats[-2:-1]
    for beat in beats:
        (caption,) = play(lesson.alone(beat)).renderer.file_writer.subcaptions
        assert caption.start.total_seconds() == 0


REFUSED = {  # values of which each is allowed, but that make no lesson
    "gradient_step": {"start": 1.22},
    "learning_rates": {"start": 1.22},
    "steepest": {"place": (2.0, -1.5)},
    "divergence": {"start": (2.0, -7.0)},
    "batch_vs_sgd": {"start": (2.0, 3.0)},
    "surface_paths": {"azimuth": 90.0},
    "fit_line": {"start": (3.0, 8.0)},
    "conditioning": {"start": (3.0, 8.0)},
    "five_steps": {"start": (-3.0, 0.5)},
    "momentum": {"learning_rate": 0.1},
    "adaptive": {"start": (2.0, -4.0)},
    "optimizer_race": {"valley_start": (0.0, 0.0), "landscape": "valley"},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_lesson_is_refused_without_a_picture(name):
    with pytest.raises(ParameterError):
        load_lesson(name).configured(**REFUSED[name]).checked()
    load_lesson(name).checked()
