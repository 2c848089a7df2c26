"""The look of an official document (GB/T 9704-2012) as WordprocessingML: styles, page, page number.

Fonts are named, never shipped: what a machine lacks its word processor replaces. Lengths are in twips (1/20 pt).
"""

from __future__ import annotations

from typing import Final

NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

TITLE_FONT: Final = "方正小标宋简体"
BODY_FONT: Final = "仿宋_GB2312"
FIRST_FONT: Final = "黑体"
SECOND_FONT: Final = "楷体_GB2312"
NUMBER_FONT: Final = "宋体"
LATIN_FONT: Final = "Times New Roman"

PAGE: Final = (11906, 16838)
"""A4."""
MARGINS: Final = {"top": 2098, "bottom": 1984, "left": 1588, "right": 1474}
"""37, 35, 28 and 26 mm: what is left is 156 x 225 mm."""
FOOTER: Final = 1304
"""23 mm: a page number of 4号 then begins 7 mm below the text."""
LINE: Final = 579
"""28.95 pt: 22 lines of it fit into 225 mm, 22 of 29 pt do not."""
BODY_SIZE: Final = 32
TITLE_SIZE: Final = 44
NUMBER_SIZE: Final = 28
"""Half points: 3号, 2号, 4号."""
TITLE_CHARACTERS: Final = 20
"""Characters of 2号 in one line of 156 mm."""


def fonts(east_asian: str, latin: str = LATIN_FONT) -> str:
    """w:rFonts: both, or Word takes the theme's font for one of them."""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asian}" w:cs="{latin}"/>'


def styles() -> str:
    """The whole styles part."""
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    none = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    grid = '<w:snapToGrid w:val="0"/>'
    body = f'{exact}{indent}<w:jc w:val="both"/>'
    return (
        f"<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY_FONT)}"
        f'<w:color w:val="000000"/><w:sz w:val="{BODY_SIZE}"/><w:szCs w:val="{BODY_SIZE}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        + _paragraph("Normal", "Normal", body, BODY_FONT, BODY_SIZE, default=True)
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        + _paragraph("Title", "Title", f'<w:keepNext/>{grid}{exact}{none}<w:jc w:val="center"/>', TITLE_FONT, TITLE_SIZE)
        + _paragraph("Subtitle", "Subtitle", f'{exact}{none}<w:jc w:val="center"/>', SECOND_FONT)
        + _paragraph(
            "Heading1", "heading 1", f'<w:keepNext/>{exact}{indent}<w:outlineLvl w:val="0"/>', FIRST_FONT
        )
        + _paragraph(
            "Heading2", "heading 2", f'<w:keepNext/>{exact}{indent}<w:outlineLvl w:val="1"/>', SECOND_FONT
        )
        + _paragraph("Marking", "Marking", f"{exact}{none}", FIRST_FONT)
        + _paragraph("Drafted", "Drafted", f'<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>{body}')
        + _paragraph(
            "Note", "Note", f'<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>{body}', SECOND_FONT
        )
        + _paragraph("Signature", "Signature", f'<w:keepLines/>{exact}{none}<w:jc w:val="right"/>')
        + _paragraph(
            "Footer", "footer", f'{grid}<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>{none}',
            NUMBER_FONT, NUMBER_SIZE, latin=NUMBER_FONT,
        )
        + "</w:styles>"
    )  # fmt: skip  # one style, one entry


def _paragraph(
    style_id: str,
    name: str,
    layout: str,
    font: str = "",
    size: int = 0,
    *,
    latin: str = LATIN_FONT,
    default: bool = False,
) -> str:
    look = fonts(font, latin) if font else ""
    look += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    mark = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{style_id}"><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def section() -> str:
    """The page: A4, the margins of the standard, 22 lines."""
    sides = " ".join(f'w:{side}="{width}"' for side, width in MARGINS.items())
    return (
        f'<w:sectPr {NAMESPACE}><w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar {sides} w:header="850" w:footer="{FOOTER}" w:gutter="0"/><w:cols w:space="425"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )


def page_number(side: str) -> str:
    """The paragraph of a footer: — 1 — on the outer side, one character in from the edge (`side`: right or left)."""
    inset = "right" if side == "right" else "left"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{inset}Chars="100" w:{inset}="280" '
        f'w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{field}<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )
