"""Marks inside the files that no manifest names, by which `make clean` knows who wrote them."""

LOG = b"log of studio\n"  # the first line of a lesson's log
SHEET = "contact sheet of studio"  # the text "Software" of a PNG
SHEET_HEAD = 4096  # bytes at the beginning of a file that hold it
