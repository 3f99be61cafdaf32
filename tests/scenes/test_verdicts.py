"""A verdict is still true after ten times the film's steps, and from other starts.

``LATER`` has an entry for every sentence that says how something ends: of the lesson, set up, to
whether the sentence is still true when its runs go on to ten times their length; or ``LIMITED``,
where the sentence itself says how far it holds. They are in ``said_<lesson>.py``, with the starts
to try, ``STARTS``.
"""

from __future__ import annotations

import importlib
import re

import numpy as np
import pytest

import gdcore
from scenes.course import COURSE
from scenes.kit.lesson.words import Words
from studio.ask.lessons import load_lesson

from ..thorough import always

TIMES = 10
# Ten times the steps of the others take long.
LATER_THAN_THE_FILM = always("learning_rates", "divergence", "five_steps", of=COURSE)
LIMITED = "says how far it holds"
VERDICT = re.compile(
    r"\b(arriv|w[io]n|first place|is first|stay|die|ends?\b|rest|settle|for ever|always|never|"
    r"trembl|converge|runs? through|straight to|as long as|leaves?\b|left\b|closest)"
)

LIMIT = re.compile(r"\bafter\b|\bwithin\b|\bso far\b|\bhas come to\b|\bin time\b|\bof these\b|{")


def later(run, times=TIMES, **changed):
    """The same descent, ``times`` as long; a stochastic one is given its ``batches`` anew."""
    assert (run.batches is None) == ("batches" not in changed)
    steps = times * len(run.learning_rates)
    return gdcore.descend(run.problem, run.optimizer, run.thetas[0], steps, **changed)


def away(run, minimum):
    """Distances (T+1, ...) of a run's iterates from a minimum."""
    return np.linalg.norm(run.thetas - minimum, axis=-1)


def lengths(run):
    """Lengths (T, ...) of a run's steps."""
    return np.linalg.norm(np.diff(run.thetas, axis=0), axis=-1)


def verdicts(name):
    """The sentences of a lesson that say how something ends, by their keys."""
    return {key: text for key, text in Words(name, "en").captions().items() if VERDICT.search(text)}


def claims(name):
    """What a lesson's verdicts claim later, the values to try, and whether these reach them all.

    Where the claims are the very ones of its sentences, test_captions tries those values.
    """
    module = importlib.import_module(f".said_{name}", __package__)
    elsewhere = module.VALUES if module.LATER is getattr(module, "SAID", None) else []
    values = [values for values in ({}, *module.STARTS) if values not in elsewhere]
    return module.LATER, values, not elsewhere


@pytest.mark.parametrize("name", COURSE)
def test_every_verdict_is_examined_or_says_how_far_it_holds(name):
    examined, *_ = claims(name)
    assert set(verdicts(name)) <= set(examined)
    for key in [key for key, claim in examined.items() if claim is LIMITED]:
        assert LIMIT.search(Words(name, "en").captions()[key]), key


@pytest.mark.parametrize("name", LATER_THAN_THE_FILM)
def test_no_verdict_turns_when_the_runs_go_on(name, computed):
    examined, tried, everywhere = claims(name)
    lesson, reached = load_lesson(name), set()
    for values in tried:
        scene = computed(lesson.configured(**values))
        for beat in scene.beats:
            outcome = scene.told(beat).outcome
            key = f"{beat}.{outcome}" if outcome else beat
            claim = examined.get(key, LIMITED)
            assert claim is LIMITED or claim(scene), (values, scene.caption(beat))
            reached.add(key)
    assert {key for key, claim in examined.items() if claim is not LIMITED} <= reached or (
        reached and not everywhere
    )


@pytest.mark.thorough
def test_old_verdicts_turn():
    """What three lessons once said on their last frames, of the very runs they showed."""
    points = gdcore.datasets.centred_line()
    loss, minimum = gdcore.LeastSquares(points.x, points.y), np.array([2.0, 3.0])
    rmsprop = gdcore.descend(loss, gdcore.RMSProp(0.5, 0.9), (-1.0, -4.0), 40)
    assert rmsprop.values[-1] < 1e-12, "it arrives"
    assert later(rmsprop).values[-1] > 0.1, "and goes away again"
    assert away(later(rmsprop), minimum)[100:].max() > 0.2

    points = gdcore.datasets.labelled_line(200)
    loss = gdcore.Logistic(points.x, points.y)
    labels = gdcore.descend(loss, gdcore.GradientDescent(0.01), (2.0, 0.0), 3000)
    assert abs(labels.thetas[-1, 1] / labels.thetas[-1, 0] + 2 / 3) < 0.05, "it ends near 2/3"
    assert later(labels).thetas[-1, 0] > 2 * labels.thetas[-1, 0], "but it has not ended"

    rows = gdcore.batches.single(51, np.random.RandomState(2))
    points = gdcore.datasets.centred_line()
    loss = gdcore.LeastSquares(points.x, points.y)
    single = gdcore.descend(loss, gdcore.GradientDescent(0.01), (-4, -7), 1020, batches=rows)
    assert (np.diff(single.values[51:103]) > 0).mean() > 0.2, "it trembles"
    assert lengths(single)[-51:].max() < 1e-6, "but comes to rest"

    bent = gdcore.Rosenbrock()
    adam = gdcore.descend(bent, gdcore.Adam(2.0), (-1.2, 1.0), 2000)
    assert adam.values[-1] < 0.01, "it stays at the target"
    assert later(adam).values[2000:].max() > 100, "until the film is over"
