"""The results as a table on the terminal and as ``benchmarks/results.md``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Comparison, Row, machine

RESULTS = Path(__file__).with_name("results.md")
AGAINST = "## Against"
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
    """Write all comparisons as Markdown; those with other states of the code stay as they were."""
    lines = ["# Timings", "", f"`make bench` on {date.today():%d %B %Y}:", ""]
    lines += [f"- {line}" for line in machine()]
    lines += ["", "Sides of a comparison take turns; speeds are medians, ratios are of medians."]
    sections = [_section(comparison) for comparison in comparisons]
    kept = [part for part in _sections(path) if part.startswith(AGAINST)]
    _put(["\n".join(lines), *sections, *kept], path)


def add(comparison: Comparison, path: Path = RESULTS) -> None:
    """Write one comparison behind the others, in the place of one with its heading."""
    section = _section(comparison)
    heading = section.splitlines()[0]
    others = [part for part in _sections(path) if not part.startswith(heading)]
    _put([*others, section], path)


def _section(comparison: Comparison) -> str:
    lines = [f"## {comparison.heading}", "", comparison.how, ""]
    lines += ["| | speed | ratio | goal | |", "|---|---:|---:|---:|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(_cells(row))} |" for row in comparison.rows)])


def _sections(path: Path) -> list[str]:
    """What is written: the beginning, and each section from its heading on."""
    if not path.exists():
        return []
    begin, *sections = path.read_text(encoding="utf-8").split("\n## ")
    return [begin.strip(), *(f"## {section.strip()}" for section in sections)]


def _put(parts: Sequence[str], path: Path) -> None:
    """Write what has an empty line between each two."""
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    speed = "" if row.speed is None else f"{_rounded(row.speed)} {row.unit}"
    ratio = "" if row.ratio is None else f"{_rounded(row.ratio, 10)}×"
    goal = "" if row.goal is None else f"≥ {row.goal:g}×"
    return row.what, speed, ratio, goal, row.note


def _rounded(value: float, whole_from: float = 100) -> str:
    """Three digits, or a whole number from some size on."""
    return f"{value:,.0f}" if value >= whole_from else f"{value:.3g}"
