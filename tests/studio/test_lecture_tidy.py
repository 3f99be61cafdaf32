"""What parts of a lecture left that it has no more: it goes, and nothing else does."""

from __future__ import annotations

from pathlib import Path

from studio.crew.cleaning import clean_other_clips, clean_others

from .test_lecture_command import HEAD, Run, run, write

__all__ = ["run"]  # a fixture
ALL = f'{HEAD}outputs = ["film", "clips"]\n'
CARD = '[[part]]\ncard = "A card"\nseconds = 1\n'
SQUARE = '[[part]]\nlesson = "square"\n'
LARGE = '[[part]]\nlesson = "square"\nname = "large"\nset = { side = 3 }\nbeats = ["move"]\n'
DOT = '[[part]]\nlesson = "dot"\n'


def films(folder: Path) -> set[str]:
    return {path.name.removesuffix(".json") for path in (folder / "films").glob("*.json")}


def shelves(folder: Path) -> set[str]:
    return {path.name for path in (folder / "clips").iterdir()}


def test_films_and_clips_of_parts_that_are_gone_go(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "week3"
    assert run(write(tmp_path, ALL, CARD + SQUARE + LARGE + DOT)).exit_code == 0
    assert films(folder) == {"card-1", "square", "large", "large.whole", "dot"}
    assert shelves(folder) == {"square", "large", "dot"}
    theirs = folder / "films" / "mine.mp4"
    theirs.write_text("a film of the lecturer's")
    made = run(write(tmp_path, ALL, SQUARE + DOT))
    assert made.exit_code == 0 and "stays" not in made.output
    assert films(folder) == {"square", "dot"} and shelves(folder) == {"square", "dot"}
    names = {path.name.partition(".")[0] for path in (folder / "films").iterdir()}
    assert names == {"square", "dot", "mine"}
    assert run(write(tmp_path, ALL, SQUARE + DOT)).output == f"{folder}  up to date\n"


def test_what_was_changed_stays_and_is_told(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "week3"
    assert run(write(tmp_path, ALL, SQUARE + DOT)).exit_code == 0
    captions = folder / "films" / "dot.srt"
    captions.write_text("corrected by hand")
    made = run(write(tmp_path, ALL, SQUARE))
    assert made.exit_code == 0
    assert f"{captions} stays: it was changed since it was made" in made.output
    assert [path.name for path in (folder / "films").glob("dot*")] == ["dot.srt"]


def test_clips_of_beats_that_a_part_has_no_more_go(run: Run, tmp_path: Path) -> None:
    whole = LARGE.replace('beats = ["move"]', "")
    assert run(write(tmp_path, ALL, whole)).exit_code == 0
    clips = tmp_path / "out" / "week3" / "clips" / "large"
    assert len(list(clips.glob("*.mp4"))) == 2
    (clips / "mine.mp4").write_text("a clip of the lecturer's")
    assert run(write(tmp_path, ALL, LARGE)).exit_code == 0
    assert {path.name for path in clips.glob("*.mp4")} == {"01-move.mp4", "mine.mp4"}


def test_links_are_not_followed_and_nowhere_is_nothing(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "dot.mp4").write_text("12345")
    (theirs / "dot.json").write_text('{"lesson": "dot", "inputs": "", "files": {"dot.mp4": 5}}')
    (theirs / "clips.json").write_text('{"lesson": "dot", "clips": [], "files": {"dot.mp4": 5}}')
    before = sorted(theirs.iterdir())
    (tmp_path / "films").symlink_to(theirs)
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "dot").symlink_to(theirs)
    assert clean_others(tmp_path / "films", ()) == clean_others(tmp_path / "nowhere", ()) == []
    assert clean_other_clips(tmp_path / "clips", ()) == []
    assert sorted(theirs.iterdir()) == before
