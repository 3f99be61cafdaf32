from __future__ import annotations

import ast
import subprocess
import sys
import textwrap
from dataclasses import replace
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from studio.ask import inputs
from studio.ask.inputs import Inputs
from studio.ask.lessons import lesson_names
from studio.ask.request import RenderRequest, theme_file

from .conftest import ROOT, TINY, Package


def python(program: str, *arguments: str) -> str:
    """Output of a program in a Python of its own."""
    command = [sys.executable, "-c", textwrap.dedent(program), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def digest(package: Package, lesson: str) -> str:
    return Inputs(package.name).digest(package.request(lesson))


def names(package: Package, lesson: str) -> set[str]:
    return {name for name, _ in Inputs(package.name).files(lesson)}


def test_a_lesson_depends_on_what_it_imports(tiny: Package) -> None:
    found = names(tiny, "square")
    assert {"tiny_lessons", "tiny_lessons.square", "tiny_lessons._base"} <= found
    assert "tiny_lessons._shapes" in found  # from . import _shapes
    assert "scenes.kit.lesson.lesson" in found  # by way of _base
    assert {"studio.film.rendering", "studio.encoding.encoder", "manim.cfg"} <= found
    assert not {"tiny_lessons.dot", "studio.cli", "studio.crew.progress"} & found


def test_every_package_behind_a_film_counts() -> None:
    """What the modules behind a lesson import, of all that is installed."""
    distributions = packages_distributions()
    used, known = set(), Inputs()
    files = {path for lesson in lesson_names() for _, path in known.files(lesson)}
    for path in [path for path in files if path.suffix == ".py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                used.add(node.module.partition(".")[0])
    packages = {name for module in used for name in distributions.get(module, ())}
    packages = {name.lower().replace("_", "-") for name in packages}
    ours = {"gradient-descent-films", "pydantic"}  # a manifest's form is no picture
    assert packages - ours | {"pillow"} == set(inputs.DISTRIBUTIONS)  # it writes av's posters


def test_words_are_those_of_the_lesson_alone() -> None:
    found = {path.name for _, path in Inputs().files("momentum") if path.suffix == ".toml"}
    assert {"momentum.toml", "kit.toml"} <= found  # gdcore has a module called adaptive
    assert "adaptive.toml" not in found


def test_imports_for_type_checkers_do_not_count(tiny: Package) -> None:
    tiny.write("_slow", "")
    tiny.write(
        "dot",
        """
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from tiny_lessons import _slow
        """,
    )
    assert "tiny_lessons._slow" not in names(tiny, "dot")


def test_imports_inside_functions_and_of_modules_count(tiny: Package) -> None:
    (tiny.folder / "parts").mkdir()
    (tiny.folder / "parts" / "__init__.py").write_text("from .inner import thing\n")
    (tiny.folder / "parts" / "inner.py").write_text("from .. import _shapes as thing\n")
    tiny.write("dot", "def draw():\n    import tiny_lessons.parts\n")
    parts = {"tiny_lessons.parts", "tiny_lessons.parts.inner", "tiny_lessons._shapes"}
    assert parts <= names(tiny, "dot")


def test_a_change_concerns_the_lessons_that_use_it(tiny: Package) -> None:
    square, dot = digest(tiny, "square"), digest(tiny, "dot")
    tiny.write("_shapes", "STEP = 3\n")
    assert digest(tiny, "square") != square
    assert digest(tiny, "dot") == dot
    tiny.write("_base", "")
    assert digest(tiny, "dot") != dot


def test_words_and_data_count(tiny: Package) -> None:
    words = tiny.folder / "words" / "en"
    square, dot = digest(tiny, "square"), digest(tiny, "dot")
    (words / "dot.toml").write_text("title = 1")
    assert digest(tiny, "dot") != dot
    assert digest(tiny, "square") == square
    (tiny.folder / "points.csv").write_text("1,2")
    assert digest(tiny, "square") != square


@pytest.mark.parametrize(
    "change",
    [
        {"theme": "light"},
        {"language": "es"},
        {"quality": replace(TINY, fps=20)},
        {"values": (("side", 2.0),)},
    ],
)
def test_every_part_of_a_request_counts(tiny: Package, change: dict[str, object]) -> None:
    request = tiny.request("square")
    first, second = Inputs(tiny.name), Inputs(tiny.name)
    assert first.digest(request) == second.digest(request)
    assert first.digest(replace(request, **change)) != first.digest(request)


def test_of_the_themes_only_its_own_counts_and_a_file_by_what_it_holds(
    tiny: Package, tmp_path: Path
) -> None:
    assert not [name for name in names(tiny, "dot") if "themes" in name]
    mine = tmp_path / "mine.toml"
    request = replace(tiny.request("dot"), theme=str(mine))
    mine.write_bytes(theme_file("dark").read_bytes())
    before = Inputs(tiny.name).digest(request)
    mine.write_bytes(theme_file("light").read_bytes())
    assert Inputs(tiny.name).digest(request) != before


def test_a_brand_counts_with_its_logo_and_fonts(tiny: Package, tmp_path: Path) -> None:
    brand = tmp_path / "brand.toml"
    brand.write_text('[brand]\nprimary = "#003865"\nlogo = "logo.svg"\nfont = ["a.ttf"]\n')
    request, seen = replace(tiny.request("dot"), theme=str(brand)), set()
    for name, text in (("logo.svg", "1"), ("a.ttf", "1"), ("logo.svg", "2"), ("a.ttf", "2")):
        (tmp_path / name).write_text(text)
        seen.add(Inputs(tiny.name).digest(request))
    assert len(seen) == 4


def test_a_file_that_a_value_names_counts_by_what_it_holds(tiny: Package, tmp_path: Path) -> None:
    points = tmp_path / "rain.csv"
    points.write_text("1,2\n3,4\n")
    request = replace(tiny.request("square"), values=(("points", str(points)), ("word", "a\0b")))
    before = Inputs(tiny.name).digest(request)
    assert Inputs(tiny.name).digest(request) == before
    points.write_text("1,2\n3,5\n")
    assert Inputs(tiny.name).digest(request) != before


def test_versions_of_packages_count(tiny: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(tiny, "dot")
    monkeypatch.setattr(inputs, "versions", lambda: {"manim": "99"})
    assert digest(tiny, "dot") != before


@pytest.mark.thorough
def test_every_import_of_the_real_lessons_is_found() -> None:
    """What Python imports of the project is what the digest covers."""
    program = """
        import importlib, sys
        for lesson in sys.argv[1:]:
            for name in [m for m in sys.modules if m.partition(".")[0] in ("gdcore", "scenes")]:
                del sys.modules[name]
            importlib.import_module(f"scenes.{lesson}")
            print(*[m for m in sys.modules if m.partition(".")[0] in ("gdcore", "scenes")])
    """
    lessons, inputs = lesson_names(), Inputs()
    for lesson, line in zip(lessons, python(program, *lessons).splitlines(), strict=True):
        assert set(line.split()) <= {name for name, _ in inputs.files(lesson)}, lesson


def test_digests_of_all_lessons_parse_each_file_once_and_take_no_manim() -> None:
    program = """
        import ast, collections, sys
        parse, parsed = ast.parse, collections.Counter()
        ast.parse = lambda source, filename: (parsed.update([filename]), parse(source, filename))[1]
        from studio.ask.inputs import Inputs
        from studio.ask.lessons import lesson_names
        from studio.ask.request import RenderRequest, theme_file
        inputs = Inputs()
        assert all(inputs.digest(RenderRequest(name)) for name in lesson_names())
        assert not {"manim", "numpy", "scenes.kit"} & set(sys.modules)
        print(*parsed.values())
    """
    counts = [int(count) for count in python(program).split()]
    assert len(counts) > 50 and set(counts) == {1}


def test_a_file_is_named_once() -> None:
    inputs = Inputs()
    for lesson in lesson_names():
        listed = [name for name, _ in inputs.files(lesson)]
        assert len(listed) == len(set(listed))
        assert isinstance(inputs.digest(RenderRequest(lesson)), str)
        assert all(Path(path).is_file() for _, path in inputs.files(lesson))
