"""The ``studio`` command: a module a subcommand, each of which parses and makes one call."""

from __future__ import annotations

import sys
from typing import Any

import click

from studio.ask.errors import StudioError
from studio.cli.check import check
from studio.cli.list import list_
from studio.cli.new import new
from studio.cli.options import Studio
from studio.cli.render import render
from studio.cli.sheet import sheet

__all__ = ["Studio", "main"]


class OneLineErrors(click.Group):
    """A group whose errors are one line: what is wrong, and no usage or traceback around it."""

    def main(self, *args: Any, **options: Any) -> Any:
        try:
            code = super().main(
                *args, **{"prog_name": "studio", **options, "standalone_mode": False}
            )
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help())
            code = 0
        except click.ClickException as error:
            click.echo(f"studio: {' '.join(error.format_message().split())}", err=True)
            code = error.exit_code
        except StudioError as error:
            click.echo(f"studio: {error}", err=True)
            code = error.exit_code
        except (KeyboardInterrupt, click.Abort):
            click.echo("studio: interrupted", err=True)
            code = 130
        sys.exit(code or 0)


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Turn lessons on gradient descent into films for the lecture hall.

    \b
    studio list                        what there is, and what can be set
    studio render                      every lesson, 1080p60, into renders/
    studio render divergence -q l      one lesson, small and quick
    studio check                       faults of layout, contrast, colour, motion and numbers
    studio sheet                       an image of each lesson, to review it at a glance
    studio new my_lesson               the files of a lesson, ready to fill
    """
    context.ensure_object(Studio)


for _command in (list_, render, check, sheet, new):
    main.add_command(_command)
