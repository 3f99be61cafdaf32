"""A deck for PowerPoint: a film a slide, with poster, title, alt text, notes and timing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.util import Emu, Inches

from scenes.kit.ink.theme import Theme
from studio.ask.errors import RequestError
from studio.decks.story import Part, Step, Story
from studio.decks.timing import set_timing

MANY = 30  # films in a file; PowerPoint has been seen to stop playing them soon after
HEIGHT = Inches(7.5)  # of a slide, as PowerPoint's own are
MARGIN = Inches(0.75)  # of a page of notes
GAP = Inches(0.15)  # between a title of a school's template and the film
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_ACCENTS = ("batch", "stochastic", "mini_batch", "momentum", "adam", "gradient")


class Area(NamedTuple):
    """A rectangle on a slide."""

    left: int
    top: int
    width: int
    height: int


def write_powerpoint(
    story: Story, path: Path, *, play: str = "start", template: Path | None = None
) -> Sequence[str]:
    """Write a deck as a .pptx file.

    Parameters
    ----------
    story
        What it tells; films are H.264 in mp4, which is what PowerPoint takes.
    path
        The file.
    play
        ``start``: a film plays with its slide; ``click``: at a click then. The first waits for one,
        unless it is a picture that stands.
    template
        A school's own .pptx; its slides are left out, its title stands above the film. Without one
        the film fills the slide, and what is added takes the theme's colours.

    Returns
    -------
    Remarks for whoever asked.

    Raises
    ------
    RequestError
        For a template that is no .pptx file.
    """
    deck = _ours(story) if template is None else _theirs(template)
    layout = _layout(deck)
    _shape_notes(deck)
    deck.core_properties.title = story.title
    deck.core_properties.language = story.language
    slides = [(step, part) for step in story.steps for part in step.parts]
    for number, (step, part) in enumerate(slides):
        slide = deck.slides.add_slide(layout)
        _fill(slide, step, part, story, _area(deck, slide, story, full=template is None))
        click = (play == "click" or number == 0) and not part.stands
        film = slide.shapes[-1]
        set_timing(slide, film.shape_id, part.duration, click=click, loop=step.loop)
    deck.save(str(path))
    if len(slides) <= MANY:
        return ()
    return (
        f"{len(slides)} films in one file: PowerPoint may stop playing them after about {MANY}; "
        "make a deck of each lesson, as in: studio deck LESSON --to pptx",
    )


def _ours(story: Story) -> Any:
    """An empty presentation of the films' shape, in the theme's colours."""
    deck = Presentation()
    before, deck.slide_height = deck.slide_width, HEIGHT
    deck.slide_width = Emu(HEIGHT * story.width // story.height)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.shapes:  # they were placed on a slide of 4:3
            if shape.element.xpath(".//a:xfrm"):
                shape.left = shape.left * deck.slide_width // before
                shape.width = shape.width * deck.slide_width // before
    _colour(deck, story.theme)
    return deck


def _theirs(template: Path) -> Any:
    try:
        deck = Presentation(str(template))
    except (PackageNotFoundError, ValueError, KeyError) as error:
        raise RequestError(f"the template {template} is no .pptx file that can be read") from error
    slides = deck.slides._sldIdLst
    for entry in list(slides):
        deck.part.drop_rel(entry.rId)
        slides.remove(entry)
    return deck


def _colour(deck: Any, theme: Theme) -> None:
    """Make a theme's colours the presentation's, so that what is added to it fits."""
    roles = theme.roles()
    dark = int(theme.background[1:], 16) < int(theme.text[1:], 16)
    names = ("dk1", "lt1", "dk2", "lt2") if dark else ("lt1", "dk1", "lt2", "dk2")
    colors = dict(zip(names, (theme.background, theme.text, theme.faint, theme.muted), strict=True))
    colors |= {f"accent{number}": roles[role] for number, role in enumerate(_ACCENTS, start=1)}
    colors |= {"hlink": roles["batch"], "folHlink": roles["momentum"]}
    for relation in deck.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
    tree = etree.fromstring(part.blob)
    (scheme,) = tree.iter(f"{{{_A}}}clrScheme")
    scheme.set("name", theme.name)
    for entry in scheme:
        entry[:] = [etree.Element(f"{{{_A}}}srgbClr")]
        entry[0].set("val", colors[etree.QName(entry).localname].lstrip("#"))
    part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    if dark:
        (mapping,) = deck.slide_master.element.xpath("p:clrMap")
        for name, value in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
            mapping.set(name, value)


def _layout(deck: Any) -> Any:
    """The plainest layout with a title, or without one if there is none."""

    def others(layout: Any) -> tuple[bool, int]:
        kinds = [shape.placeholder_format.type for shape in layout.placeholders]
        titled = any(kind in _TITLES for kind in kinds)
        return not titled, sum(kind not in (*_TITLES, *_FURNITURE) for kind in kinds)

    return min(deck.slide_layouts, key=others)


def _shape_notes(deck: Any) -> None:
    """Give the picture on a page of notes the shape of the slide."""
    for shape in deck.notes_master.placeholders:
        if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_IMAGE:
            middle = shape.left + shape.width // 2  # of the page, too
            shape.width = min(
                2 * (middle - MARGIN), shape.height * deck.slide_width // deck.slide_height
            )
            shape.height = shape.width * deck.slide_height // deck.slide_width
            shape.left = middle - shape.width // 2


def _area(deck: Any, slide: Any, story: Story, *, full: bool) -> Area:
    """Where the film goes: over all of the slide, or what its title leaves free."""
    title = slide.shapes.title
    top = 0
    if not full and title is not None and title.top < deck.slide_height // 3:
        top = title.top + title.height + GAP
    room = deck.slide_height - top - (0 if full else GAP)
    width = min(deck.slide_width, room * story.width // story.height)
    height = width * story.height // story.width
    return Area((deck.slide_width - width) // 2, top + (room - height) // 2, width, height)


def _fill(slide: Any, step: Step, part: Part, story: Story, area: Area) -> None:
    """The title, the film over it, and the notes."""
    if slide.shapes.title is not None:
        slide.shapes.title.text_frame.text = step.title
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type not in (*_TITLES, *_FURNITURE):
            shape.element.getparent().remove(shape.element)
    film = slide.shapes.add_movie(
        str(part.film), *area, poster_frame_image=str(part.first), mime_type="video/mp4"
    )
    film.name = step.title
    film.element.nvPicPr.cNvPr.set("descr", step.alt)
    questions = [f"{story.words['question']}: {question}" for question in step.questions]
    slide.notes_slide.notes_text_frame.text = "\n".join(
        filter(None, (step.notes, step.caption, *questions))
    )
    for text in (*slide.element.iter(f"{{{_A}}}r"), *slide.notes_slide.element.iter(f"{{{_A}}}r")):
        text.get_or_add_rPr().set("lang", story.language)
