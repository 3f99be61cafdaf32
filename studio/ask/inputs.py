"""Everything that decides what a film looks like, as one digest, without importing any of it."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from studio.ask.imports import imported
from studio.ask.lessons import package_folder
from studio.ask.request import ClipRequest, RenderRequest, theme_files

DISTRIBUTIONS = (  # every one that decides a film's pixels, held by a test
    "av",
    "contourpy",
    "font-lato",
    "lxml",
    "manim",
    "matplotlib",
    "numba",
    "numpy",
    "pillow",
    "pycairo",
    "srt",
    "svgelements",
    "typst",
)
RENDERING = "studio.film.rendering"  # what it imports turns a lesson into files
CLIPPING = "studio.clips.making"
FORMATS = "studio.encoding.formats"
_ROOMS = ("gdcore", "scenes", "studio")
_CODE = (".py", ".pyc")
_CHOSEN = ("themes", "words")  # folders of which a film takes only some files


class Inputs:
    """Sources and versions behind the lessons of a package.

    Files are read once for all lessons, so an object is good for one run of the command.
    """

    def __init__(self, package: str = "scenes") -> None:
        self._package = package
        rooms = {*_ROOMS, package.partition(".")[0]}
        self._folders = {room: package_folder(room) for room in rooms}
        self._paths: dict[str, Path | None] = {}
        self._imported: dict[str, frozenset[str]] = {}
        self._digests: dict[Path, str] = {}
        self._versions = versions()

    def digest(self, request: RenderRequest) -> str:
        """Digest of a film's request, the files behind it and the packages these use."""
        return self._digest(request, {}, (RENDERING,))

    def code_digest(self, maker: str) -> str:
        """Digest of a module with all of the project that it imports, and of its data."""
        files = {name: self._file_digest(path) for name, path in self._code(maker)}
        return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()

    def clips_digest(self, request: ClipRequest) -> str:
        """The like for clips, whichever beats they are of."""
        kind = {"format": request.format, "transparent": request.transparent}
        return self._digest(request.film, kind, (CLIPPING, f"{FORMATS}.{request.format}"))

    def _digest(
        self, request: RenderRequest, kind: Mapping[str, object], makers: Sequence[str]
    ) -> str:
        description = {
            "request": {**asdict(request), **kind},
            "theme": [self._file_digest(path) for path in theme_files(request.theme)],
            "versions": self._versions,
            "points": self._named_files(request),
            "files": {
                name: self._file_digest(path) for name, path in self.files(request.lesson, makers)
            },
        }
        return hashlib.sha256(json.dumps(description, sort_keys=True).encode()).hexdigest()

    def _named_files(self, request: RenderRequest) -> dict[str, str]:
        """Digests of the files that values name, such as the points of a lecturer's own."""
        texts = {name: value for name, value in request.values if isinstance(value, str)}
        return {name: self._file_digest(Path(t)) for name, t in texts.items() if is_file(t)}

    def files(
        self, lesson: str, makers: Sequence[str] = (RENDERING,)
    ) -> Iterator[tuple[str, Path]]:
        """The project's files that a lesson is made from: modules, words, data, settings.

        ``makers`` are modules that turn it into files; with all that they import.
        """
        settings = self._folders["studio"] / "engine" / "manim.cfg"
        yield settings.name, settings
        yield from ((f"words:{path.parent.name}", path) for path in self._words("kit"))
        yield from self._code(f"{self._package}.{lesson}", *makers)

    def _code(self, *makers: str) -> Iterator[tuple[str, Path]]:
        for module in sorted({name for maker in makers for name in self.modules(maker)}):
            path = self._path(module)
            assert path is not None  # modules() keeps only those that have one
            yield module, path
            for data in _data_files(path, self._words_of(module)):
                yield f"{module}:{data.parent.name}/{data.name}", data

    def modules(self, module: str) -> set[str]:
        """The project modules that importing a module brings in, itself included."""
        found: set[str] = set()
        waiting = [module]
        while waiting:
            name = waiting.pop()
            if name in found or self._path(name) is None:
                continue
            found.add(name)
            waiting += self._imports(name)
        return found

    def _path(self, module: str) -> Path | None:
        if module not in self._paths:
            self._paths[module] = self._found(module)
        return self._paths[module]

    def _found(self, module: str) -> Path | None:
        room, *rest = module.split(".")
        if room not in self._folders:
            return None
        path = self._folders[room].joinpath(*rest)
        candidates = (path / "__init__.py", path.with_suffix(".py"))
        return next((file for file in candidates if file.is_file()), None)

    def _words_of(self, module: str) -> list[Path]:
        """A lesson's words; other modules have none, whatever they are called."""
        package, _, name = module.rpartition(".")
        return self._words(name) if package in ("scenes", self._package) else []

    def _words(self, name: str) -> list[Path]:
        """A lesson's words, or those of the kit, in every language."""
        folders = {self._folders["scenes"], self._folders[self._package.partition(".")[0]]}
        return sorted(p for folder in folders for p in folder.glob(f"words/*/{name}.toml"))

    def _imports(self, module: str) -> frozenset[str]:
        if module not in self._imported:
            path = self._path(module)
            assert path is not None
            package = module if path.name == "__init__.py" else module.rpartition(".")[0]
            source = importlib.util.decode_source(path.read_bytes())
            self._imported[module] = imported(source, package, str(path))
        return self._imported[module]

    def _file_digest(self, path: Path) -> str:
        if path not in self._digests:
            self._digests[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        return self._digests[path]


def versions() -> dict[str, str]:
    """Versions of Python and of the packages whose change may change a picture."""
    found = {"python": platform.python_version()}
    for name in DISTRIBUTIONS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def is_file(path: Path | str) -> bool:
    """Whether a text is the path of a file."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # too long for a name, or with a character none has
        return False


def _data_files(module: Path, words: list[Path]) -> Iterator[Path]:
    """A module's words, and the data beside a package's code."""
    yield from words
    if module.name == "__init__.py":
        yield from _data_in(module.parent)


def _data_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "__")) or path.name in _CHOSEN:
            continue
        if path.is_file() and path.suffix not in _CODE:
            yield path
        elif path.is_dir() and not (path / "__init__.py").exists():
            yield from _data_in(path)
