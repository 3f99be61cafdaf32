"""Tiny lessons in a package of their own, and the studio turned loose on them."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from studio.ask.request import LANGUAGES, QUALITIES, Quality, RenderRequest
from studio.cli import Studio
from studio.clips.cutting import cut
from studio.crew import production
from studio.decks.story import Story, read_story
from studio.film.rendering import render_lesson

from .forked import Forked

TINY = Quality(128, 72, 10)
ROOT = Path(__file__).resolve().parent.parent.parent

BASE = """
    from scenes.kit.lesson.lesson import Lesson

    class TinyLesson(Lesson):
        def caption(self, beat):
            return f"Watch {beat}."
"""

SQUARE = '''
    from typing import Annotated
    from manim import RIGHT, Square
    from scenes.kit.lesson.parameters import Interval, ParameterError
    from ._base import TinyLesson
    from . import _shapes

    class SquareLesson(TinyLesson):
        """A square moves."""

        beats = ("appear", "move")
        side: Annotated[float, Interval(0.1, 5), "length of a side"] = 1.0

        def setup(self):
            if self.side == 2:
                raise ParameterError("side = 2.0: two is a crowd")
            if self.side == 4:
                raise ValueError("a bug of the lesson")
            self.square = Square(self.side, fill_opacity=1, color=self.theme.roles()["batch"])

        def appear(self):
            self.add(self.square)
            self.wait(1)

        def move(self):
            self.play(self.square.animate.shift(_shapes.STEP * RIGHT))
'''

DOT = '''
    from manim import Dot
    from ._base import TinyLesson

    class DotLesson(TinyLesson):
        """A dot stays."""

        beats = ("stay",)

        def stay(self):
            self.add(Dot(color=self.theme.roles()["minimum"]))
            self.wait(0.5)
'''

BROKEN = '''
    from ._base import TinyLesson

    class BrokenLesson(TinyLesson):
        """Its second beat does not work."""

        beats = ("begin", "fail")

        def begin(self):
            self.wait(0.5)

        def fail(self):
            raise KeyError("no such thing")
'''

ENDLESS = '''
    from time import monotonic
    from manim import Square
    from ._base import TinyLesson

    class EndlessLesson(TinyLesson):
        """Goes on for longer than any test, but not for ever if its test is killed."""

        beats = ("go_on",)

        def go_on(self):
            square, end = Square(), monotonic() + 60
            while monotonic() < end:
                self.play(square.animate.shift([0.01, 0, 0]), run_time=10)
'''

PALETTE = '''
    from manim import Square, VGroup
    from ._base import TinyLesson

    class PaletteLesson(TinyLesson):
        """Every colour of the theme as a flat square."""

        beats = ("show",)

        def show(self):
            squares = [Square(1, fill_opacity=1, stroke_width=0, color=color)
                       for color in self.theme.roles().values()]
            self.add(VGroup(*squares).arrange_in_grid(rows=2, buff=0.5))
            self.wait(0.5)
'''

QUIZ = '''
    from manim import PI, RIGHT, UP, Square, linear
    from ._base import TinyLesson

    class QuizLesson(TinyLesson):
        """A square turns for ever, and then goes where it was asked about."""

        beats = ("spin", "guess")
        loops = ("spin",)

        def setup(self):
            self.square = Square(2, fill_opacity=1, color=self.theme.roles()["batch"])

        def spin(self):
            self.add(self.square)
            self.play(self.square.animate(rate_func=linear).rotate(PI / 2))

        def guess(self):
            self.play(self.square.animate.shift(UP), run_time=0.5)
            self.ask("guess", 2 * RIGHT)
            self.play(self.square.animate.shift(2 * RIGHT), run_time=0.5)
'''

RIDDLE = '''
    from manim import RIGHT, UP, Square
    from ._base import TinyLesson

    class RiddleLesson(TinyLesson):
        """Opens on its square and its question, and asks again on the way."""

        beats = ("solve",)

        def setup(self):
            self.open()
            self.square = Square(2, fill_opacity=1, color=self.theme.roles()["batch"])

        def opening(self):
            return (self.square,)

        def solve(self):
            self.play(self.square.animate.shift(UP), run_time=0.5)
            self.ask("solve", 2 * RIGHT)
            self.play(self.square.animate.shift(2 * RIGHT), run_time=0.5)
'''


class Package:
    """A package of lessons in a folder of the test."""

    name = "tiny_lessons"

    def __init__(self, parent: Path) -> None:
        self.parent = parent
        self.folder = parent / self.name
        self.folder.mkdir()
        self.write("__init__", "")
        self.write("_base", BASE)
        self.write("_shapes", "STEP = 2\n")
        self.order: list[str] = []

    def add(self, lesson: str, source: str) -> None:
        """Write a lesson and append it to the course."""
        self.write(lesson, source)
        self.order.append(lesson)
        for language in LANGUAGES:
            words = self.folder / "words" / language / f"{lesson}.toml"
            words.parent.mkdir(parents=True, exist_ok=True)
            words.write_text(f'title = "{lesson}, {language}"\n', encoding="utf-8")
        self.write("course", f"COURSE = {tuple(self.order)!r}\n")
        sys.modules.pop(f"{self.name}.course", None)

    def say(self, lesson: str, **words: str) -> None:
        """Give a lesson more words, the same in every language."""
        for language in LANGUAGES:
            path = self.folder / "words" / language / f"{lesson}.toml"
            with path.open("a", encoding="utf-8") as file:
                file.writelines(f'{key} = "{text}"\n' for key, text in words.items())

    def write(self, module: str, source: str) -> Path:
        path = self.folder / f"{module}.py"
        path.write_text(textwrap.dedent(source), encoding="utf-8")
        return path

    def request(self, lesson: str, **values: object) -> RenderRequest:
        return RenderRequest(lesson, TINY, values=tuple(sorted(values.items())), package=self.name)

    @property
    def studio(self) -> Studio:
        return Studio(self.name, {**QUALITIES, "l": TINY})


@pytest.fixture
def tiny(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Package]:
    """A package with the lessons ``square`` and ``dot``."""
    package = Package(tmp_path_factory.mktemp("sources"))
    package.add("dot", DOT)
    package.add("square", SQUARE)
    monkeypatch.syspath_prepend(package.parent)
    yield package
    for name in [name for name in sys.modules if name.partition(".")[0] == package.name]:
        del sys.modules[name]


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers of this process fork; where CI is set, and in commands of their own, they start."""
    if "CI" not in os.environ:
        monkeypatch.setattr(production, "started", Forked)


@pytest.fixture
def start(tiny: Package) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the real command, in a process group of its own, on the tiny lessons.

    It hears every signal but the one ``ignored``, whatever the tests themselves were told to.
    """
    program = (
        "import signal, sys; sys.path[:0] = sys.argv.pop(1).split(':')\n"
        "ignored = sys.argv.pop(1)\n"
        "for name in ('SIGTERM', 'SIGHUP', 'SIGINT'):\n"
        "    hears = signal.default_int_handler if name == 'SIGINT' else signal.SIG_DFL\n"
        "    does = signal.SIG_IGN if name == ignored else hears\n"
        "    signal.signal(getattr(signal, name), does)\n"
        "from studio.cli import Studio, main\n"
        "from studio.ask.request import QUALITIES, Quality\n"
        f"main(obj=Studio({tiny.name!r}, {{**QUALITIES, 'l': {TINY!r}}}))\n"
    )

    started: list[subprocess.Popen[str]] = []

    def command(
        *arguments: str | Path, under: Sequence[str] = (), ignored: str = "", **options: Any
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [
                *under,
                sys.executable,
                "-P",
                "-c",
                program,
                f"{ROOT}:{tiny.parent}",
                ignored,
                *map(str, arguments),
            ],
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield command
    for process in started:
        process.kill()
        process.communicate()


def told(package: Package, lesson: str, folder: Path) -> Story:
    """The story of a lesson that is rendered and cut."""
    render_lesson(RenderRequest(lesson, Quality(320, 180, 10), package=package.name), folder)
    clips = folder / "clips" / lesson
    clips.mkdir(parents=True)
    cut(folder / f"{lesson}.mp4", clips, split=True)
    return read_story([clips])


@pytest.fixture
def riddle(tiny: Package, tmp_path: Path) -> Story:
    """A beat that stops for two questions, the first at the film's first picture."""
    tiny.add("riddle", RIDDLE)
    tiny.say("riddle", ask_solve="Where to?", stamp="A stamp")
    return told(tiny, "riddle", tmp_path)


@pytest.fixture
def story(tiny: Package, tmp_path: Path) -> Story:
    """A loop and then a question, with a square that is always to be seen."""
    tiny.add("quiz", QUIZ)
    tiny.say("quiz", ask_guess="Which way?")
    return told(tiny, "quiz", tmp_path)
