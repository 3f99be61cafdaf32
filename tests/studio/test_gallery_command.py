"""``studio gallery``: what it writes, what it keeps, and what it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from scenes.kit.lesson.words import LANGUAGES, Words
from studio.cli import main
from studio.clips.cliplist import ClipList
from studio.clips.cutting import cut
from studio.crew.cleaning import clean_output
from studio.gallery import making
from studio.gallery.embeds import HERE, KINDS, Shown, embeds
from studio.gallery.model import WORDS

from .conftest import Package

Run = Callable[..., Result]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def gallery(tiny: Package, output: Path) -> Run:
    """Make a gallery of the tiny lessons."""

    def run(*arguments: str) -> Result:
        command = ["gallery", *arguments, "-q", "l", "--output", str(output)]
        return CliRunner().invoke(main, command, obj=tiny.studio)

    return run


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


class Page(HTMLParser):
    """What a page refers to, the ids it has, and its text in code."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.codes: list[str] = []
        self._inside = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.links += [link for key in ("href", "src", "poster") if (link := found.get(key))]
        self.ids += [name for name in [found.get("id")] if name]
        if tag == "code":
            self._inside = True
            self.codes.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "code"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.codes[-1] += data


def test_pages_lead_to_files_of_the_folder_and_nowhere_else(gallery: Run, output: Path) -> None:
    made = gallery()
    assert made.exit_code == 0, made.stderr
    folder = output / "gallery"
    assert made.stdout.splitlines()[-1] == str(folder / "index.html")
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) == 1 + 2 + 2 + 3  # the index, the films, a player for each and for each beat
    for path in pages:
        page = Page(path)
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids
            elif link != "data:,":
                assert (path.parent / unquote(link)).is_file(), f"{path.name}: {link}"
    sheet = (folder / "page" / "gallery.css").read_text(encoding="utf-8")
    assert "url(" not in sheet and "@import" not in sheet
    assert (folder / "page" / "Lato-OFL.txt").is_file()


def test_a_film_comes_with_captions_in_every_language_and_its_beats(
    gallery: Run, output: Path
) -> None:
    gallery("square", "--set", "side=1.5")
    folder = output / "gallery" / "films" / "square"
    for language in LANGUAGES:
        for name in ("square", "02-move"):
            assert "Watch move." in (folder / f"{name}.{language}.vtt").read_text(encoding="utf-8")
    assert {"01-appear.mp4", "02-move.mp4", "02-move.webp"} <= {p.name for p in folder.iterdir()}
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert re.search(r"<tr class=\"changed\"><th scope=\"row\"><code>side</code>", text)
    assert "<td>number from 0.1 to 5</td><td>1.0</td><td>1.5</td>" in text
    assert "studio render square --set side=1.5" in text
    data = json.loads(re.findall(r'class="film">(.*?)</script>', text)[0])
    assert [beat["start"] for beat in data["beats"]] == [0.0, pytest.approx(1.1)]
    assert [cue[2] for cue in data["tracks"]["es"]["cues"]] == ["Watch appear.", "Watch move."]
    inputs = json.loads((folder / "square.json").read_bytes())["inputs"]
    assert f"version {inputs[:12]}" in text


def test_a_page_speaks_the_language_asked_for(gallery: Run, output: Path) -> None:
    gallery("dot", "--language", "es", "--title", "Semana 3", "--author", "A. Docente")
    text = (output / "gallery" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="es">' in text and "<h1>Semana 3</h1>" in text
    assert "1 película" in text and "A. Docente: Semana 3." in text


def test_an_address_is_what_embeds_name(gallery: Run, output: Path) -> None:
    gallery("dot", "--address", "https://films.test/descent")
    page = Page(output / "gallery" / "films" / "dot" / "index.html")
    codes = "\n".join(page.codes)
    assert "https://films.test/descent/films/dot/01-stay.mp4" in codes
    assert '"films/' not in codes and HERE not in codes


def test_one_that_is_up_to_date_is_not_written_again(gallery: Run, output: Path) -> None:
    gallery("dot")
    page = output / "gallery" / "index.html"
    before = page.stat().st_mtime_ns
    assert gallery("dot").stdout.splitlines()[-1] == f"{page}  up to date"
    assert page.stat().st_mtime_ns == before
    assert gallery("dot", "--author", "A. Lecturer").stdout.splitlines()[-1] == str(page)


def test_only_what_changed_is_cut_again(
    gallery: Run, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def noted(film: Path, folder: Path, **options: Any) -> ClipList:
        asked.append(film.stem)
        return cut(film, folder, **options)

    monkeypatch.setattr(making, "cut", noted)
    gallery()
    before = contents(output / "gallery")
    gallery("--title", "Week 3")
    assert asked == ["dot", "square"]
    after = contents(output / "gallery")
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {name for name in before if name.endswith("index.html")}
    gallery("square", "--set", "side=1.5")
    assert asked == ["dot", "square", "square"]
    assert not (output / "gallery" / "films" / "dot").exists()


@pytest.mark.thorough
def test_one_that_was_changed_is_kept(gallery: Run, output: Path) -> None:
    gallery("dot")
    folder = output / "gallery"
    (folder / "mine.html").write_text("mine\n", encoding="utf-8")
    before = contents(folder)
    for _ in range(2):  # and so it stays
        beside = gallery("dot", "--force")
        assert beside.exit_code == 0
        assert beside.stdout.splitlines()[-1] == str(output / "gallery-2" / "index.html")
        assert "was changed since it was written and stays" in beside.stderr
        assert contents(folder) == before
    assert not (output / "gallery-3").exists()


def test_films_of_the_output_are_used_or_left_alone(
    gallery: Run, tiny: Package, output: Path
) -> None:
    render = ["render", "dot", "-q", "l", "--theme", "light", "--output", str(output)]
    CliRunner().invoke(main, render, obj=tiny.studio)
    before = contents(output)
    assert gallery("dot", "--theme", "light").exit_code == 0
    assert not (output / "gallery-films").exists()
    assert gallery("dot").exit_code == 0
    assert (output / "gallery-films" / "dot.mp4").is_file()
    assert {name: contents(output)[name] for name in before} == before


@pytest.mark.parametrize(("side", "result", "code"), [(4, "failed", 1), (2, "refused", 2)])
def test_a_film_that_fails_leaves_no_gallery(
    gallery: Run, output: Path, side: int, result: str, code: int
) -> None:
    failed = gallery("square", "--set", f"side={side}")
    assert failed.exit_code == code
    assert f"square {result}" in failed.stderr and failed.stderr.count("\n") == 1
    assert not (output / "gallery").exists()
    assert not list(output.rglob(".studio-*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sqare"], "no lesson 'sqare' (did you mean square?)"),
        (["--set", "side=1"], "--set needs the lessons it is for"),
        (["--address", "films.test"], "'films.test' is no address, as https://"),
        (["--address", "javascript:alert(1)"], "'javascript:alert(1)' is no address"),
    ],
)
def test_what_cannot_be_met_is_one_line(
    gallery: Run, output: Path, arguments: list[str], said: str
) -> None:
    refused = gallery(*arguments)
    assert refused.exit_code == 2
    assert said in refused.stderr and refused.stderr.count("\n") == 1
    assert not output.exists()


def test_cleaning_removes_a_gallery_but_not_a_changed_one(gallery: Run, output: Path) -> None:
    gallery("dot")
    page = output / "gallery" / "index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text("mine\n", encoding="utf-8")
    assert clean_output(output) == [page]
    assert page.read_text(encoding="utf-8") == "mine\n"
    assert not (output / "gallery-films").exists()
    page.write_text(text, encoding="utf-8")
    assert clean_output(output) == []
    assert not list(output.iterdir())


HOSTILE = Shown(
    film='films/a b/0"1.mp4',
    poster="films/a b/01.last.png",
    page="films/a b/01.html",
    title='Is "x" < y_1 & z?',
    alt="[50 %] of <b>x</b>",
    width=1280,
    height=720,
    loop=True,
    captions=(("en", "English", "films/a b/c.vtt"),),
    note="needs graphicx",
)


def test_embeds_escape_what_their_languages_take_for_their_own() -> None:
    texts = {kind: read for kind, (read, _) in embeds(HOSTILE, None).items()}
    assert 'aria-label="[50 %] of &lt;b&gt;x&lt;/b&gt;"' in texts["video"]
    assert 'src="films/a%20b/0%221.mp4"' in texts["video"] and " loop " in texts["video"]
    assert 'title="Is &#34;x&#34; &lt; y_1 &amp; z?"' in texts["iframe"]
    assert texts["markdown"].startswith(r"[![\[50 %\] of <b>x</b>](films/a%20b/01.last.png)]")
    assert texts["quarto"] == "{{< video films/a%20b/0%221.mp4 title=\"Is 'x' < y_1 & z?\" >}}"
    assert r"\href{films/a\%20b/0\%221.mp4}" in texts["latex"]
    assert r"{{01.last}.png}" in texts["latex"] and r"[50 \%]" in texts["latex"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_embed_names_its_addresses_in_full_and_has_its_words(kind: str) -> None:
    read, completed = embeds(HOSTILE, "https://films.test/")[kind]
    assert read == completed and "https://films.test/films/" in read
    read, completed = embeds(HOSTILE, None)[kind]
    assert completed.replace(HERE, "") == read and HERE in completed
    for language in LANGUAGES:
        words = Words(WORDS, language)
        assert words[f"as_{kind}"] and words[f"as_{kind}_hint"]


def test_every_language_has_the_same_words_and_blanks() -> None:
    def blanks(language: str) -> dict[str, set[str]]:
        words = Words(WORDS, language)
        keys = words.keys()
        return {key: set(re.findall(r"\{\w+\}", words[key])) for key in keys}

    for language in LANGUAGES:
        assert blanks(language) == blanks("en")


def test_help_has_examples(gallery: Run) -> None:
    text = gallery("--help").output
    assert "studio gallery divergence" in text and "Exit codes" in text
