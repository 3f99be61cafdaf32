"""``studio deck``: what it writes, what it keeps, and what it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studio.cli import main
from studio.crew.cleaning import clean_output
from studio.decks.manifest import read_deck

from ..thorough import thorough
from .conftest import Package

Deck = Callable[..., Result]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def deck(tiny: Package, output: Path) -> Deck:
    """Write a deck of the tiny lessons."""

    def run(*arguments: str) -> Result:
        command = ["deck", *arguments, "-q", "l", "--output", str(output)]
        return CliRunner().invoke(main, command, obj=tiny.studio)

    return run


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_deck_is_a_folder_that_holds_all_it_shows(deck: Deck, output: Path) -> None:
    written = deck()
    assert written.exit_code == 0, written.stderr
    path = output / "decks" / "course" / "index.html"
    assert written.stdout.splitlines()[-1] == str(path)
    page = path.read_text(encoding="utf-8")
    assert page.count("<section ") == 3  # of dot one, of square two beats
    assert "http:" not in page and "https:" not in page
    assert (path.parent / "page" / "reveal.js-LICENSE.txt").is_file()
    assert sorted(p.name for p in (path.parent / "films" / "dot").glob("*.mp4")) == ["01-stay.mp4"]


def test_a_single_file_holds_everything(deck: Deck, output: Path) -> None:
    assert deck("dot", "--single-file").exit_code == 0
    page = (output / "decks" / "dot.html").read_text(encoding="utf-8")
    assert "<link" not in page and ' src="page' not in page and "films/" not in page
    assert not (output / "decks" / "dot").exists()


def test_a_deck_that_is_up_to_date_is_not_written_again(deck: Deck, output: Path) -> None:
    deck("dot")
    page = output / "decks" / "dot" / "index.html"
    before = page.stat().st_mtime_ns
    assert deck("dot").stdout.splitlines()[-1] == f"{page}  up to date"
    assert page.stat().st_mtime_ns == before
    assert "up to date" not in deck("dot", "--play", "click").stdout.splitlines()[-1]
    assert deck("dot", "--play", "click", "--force").stdout.splitlines()[-1] == str(page)


def test_several_forms_are_made_of_the_same_films(deck: Deck, output: Path) -> None:
    forms = [word for form in ("pptx", "pdf", "tex") for word in ("--to", form)]
    made = deck("dot", *forms, "--per-page", "6", "--no-answers")
    assert made.exit_code == 0, made.stderr
    names = ("dot.pptx", "dot.pdf", "dot.tex")
    assert made.stdout.splitlines()[-3:] == [str(output / "decks" / name) for name in names]
    again = deck("dot", *forms, "--per-page", "6", "--no-answers").stdout.splitlines()
    assert sum(line.endswith("  up to date") for line in again[-3:]) == 3
    assert "up to date" not in deck("dot", "--to", "pdf").stdout.splitlines()[-1]  # with answers
    assert (output / "decks" / "films" / "clips" / "dot" / "01-stay.pdf").is_file()
    assert clean_output(output) == []
    assert not (output / "decks").exists()


@pytest.mark.parametrize(
    "change",
    [
        "a file",
        thorough("a file more"),
        thorough("a file less"),
    ],
)
def test_a_deck_that_was_changed_is_kept(deck: Deck, output: Path, change: str) -> None:
    deck("dot")
    folder = output / "decks" / "dot"
    if change == "a file":
        page = folder / "index.html"
        page.write_text(page.read_text(encoding="utf-8") + "<!-- mine -->\n", encoding="utf-8")
    elif change == "a file more":
        (folder / "mine.png").write_bytes(b"a picture")
    else:
        (folder / "films" / "dot" / "01-stay.mp4").unlink()
    before = contents(folder)
    for _ in range(2):  # and so it stays
        beside = deck("dot", "--force")
        assert beside.exit_code == 0
        assert beside.stdout.splitlines()[-1] == str(output / "decks" / "dot-2" / "index.html")
        assert "was changed since it was written and stays" in beside.stderr
        assert contents(folder) == before
    assert not (output / "decks" / "dot-3").exists()


def test_a_template_that_is_none_is_refused(deck: Deck, output: Path) -> None:
    refused = deck("dot", "--to", "pptx", "--template", __file__)
    assert refused.exit_code == 2
    assert "is no .pptx file" in refused.stderr and refused.stderr.count("\n") == 1
    assert not (output / "decks" / "dot.pptx").exists()


def test_a_deck_of_another_hand_is_kept(deck: Deck, output: Path) -> None:
    (output / "decks").mkdir(parents=True)
    theirs = output / "decks" / "dot.html"
    theirs.write_text("my own\n")
    assert deck("dot", "--single-file").exit_code == 0
    assert theirs.read_text() == "my own\n"
    assert (output / "decks" / "dot-2.html").is_file()


def test_films_of_the_output_are_used_or_left_alone(
    deck: Deck, tiny: Package, output: Path
) -> None:
    render = ["render", "dot", "-q", "l", "--theme", "light", "--output", str(output)]
    CliRunner().invoke(main, render, obj=tiny.studio)
    before = contents(output)
    assert deck("dot", "--theme", "light").exit_code == 0
    assert not (output / "decks" / "films").exists()
    assert deck("dot", "--name", "night").exit_code == 0
    assert (output / "decks" / "films" / "dot.mp4").is_file()
    assert {name: contents(output)[name] for name in before} == before


@pytest.mark.parametrize(("side", "result", "code"), [(4, "failed", 1), (2, "refused", 2)])
def test_a_film_that_fails_leaves_no_deck(
    deck: Deck, output: Path, side: int, result: str, code: int
) -> None:
    failed = deck("square", "--set", f"side={side}")
    assert failed.exit_code == code
    assert f"square {result}" in failed.stderr and failed.stderr.count("\n") == 1
    assert not (output / "decks" / "square").exists()
    assert not list(output.rglob(".studio-*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sqare"], "no lesson 'sqare' (did you mean square?)"),
        (["--to", "keynote"], "Invalid value for '--to': 'keynote' is not"),
        (["--to", "pptx", "--single-file"], "--single-file is for --to html"),
        (["--template", __file__], "--template is for --to pptx"),
        (["--to", "pptx", "--template", "no.pptx"], "'no.pptx' does not exist"),
        (["--per-page", "6"], "--per-page and --no-answers are for --to pdf"),
        (["--to", "tex", "--no-answers"], "--per-page and --no-answers are for --to pdf"),
        (["--to", "pdf", "--per-page", "3"], "Invalid value for '--per-page': '3' is not"),
        (["--name", "a/b"], "'a/b' is no name of a file"),
        (["--name", ".."], "'..' is no name of a file"),
        (["--name", "films"], "'films' is where the films for decks are"),
        (["--set", "side=1"], "--set needs the lessons it is for"),
    ],
)
def test_what_cannot_be_met_is_one_line(
    deck: Deck, output: Path, arguments: list[str], said: str
) -> None:
    refused = deck(*arguments)
    assert refused.exit_code == 2
    assert said in refused.stderr and refused.stderr.count("\n") == 1
    assert not output.exists()


@pytest.mark.thorough
def test_cleaning_removes_decks_but_not_changed_ones(deck: Deck, output: Path) -> None:
    deck("dot")
    deck("dot", "--single-file")
    for form in ("pptx", "pdf", "tex"):
        deck("dot", "--to", form)
    assert (output / "decks" / "dot.tex").is_file()
    deck("square")
    changed = output / "decks" / "square" / "index.html"
    changed.write_text("mine\n")
    theirs = output / "decks" / "notes.md"
    theirs.write_text("mine\n")
    assert clean_output(output) == [changed]
    left = {path.name for path in (output / "decks").iterdir()}
    assert left == {"square", "square.html.json", "notes.md"}
    assert read_deck(output / "decks", "square", "html") is not None
    assert (changed.parent / "films" / "square" / "02-move.mp4").is_file()
    shutil.rmtree(changed.parent)
    theirs.unlink()
    assert clean_output(output) == []
    assert not (output / "decks").exists()


@pytest.mark.thorough
def test_a_tex_deck_beside_another_names_its_own_files(deck: Deck, output: Path) -> None:
    deck("dot", "--to", "tex")
    changed = output / "decks" / "dot.tex"
    changed.write_text("mine\n")
    deck("dot", "--to", "tex")
    assert changed.read_text() == "mine\n"
    source = (output / "decks" / "dot-2.tex").read_text(encoding="utf-8")
    assert "{dot-2-media/dot/01-stay.mp4}" in source
    assert (output / "decks" / "dot-2-media" / "dot" / "01-stay.mp4").is_file()


def test_help_has_examples(deck: Deck) -> None:
    text = deck("--help").output
    assert "studio deck divergence" in text and "Exit codes" in text
