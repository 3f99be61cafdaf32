"""What ``make`` asks of the studio: its variables, which it exports, as options of a command."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence

from studio.ask.errors import RequestError
from studio.cli import Studio
from studio.cli import main as studio
from studio.cli.streams import complain

OPTIONS = {
    "QUALITY": "--quality",
    "THEME": "--theme",
    "WORDS": "--language",
    "ASPECT": "--aspect",
    "FPS": "--fps",
    "OUTPUT": "--output",
    "JOBS": "--jobs",
}
OF = {"clips": {"AS": "--as"}, "deck": {"TO": "--to", "NAME": "--name"}}  # of one command only
LOOKS = ("QUALITY", "THEME", "WORDS", "ASPECT", "FPS")  # which a lecture's file has itself
COURSE = "scenes/course.toml"  # what `make lecture` takes if it is not told another file
UNSET = ("QUALITY", "FPS", "JOBS", "SET", "FORCE")  # nothing is asked when these are empty


def main(command: Sequence[str], obj: Studio | None = None) -> None:
    """Run a command of the studio with the options that make's variables stand for."""
    try:
        arguments = [*command, *options(os.environ, command[0])]
    except RequestError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    studio(arguments, obj=obj)


def options(variables: Mapping[str, str], command: str = "render") -> list[str]:
    """The options that variables stand for, and the lessons, where a command asks for some.

    TO may name several forms, and LESSON several lessons, with blanks between them. What looks a
    lecture has is up to its file, but for those that GIVEN names: they were typed, or exported.

    Raises
    ------
    RequestError
        For a value that makes no option, by the variable's name.
    """
    own = OF.get(command, {})
    values = {name: variables.get(name, "") for name in (*OPTIONS, "SET", "FORCE")}
    given = {name: value for name, value in values.items() if value or name not in UNSET}
    given |= {name: variables[name] for name in (*own, "LESSON") if own and variables.get(name)}
    if command == "lecture":
        typed = variables.get("GIVEN", "").split()
        given = {name: v for name, v in given.items() if name not in LOOKS or name in typed}
        if given.pop("SET", ""):
            raise RequestError("SET is for a lesson; the values of a lecture are in its file")
        given |= {"LECTURE": variables.get("LECTURE") or COURSE}
    for name, value in given.items():
        if "\n" in value and name != "SET":
            raise RequestError(f"{name} holds a line break, which make does not take: {value!r}")
        if any("\ud800" <= letter <= "\udfff" for letter in value):  # how Python writes such bytes
            raise RequestError(
                f"{name} holds what is no UTF-8, which make does not take: {value!r}"
            )
    found = [f"{option}={given[name]}" for name, option in OPTIONS.items() if name in given]
    found += [f"--set={text}" for text in assignments(given.get("SET", ""))]
    for name, option in own.items():
        several = given.get(name, "").split() if name == "TO" else filter(None, [given.get(name)])
        found += [f"{option}={value}" for value in several]
    found += ["--force"] if "FORCE" in given else []
    if command == "lecture":
        return [*found, "--", given["LECTURE"]]
    return [*found, "--", *lessons] if (lessons := given.get("LESSON", "").split()) else found


def assignments(text: str) -> list[str]:
    """The parts of ``learning_rate=0.2 landscape='x^2 + y^2'``: blanks part, but between quotes."""
    parts = shlex.shlex(text, posix=True, punctuation_chars=False)
    parts.whitespace_split, parts.commenters, parts.escape = True, "", ""
    try:
        return list(parts)
    except ValueError:
        raise RequestError(f"SET has a quote that is not closed: {text}") from None


if __name__ == "__main__":
    main(sys.argv[1:])
