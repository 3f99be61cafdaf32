"""A film's beats as clips for slides, each with its pictures and its caption."""
