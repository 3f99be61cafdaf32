"""The value of ``--theme``: a theme's name, or a file of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from studio.ask.lessons import theme_remarks
from studio.ask.request import THEMES
from studio.cli.streams import complain


class ThemeName(click.Choice[str]):
    """One of the themes there are, or a file ``….toml`` that exists, of a theme or of a brand.

    What was moved to make a theme of a brand's colours is said.
    """

    def __init__(self) -> None:
        super().__init__(THEMES)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return f"[{'|'.join(THEMES)}|FILE.toml]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).endswith(".toml"):
            return super().convert(value, param, ctx)
        if not Path(value).is_file():
            self.fail(f"there is no file {value}", param, ctx)
        for remark in theme_remarks(str(value)):
            complain(f"{value}: {remark}")
        return str(value)
