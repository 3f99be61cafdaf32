"""One file, one lecture: its parts, and what comes out of them."""
