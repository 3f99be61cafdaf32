"""``studio new``: the files of a lesson, ready to fill."""

from __future__ import annotations

import click


@click.command()
@click.argument("lesson")
def new(lesson: str) -> None:
    """Write the files of a new lesson, which runs as it stands: now change it.

    Its module, its words in every language, its tests and its line in the course. It goes into the
    checkout of the project that this command is installed from.

    \b
    Examples:
      studio new local_minima

    Exit codes: 0 all is well, 2 the name is taken or no name of a lesson.
    """
    from studio.ask.new_lesson import new_lesson

    click.echo("\n".join(map(str, new_lesson(lesson))))
