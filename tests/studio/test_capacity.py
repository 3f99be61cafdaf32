"""As many lessons at a time as there are cores, and memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from studio.ask.request import QUALITIES
from studio.cli import main
from studio.crew import capacity as measured
from studio.crew.capacity import Capacity, capacity, free_memory
from studio.crew.production import produce

from ..thorough import thorough
from .conftest import Package
from .test_production import Notes

MEMINFO = "MemTotal:  32000000 kB\nMemAvailable:  8000000 kB\nHugePages_Total:  0\n"


def machine(root: Path, **files: str) -> Path:
    """A folder as the root of a machine; ``__`` stands for a slash, and ``_dot_`` for a dot."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


TWO = "sys__fs__cgroup__"
ONE = "sys__fs__cgroup__memory__"


@pytest.mark.parametrize(
    ("files", "free"),
    [
        ({}, 8.192e9),
        ({"proc__self__cgroup": "0::/\n"}, 8.192e9),
        (
            {
                "proc__self__cgroup": "0::/user/job\n",
                f"{TWO}user__job__memory_dot_max": "max\n",
                f"{TWO}user__job__memory_dot_current": "1000000000\n",
                f"{TWO}user__memory_dot_max": "4000000000\n",
                f"{TWO}user__memory_dot_current": "1500000000\n",
                f"{TWO}user__memory_dot_stat": "anon 1\ninactive_file 500000000\n",
            },
            3e9,
        ),
        (
            {
                "proc__self__cgroup": "5:cpu:/x\n4:memory:/docker/1\n0::/\n",
                f"{ONE}memory_dot_limit_in_bytes": "2000000000\n",
                f"{ONE}memory_dot_usage_in_bytes": "1200000000\n",
                f"{ONE}memory_dot_stat": "inactive_file 9\ntotal_inactive_file 200000000\n",
            },
            1e9,
        ),
        (
            {
                "proc__self__cgroup": "0::/full\n",
                f"{TWO}full__memory_dot_max": "1000\n",
                f"{TWO}full__memory_dot_current": "2000\n",
            },
            0,
        ),
    ],
    ids=[
        "no groups",
        "no limit",
        "version 2, the group above",
        "version 1, in a container",
        "full",
    ],
)
def test_memory_is_what_the_machine_and_every_group_leave(
    tmp_path: Path, files: dict[str, str], free: float
) -> None:
    assert free_memory(machine(tmp_path, proc__meminfo=MEMINFO, **files)) == pytest.approx(free)


def test_a_machine_that_says_nothing_of_free_memory_has_half_of_what_it_has(tmp_path: Path) -> None:
    found, here = free_memory(tmp_path), free_memory()
    assert found is not None and here is not None
    assert found > 1e8


@pytest.mark.parametrize(
    ("wanted", "free", "jobs", "said"),
    [(8, None, 8, False), (8, 20e9, 8, False), (8, 5e9, 2, True), (8, 1e9, 1, True)],
)
def test_jobs_are_what_memory_allows(
    wanted: int, free: float | None, jobs: int, said: bool
) -> None:
    found = Capacity(wanted, 2e9, free)
    assert found.jobs == jobs
    assert (found.remark is not None) == said


def test_larger_pictures_take_more(monkeypatch: pytest.MonkeyPatch) -> None:
    each = [capacity(1, quality).each for quality in QUALITIES.values()]
    assert each == sorted(each)
    assert each[0] < 0.4e9 and 1.8e9 < each[-1] < 2.2e9
    monkeypatch.setattr(measured, "cores", lambda: 64)
    assert capacity(3, QUALITIES["l"]).wanted == 3


@pytest.mark.thorough
def test_a_render_keeps_to_it_and_says_so(
    tiny: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measured, "cores", lambda: 8)
    monkeypatch.setattr(measured, "free_memory", lambda: 0.3e9)
    notes = Notes()
    produce([tiny.request("dot"), tiny.request("square")], tmp_path, notes)
    assert notes.most_at_once == 1
    assert notes.said[0].startswith("lessons at a time: 1, as each takes 0.2 GB of memory")
    notes = Notes()
    produce([tiny.request("dot"), tiny.request("square")], tmp_path, notes, jobs=2, force=True)
    assert notes.most_at_once == 2
    assert "memory" not in notes.said[0]


@pytest.mark.parametrize(
    "command",
    ["render", *(thorough(c) for c in ("sheet", "check"))],
)
def test_every_command_says_so(
    tiny: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(measured, "cores", lambda: 8)
    monkeypatch.setattr(measured, "free_memory", lambda: 0.1e9)
    monkeypatch.chdir(tmp_path)
    size = ["-q", "l"] if command == "render" else []
    shown = CliRunner().invoke(main, [command, "dot", "square", *size], obj=tiny.studio)
    assert shown.output.startswith("lessons at a time: 1, as each takes")
