"""The reference script needs torch and is run by hand; the tests only read what it wrote."""

collect_ignore = ["references"]
