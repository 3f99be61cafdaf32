"""Who uses what: a part belongs to one lesson, and what two use is the kit's."""

from __future__ import annotations

import pytest

from scenes.course import COURSE
from studio.ask.inputs import Inputs
from studio.ask.request import ROOT

MODULE, LESSON = 300, 220  # lines at most


@pytest.fixture(scope="module")
def users() -> dict[str, set[str]]:
    """The lessons that come to import each module of the parts and the kit."""
    inputs, found = Inputs(), {}
    for room in ("parts", "kit"):
        for path in sorted((ROOT / "scenes" / room).rglob("*.py")):
            if path.name != "__init__.py":
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                found[module] = set()
    for lesson in COURSE:
        for module in inputs.modules(f"scenes.{lesson}") & found.keys():
            found[module].add(lesson)
    return found


def test_a_part_is_used_by_its_own_lesson(users: dict[str, set[str]]) -> None:
    parts = {module: who for module, who in users.items() if module.startswith("scenes.parts.")}
    assert len(parts) > 20
    strangers = {module: who for module, who in parts.items() if who != {module.split(".")[2]}}
    assert not strangers, "used by one lesson: parts/<lesson>; used by two: the kit"


def test_what_is_in_the_kit_is_used_by_two(users: dict[str, set[str]]) -> None:
    kit = {module: who for module, who in users.items() if module.startswith("scenes.kit.")}
    assert len(kit) > 40
    lonely = {module: who for module, who in kit.items() if len(who) < 2}
    assert not lonely, "used by one lesson: parts/<lesson>; used by two: the kit"


def test_modules_are_of_a_size_to_be_read_at_once() -> None:
    for room in ("gdcore", "scenes", "studio"):
        for path in (ROOT / room).rglob("*.py"):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            limit = LESSON if path.parent == ROOT / "scenes" else MODULE
            assert lines <= limit, f"{path.relative_to(ROOT)} has {lines} lines"
