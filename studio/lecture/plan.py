"""What is to be made of a lecture's file: its parts, and what decides them, without manim."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from studio.ask.inputs import Inputs
from studio.ask.languages import spoken_language
from studio.ask.request import QUALITIES, ROOT, Quality, RenderRequest
from studio.lecture.file import CardPart, Lecture, LessonPart, Part
from studio.lecture.named import CardError, named_files
from studio.lecture.reading import read_lecture, seated

MAKER = "studio.lecture.making"  # what it imports turns parts into a lecture
WORDS = "scenes/words/*/lecture.toml"


class Placed(NamedTuple):
    """A part, what its film is called, and its number in the file, from 0; a pause has no film."""

    called: str
    part: Part
    number: int | None


@dataclass(frozen=True)
class Plan:
    """A lecture with its name, the folder and the text of its file, and where its lessons are."""

    name: str
    path: Path
    lecture: Lecture
    package: str = "scenes"
    sizes: Mapping[str, Quality] = field(default_factory=lambda: QUALITIES)

    @property
    def folder(self) -> Path:
        """Of its file."""
        return self.path.parent

    @property
    def size(self) -> Quality:
        """Of its film."""
        return self.sizes[self.lecture.quality].shaped(self.lecture.aspect, self.lecture.fps)

    @property
    def parts(self) -> list[Placed]:
        """Its parts in order, with the agenda that it is to open with."""
        parts = [_placed(number, part) for number, part in enumerate(self.lecture.part)]
        if self.lecture.agenda:
            agenda = CardPart(card="", kind="agenda")
            parts.insert(self.lecture.opens, Placed("card-0", agenda, None))
        return parts

    @property
    def names(self) -> list[str]:
        """What the films of its parts are called."""
        return [part.called for part in self.parts if part.called]

    @property
    def lessons(self) -> list[LessonPart]:
        """Its parts that are lessons."""
        return self.lecture.lessons

    @property
    def remarks(self) -> list[str]:
        """What is to be said of the languages that lessons lack."""
        known = {part.lesson: self._spoken(part)[1] for part in self.lessons}
        return [remark for remark in known.values() if remark]

    def request(self, part: LessonPart) -> RenderRequest:
        """What is to be rendered for a part; its values are typed texts still."""
        request = self.lecture.request(part, self.package, self.sizes)
        values = tuple((name, self._seated(str(text))) for name, text in request.values)
        return replace(request, values=values, language=self._spoken(part)[0])

    @cached_property
    def inputs(self) -> str:
        """Digest of all that decides what is made."""
        digests = Inputs(self.package)
        described = {
            "name": self.name,
            "lecture": self.lecture.model_dump(mode="json"),
            "films": [digests.digest(self.request(part)) for part in self.lessons],
            "code": digests.code_digest(MAKER),
            "cards": [card_files(p, self.folder) for p in self.lecture.part],
            "words": {p.parent.name: _file_digest(p) for p in sorted(ROOT.glob(WORDS))},
        }
        return digest_of(described)

    def _seated(self, text: str) -> str:
        try:
            return seated(text, self.folder)
        except ValueError:  # which is told when the file is read
            return text

    def _spoken(self, part: LessonPart) -> tuple[str, str]:
        return spoken_language(part.lesson, self.lecture.language, self.package)


def read_plan(
    path: Path,
    given: Mapping[str, object],
    package: str = "scenes",
    sizes: Mapping[str, Quality] = QUALITIES,
    known: Callable[[Plan], bool] = lambda _: False,
) -> Plan:
    """The plan in a lecture's file.

    Parameters
    ----------
    path
        The file.
    given
        Options that take the place of the file's own.
    package, sizes
        Where lessons are, and how large films of a quality are.
    known
        Whether a plan was carried out before, so that its lessons need not be asked again.

    Raises
    ------
    LectureError
        With every fault of the file.
    """

    plans: list[Plan] = []

    def done(lecture: Lecture) -> bool:
        own = str(path.parent / lecture.theme) if lecture.theme.endswith(".toml") else lecture.theme
        changed = lecture.model_copy(update={"theme": own, **given})
        plans.append(Plan(path.stem, path, changed, package, sizes))
        return known(plans[-1])

    read_lecture(path, package, known=done)
    return plans[-1]


def card_files(part: Part, folder: Path) -> dict[str, str]:
    """Digests of the files that the text of a part names, if it is a card."""
    if isinstance(part, CardPart):
        with suppress(CardError):  # which is told when it is drawn
            return {n: _file_digest(path) for n, path in named_files(part.card, folder).items()}
    return {}


def digest_of(described: object) -> str:
    """Digest of a description."""
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _placed(number: int, part: Part) -> Placed:
    if isinstance(part, LessonPart):
        return Placed(part.called, part, number)
    return Placed(f"card-{number + 1}" if isinstance(part, CardPart) else "", part, number)
