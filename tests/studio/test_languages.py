"""A lesson whose words are missing or not complete in a language is told in English, aloud."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from scenes.course import COURSE
from studio.ask.errors import RequestError
from studio.ask.languages import spoken_language
from studio.ask.request import LANGUAGES
from studio.cli import main
from studio.film.manifest import read_manifest

from .conftest import Package


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_of_the_course_is_whole_in_every_language(language):
    assert {spoken_language(lesson, language) for lesson in COURSE} == {(language, "")}


def test_a_film_without_words_of_its_language_is_told_in_english(tiny: Package, tmp_path):
    (tiny.folder / "words" / "es" / "dot.toml").unlink()
    asked = ["render", "dot", "square", "-q", "l", "--language", "es", "--output", str(tmp_path)]
    done = CliRunner().invoke(main, asked, obj=tiny.studio)
    assert done.exit_code == 0, done.output
    assert done.stderr == "studio: dot has no words in es, and is told in en\n"
    for lesson, language in (("dot", "en"), ("square", "es")):
        manifest = read_manifest(tmp_path / f"{lesson}.json")
        assert manifest is not None and manifest.language == language


def test_words_that_lack_some_are_not_mixed_with_english(tiny: Package):
    english = tiny.folder / "words" / "en" / "dot.toml"
    with english.open("a") as file:
        file.write('extra = "one"\n[captions]\nstay.long = "It stays."\n')
    remark = "dot lacks captions.stay.long and 1 more in es, and is told in en"
    assert spoken_language("dot", "es", tiny.name) == ("en", remark)
    assert spoken_language("dot", "en", tiny.name) == ("en", "")


def test_words_that_are_no_toml_are_refused_by_name(tiny: Package):
    (tiny.folder / "words" / "es" / "dot.toml").write_text("title = \n")
    with pytest.raises(RequestError, match=r"es/dot\.toml is not valid TOML"):
        spoken_language("dot", "es", tiny.name)
