"""The ``studio`` command: a module a subcommand, each of which parses and makes one call."""

from __future__ import annotations

import sys
from typing import Any

import click

from studio.ask.errors import StudioError, one_line
from studio.cli.check import check
from studio.cli.clips import clips
from studio.cli.deck import deck
from studio.cli.gallery import gallery
from studio.cli.lecture import lecture
from studio.cli.list import list_
from studio.cli.new import new
from studio.cli.options import Studio
from studio.cli.render import render
from studio.cli.sheet import sheet
from studio.cli.streams import complain, patient_streams

__all__ = ["Studio", "main"]


class OneLineErrors(click.Group):
    """A group whose errors are one line: what is wrong, and no usage or traceback around it."""

    def main(self, *args: Any, **options: Any) -> Any:
        with patient_streams() as (out, _):
            code = self._run(*args, **{"prog_name": "studio", **options, "standalone_mode": False})
            if out.failed and out.error is not None:
                complain(f"cannot print: {one_line(out.error)}")
                code = code or 1
        sys.exit(code)

    def _run(self, *args: Any, **options: Any) -> int:
        """Run a command; its exit code."""
        try:
            return super().main(*args, **options) or 0
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help())
            return 0
        except click.ClickException as error:
            complain(" ".join(error.format_message().split()))
            return error.exit_code
        except StudioError as error:
            for line in str(error).splitlines():
                complain(line)
            return error.exit_code
        except (KeyboardInterrupt, click.Abort):
            complain("interrupted")
            return 130


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Turn lessons on gradient descent into films for the lecture hall.

    \b
    studio list                        what there is, and what can be set
    studio render                      every lesson, 1080p60, into renders/
    studio render divergence -q l      one lesson, small and quick
    studio clips divergence --as gif   each beat by itself, for slides
    studio deck divergence             slides that play the films, for a browser
    studio gallery                     pages with players, downloads and embeds to copy
    studio lecture week3.toml          all that a lecture's file asks for: one film, decks, pages
    studio check                       faults of layout, contrast, colour, motion and numbers
    studio sheet                       an image of each lesson, to review it at a glance
    studio new my_lesson               the files of a lesson, ready to fill
    """
    context.ensure_object(Studio)


for _command in (list_, render, clips, deck, gallery, lecture, check, sheet, new):
    main.add_command(_command)
