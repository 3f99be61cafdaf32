"""Points from a spreadsheet: two columns of a CSV file, as spreadsheets write them."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gdcore.arrays import FloatArray
from gdcore.dataset import Dataset, unsplit

POINTS = 2, 10_000  # that a file may hold
BYTES = 5_000_000
LARGEST = 1e12  # a number, of either sign
_ALIKE = 1e-9  # of the largest, by which numbers of a column have to differ
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
_UNIT = re.compile(
    r"(?P<name>.*?)\s*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^][]*)\]| / (?P<by>\S+))"
)
_NAME = 40  # letters that a name may have
_INFINITE = ("inf", "infinity", "∞", "nan", "#num!", "#div/0!")


class _Row(NamedTuple):
    line: int  # of the file, from 1
    cells: list[str]


def read_csv(path: str | os.PathLike[str]) -> Dataset:
    """Return the points in a CSV file: its first column is x, its second y.

    Numbers may be separated by ``,`` ``;`` or tabs and have decimal commas; the text may be UTF-8,
    with or without a byte order mark, UTF-16 or Windows-1252; empty lines and columns are skipped.
    A first row that holds names is read as such, with units in parentheses: ``time (s)``. If the
    second column holds two different words, they are labels: 0 for the first in the alphabet, 1
    for the other.

    Parameters
    ----------
    path : str or path
        The file; at most 5 MB, with 2 to 10 000 points.

    Returns
    -------
    Dataset
        Not split; ``labels`` are the two words, if there are any.

    Raises
    ------
    ValueError
        If there is no such file, or it holds something else: the row and the column are named.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
    ...     print("time (h);rain (mm)", "0;0,2", "1;1,3", "2;2,4", sep="\\n", file=file, flush=True)
    ...     data = read_csv(file.name)
    >>> data.names, data.units, data.x, data.y
    (('time', 'rain'), ('h', 'mm'), array([0., 1., 2.]), array([0.2, 1.3, 2.4]))
    """
    try:
        rows = list(_rows(_text(Path(path))))
        names, units, rows = _headed(_two_columns(rows))
        lines = [row.line for row in rows]
        x = _numbers([row.cells[0] for row in rows], lines, names[0])
        second = [row.cells[1] for row in rows]
        labels: tuple[str, ...] = ()
        if _are_words(second):
            y, labels = _labels(second, lines, names[1])
        else:
            y = _numbers(second, lines, names[1])
        _same_decimals(rows, names)
        for column, numbers in zip(names, (x, y), strict=True):
            if np.ptp(numbers) <= _ALIKE * np.abs(numbers).max():
                raise _RefusalError(
                    f"column {column!r} is {numbers[0]:g} in every row; it must vary"
                )
    except _RefusalError as refusal:
        name = "".join(c if c.isprintable() else "?" for c in Path(path).name)
        raise ValueError(f"{name or 'the file'}: {refusal}") from None
    return unsplit(x, y, names, units, labels)


class _RefusalError(Exception):
    """What is wrong with a file, and what is allowed."""


def _text(path: Path) -> str:
    try:
        if not path.is_file():  # a device may have no end
            raise _RefusalError("there is no such file; give a CSV file")
        if (size := path.stat().st_size) > BYTES:
            raise _RefusalError(
                f"it has {size / 1e6:.0f} MB; at most {BYTES / 1e6:.0f} MB are read"
            )
        content = path.read_bytes()
    except (OSError, ValueError):
        raise _RefusalError("it cannot be read; give a CSV file") from None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise _RefusalError("it is no text; save the spreadsheet as CSV")
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _RefusalError("its letters cannot be read; save it as UTF-8")


def _rows(text: str) -> Iterator[_Row]:
    """The rows that are not empty."""
    first, _, rest = text.partition("\n")
    separator = _separator(text)
    if stated := re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE):  # a spreadsheet's own note
        separator, text = stated[1], f"\n{rest}"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    found = 0
    try:
        for cells in reader:
            stripped = [cell.strip(" \t\r\n\xa0\u202f\ufeff") for cell in cells]
            if any(stripped):
                yield _Row(reader.line_num, stripped)
                found += 1
            if found > POINTS[1] + 1:
                raise _RefusalError(f"it has more than {POINTS[1]} rows; at most so many are read")
    except csv.Error as error:
        raise _RefusalError(f"row {reader.line_num} cannot be read: {error}") from None


def _separator(text: str) -> str:
    """The one that most of the first lines have: a tab, a semicolon, or else a comma."""
    lines = [line for line in text[:20_000].splitlines()[:50] if line.strip()]
    for separator in "\t;":
        if 2 * sum(separator in line for line in lines) > len(lines):
            return separator
    return ","


def _two_columns(rows: list[_Row]) -> list[_Row]:
    """The rows without columns that are empty throughout; two must be left."""
    if not rows:
        raise _RefusalError(f"it is empty; it must hold {POINTS[0]} to {POINTS[1]} points")
    width = max(len(row.cells) for row in rows)
    filled = [
        i for i in range(width) if any(row.cells[i : i + 1] not in ([], [""]) for row in rows)
    ]
    if len(filled) != 2:
        heads = ", ".join(cell[:20] for cell in rows[0].cells[:4])
        raise _RefusalError(
            f"it has {_counted(len(filled), 'column')} ({heads}{', …' if width > 4 else ''}); "
            "it must have two, x and then y, separated by , or ; or tabs"
        )
    return [
        _Row(line, [cells[i] if i < len(cells) else "" for i in filled]) for line, cells in rows
    ]


def _headed(rows: list[_Row]) -> tuple[tuple[str, str], tuple[str, str], list[_Row]]:
    """Names and units of both columns, and the rows of points."""
    names, units = ("x", "y"), ("", "")
    first = rows[0].cells
    if not _NUMBER.fullmatch(_plain(first[0])) and first[0].lower() not in _INFINITE:
        (name_x, unit_x), (name_y, unit_y) = (_named(cell) for cell in first)
        names, units, rows = (name_x or "x", name_y or "y"), (unit_x, unit_y), rows[1:]
    if not POINTS[0] <= len(rows) <= POINTS[1]:
        raise _RefusalError(
            f"it has {_counted(len(rows), 'point')}; it must have {POINTS[0]} to {POINTS[1]}"
        )
    return names, units, rows


def _named(cell: str) -> tuple[str, str]:
    """A name and its unit: ``time (s)``, ``time [s]`` or ``time / s``."""
    cell = " ".join(cell.split())
    match = _UNIT.fullmatch(cell)
    if not match or not match["name"]:
        return cell[:_NAME], ""
    unit = match["round"] or match["square"] or match["by"] or ""
    return match["name"][:_NAME], unit.strip()[:_NAME]


def _plain(cell: str) -> str:
    """A number's text with a plain minus, and without the narrow spaces between thousands."""
    return re.sub(r"(?<=\d)[\xa0\u202f\u2009](?=\d{3})", "", cell).replace("−", "-")


def _numbers(cells: Sequence[str], lines: Sequence[int], column: str) -> FloatArray:
    numbers = np.empty(len(cells))
    for place, (cell, line) in enumerate(zip(cells, lines, strict=True)):
        where = f"row {line}, column {column!r}"
        if not cell:
            raise _RefusalError(f"{where} is empty; each row must hold two numbers")
        if cell.lstrip("+-−").lower() in _INFINITE:
            raise _RefusalError(f"{where} is {cell}; every number must be finite")
        if not _NUMBER.fullmatch(_plain(cell)):
            raise _RefusalError(f"{where} is {cell!r:.40}; it must be a number")
        numbers[place] = float(_plain(cell).replace(",", "."))
        if not abs(numbers[place]) <= LARGEST:
            raise _RefusalError(f"{where} is {cell:.40}; numbers go up to {LARGEST:g}")
    return numbers


def _same_decimals(rows: list[_Row], names: Sequence[str]) -> None:
    """Refuse a file in which a comma may be one of thousands: where other numbers have points."""
    commas = pointed = None
    for row in rows:
        for cell, name in zip(row.cells, names, strict=True):
            if _NUMBER.fullmatch(_plain(cell)):
                commas = commas or ((row.line, name, cell) if "," in cell else None)
                pointed = pointed or ("." in cell)
        if commas and pointed:
            line, name, cell = commas
            raise _RefusalError(
                f"row {line}, column {name!r} is {cell:.40} with a comma, and others have points; "
                "write all numbers in one way, without separators of thousands"
            )


def _are_words(cells: Sequence[str]) -> bool:
    """Whether most cells are no numbers, as labels are."""
    words = sum(not _NUMBER.fullmatch(_plain(cell)) for cell in cells if cell)
    return 2 * words > len(cells)


def _labels(
    cells: Sequence[str], lines: Sequence[int], column: str
) -> tuple[FloatArray, tuple[str, ...]]:
    words = sorted(set(cells), key=str.casefold)
    for cell, line in zip(cells, lines, strict=True):
        if not cell:
            raise _RefusalError(f"row {line}, column {column!r} is empty; each point needs a label")
    if len(words) != 2:
        some = ", ".join(word[:20] for word in words[:4])
        raise _RefusalError(
            f"column {column!r} holds {_counted(len(words), 'word')} ({some}); "
            "labels are two words, and all else must be numbers"
        )
    return np.array([float(cell == words[1]) for cell in cells]), tuple(
        word[:_NAME] for word in words
    )


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
