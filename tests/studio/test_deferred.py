"""Modules that are imported when something of them is used, not before."""

import subprocess
import sys
from importlib import import_module

import pytest

from studio.ask.alone import FOR_LATER
from studio.ask.deferred import deferred

SOURCE = """
import colours_of_later as whole
from colours_of_later import Colour, mixed

def mix():
    return mixed("red", "blue"), whole.deeper.still("red")
"""
LATER = """
from types import SimpleNamespace
class Colour: pass
mixed = lambda *names: "+".join(names)
deeper = SimpleNamespace(still=str.upper)
"""


@pytest.fixture
def modules(tmp_path, monkeypatch):
    (tmp_path / "colours_of_later.py").write_text(LATER)
    (tmp_path / "user_of_colours.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    for name in ("colours_of_later", "user_of_colours"):
        sys.modules.pop(name, None)


def test_what_is_used_is_imported_then(modules):
    with deferred(["colours_of_later"]):
        user = import_module("user_of_colours")
    assert "colours_of_later" not in sys.modules
    assert user.mix() == ("red+blue", "RED")
    assert sys.modules["colours_of_later"].mixed("a") == "a"


def test_a_class_of_it_is_the_class(modules):
    with deferred(["colours_of_later"]):
        user = import_module("user_of_colours")
    assert not isinstance(3, user.Colour)

    class Own(user.Colour):
        pass

    assert issubclass(Own, import_module("colours_of_later").Colour)
    assert isinstance(Own(), user.Colour)


def test_what_is_there_stays(modules):
    there = import_module("colours_of_later")
    with deferred(["colours_of_later"]):
        assert import_module("colours_of_later") is there


def test_what_it_has_not_is_said_when_it_is_used(modules):
    with deferred(["colours_of_later"]):
        later = import_module("colours_of_later")
    with pytest.raises(AttributeError, match="nothing"):
        later.nothing()


USES = """
import sys
from studio.ask.alone import import_manim
import_manim()
assert not {"networkx", "bs4", "scipy.spatial"} & set(sys.modules), "imported all the same"
import numpy as np
from manim import Graph, Code, Square, PI, UP, tempconfig
turned = Square().rotate(PI / 2, axis=UP)
assert np.ptp(turned.points[:, 0]) < 1e-9
assert len(Graph([1, 2, 3], [(1, 2), (2, 3)], layout="spring").vertices) == 3
assert len(Code(code_string="print(1)", language="python").submobjects)
import networkx, bs4, scipy.spatial
assert networkx.Graph().number_of_nodes() == 0
"""


def test_what_manim_does_with_them_works(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", USES], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert FOR_LATER
