"""``python -m studio`` is the ``studio`` command, and ``studio`` is this."""

import os
import sys

from studio import VARIABLES

_START = (
    "import sys; root = sys.argv.pop(1); root in sys.path or sys.path.insert(0, root);"
    "from studio.cli import main; main()"
)


def main() -> None:
    """Run the command; nothing that lies in the current folder or on PYTHONPATH."""
    _restart_alone()
    from studio.cli import main as command

    command()


def _restart_alone() -> None:
    """Start again without what the environment or the current folder add, if they do.

    Here because it must come before any import that these could answer.
    """
    if not any(map(os.environ.get, VARIABLES)) and sys.path[0] not in ("", _current_folder()):
        return
    root = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    command = [sys.executable, "-P", "-c", _START, root, *sys.argv[1:]]
    os.execve(sys.executable, command, kept | {"PYTHONSAFEPATH": "1"})


def _current_folder() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109
    except FileNotFoundError:
        return None


if __name__ == "__main__":
    main()
