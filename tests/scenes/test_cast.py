"""A new optimizer costs one class and one entry in the cast."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import Optimizer
from gdcore.optimizers import DescentState, column
from scenes.kit.ink.cast import CAST, Member
from scenes.kit.ink.theme import THEMES, contrast
from scenes.optimizer_race import OptimizerRace


class SignDescent(Optimizer):
    """Asks only which way is down, and takes shorter and shorter steps."""

    def init(self, theta):
        return DescentState(0)

    def update(self, gradient, theta, state):
        rate = self.rate(state.step) * 0.9**state.step
        return theta - column(rate) * np.sign(gradient), DescentState(state.step + 1)


@pytest.mark.parametrize("theme", THEMES)
def test_a_new_member_runs_has_a_row_a_colour_and_a_name(monkeypatch, theme):
    member = Member("sign", 290, "circle", "signs", lambda rate, _: SignDescent(rate))
    monkeypatch.setitem(CAST, "sign", member)
    values = {"optimizers": "gd,signs", "landscape": "valley"}
    lesson = OptimizerRace.configured(**values).presented(theme)()
    lesson.setup()
    assert lesson.roles == ("batch", "sign")
    entry = lesson.entries["valley"][1]
    first_step = np.abs(np.diff(entry.run.thetas[:2], axis=0))
    assert first_step == pytest.approx(entry.rate)  # as far along both axes

    (plain, _), (mark, label) = lesson.table.rows
    assert (label.body, label.meaning.role) == ("signs", "sign")
    ink = mark.get_fill_color().to_hex()
    assert ink == lesson.theme.roles()["sign"] != plain.get_fill_color().to_hex()
    assert contrast(ink, lesson.theme.background) >= 4.5
    outcome, facts = lesson.told("valley")
    said = facts.get("who", "") + facts.get("rest", "")
    assert "signs" in said or outcome in ("together", "nobody")
    assert lesson.caption("valley")
