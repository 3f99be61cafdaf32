"""The README against what it describes."""

from __future__ import annotations

import re

import pytest

from studio.ask.lessons import lesson_names
from studio.ask.request import ROOT
from studio.cli import main
from studio.review.previews import PREVIEWS

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    documented = set(re.findall(r"`studio (\w+)`", README))
    assert documented == set(main.commands)


@pytest.mark.parametrize("command", main.commands.values(), ids=main.commands.keys())
def test_every_command_and_option_has_a_help_text(command) -> None:
    assert command.help
    assert "Example" in command.help or command.name == "list"
    for option in command.params:
        if option.param_type_name == "option" and option.name != "theme":
            assert option.help, option.name


def test_every_lesson_has_its_line_in_the_order_of_the_course() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)
    assert listed == lesson_names()


def test_every_picture_shown_is_one_that_is_made() -> None:
    shown = set(re.findall(r"renders/previews/([\w.]+)", README))
    made = {f"{p.lesson}.{'gif' if p.loop else 'png'}" for p in PREVIEWS}
    assert shown == made
    for name in made:
        assert (ROOT / "renders" / "previews" / name).is_file(), f"make previews: {name}"
