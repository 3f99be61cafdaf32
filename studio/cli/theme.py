"""The value of ``--theme``: a theme's name, or a file of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from studio.ask.request import THEMES


class ThemeName(click.Choice[str]):
    """One of the themes there are, or a file ``….toml`` that exists."""

    def __init__(self) -> None:
        super().__init__(THEMES)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return f"[{'|'.join(THEMES)}|FILE.toml]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).endswith(".toml"):
            return super().convert(value, param, ctx)
        if not Path(value).is_file():
            self.fail(f"there is no file {value}", param, ctx)
        return str(value)
