"""What a module imports is found at a glance where it can be, and else by reading it all."""

from __future__ import annotations

import pytest

from studio.ask import imports
from studio.ask.imports import imported

from .conftest import ROOT

PLAIN = """
from __future__ import annotations

import os.path
from typing import TYPE_CHECKING
from . import shapes
from ..kit import (
    ink,
    text,  # (set in Lato)
)

if TYPE_CHECKING:
    from never import Seen

def later():
    import queue as waiting  # when it is asked for
"""
FOUND = {"a", "a.b", "__future__", "__future__.annotations", "os", "os.path", "typing", "queue"}
FOUND |= {"typing.TYPE_CHECKING", "a.b.shapes", "a.kit", "a.kit.ink", "a.kit.text"}
UNUSUAL = {
    "on one line": ("x = 1; import one", {"one"}),
    "behind a condition": ("if x: import one", {"one"}),
    "over two lines": ("from one import \\\n    two", {"one", "one.two"}),
    "told in a text": ('"""What to import:\n\nimport nothing\n"""', set()),
    "of another module's types": ("if t.TYPE_CHECKING:\n    import nothing", set()),
    "or else": ("if TYPE_CHECKING:\n    import never\nelse:\n    import one", {"one"}),
}


def test_statements_that_run_are_found_with_their_packages() -> None:
    assert imported(PLAIN, "a.b", "c.py") == FOUND


@pytest.mark.parametrize(("source", "found"), UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_statements_are_found_too(source: str, found: set[str]) -> None:
    assert found <= imported(source, "a", "c.py") and "never" not in imported(source, "a", "c.py")
    assert "nothing" not in imported(source, "a", "c.py")


def test_a_glance_finds_what_reading_it_all_does(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [path.read_text("utf-8") for path in sorted((ROOT / "scenes").rglob("*.py"))]
    glanced = [imported(source, "a", "c.py") for source in sources]
    monkeypatch.setattr(imports, "_statements", lambda source: source)
    assert glanced == [imported(source, "a", "c.py") for source in sources]


def test_what_is_no_python_is_named() -> None:
    with pytest.raises(SyntaxError, match=r"c\.py"):
        imported("import = 3", "a", "c.py")
