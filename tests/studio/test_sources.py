"""What machines are compared by before they share work, without any cluster."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio.crew.remote import Sources, sources, sources_of

from .conftest import Package

HERE = Sources({"numpy": "2.4.6", "dask": "1"}, "fonts", ("a", "b"), "Model 1")


def test_the_same_machine_is_like_itself_whatever_its_processor() -> None:
    assert not HERE.unlike(HERE)
    assert not replace(HERE, processor="Model 2").unlike(HERE)


def test_what_is_not_as_here_is_named() -> None:
    older = replace(HERE, versions={"numpy": "2.4.5", "dask": "1"})
    assert older.unlike(HERE) == "has numpy 2.4.5, where here it is 2.4.6"
    assert "font Lato" in replace(HERE, fonts="others").unlike(HERE)
    assert "other sources" in replace(HERE, digests=("a", "c")).unlike(HERE)
    assert replace(HERE, digests=("a", "!no file x")).unlike(HERE) == "cannot be asked: no file x"


def test_a_process_in_the_folder_asked_from_sees_what_is_seen_here(
    tiny: Package, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text('[brand]\nprimary = "#003865"\n')
    requests = [tiny.request("dot"), replace(tiny.request("dot"), theme="mine.toml")]
    here = sources(requests)
    assert sources_of(requests, tmp_path) == here
    there = sources_of(requests, tmp_path / "nowhere")
    (tmp_path / "mine.toml").write_text('[brand]\nprimary = "#003866"\n')
    assert "other sources" in sources_of(requests, tmp_path).unlike(here)
    assert there.digests[0] == here.digests[0]
