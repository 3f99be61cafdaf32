"""Measures everything, or what is named: ``python -m benchmarks [light surface lesson …]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from rich.console import Console

from benchmarks import (
    against,
    descent,
    flat_lesson,
    light,
    processor,
    report,
    turning_surface,
    whole_course,
)
from benchmarks.measure import Comparison


def main() -> None:
    """Run the comparisons, print each as it comes, and write the report if all were run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--torch",
        metavar="PYTHON",
        default=sys.executable,
        help="a Python that has torch, if this one has not",
    )
    parser.add_argument(
        "--against",
        metavar="COMMIT",
        help="compare the rendering of lessons, all or those named, with that at a commit",
    )
    options, names = parser.parse_known_args()
    console = Console()
    if options.against:
        try:
            compared = against.compare(options.against, names)
        except ValueError as error:
            parser.error(str(error))
        report.show(compared, console)
        if not names:
            report.add(compared)
        return
    comparisons: dict[str, Callable[[], Comparison]] = {
        "light": light.compare,
        "surface": turning_surface.compare,
        "lesson": flat_lesson.compare,
        "share": flat_lesson.share_of_limit,
        "processor": processor.compare,
        "descent": lambda: descent.compare(options.torch),
        "course": whole_course.compare,
    }
    unknown = [name for name in names if name not in comparisons]
    if unknown:
        parser.error(f"no comparison {', '.join(unknown)}; there are {', '.join(comparisons)}")
    results = []
    for name in names or comparisons:
        results.append(comparisons[name]())
        report.show(results[-1], console)
    if not names:
        report.write(results)
        console.print(f"written to {report.RESULTS.parent.name}/{report.RESULTS.name}")


if __name__ == "__main__":
    main()
