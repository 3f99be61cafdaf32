"""The lesson as director: in which order it is set up, and what it does for its beats."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from manim import ORIGIN, Square, ValueTracker, VMobject

from scenes.divergence import Divergence
from scenes.kit.ink.ghosts import GHOST
from scenes.kit.ink.labels import all_over, place
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.meaning import meaning_of
from scenes.kit.ink.rims import rimmed
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import DARK
from scenes.kit.lesson.director import READ, WAIT
from scenes.kit.lesson.frame import LARGE, LINE
from scenes.kit.lesson.lesson import SPEED, Lesson, Told
from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.lesson.settings import ConfiguredLesson
from scenes.kit.lesson.words import _read
from scenes.kit.time.live import Live
from scenes.momentum import Momentum
from studio.engine.inspection import inspect_lesson

from ..thorough import thorough


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A lesson in a module and with words of its own."""
    module = ModuleType("toy")
    module.__file__ = str(tmp_path / "toy.py")
    monkeypatch.setitem(sys.modules, "toy", module)
    (tmp_path / "words" / "en").mkdir(parents=True)
    (tmp_path / "words" / "en" / "toy.toml").write_text(
        'title = "A toy"\nstamp = "size {size}"\nask_leave = "Will it go?"\n'
        "[captions]\n"
        'come.soon = "It comes in {count} steps."\nleave = "It goes."\n'
    )

    class Toy(Lesson):
        __module__ = "toy"
        beats = ("come", "leave")
        size: float = 1.0
        called = ()

        def compute(self):
            self.called += ("compute",)
            self.count = 3

        def refuse(self):
            self.called += ("refuse",)
            if self.size > 2:
                raise ParameterError(f"size = {self.size} is too large")

        def panels(self, body):
            self.called += ("panels",)
            return body.columns([1, 1])

        def lay_out(self):
            self.called += ("lay_out",)
            self.open({"size": self.size})
            self.square, self.other = Square(), Square()

        def come(self):
            self.show(self.square, self.other)

        def leave(self):
            self.ask("leave", ORIGIN)
            self.clear(keep=[self.other])

        def tell(self):
            return {"come": Told("soon", {"count": str(self.count)})}

    return Toy


def test_a_lesson_computes_refuses_cuts_and_lays_out_in_this_order(toy, stage):
    scene = stage(toy)
    assert scene.called == ("compute", "refuse", "panels", "lay_out")
    assert scene.boxes == scene.frame.body.columns([1, 1])
    assert [part.body for part in scene.mobjects if isinstance(part, Text)] == [
        "A toy",
        "size 1.0",
    ]


def test_what_makes_no_lesson_is_refused_before_any_picture(toy):
    large = toy.configured(size=3.0)
    with pytest.raises(ParameterError, match=r"size = 3\.0 is too large"):
        large.checked()
    toy.checked()


def test_parts_stay_until_they_are_cleared_but_for_what_is_kept(toy, play):
    scene = play(toy)
    assert scene.square not in scene.mobjects and scene.other in scene.mobjects
    assert scene.on_stage == [scene.other]


def test_a_question_waits_and_is_listed_with_its_time(toy, play):
    scene = play(toy)
    (question,) = scene.questions
    (first, second) = scene.renderer.file_writer.subcaptions
    asked = second.start.total_seconds()
    assert question[:3] == ("leave", pytest.approx(asked, abs=0.05), "Will it go?")
    assert question.until == pytest.approx(question.time + WAIT, abs=0.05)
    assert first.content == "It comes in 3 steps."
    assert (second.end - second.start).total_seconds() >= WAIT
    assert not any(part.body == "?" for part in scene.mobjects if isinstance(part, Text))


def asking(toy, line='line = "{count} steps"'):
    """The toy as a film: it opens on its square, and leaves a line."""
    words = Path(sys.modules["toy"].__file__).parent / "words" / "en" / "toy.toml"
    words.write_text(f"{line}\n{words.read_text()}")

    class Film(toy):
        def opening(self):
            return (self.square,)

        def tell(self):
            return super().tell() | {"line": Told(facts={"count": str(self.count)})}

    return Film


def test_a_film_opens_on_its_picture_at_rest_with_its_question_and_leaves_a_line(toy):
    heights, kinds = {}, {}

    def look(moment):
        kinds[moment.time] = {meaning.kind for m in moment.shown if (meaning := meaning_of(m))}
        heights[moment.time] = moment.lesson.headline.height
        if moment.time == 0:
            assert moment.lesson.square in moment.shown
            assert abs(moment.lesson.headline.get_center()[1]) < 0.5

    _read.cache_clear()
    scene = inspect_lesson(asking(toy), look, every=0.5)
    assert scene.questions[0][:3] == ("come", 0.0, "A toy")
    assert scene.questions[0].until == pytest.approx(READ, abs=0.11)
    assert "veil" in kinds[0.0] and "veil" not in kinds[max(kinds)]
    assert heights[0.0] == pytest.approx(LARGE * heights[3.0])
    assert scene.headline.body == "3 steps"
    assert scene.headline.baseline == pytest.approx(scene.frame.title.bottom + LINE)


def test_a_beat_by_itself_starts_at_zero_from_where_the_others_leave_the_stage(toy, play):
    scene = play(toy.alone("leave"))
    (caption,) = scene.renderer.file_writer.subcaptions
    assert caption.content == "It goes." and caption.start.total_seconds() == pytest.approx(0)
    assert scene.other in scene.mobjects and scene.square not in scene.mobjects
    first = play(toy.alone("come"))
    assert first.on_stage == [first.square, first.other]
    with pytest.raises(ParameterError, match="no beat 'wait'; it has come, leave"):
        toy.alone("wait")


def test_a_lesson_in_a_file_of_ones_own_keeps_its_parents_words(stage):
    class Mine(Divergence):
        __module__ = "__main__"

    assert stage(Mine).words["title"] == stage(Divergence).words["title"]


def test_ghosts_are_thin_copies_that_stay_as_they_are(toy, stage):
    line = rimmed(VMobject(stroke_width=4).set_points(np.zeros((4, 3))), DARK)
    line.add_updater(lambda drawn: drawn.shift((1, 0, 0)))
    (ghost,) = stage(toy).ghost(line)
    assert ghost.stroke_width == GHOST["width"] and not ghost.updaters
    assert not ghost.get_stroke_width(background=True), "a rim makes it heavier than a run"
    assert line.stroke_width == 4 and line.get_stroke_width(background=True) > 4


# -- what lessons are made of ------------------------------------------------------------------


class Dot(Live, VMobject):
    """Counts how often it was drawn."""

    def __init__(self, place):
        super().__init__()
        self.place, self.times = place, 0
        self.go_live()

    def state(self):
        return float(self.place.get_value())

    def depict(self):
        self.times += 1


def test_a_live_mobject_is_drawn_once_for_each_state_and_so_is_its_copy():
    place = ValueTracker(0)
    dot = Dot(place)
    dot.update()
    assert dot.times == 1
    place.set_value(1)
    copy = dot.copy()
    for drawn in (dot, copy):
        drawn.update()
        drawn.update()
        assert drawn.times == 2


def test_a_text_is_put_by_its_left_middle_or_right_on_a_baseline():
    text = Text("loss", DARK)
    assert text.put(left=1, baseline=2).get_left()[0] == pytest.approx(1)
    assert text.put(right=1, baseline=2).get_right()[0] == pytest.approx(1)
    assert text.put(center=1, baseline=2).get_center()[0] == pytest.approx(1)
    assert text.baseline == pytest.approx(2)


def test_a_legend_row_is_a_marker_and_its_name():
    marker, name = legend_row("Adam", DARK, "adam", left=1.0, baseline=-1.0)
    assert marker.centres[0][0] == pytest.approx(1.0)
    assert name.get_left()[0] == pytest.approx(1.3) and name.baseline == pytest.approx(-1.0)


def test_a_label_larger_than_its_box_has_the_middle_to_go_to():
    box, near = Box(0, 2, 0, 1), np.zeros(3)
    assert len(all_over(box, (0.5, 0.5), near, 0.25)) == 6 * 2
    wide = all_over(box, (3.0, 0.5), near, 0.25)
    assert wide[:, 0].tolist() == [1.0, 1.0] and (wide[:, 1] > 0).all()
    assert all_over(box, (3.0, 1.5), near, 0.25).tolist() == [[1.0, 0.5, 0.0]]


def test_a_label_is_placed_where_it_covers_least_and_inside():
    box, size = Box(-2, 2, -1, 1), (1.0, 0.2)
    over, under, outside = (0, 0.5, 0), (0, -0.5, 0), (1.8, 0, 0)
    point = np.array([[0.0, 0.6, 0.0]])
    np.testing.assert_array_equal(place(size, [over, under]), over)
    np.testing.assert_array_equal(place(size, [over, under], clear_of=[(point, 0.1)]), under)
    np.testing.assert_array_equal(place(size, [outside, under], inside=box), under)
    both = [(point, 0.1), (-point, 0.1)]
    np.testing.assert_array_equal(place(size, [over, under], clear_of=both), over)


def test_a_beat_waits_for_its_sentence_and_for_a_voice(toy, play):
    first, second = play(toy.configured().held(3.0)).renderer.file_writer.subcaptions
    plain, _ = play(toy).renderer.file_writer.subcaptions
    words = len(plain.content.split())
    assert (plain.end - plain.start).total_seconds() == pytest.approx(words / SPEED, abs=0.05)
    assert (first.end - first.start).total_seconds() == pytest.approx(words / SPEED + 3, abs=0.05)
    assert (second.end - second.start).total_seconds() > 3


def test_a_bare_lesson_has_no_title_stamp_counter_or_mark_and_the_same_times(toy, play):
    full, bare = play(toy), play(ConfiguredLesson(toy).bare())
    said, left = (
        {part.body for part in scene.mobjects if isinstance(part, Text)} for scene in (full, bare)
    )
    assert said == {"A toy", "size 1.0"} and left == {""}
    assert len(bare.counting(lambda: 3)) == 0 and len(full.counting(lambda: 3)) == 2
    assert bare.questions == full.questions
    assert bare.time == full.time


@pytest.mark.parametrize("lesson", [Divergence, thorough(Momentum)])
def test_the_strips_of_a_bare_lesson_stay_empty(lesson):
    seen = []

    def look(moment):
        frame, picture = moment.lesson.frame, moment.pixels
        top = int((frame.height / 2 - frame.title.bottom) / frame.height * len(picture)) - 2
        seen.append((picture[:top] == picture[0, 0]).all())

    inspect_lesson(ConfiguredLesson(lesson).bare(), look, every=5.0)
    assert len(seen) > 20 and all(seen)
