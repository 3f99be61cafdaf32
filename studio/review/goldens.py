"""Stores the golden pictures of all lessons: ``make goldens``."""

from __future__ import annotations

import sys
from pathlib import Path

from studio.ask.errors import RequestError
from studio.ask.lessons import choose, load_lesson
from studio.ask.request import ROOT, Quality
from studio.crew.pool import in_processes
from studio.engine.inspection import Pixels
from studio.review.compare import save
from studio.review.stills import last_pictures

FOLDER = ROOT / "tests" / "scenes" / "golden"
SIZE = Quality(320, 180, 10)


def golden_pictures(name: str, package: str = "scenes") -> dict[str, Pixels]:
    """What each beat of a lesson ends on, small, by the beat's name."""
    return last_pictures(load_lesson(name, package), SIZE)


def store(folder: Path, pictures: dict[str, Pixels]) -> int:
    """Put a lesson's pictures into its folder, instead of what is there; its size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for beat, picture in pictures.items():
        save(picture, folder / f"{beat}.png")
    return sum(path.stat().st_size for path in folder.glob("*.png"))


def main(names: list[str]) -> None:
    """Store the pictures of the lessons named, or of all."""
    try:
        tasks = [(name,) for name in choose(names)]
    except RequestError as error:
        sys.exit(f"goldens: {error}")
    for (name,), pictures in in_processes(golden_pictures, tasks):
        size = store(FOLDER / name, pictures)
        print(f"{name}: {len(pictures)} pictures, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
