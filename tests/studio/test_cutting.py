"""A film cut at its beats and questions, decoded again and compared with the film."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from studio.ask.errors import StudioError
from studio.clips.cliplist import ClipList, read_clips
from studio.clips.cutting import cut
from studio.decks.story import Story
from studio.film.manifest import read_manifest
from studio.film.poster import to_rgb
from studio.film.rendering import render_lesson

from .conftest import QUIZ, RIDDLE, Package, told


@pytest.fixture
def film(tiny: Package, tmp_path: Path) -> Iterator[Path]:
    """A film with a loop and a question."""
    tiny.add("quiz", QUIZ)
    tiny.say("quiz", ask_guess="Which way?")
    render_lesson(tiny.request("quiz"), tmp_path)
    return tmp_path / "quiz.mp4"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cut"
    made.mkdir()
    return made


@pytest.fixture
def clips(film: Path, folder: Path) -> ClipList:
    return cut(film, folder, split=True)


def pictures(film: Path) -> list[np.ndarray]:
    with av.open(str(film)) as container:
        return [to_rgb(frame).to_ndarray() for frame in container.decode(video=0)]


def test_each_beat_is_a_clip_with_its_own_frames(film: Path, clips: ClipList, folder: Path) -> None:
    whole, manifest = pictures(film), read_manifest(film.with_suffix(".json"))
    assert manifest is not None
    assert [clip.file for clip in clips.clips] == ["01-spin.mp4", "02-guess.mp4"]
    for clip, section in zip(clips.clips, manifest.sections, strict=True):
        start = section.first_frame
        assert np.array_equal(pictures(folder / clip.file), whole[start : start + section.frames])
        assert (clip.frames, clip.duration) == (section.frames, section.duration)
        assert (clip.loop, clip.caption) == (section.loop, f"Watch {clip.beat}.")


def test_clips_start_at_zero_at_an_exact_rate_and_in_the_colours_of_the_film(
    clips: ClipList, folder: Path
) -> None:
    for clip in clips.clips:
        with av.open(str(folder / clip.file)) as container:
            stream = container.streams.video[0]
            times = [p.pts * stream.time_base for p in container.demux(stream) if p.size]
            assert times == [Fraction(n, clip.fps) for n in range(clip.frames)]
            assert stream.average_rate == clip.fps
            assert stream.codec_context.color_primaries == 1  # BT.709
            assert stream.duration * stream.time_base == Fraction(clip.frames, clip.fps)


def test_a_clip_is_split_where_the_answer_begins(clips: ClipList, folder: Path) -> None:
    assert clips.clips[0].questions == []
    guess = clips.clips[1]
    (question,) = guess.questions
    assert question.text == "Which way?"
    assert question.reveal - question.frame == 15  # the 1.5 s that a question waits
    assert [part.asks for part in guess.parts] == [0, None]
    parts = [pictures(folder / part.file) for part in guess.parts]
    assert [len(part) for part in parts] == [question.reveal, guess.frames - question.reveal]
    assert np.array_equal(np.concatenate(parts), pictures(folder / guess.file))


def test_a_clip_is_split_at_each_of_its_questions(riddle: Story) -> None:
    folder = riddle.steps[0].parts[0].film.parent
    (clip,) = read_clips(folder).clips  # type: ignore[union-attr]
    assert [part.asks for part in clip.parts] == [0, 1, None]
    opened, asked = clip.questions
    parts = [pictures(folder / part.file) for part in clip.parts]
    reveals = [opened.reveal, asked.reveal, clip.frames]
    assert opened.frame == 0 < opened.reveal < asked.frame < asked.reveal < clip.frames
    assert np.cumsum([len(part) for part in parts]).tolist() == reveals
    moved = [np.abs(np.diff(np.array(part, dtype=int), axis=0)) > 16 for part in parts]
    assert moved[0].mean() < 1e-4 < moved[1].mean()  # the encoder refines an edge, nothing moves
    assert np.array_equal(np.concatenate(parts), pictures(folder / clip.file))
    (step,) = riddle.steps
    assert step.questions == ("riddle, en", "Where to?")
    assert [part.said for part in step.parts] == [*step.questions, "Watch solve."]
    assert [(part.asks, part.stands) for part in step.parts] == [
        (True, True),
        (True, False),
        (False, False),
    ]


ASKS = 'self.ask("solve", 2 * RIGHT)'


def test_two_questions_without_a_frame_between_are_parts_of_their_own(
    tiny: Package, tmp_path: Path
) -> None:
    tiny.add("riddle", RIDDLE.replace(ASKS, f"{ASKS}; {ASKS.replace('2', '3')}"))
    tiny.say("riddle", ask_solve="Where to?", stamp="A stamp")
    (step,) = told(tiny, "riddle", tmp_path).steps
    folder = step.parts[0].film.parent
    (clip,) = read_clips(folder).clips  # type: ignore[union-attr]
    assert [part.asks for part in clip.parts] == [0, 1, 2, None]
    assert clip.questions[1].reveal == clip.questions[2].frame
    parts = [pictures(folder / part.file) for part in clip.parts]
    assert [len(part) for part in parts][2] == 15  # nothing but the question's 1.5 s
    assert np.array_equal(np.concatenate(parts), pictures(folder / clip.file))
    assert [(part.asks, part.stands) for part in step.parts] == [
        (True, True),
        (True, False),
        (True, True),
        (False, False),
    ]


def test_pictures_are_the_first_and_the_last(clips: ClipList, folder: Path) -> None:
    for clip in clips.clips:
        frames = pictures(folder / clip.file)
        for name, frame in ((clip.first, frames[0]), (clip.last, frames[-1])):
            assert np.array_equal(np.asarray(Image.open(folder / name)), frame)


def test_the_list_names_every_file_with_its_size(clips: ClipList, folder: Path) -> None:
    assert read_clips(folder) == clips
    made = {path.name: path.stat().st_size for path in folder.iterdir()}
    del made["clips.json"]
    assert clips.files == made
    assert (folder / clips.clips[0].vtt).read_text(encoding="utf-8").startswith("WEBVTT\n\n00:00")


def test_a_film_without_its_manifest_is_not_cut(film: Path, folder: Path) -> None:
    film.with_suffix(".json").unlink()
    with pytest.raises(StudioError, match="no manifest"):
        cut(film, folder)
