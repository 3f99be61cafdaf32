"""Lessons on points of a lecturer's own: what a film says of them, and what is refused.

The files in ``data`` are in the shapes of known sets: speeds and stopping distances, carbon
dioxide by year (decimal commas, a byte order mark), heights and weights, girths and volumes of
trees, weights and gears of cars; and two of tiny and of huge numbers.
"""

import csv
import re

import numpy as np
import pytest

from scenes.course import COURSE
from scenes.kit.lesson.parameters import data_file
from scenes.kit.problems.own_points import read_points
from studio.ask.lessons import load_lesson

from .said import DATA

LINES = ("cars", "co2", "women", "trees", "tiny", "huge", "two")
HOSTILE = {  # what is in a file, and what the one line says of it
    "constant x": ("a,b\n3,1\n3,2\n3,5\n", "column 'a' is 3 in every row; it must vary"),
    "constant y": ("a,b\n1,7\n2,7\n", "column 'b' is 7 in every row; it must vary"),
    "one point": ("a,b\n1,2\n", "it has 1 point; it must have 2 to 10000"),
    "nothing": ("", "it is empty; it must hold 2 to 10000 points"),
    "text": ("a,b\n1,2\n2,3\n3,n/a\n4,5\n", "row 4, column 'b' is 'n/a'; it must be a number"),
    "a gap": ("a,b\n1,2\n,3\n4,5\n", "row 3, column 'a' is empty"),
    "infinite": ("a,b\n1,2\n2,inf\n", "row 3, column 'b' is inf; every number must be finite"),
    "no number": ("a,b\n1,NaN\n2,3\n", "row 2, column 'b' is NaN; every number must be finite"),
    "too large": ("a,b\n1,2\n2,1e300\n", "row 3, column 'b' is 1e300; numbers go up to 1e"),
    "three columns": ("a,b,c\n1,2,3\n2,3,4\n", "it has 3 columns"),
    "many rows": ("1,2\n" + "2,3\n" * 10_001, "more than 10000 rows"),
    "binary": ("PK\0\0\1", "it is no text; save the spreadsheet as CSV"),
}


def on_points():
    """Lessons whose points may be a file, and whether those are labels."""
    found = {}
    for name in COURSE:
        kind = getattr(load_lesson(name).parameters().get("points"), "kind", None)
        if kind is not None:
            found[name] = str(kind) == str(data_file(labels=True))
    return found


FITTED = [name for name, labelled in on_points().items() if not labelled]


def columns(name):
    """Names and numbers (n, 2) of a file, read by another reader."""
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8-sig")
    semicolons = ";" in text
    rows = list(csv.reader(text.splitlines(), delimiter=";" if semicolons else ","))
    numbers = [[cell.replace(",", ".") for cell in row] for row in rows[1:]]
    return rows[0], np.array(numbers, dtype=float)


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("name", on_points())
def test_a_file_that_holds_no_points_is_refused_in_one_line(name, what, tmp_path):
    content, says = HOSTILE[what]
    path = tmp_path / "own.csv"
    path.write_bytes(content.encode())
    with pytest.raises(ValueError, match=re.escape(says)) as refused:
        load_lesson(name).configured(points=str(path))
    assert str(refused.value).startswith("points: own.csv: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", on_points())
@pytest.mark.parametrize("where", ["none.csv", "."])
def test_what_is_no_file_is_refused(name, where, tmp_path):
    with pytest.raises(ValueError, match="points: .*there is no such file; give a CSV file"):
        load_lesson(name).configured(points=str(tmp_path / where))


@pytest.mark.parametrize("name", FITTED)
def test_words_are_no_points_to_fit_a_line_to(name, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("1,yes\n2,no\n")
    with pytest.raises(ValueError, match="points: its second column holds words"):
        load_lesson(name).configured(points=str(path))


@pytest.mark.parametrize("file", LINES)
def test_quantities_are_the_files_own_in_round_units(file):
    (_, numbers), own = columns(file), read_points(str(DATA / f"{file}.csv"))
    for column, quantity in zip(numbers.T, (own.x, own.y), strict=True):
        written = quantity.values * quantity.factor + quantity.origin
        np.testing.assert_allclose(written, column, atol=1e-9 * np.ptp(column))
        assert f"{quantity.factor:.0e}"[0] in "125"


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize(
    ("name", "file"),
    [
        pytest.param(name, file, marks=() if n == turn % len(LINES) else pytest.mark.thorough)
        for turn, name in enumerate(FITTED)
        for n, file in enumerate(LINES)
    ],
)
def test_the_stamp_says_how_many_points_of_which_file(name, file, stage):
    _, numbers = columns(file)
    lesson = stage(load_lesson(name).configured(points=str(DATA / f"{file}.csv")))
    stamps = [part.body for part in lesson.mobjects if getattr(part, "body", "")]
    assert any(f"{len(numbers)} points of {file}.csv" in body for body in stamps), stamps


LABELLED = [name for name, labelled in on_points().items() if labelled]


@pytest.mark.parametrize("name", LABELLED)
def test_numbers_are_no_labels(name):
    with pytest.raises(ValueError, match="labels are 0 and 1, or two words"):
        load_lesson(name).configured(points=str(DATA / "cars.csv"))


@pytest.mark.thorough
def test_the_boundary_of_the_cars_is_where_others_have_found_it(stage):
    """At 12.04 / 4.024 thousand pounds: the coefficients of the published regression."""
    lesson = stage(load_lesson("classification").configured(points=str(DATA / "mtcars.csv")))
    w, b = lesson.thetas[-1]
    assert -b / w * lesson.own.x.factor + lesson.own.x.origin == pytest.approx(2.992, abs=2e-3)
    assert w / lesson.own.x.factor == pytest.approx(-4.024, abs=2e-3)
    stamps = [part.body for part in lesson.mobjects if getattr(part, "body", "")]
    assert any("32 points of mtcars.csv" in body for body in stamps)


@pytest.mark.thorough
def test_separated_labels_have_no_line_where_a_best_boundary_would_be(play):
    lesson = play(load_lesson("classification").configured(points=str(DATA / "exam.csv")))
    assert not len(lesson.problem.minimizers) and lesson.found not in lesson.mobjects
    assert "no best sigmoid" in lesson.caption("arrive")


def test_points_that_lie_on_their_line_are_said_to_have_no_noise(play):
    lesson = play(load_lesson("fit_line").configured(points=str(DATA / "two.csv")))
    assert lesson.beats == ("show_error", "first_updates", "keep_going")
    assert lesson.closing_line() == "When no line comes nearer to its points"


@pytest.mark.thorough
def test_the_beats_on_scatter_are_left_out_where_nothing_scatters(play):
    lesson = play(load_lesson("batch_vs_sgd").configured(points=str(DATA / "two.csv")))
    assert "opinions" not in lesson.beats and lesson.beats[-1] == "trade_off"


@pytest.mark.thorough
def test_runs_on_single_points_of_many_are_on_a_stated_sample(stage, tmp_path):
    path = tmp_path / "many.csv"
    rows = np.random.default_rng(0).normal(size=(10_000, 2))
    path.write_text("".join(f"{x:.4f},{x + y:.4f}\n" for x, y in rows))
    lesson = stage(load_lesson("surface_paths").configured(points=str(path)))
    assert lesson.runs["stochastic"].problem.samples == 51
    assert "51 of 10000 points of many.csv" in lesson.own.stamp(lesson.words)


def test_three_squares_of_many_points_are_stated_and_apart(stage, tmp_path):
    path = tmp_path / "many.csv"
    rows = np.random.default_rng(0).normal(size=(10_000, 2))
    path.write_text("".join(f"{x:.4f},{x + y:.4f}\n" for x, y in rows))
    lesson = stage(load_lesson("gradient_step").configured(points=str(path)))
    assert "3 of 10000 points of many.csv" in lesson.given.stamp(lesson.words)
    assert np.diff(lesson.problem.x).min() > 0.4 * np.ptp(lesson.problem.x)
    x, y = lesson.given.x, lesson.given.y
    written = np.stack([q.values * q.factor + q.origin for q in (x, y)], axis=1)
    file = np.array([line.split(",") for line in path.read_text().split()], dtype=float)
    assert all(np.isclose(file, point, atol=1e-9).all(axis=1).any() for point in written)
