"""When a film on a PowerPoint slide plays: the timing that python-pptx has no words for.

What it writes itself plays only when the picture is clicked. PowerPoint's own form of "at the next
click" and "with the slide" is a main sequence with one media call (ECMA-376, part 1, 19.5).
"""

from __future__ import annotations

from typing import Any

from lxml import etree

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_TIMING = """\
<p:timing xmlns:p="{p}"><p:tnLst><p:par>
<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
<p:seq concurrent="1" nextAc="seek">
<p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst><p:par>
<p:cTn id="3" fill="hold">
<p:stCondLst><p:cond delay="indefinite"/>{begin}</p:stCondLst><p:childTnLst><p:par>
<p:cTn id="4" fill="hold">
<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:par>
<p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold"
       nodeType="{effect}">
<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr>
<p:cTn id="6" dur="{milliseconds}" fill="hold"/><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>
</p:cBhvr></p:cmd>
</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>
</p:childTnLst></p:cTn>
<p:prevCondLst>
<p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
</p:prevCondLst>
<p:nextCondLst>
<p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
</p:nextCondLst>
</p:seq>
<p:video><p:cMediaNode mute="1">
<p:cTn id="7"{repeat} fill="hold" display="0">
<p:stCondLst><p:cond delay="indefinite"/></p:stCondLst>
</p:cTn>
<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>
</p:cMediaNode></p:video>
</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>
"""
_READER = etree.XMLParser(remove_blank_text=True)


def set_timing(slide: Any, shape: int, seconds: float, *, click: bool, loop: bool) -> None:
    """Have the only film of a slide play at the next click, or with the slide.

    Parameters
    ----------
    slide
        Of python-pptx.
    shape
        Number of the film's shape.
    seconds
        How long it is.
    click
        Whether it waits for a click.
    loop
        Whether it begins again until the slide is left.
    """
    at_once = '<p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond>'
    written = _TIMING.format(
        p=_P,
        begin="" if click else at_once,
        effect="clickEffect" if click else "afterEffect",
        milliseconds=round(1000 * seconds),
        shape=shape,
        repeat=' repeatCount="indefinite"' if loop else "",
    )
    element = slide.element
    for old in element.findall(f"{{{_P}}}timing"):
        element.remove(old)
    element.append(etree.fromstring(written, _READER))
