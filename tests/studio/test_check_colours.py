"""Faults of colour and contrast, planted one by one, each with a picture that has none."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Rectangle

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import DARK, LIGHT
from scenes.kit.ink.vision import DEFICIENCIES, contrast, difference, lab, linear, rgb, seen_with
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import graph, guide
from scenes.kit.runs.traces import DASHES, Trace
from scenes.kit.time.playhead import Playhead
from studio.checks.colours import distances
from studio.checks.lesson import PIXELS

from .planted import rules, showing


def found(*mobjects: object, theme: str = "dark") -> set[str]:
    return rules(showing(*mobjects), theme=theme, depth=PIXELS)


def plane() -> Plane:
    return Plane(Box(-4, 4, -3, 3), Axis(0, 4, "$w$"), Axis(0, 4, "$b$"), DARK)


def path(panel: Plane, height: float, role: str = "batch", **style: object) -> Trace:
    playhead = Playhead(1, staged=0)
    playhead.set_value(1)
    record = np.array([[0.5, height], [3.5, height]])
    return Trace(panel, record, playhead, role=role, **style)


def mark(role: str, x: float = 0.0, **style: object) -> Marks:
    return Marks(np.array([[x, 0, 0]]), DARK, role, **style)


# -- contrast ----------------------------------------------------------------------------------


def backdrop(color: str) -> Rectangle:
    return Rectangle(width=6, height=3, stroke_width=0, fill_color=color, fill_opacity=1)


@pytest.mark.parametrize("halo", [False, True])
def test_text_is_judged_by_what_is_really_behind_it(halo):
    text = Text("behind me", DARK, role="muted", halo=halo)
    assert ("low contrast" in found(backdrop(DARK.contour_low), text)) is not halo
    assert found(Text("behind me", DARK, role="muted")) == set()


def test_text_that_was_made_faint():
    assert found(Text("faint", DARK).set_opacity(0.4)) == {"low contrast"}


def test_text_on_its_way_in_is_not_judged():
    def come(scene):
        from manim import FadeIn

        scene.play(FadeIn(Text("soon", DARK)), run_time=2)

    assert rules(come, depth=PIXELS) == set()


@pytest.mark.parametrize(("opacity", "expected"), [(0.3, {"low contrast"}), (1.0, set())])
def test_a_path_that_is_hardly_seen(opacity, expected):
    trace = path(plane(), 2)
    trace.line.set_stroke(opacity=opacity)
    assert found(trace.line) == expected


def test_a_line_may_cross_others_but_not_lie_on_its_like():
    panel = plane()
    curve = graph(panel, [1, 1.001], [0, 4])
    line = guide(panel, [(0, 2), (4, 2)])
    assert found(curve, line) == set()
    assert "low contrast" in found(backdrop(DARK.contour_low), line)


def test_contrast_is_that_of_wcag():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(rgb(DARK.background), rgb(DARK.text)) == pytest.approx(16.98, abs=0.1)


# -- roles -------------------------------------------------------------------------------------


def test_two_roles_in_one_colour():
    stray = mark("stochastic", 2)
    stray.set_fill(DARK.roles()["batch"])
    assert "two roles share a colour" in found(mark("batch"), stray)
    assert found(mark("batch"), mark("stochastic", 2)) == set()


def test_a_role_that_changes_its_colour_between_beats():
    other = mark("batch", 2)
    other.set_fill(DARK.roles()["momentum"])
    both = rules(showing(mark("batch")), showing(other), depth=PIXELS)
    assert "a role changes its colour" in both
    same = rules(showing(mark("batch")), showing(mark("batch", 2)), depth=PIXELS)
    assert "a role changes its colour" not in same


def test_a_colour_that_no_role_has():
    assert found(Text("odd", DARK, color="#FFFFA0")) == {"a colour without a role"}
    assert found(Text("even", DARK, color=DARK.rates[0])) == set()


# -- never alone -------------------------------------------------------------------------------


def test_paths_that_differ_by_colour_alone():
    panel = plane()
    lines = [path(panel, 1, "batch").line, path(panel, 2, "stochastic").line]
    assert "differ by colour alone" in found(panel, *lines)


def test_paths_with_markers_dashes_or_names_do_not_differ_by_colour_alone():
    panel = plane()
    marked = [path(panel, 1, "batch"), path(panel, 2, "stochastic")]
    assert found(panel, *marked) == set()
    dashed = [path(panel, 1 + i, color=DARK.rates[i], dash=DASHES[i]) for i in range(2)]
    assert found(panel, *dashed) == set()
    lines = [trace.line for trace in marked]
    name = Text("stochastic", DARK, role="stochastic").move_to(panel.at(2, 2.4))
    assert found(panel, *lines, name) == set()


def test_markers_of_one_shape_in_two_colours():
    panel = plane()
    assert "differ by colour alone" in found(
        panel, mark("batch"), mark("stochastic", 1, shape="circle")
    )
    assert found(panel, mark("batch"), mark("stochastic", 1)) == set()
    assert found(panel, mark("batch"), mark("text", 1, radius=0.05)) == set()


# -- every eye ---------------------------------------------------------------------------------


def test_colours_that_a_colour_blind_eye_takes_for_one_another():
    close = [
        Marks(np.array([[x, 0, 0]]), LIGHT, role, shape="circle")
        for x, role in ((-3, "stochastic"), (3, "gradient"))
    ]
    assert "alike with deuteranopia" in found(*close, theme="light")
    shapes = [
        Marks(np.array([[x, 0, 0]]), LIGHT, role, shape=shape)
        for x, role, shape in ((-3, "stochastic", "triangle"), (3, "gradient", "circle"))
    ]
    assert found(*shapes, theme="light") == set()


def test_greys_look_the_same_to_every_eye_and_red_and_green_do_not():
    for eye in DEFICIENCIES:
        np.testing.assert_allclose(seen_with(eye, (0.5, 0.5, 0.5)), linear(0.5), atol=1e-3)
    apart = distances("#A04000", "#4D6A00")
    assert apart["full colour vision"] > 30 > 15 > apart["deuteranopia"]


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ],
)
def test_distances_are_those_of_the_published_pairs(first, second, distance):
    # Sharma, Wu & Dalal (2005), table 1.
    assert difference(first, second) == pytest.approx(distance, abs=1e-4)


def test_white_has_lightness_100():
    np.testing.assert_allclose(lab(np.ones(3)), (100, 0, 0), atol=0.01)
