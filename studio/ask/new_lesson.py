"""The files of a new lesson, ready to run and to be changed."""

from __future__ import annotations

import keyword
from pathlib import Path

from studio.ask.errors import RequestError
from studio.ask.request import ROOT

TEMPLATES = Path(__file__).parent / "templates"


def new_lesson(name: str, root: Path = ROOT) -> list[Path]:
    """Write a lesson's module, its words in every language, its tests, and its line in the course.

    Parameters
    ----------
    name
        Of the lesson and its module, in small letters: ``"my_lesson"``.
    root
        Of the checkout.

    Returns
    -------
    The files written or, the last one, changed.

    Raises
    ------
    RequestError
        For a name that is no module's, one that is taken, or outside a checkout.
    """
    course = root / "scenes" / "course.py"
    if not name.isidentifier() or keyword.iskeyword(name) or name != name.lower():
        raise RequestError(f"{name!r} is no name of a lesson: small letters, digits and _ only")
    if not course.is_file() or not (root / "tests").is_dir():
        raise RequestError("a new lesson goes into a checkout of the project; this is none")
    files = _files(name, root)
    taken = [path for path in files if path.exists()]
    if taken:
        raise RequestError(f"{taken[0].relative_to(root)} exists already")
    listed = course.read_text(encoding="utf-8").rstrip().removesuffix(")")
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    course.write_text(f'{listed}    "{name}",\n)\n', encoding="utf-8")
    return [*files, course]


def _files(name: str, root: Path) -> dict[Path, str]:
    title = name.replace("_", " ").capitalize()
    class_name = name.title().replace("_", "")

    def filled(template: str) -> str:
        text = (TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
        text = text.replace("lesson_name", name).replace("LessonName", class_name)
        return text.replace("Lesson title", title)

    scenes, tests = root / "scenes", root / "tests" / "scenes"
    languages = sorted(path.parent for path in scenes.glob("words/*/kit.toml"))
    return {
        scenes / f"{name}.py": filled("lesson.py"),
        **{folder / f"{name}.toml": filled("words.toml") for folder in languages},
        tests / f"test_{name}.py": filled("test_lesson.py"),
        tests / f"said_{name}.py": filled("said.py"),
    }
