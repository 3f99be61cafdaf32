"""What a lecture's file may hold: parts in order, and what is to come out of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag

from studio.ask.request import ASPECTS, LANGUAGES, QUALITIES, RATES, WIDE, Quality, RenderRequest

OUTPUTS = ("film", "html", "pptx", "pdf", "tex", "clips", "gallery")
RESERVED = ("film", "films", "decks", "clips", "gallery", "lecture")  # what the output has itself
WHOLE = ".whole"  # after the name of a part: the film that its beats are cut from
TAKEN = re.compile(rf"^card-\d+$|{re.escape(WHOLE)}$")  # what films are called that are no part's
Value: TypeAlias = bool | int | float | str | list[bool | int | float | str]


class _Strict(BaseModel):
    """Refuses keys that it does not have."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _file_name(name: str) -> str:
    if not name.strip() or name.startswith((".", "-")) or not name.isprintable():
        raise ValueError(f"{name!r} is no name of a file, as divergence-fast is")
    if "/" in name or "\\" in name or name in RESERVED or TAKEN.search(name):
        raise ValueError(f"{name!r} is no name of a part, as divergence-fast is")
    return name


Seconds = Annotated[float, Field(gt=0, le=60)]


class LessonPart(_Strict):
    """A lesson, or some of its beats; a name of its own where one lesson comes twice."""

    lesson: str
    name: Annotated[str, AfterValidator(_file_name)] | None = None
    beats: list[str] = []
    set: dict[str, Value] = {}
    notes: dict[str, str] = {}
    """For the speaker, by beat."""

    @property
    def called(self) -> str:
        """What its files are called."""
        return self.name or self.lesson

    def values(self) -> dict[str, str]:
        """Values of the lesson's parameters, as they are typed on a command line."""
        return {name: _typed(value) for name, value in self.set.items()}


class CardPart(_Strict):
    """A card: a text in Typst's markup, or the agenda, made from the parts."""

    card: str
    kind: Literal["title", "question", "text", "agenda"] = "text"
    seconds: Seconds = 4.0


class PausePart(_Strict):
    """The last picture of the part before, for some seconds more."""

    pause: Seconds


KINDS: dict[str, type[BaseModel]] = {"lesson": LessonPart, "card": CardPart, "pause": PausePart}


def _kind(part: Any) -> str | None:
    if isinstance(part, BaseModel):
        return next(name for name, kind in KINDS.items() if isinstance(part, kind))
    return next((name for name in KINDS if isinstance(part, dict) and name in part), None)


Part: TypeAlias = Annotated[
    Annotated[LessonPart, Tag("lesson")]
    | Annotated[CardPart, Tag("card")]
    | Annotated[PausePart, Tag("pause")],
    Discriminator(
        _kind,
        custom_error_type="part",
        custom_error_message="a part has a lesson, a card or a pause",
    ),
]


def _one_of(*allowed: Any) -> Any:
    """A type of these values only; their names are known when the module is."""
    return Literal[allowed]


class Lecture(_Strict):
    """A lecture; options at the top hold for all its parts."""

    title: str = Field(min_length=1)
    author: str = ""
    language: _one_of(*LANGUAGES) = "en"  # type: ignore[valid-type]
    theme: str = "dark"
    """The name of a theme, or a file ….toml beside the lecture's."""
    quality: _one_of(*QUALITIES) = "h"  # type: ignore[valid-type]
    aspect: _one_of(*ASPECTS) = WIDE  # type: ignore[valid-type]
    fps: _one_of(*RATES) | None = None  # type: ignore[valid-type]
    outputs: list[_one_of(*OUTPUTS)] = ["film"]  # type: ignore[valid-type]
    captions: Literal["track", "burned", "none"] = "track"
    fade: Annotated[float, Field(ge=0, le=2)] = 0.0
    """Seconds in which a part gives way to the next; 0 is a cut."""
    agenda: bool = False
    """Whether it opens with its agenda, after a title that stands first."""
    part: list[Part] = Field(min_length=1)

    @property
    def lessons(self) -> list[LessonPart]:
        """Its parts that are lessons, in order."""
        return [part for part in self.part if isinstance(part, LessonPart)]

    @property
    def opens(self) -> int:
        """Where an agenda that it is to open with comes: after a title, if that stands first."""
        first = self.part[0]
        return int(isinstance(first, CardPart) and first.kind == "title")

    def request(
        self, part: LessonPart, package: str = "scenes", sizes: Mapping[str, Quality] = QUALITIES
    ) -> RenderRequest:
        """What is to be rendered for one of its parts; its values are typed texts still."""
        return RenderRequest(
            part.lesson,
            sizes[self.quality].shaped(self.aspect, self.fps),
            self.theme,
            self.language,
            tuple(sorted(part.values().items())),
            package,
            aspect=self.aspect,
            called=part.name or "",
            burned=self.captions == "burned",
        )


def _typed(value: Value) -> str:
    if isinstance(value, list):
        return ",".join(map(_typed, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
