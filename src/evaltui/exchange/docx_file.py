"""One official document as the bytes of a docx: paragraphs in the styles of docx_style, the same bytes every time.

python-docx and its lxml are imported when the first document is made.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from evaltui.exchange import docx_style as look
from evaltui.exchange.zipfix import repacked
from evaltui.text import clean_line, width

StyleName = Literal[
    "Normal", "Title", "Subtitle", "Heading1", "Heading2", "Marking", "Drafted", "Note", "Signature"
]  # fmt: skip  # one list of words

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT_RELATIONS: Final = ("/styles", "/settings", "/officeDocument", "/core-properties")
_BREAKABLE: Final = re.compile("(?<=[”》）])|(?=规划实施|实施总结|总结评估|滞后指标|分析说明|重点工程|主要指标)")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its style and text. `inset`: free characters at the right, of a signature. `keep`: with the next."""

    style: StyleName
    text: str
    inset: float = 0
    keep: bool = False


def document_bytes(lines: Iterable[Line], when: datetime, title: str) -> bytes:
    """The document: its paragraphs, page numbers outside, properties dated `when`."""
    from docx import Document
    from docx.oxml.parser import parse_xml

    document = Document()
    _pruned(document)
    _replace_children(document.styles.element, parse_xml(look.styles()))
    body = document.element.body
    for child in list(body):
        body.remove(child)
    for line in lines:
        body.append(parse_xml(_paragraph(line)))
    body.append(parse_xml(look.section()))
    _footers(document)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue(), when, xml_text(title))


def title_lines(title: str) -> tuple[str, ...]:
    """A title in as few lines as it needs, no word cut: the longer lines first, as the standard's trapezoid has it."""
    title = xml_text(title)
    if width(title) <= 2 * look.TITLE_CHARACTERS:
        return (title,)
    room = 2 * look.TITLE_CHARACTERS
    places = [found.start() for found in _BREAKABLE.finditer(title) if 0 < found.start() < len(title)]
    fitting = [at for at in places if width(title[:at]) <= room]
    best = [at for at in fitting if width(title[at:]) <= min(room, width(title[:at]))]
    if best:
        at = min(best, key=lambda place: width(title[:place]))
    elif fitting:
        at = max(fitting)
    else:
        at = _hard_break(title, room)
    return (title[:at], *title_lines(title[at:]))


def signature(name: str, day: str) -> tuple[Line, Line]:
    """The last two lines: the date four characters in from the right, the name centred over it."""
    shift = (width(day) - width(name)) / 4
    return (
        Line("Signature", name, inset=max(0.0, 4 + shift), keep=True),
        Line("Signature", day, inset=max(4.0, 4 - min(0.0, 4 + shift)), keep=False),
    )


def xml_text(text: str) -> str:
    """`text` on one line without anything that XML forbids."""
    return _NO_XML.sub("", clean_line(text))


def _hard_break(title: str, room: int) -> int:
    at = 1
    while at < len(title) and width(title[: at + 1]) <= room:
        at += 1
    return at


def _paragraph(line: Line) -> str:
    from xml.sax.saxutils import escape

    extra = "<w:keepNext/>" if line.keep else ""
    if line.inset:
        characters = int(line.inset * 100)
        extra += (
            f'<w:ind w:rightChars="{characters}" w:right="{characters * look.BODY_SIZE // 10}" '
            'w:firstLineChars="0" w:firstLine="0"/>'
        )
    text = escape(xml_text(line.text))
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p {look.NAMESPACE}><w:pPr><w:pStyle w:val="{line.style}"/>{extra}</w:pPr>{run}</w:p>'


def _pruned(document: Any) -> None:
    """Without what the library's template brings along: a thumbnail, a theme, styles of another look."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, found in relations.items() if not found.reltype.endswith(_KEPT_RELATIONS)]:
            del relations[key]


def _replace_children(element: Any, other: Any) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(other):
        element.append(child)


def _footers(document: Any) -> None:
    from docx.oxml.parser import parse_xml

    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        element = footer._element
        for child in list(element):
            element.remove(child)
        element.append(parse_xml(look.page_number(side)))
