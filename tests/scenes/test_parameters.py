"""Parameters, words, discovery: what a lecturer types and what is answered."""

from typing import Annotated, ClassVar

import pytest

from scenes.course import COURSE
from scenes.divergence import Divergence
from scenes.kit.ink.text import literal, outlines
from scenes.kit.ink.theme import LIGHT
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError, formula_or
from scenes.kit.lesson.words import FOLDER, Words
from studio.ask.lessons import load_lesson


class Toy(Lesson):
    rate: Annotated[float, Interval(0, 1), "a rate"] = 0.5
    count: Annotated[int, Interval(1, 9), "a count"] = 3
    shown: Annotated[bool, "a switch"] = True
    mode: Annotated[str, "a word"] = "plain"
    corner: Annotated[tuple[float, float], Interval(-8, 8), "a point"] = (1.0, 2.0)
    not_one: ClassVar[int] = 1


def test_parameters_are_the_annotated_attributes_in_order():
    assert list(Toy.parameters()) == ["rate", "count", "shown", "mode", "corner"]
    assert Toy.parameters()["corner"].allowed == (
        "2 values separated by commas, each a number from -8 to 8"
    )


def test_a_lesson_takes_its_values_on_and_leaves_its_class_as_it_was(manim_settings):
    configured = Divergence.configured(learning_rate=0.2).configured(steps=20).presented("light")
    lesson = configured()
    assert (lesson.learning_rate, lesson.steps, lesson.theme) == (0.2, 20, LIGHT)
    assert (Divergence.learning_rate, Divergence.steps) == (0.125, 30)
    assert configured.values() == {name: getattr(lesson, name) for name in Divergence.parameters()}
    assert configured.name() == "divergence"


def test_whole_numbers_are_taken_for_numbers_and_lists_for_tuples():
    values = Toy.configured(rate=1, corner=[3, 4]).values()
    assert values["rate"] == 1.0 and isinstance(values["rate"], float)
    assert values["corner"] == (3.0, 4.0)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"lerning_rate": 0.2}, "has no parameter 'lerning_rate'; it has rate, count, shown"),
        ({"rate": "0.2"}, "rate = '0.2' is not allowed: it takes a number from 0 to 1"),
        ({"rate": 1.5}, "it takes a number from 0 to 1"),
        ({"rate": float("nan")}, "rate = nan"),
        ({"rate": True}, "rate = True"),
        ({"count": 2.0}, "count = 2.0 is not allowed: it takes a whole number from 1 to 9"),
        ({"corner": (1.0,)}, "2 values"),
        ({"shown": 1}, "true or false"),
    ],
)
def test_what_is_not_allowed_is_named_with_what_is(values, message):
    with pytest.raises(ParameterError) as caught:
        Toy.configured(**values)
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_texts_are_read_as_the_parameters_own_types():
    texts = {"rate": "0.25", "count": "4", "shown": "false", "mode": "x", "corner": "-4,-7"}
    assert Toy.parse(texts) == {
        "rate": 0.25,
        "count": 4,
        "shown": False,
        "mode": "x",
        "corner": (-4.0, -7.0),
    }
    for name, text in (("rate", "fast"), ("count", "2.5"), ("shown", "yes"), ("corner", "1;2")):
        with pytest.raises(ParameterError, match=name):
            Toy.parse({name: text})


def test_themes_and_languages_that_do_not_exist_are_refused_with_those_that_do():
    with pytest.raises(ValueError, match="'sepia'; there are dark, light"):
        Divergence.presented(theme="sepia")
    with pytest.raises(ValueError, match="'it'; there are de, en, es, fr"):
        Divergence.presented(language="it")


def test_the_course_names_every_lesson_module_once():
    modules = {path.stem for path in FOLDER.parent.glob("*.py")} - {"__init__", "course"}
    assert sorted(COURSE) == sorted(modules)
    for name in COURSE:
        assert load_lesson(name).name() == name


def test_words_that_are_missing_are_named(tmp_path):
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "kit.toml").write_text("")
    (folder / "toy.toml").write_text('title = "T"\n')
    words = Words("toy", "en", tmp_path)
    assert words["title"] == "T"
    with pytest.raises(KeyError, match=r"en/toy.toml has no stamp"):
        words["stamp"]
    with pytest.raises(KeyError, match="captions"):
        words.caption("first")
    with pytest.raises(ValueError, match="no words en/other.toml"):
        Words("other", "en", tmp_path)
    (folder / "broken.toml").write_text("[en\n")
    with pytest.raises(ValueError, match="en/broken.toml is not valid TOML"):
        Words("broken", "en", tmp_path)


SAID = """
counts = "none one two"
[captions]
plain = "It goes down."
arrive.near = "It is near after {steps} steps."
arrive.far = "It is still far."
"""


def test_a_sentence_is_chosen_by_its_outcome_and_its_blanks_filled(tmp_path):
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "kit.toml").write_text("")
    (folder / "toy.toml").write_text(SAID)
    words = Words("toy", "en", tmp_path)
    assert words.caption("plain") == "It goes down."
    assert words.caption("arrive", "far") == "It is still far."
    facts = {"steps": words.count(2), "unused": "?"}
    assert words.caption("arrive", "near", facts) == "It is near after two steps."
    assert [words.count(n) for n in (0, 1, 3)] == ["none", "one", "3"]
    assert list(words.captions()) == ["plain", "arrive.near", "arrive.far"]
    with pytest.raises(KeyError, match=r"toy.toml has no \[captions\] arrive.past"):
        words.caption("arrive", "past")
    with pytest.raises(KeyError, match="arrive"):
        words.caption("arrive")
    with pytest.raises(KeyError, match="steps"):
        words.caption("arrive", "near")


@pytest.mark.parametrize(
    "text", ["#read(1)", "$x$", "*a* _b_", "a\\b", '"~"', "-- ...", "<l> @r", "`"]
)
def test_a_text_of_a_users_own_is_set_as_it_is(text):
    markup = literal(f"{text} b")
    assert len(outlines(markup).shapes) >= len(text.replace(" ", "")) / 2
    assert not set(markup.replace("\\u{", "")) & set('#$*_@<`~"-')


def test_a_formula_is_read_where_one_may_stand():
    kind = formula_or("valley", "saddle")
    for text in ("valley", "saddle, valley", "valey", "", "(1-x)^2+y^2", "w b + b^2"):
        kind.check(text)
    for text in ("x+y+z", "x^2", "__import__('os')", "x^", "9^9^9x"):
        with pytest.raises(ValueError, match="formula"):
            kind.check(text)
