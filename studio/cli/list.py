"""``studio list``: the lessons, their beats and parameters."""

from __future__ import annotations

import click

from studio.cli.options import Studio


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs: beats and parameters, too.")
@click.pass_obj
def list_(studio: Studio, as_json: bool) -> None:
    """List the lessons and what can be set in each.

    \b
    Under each lesson: its parameters, the values they take, and the default.
    Set one with: studio render LESSON --set NAME=VALUE

    \b
    Examples:
      studio list
      studio list --json
    """
    from studio.ask.listing import described, listing

    click.echo(described(studio.package) if as_json else listing(studio.package))
