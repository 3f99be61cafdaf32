"""Flashes, jumps and endings, planted one by one, each with a lesson that has none."""

from __future__ import annotations

import numpy as np
import pytest
from manim import FadeIn, FadeOut, Mobject, Rectangle, ValueTracker, linear

from scenes.kit.ink.marks import Marks
from scenes.kit.ink.painted import Painted
from scenes.kit.ink.theme import DARK
from studio.checks.lesson import OUTLINES
from studio.checks.motion import Flashes
from studio.engine.inspection import inspection_settings

from .planted import Planted, faults, hold, rules, showing, whole


def blinking(times_a_second: float, side: float):
    """A beat in which a square goes on and off."""

    def blink(scene: Planted) -> None:
        clock = ValueTracker(0)
        square = Rectangle(width=side, height=side, stroke_width=0, fill_color=DARK.text)

        def draw(mobject: Mobject) -> None:
            mobject.set_fill(opacity=float((clock.get_value() * times_a_second) % 1 < 0.5))

        square.add_updater(draw)
        scene.add(square)
        scene.play(clock.animate.set_value(2), run_time=2, rate_func=linear)
        square.clear_updaters()
        square.set_fill(opacity=0)

    return blink


@pytest.mark.parametrize(
    ("times", "side", "caught"),
    [(4.5, 5, True), (8, 5, True), (11, 5, True), (15, 5, True), (2, 5, False), (4.5, 0.5, False)],
)
def test_more_than_three_flashes_a_second_over_a_large_area(times, side, caught):
    assert ("flashes" in rules(blinking(times, side))) is caught


def test_small_changes_of_luminance_are_no_flash():
    with inspection_settings():
        for levels, caught in (((0, 255), True), ((110, 125), False), ((235, 255), False)):
            flashes = Flashes()
            seen = [
                fault
                for frame in range(20)
                for fault in flashes.see(
                    frame / 10, np.full((72, 128, 3), levels[frame % 2], dtype=np.uint8)
                )
            ]
            assert bool(seen) is caught


def test_a_beat_that_begins_on_another_picture_than_the_last_ended_with():
    def jumping(scene: Planted) -> None:
        scene.add(Marks(np.array([[1, 1, 0]]), DARK, "stochastic"))
        scene.wait(1)

    def gentle(scene: Planted) -> None:
        scene.play(FadeIn(Marks(np.array([[1, 1, 0]]), DARK, "stochastic")))

    start = showing(Marks(np.zeros((1, 3)), DARK, "batch"))
    (jump,) = faults(start, jumping)
    assert (jump.rule, jump.beat, jump.second) == ("a jump", "go_on", "last frame of begin")
    assert "(1.0, 1.0)" in jump.first
    assert rules(start, gentle) == set()


def test_a_jump_inside_a_beat_is_the_beats_own_affair():
    def beat(scene: Planted) -> None:
        scene.wait(1)
        scene.add(Marks(np.array([[1, 1, 0]]), DARK, "batch"))
        scene.wait(1)

    assert rules(beat) == set()


# -- the film as a whole -----------------------------------------------------------------------


def square(opacity: float = 1.0) -> Rectangle:
    return Rectangle(width=4, height=4, stroke_width=0, fill_color=DARK.text, fill_opacity=opacity)


def shown(scene: Planted) -> None:
    white = square()
    scene.add(white)
    scene.wait(2.5)
    scene.play(white.animate.shift((0.1, 0, 0)), run_time=0.5)


def test_a_film_that_opens_on_nothing():
    def late(scene: Planted) -> None:
        scene.wait(0.5)
        shown(scene)

    assert whole(late, hold) == [("opens empty", "begin")]
    assert whole(shown, hold) == []


def test_a_picture_that_is_emptied_between_two():
    def dip(scene: Planted) -> None:
        old = scene.mobjects[0]
        scene.play(FadeOut(old), run_time=0.5)
        scene.play(FadeIn(square()), run_time=0.5)
        scene.wait(2)

    def across(scene: Planted) -> None:
        old = scene.mobjects[0]
        scene.play(FadeOut(old), FadeIn(square()), run_time=0.5)
        scene.wait(2)

    assert whole(shown, dip) == [("falls empty", "go_on")]
    assert whole(shown, across) == []


class Shrinking(Painted):
    """A square that paints itself as large as it was told, and has the same points all the time."""

    def __init__(self) -> None:
        super().__init__(stroke_width=0, fill_opacity=1)
        self.set_points_as_corners([(-2.5, -2.5, 0), (2.5, 2.5, 0)])
        self.side = ValueTracker(5)

    def appearance(self) -> object:
        return self.side.get_value()

    def paint(self, context, outline):
        half = self.side.get_value() / 2
        context.rectangle(-half, -half, 2 * half, 2 * half)
        context.set_source_rgb(1, 1, 1)
        context.fill()


def test_what_paints_itself_smaller_is_seen_to():
    def begin(scene: Planted) -> None:
        scene.add(Shrinking())
        scene.wait(2.5)

    def shrink(least: float):
        def play(scene: Planted) -> None:
            side = scene.mobjects[0].side
            scene.play(side.animate.set_value(least), run_time=0.25)
            scene.play(side.animate.set_value(5), run_time=0.25)
            scene.wait(2)

        return play

    assert whole(begin, shrink(1)) == [("falls empty", "go_on")]
    assert whole(begin, shrink(4.5)) == []


def test_a_still_is_a_fault_unless_it_asks():
    def still(scene: Planted) -> None:
        scene.wait(2)
        scene.wait(2.2)

    def moving(scene: Planted) -> None:
        scene.wait(3)
        scene.play(scene.mobjects[0].animate.shift((0.1, 0, 0)), run_time=0.5)
        scene.wait(2)

    def asking(scene: Planted) -> None:
        scene.asking = True
        still(scene)
        scene.asking = False

    assert whole(shown, still) == [("a still", "go_on")]
    assert whole(shown, moving) == []
    assert whole(shown, asking) == []


# -- endings -----------------------------------------------------------------------------------


def clearing(share: int):
    """A beat that shows four marks, takes some of them away, and waits."""

    def beat(scene: Planted) -> None:
        marks = [Marks(np.array([[x, 0, 0]]), DARK, "batch") for x in range(4)]
        scene.wait(1)
        scene.add(*marks)
        scene.wait(1)
        scene.remove(*marks[:share])
        scene.wait(1)

    return beat


def test_a_beat_that_clears_up_before_it_ends():
    (fault,) = faults(clearing(2), depth=OUTLINES)
    assert (fault.rule, fault.first) == ("ends on an emptied picture", "2 things at the end")
    (fault,) = faults(hold, clearing(2), depth=OUTLINES)
    assert (fault.beat, fault.second) == ("go_on", "4 before in go_on")
    assert rules(clearing(1), depth=OUTLINES) == set()


def test_a_beat_may_clear_up_what_the_last_one_has_left():
    def clear(scene: Planted) -> None:
        scene.remove(*scene.mobjects)
        scene.wait(1)
        scene.wait(1)

    assert rules(clearing(0), clear, depth=OUTLINES) == set()
