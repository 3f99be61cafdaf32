"""Points from CSV files, as spreadsheets write them, and what is said of those that hold none."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore.datasets import read_csv

PLAIN = "time (s),rain\n0,0.5\n1,1.5\n2,-2.5e0\n"


def file_of(folder, content, name="rain.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", ";").replace(".", ","),
        PLAIN.replace(",", "\t").replace(".", ","),
        PLAIN.replace(",", ", "),
        PLAIN.replace("-", "−"),
        PLAIN.replace("\n", ",,\n"),
        "sep=;\n" + PLAIN.replace(",", ";"),
        "\n ,\n" + PLAIN,
        'time (s),rain\n0,"0,5"\n1,"1,5"\n"2","-2,5"\n',
        "time [s],rain\n0,.5\n1,1.5\n2,-2.5",
        "time / s,rain\n0,+.5\n1,15e-1\n2.,-2.5",
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
    ],
)
def test_however_a_spreadsheet_writes_it_it_is_the_same(tmp_path, content):
    data = read_csv(file_of(tmp_path, content))
    assert data.x.tolist() == [0, 1, 2]
    assert data.y.tolist() == [0.5, 1.5, -2.5]
    assert data.names == ("time", "rain")
    assert data.units == ("s", "")
    assert data.labels == ()
    assert data.train.tolist() == [0, 1, 2]


def test_old_letters_are_read(tmp_path):
    data = read_csv(file_of(tmp_path, "Höhe (°C);größe\n1;2\n3;4\n".encode("cp1252")))
    assert (data.names, data.units) == (("Höhe", "größe"), ("°C", ""))


def test_without_a_head_columns_are_x_and_y(tmp_path):
    data = read_csv(str(file_of(tmp_path, "1,2\n3,4\n")))
    assert (data.names, data.units, data.x.tolist()) == (("x", "y"), ("", ""), [1, 3])


def test_two_words_are_labels(tmp_path):
    data = read_csv(file_of(tmp_path, "size,tumour\n1,benign\n2,malignant\n3,benign\n"))
    assert data.labels == ("benign", "malignant")
    assert data.y.tolist() == [0, 1, 0]
    assert read_csv(file_of(tmp_path, "1,yes\n2,no\n")).y.tolist() == [1, 0]
    assert len(gdcore.Logistic(data.x, data.y).minimizers) == 1


@settings(max_examples=40, deadline=None)
@given(
    points=st.lists(
        st.tuples(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9)), min_size=2, max_size=30
    ).filter(lambda rows: all(np.ptp(c) > 1e-6 * np.abs(c).max() for c in np.transpose(rows))),
    separator=st.sampled_from([",", ";", "\t"]),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_is_read(tmp_path_factory, points, separator, ending):
    text = ending.join(f"{x!r}{separator}{y!r}" for x, y in points)
    data = read_csv(file_of(tmp_path_factory.mktemp("csv"), text))
    np.testing.assert_array_equal(np.stack([data.x, data.y], axis=1), points)


REFUSED = {
    "nothing": ("", "it is empty; it must hold 2 to 10000 points"),
    "head alone": ("a,b\n", "it has 0 points; it must have 2 to 10000"),
    "one point": ("a,b\n1,2\n", "it has 1 point; it must have 2"),
    "one column": ("a\n1\n2\n", r"it has 1 column \(a\); it must have two"),
    "three columns": ("a,b,c\n1,2,3\n", r"it has 3 columns \(a, b, c\)"),
    "ragged": ("a,b\n1,2\n3\n", "row 3, column 'b' is empty"),
    "gap": ("a,b\n1,2\n\n,4\n", "row 4, column 'a' is empty"),
    "text": ("a,b\n1,2\n3,four\n5,6\n", "row 3, column 'b' is 'four'; it must be a number"),
    "code": ("a,b\n1,2\n3,__import__('os')\n5,6\n", "row 3, column 'b' is"),
    "underscore": ("a,b\n1_0,2\n3,4\n", "row 2, column 'a' is '1_0'"),
    "hexadecimal": ("a,b\n0x10,2\n3,4\n", "row 2, column 'a' is '0x10'"),
    "infinite": ("a,b\n1,2\n3,inf\n", "row 3, column 'b' is inf; every number must be finite"),
    "missing": ("a,b\n1,NaN\n3,4\n", "row 2, column 'b' is NaN"),
    "overflow": ("a,b\n1,2\n3,1e999\n", "row 3, column 'b' is 1e999; numbers go up to 1e"),
    "constant x": ("a,b\n7,2\n7,4\n", "column 'a' is 7 in every row"),
    "constant y": ("a,b\n1,0\n2,0\n", "column 'b' is 0 in every row"),
    "one label": ("a,b\n1,yes\n2,yes\n", r"column 'b' holds 1 word \(yes\); labels are two"),
    "three labels": ("a,b\n1,p\n2,q\n3,r\n", r"column 'b' holds 3 words \(p, q, r\)"),
    "thousands": ('a,b\n1,"1,234"\n2,1.5\n', "row 2, column 'b' is 1,234 with a comma"),
    "both": ("a;b\n1;1.234,5\n2;3\n", "row 2, column 'b' is '1.234,5'"),
    "spreadsheet": (b"PK\x03\x04\x00\x00", "it is no text; save the spreadsheet as CSV"),
    "half a letter": (b"\xff\xfea", "its letters cannot be read"),
    "quote": ('a,b\n1,"2\n' + "x" * 200_000, "row 3 cannot be read"),
    "many": ("1,2\n3,4\n" * 6000, "it has more than 10000 rows"),
    "a million": ("1,2\n3,4\n" * 700_000, "it has 6 MB; at most 5 MB are read"),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_other_files_are_refused_in_one_line(tmp_path, content, message):
    path = file_of(tmp_path, content)
    start = time.perf_counter()
    with pytest.raises(ValueError, match=f"^rain.csv: {message}") as refusal:
        read_csv(path)
    assert time.perf_counter() - start < 0.5
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize("path", ["", ".", "none.csv", "/dev/zero", "a\0b"])
def test_what_is_no_file_is_refused(path):
    with pytest.raises(ValueError, match="give a CSV file"):
        read_csv(path)


def test_ten_thousand_points_are_read(tmp_path):
    x = np.random.default_rng(0).normal(size=(10_000, 2)).round(4)
    text = "x,y\n" + "\n".join(f"{a},{b}" for a, b in x)
    assert len(read_csv(file_of(tmp_path, text)).x) == 10_000
