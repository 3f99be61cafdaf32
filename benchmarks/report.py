"""The results as a table on the terminal and as ``benchmarks/results.md``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Comparison, Row, machine

RESULTS = Path(__file__).with_name("results.md")
COLUMNS = ("", "speed", "ratio", "goal", "")


def show(comparison: Comparison, console: Console) -> None:
    """Print one comparison."""
    table = Table(title=comparison.heading, caption=comparison.how, title_justify="left")
    for name, side in zip(COLUMNS, ("left", "right", "right", "right", "left"), strict=True):
        table.add_column(name, justify=side)  # type: ignore[arg-type]
    for row in comparison.rows:
        missed = row.goal is not None and row.ratio is not None and row.ratio < row.goal
        table.add_row(*_cells(row), style="red" if missed else None)
    console.print(table)


def write(comparisons: Sequence[Comparison], path: Path = RESULTS) -> None:
    """Write all comparisons as Markdown."""
    lines = ["# Timings", "", f"`make bench` on {date.today():%d %B %Y}:", ""]
    lines += [f"- {line}" for line in machine()]
    lines += ["", "Sides of a comparison take turns; speeds are medians, ratios are of medians."]
    for comparison in comparisons:
        lines += ["", f"## {comparison.heading}", "", comparison.how, ""]
        lines += ["| | speed | ratio | goal | |", "|---|---:|---:|---:|---|"]
        lines += [f"| {' | '.join(_cells(row))} |" for row in comparison.rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    speed = "" if row.speed is None else f"{_rounded(row.speed)} {row.unit}"
    ratio = "" if row.ratio is None else f"{_rounded(row.ratio, 10)}×"
    goal = "" if row.goal is None else f"≥ {row.goal:g}×"
    return row.what, speed, ratio, goal, row.note


def _rounded(value: float, whole_from: float = 100) -> str:
    """Three digits, or a whole number from some size on."""
    return f"{value:,.0f}" if value >= whole_from else f"{value:.3g}"
