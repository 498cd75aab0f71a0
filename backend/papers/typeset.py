"""Set a copy as PDF: A4 or as wide as a phone, tagged for screen readers (PDF/UA-1), every font embedded.

1. What is printed reaches the template as data, never as its code. 2. The template reads no file and no network.
3. Time is given. 4. Every text is checked for characters that no font has, before anything is set.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import qrcode
import typst

from backend.papers.fonts import RARE, SANS, SERIF, FontSet, check_characters
from backend.papers.number import grouped
from backend.registries.calendar import day_of

Layout = Literal["a4", "phone"]
LAYOUTS: tuple[Layout, ...] = ("a4", "phone")
LONGEST_MARK = 90  # characters of the watermark; the annotation beneath the face has them all
TEMPLATE = Path(__file__).with_name("copy.typ")


@dataclass(frozen=True)
class Line:
    """One field of the card's face. `picture`: the bytes of a WebP, for a portrait; then `text` is empty."""

    name: str
    label_zh: str
    label_en: str
    text: str
    picture: bytes = b""


@dataclass(frozen=True)
class Sheet:
    """All that a copy says. Days are ISO dates; `picture_svg` is the seal's."""

    number: str
    address: str  # of the check page, with the copy's token
    type_zh: str
    type_en: str
    background: str
    foreground: str
    identifier: str
    issuer_zh: str
    issuer_en: str
    picture_svg: str
    purpose: str
    recipient: str
    until: str
    made_at: int
    made_by_zh: str
    made_by_en: str

    @property
    def title(self) -> str:
        return f"{self.type_zh}加注件 {grouped(self.number)}"

    @property
    def usage(self) -> str:
        """What the watermark and the signature say."""
        return f"仅用于{self.purpose}，提供给{self.recipient}，有效期至{self.until}"


def typeset(sheet: Sheet, lines: tuple[Line, ...], layout: Layout, *, fonts: FontSet) -> bytes:
    """The PDF, not signed yet. Raises CharacterMissing."""
    check_characters(_texts(sheet, lines), fonts)
    document: bytes = typst.compile(
        str(TEMPLATE),
        font_paths=fonts.faces,
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(_data(sheet, lines, layout), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=sheet.made_at,
    )
    return document


def _texts(sheet: Sheet, lines: tuple[Line, ...]) -> Mapping[str, str]:
    """Rule 4."""
    plain = {name: value for name, value in asdict(sheet).items() if isinstance(value, str) and name != "picture_svg"}
    return plain | {line.name: line.text + line.label_zh + line.label_en for line in lines}


def _data(sheet: Sheet, lines: tuple[Line, ...], layout: Layout) -> dict[str, Any]:
    """Rule 1: what the template reads."""
    texts = [{"zh": one.label_zh, "en": one.label_en, "text": one.text} for one in lines if not one.picture]
    portraits = [{"zh": one.label_zh, "bytes": list(one.picture)} for one in lines if one.picture]
    given = {name: value for name, value in asdict(sheet).items() if isinstance(value, str)}
    return given | {
        "layout": layout,
        "title": sheet.title,
        "check_page": sheet.address.rpartition("/")[0],
        "number": grouped(sheet.number),
        "made_on": day_of(sheet.made_at).isoformat(),
        "lines": texts,
        "watermark": sheet.usage if len(sheet.usage) <= LONGEST_MARK else sheet.usage[:LONGEST_MARK] + "…",
        "portrait": portraits[0] if portraits else None,
        "qr_svg": qr_svg(sheet.address),
        "fonts": {"sans": [SANS, *RARE], "serif": [SERIF, *RARE]},
    }


def qr_svg(text: str) -> str:
    """A QR code as SVG, four modules of white around it."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )
