"""Numbers that fly from their marks to their places in a formula."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import VGroup, VMobject

from scenes.kit.runs.arithmetic import Arithmetic


def flights(marks: Sequence[VMobject], formula: VGroup) -> dict[VMobject, Any]:
    """Copies of numbers, each with its way to the first number of one of the last rows."""
    rows = [row for row in formula if isinstance(row, Arithmetic)][-len(marks) :]
    goals = [row.numbers[0] for row in rows]
    copies = [mark.copy().clear_updaters() for mark in marks]
    return {
        copy: copy.animate.move_to(goal).set_opacity(0)
        for copy, goal in zip(copies, goals, strict=True)
    }
