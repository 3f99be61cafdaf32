"""The entry of a clip whose files are made, and the caption that goes with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.clips.cliplist import Clip, ClipList, ClipQuestion
from studio.film.captions import Caption, to_vtt
from studio.film.manifest import AskedQuestion, Section


@dataclass(frozen=True, slots=True)
class Source:
    """What clips are of: a lesson in its looks, how many beats it has, and their digest."""

    lesson: str
    title: str
    theme: str
    language: str
    width: int
    height: int
    fps: int
    beats: int
    inputs: str


def entry(
    source: Source,
    folder: Path,
    file: str,
    section: Section,
    questions: Iterable[AskedQuestion],
    *,
    still: bool = False,
) -> Clip:
    """The entry of a clip that is made, with its pictures; writes its caption.

    Parameters
    ----------
    source
        What it is of.
    folder, file
        Where it is, and its name.
    section
        Where the beat is in what was played.
    questions
        All that were asked.
    still
        Whether it is but the last picture.
    """
    path = folder / file
    vtt = path.with_suffix(".vtt")
    vtt.write_text(to_vtt([Caption(0.0, section.duration, section.caption)]), encoding="utf-8")
    start, fps = section.first_frame, source.fps
    return Clip(
        beat=section.name,
        file=file,
        frames=1 if still else section.frames,
        fps=fps,
        width=source.width,
        height=source.height,
        duration=0.0 if still else section.duration,
        size=path.stat().st_size,
        loop=section.loop,
        caption=section.caption,
        alt=" — ".join(filter(None, (source.title, section.caption))),
        first=path.with_suffix(".first.png").name,
        last=path.with_suffix(".last.png").name,
        vtt=vtt.name,
        questions=[
            ClipQuestion(
                text=question.text,
                frame=question.frame - start,
                time=(question.frame - start) / fps,
                reveal=question.reveal - start,
                reveal_time=(question.reveal - start) / fps,
            )
            for question in questions
            if question.beat == section.name and not still
        ],
        inputs=source.inputs,
        beats=source.beats,
        stands=section.stands,
    )


def listed(source: Source, folder: Path, clips: list[Clip]) -> ClipList:
    """The list of clips that are made, written beside them."""
    made = ClipList(
        lesson=source.lesson,
        title=source.title,
        theme=source.theme,
        language=source.language,
        clips=clips,
        files={name: (folder / name).stat().st_size for clip in clips for name in clip.files()},
    )
    made.write(folder)
    return made
