"""What is finished put in its place: clips among those that are there, files and folders whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from studio.ask.errors import StudioError, one_line
from studio.clips.cliplist import NAME, ClipList, read_clips


def publish_clips(
    made: ClipList, name: str, folder: Path, shelf: Path, *, alone: bool = False
) -> ClipList:
    """Put a lesson's finished clips in place of earlier ones; their list comes last.

    Parameters
    ----------
    made, name, folder
        The clips, what they are called together, and where their files are.
    shelf
        The folder of all clips, with a folder of each such name.
    alone
        Whether others that were there go, as far as they are as they were made.

    Returns
    -------
    What is there now.
    """
    place = shelf / name
    place.mkdir(exist_ok=True)
    earlier = read_clips(place)
    there = made if alone else made.with_earlier(earlier)
    for file in made.files:
        (folder / file).replace(place / file)
    there.write(folder)
    (folder / NAME).replace(place / NAME)
    for file, size in (earlier.files if earlier else {}).items():
        if file not in there.files and is_file_of(place / file, size):
            (place / file).unlink()
    (shelf / f"{name}.log").unlink(missing_ok=True)
    return there


def clips_up_to_date(shelf: Path, lesson: str, beats: tuple[str, ...], inputs: str) -> bool:
    """Whether the clips of some beats, or of all, are there as these inputs make them."""
    there = read_clips(shelf / lesson)
    if there is None:
        return False
    made = {clip.beat: clip for clip in there.clips if clip.inputs == inputs}
    wanted = [made[beat] for beat in beats if beat in made] if beats else [*made.values()]
    count = len(beats) or max((clip.beats for clip in wanted), default=-1)
    names = {name for clip in wanted for name in clip.files()}
    return len(wanted) == count and all(
        is_file_of(shelf / lesson / name, there.files.get(name)) for name in names
    )


def is_file_of(path: Path, size: int | None) -> bool:
    """Whether there is a file of a size."""
    return path.is_file() and path.stat().st_size == size


def publish_whole(made: Path, folder: Path, names: Sequence[str], aside: Path) -> None:
    """Put files and folders of one folder in place of another's of the same names, each whole.

    Folders that were there go ``aside``, to another folder of the same drive.
    """
    for name in names:
        if (folder / name).is_dir():
            (folder / name).replace(aside / name)
        (made / name).replace(folder / name)


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """What cannot be written to a folder is told in a line."""
    try:
        yield
    except OSError as error:
        raise StudioError(f"cannot write to {folder}: {one_line(error)}") from error
