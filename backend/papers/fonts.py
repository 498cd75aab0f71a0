"""The fonts that copies are set in, and whether they have every character of a text.

1. The families below and no other: nothing is replaced by a font that happens to be there. 2. They are looked for in
LIANGMA_FONTS_DIR, or else where the system keeps its fonts; what is missing stops the start and is named. 3. A
character that no family has is a refusal that names it, never an empty box on paper.
"""

import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from backend.papers.refusals import CharacterMissing, FontsMissing

SANS, SERIF, RARE = "Noto Sans CJK SC", "Noto Serif CJK SC", ("HanaMinA", "HanaMinB")
FAMILIES = {
    SANS: "fonts-noto-cjk", SERIF: "fonts-noto-cjk", RARE[0]: "fonts-hanazono", RARE[1]: "fonts-hanazono",
}  # fmt: skip
MOST_NAMED = 10


@dataclass(frozen=True)
class FontSet:
    """What the typesetter is given, and the code points that both of its text faces reach."""

    faces: typst.Fonts = field(repr=False)
    covered: frozenset[int] = field(repr=False)


def check_fonts(folder: Path | None) -> None:
    """Rule 2, at the start. Raises FontsMissing."""
    _faces(folder)


@functools.lru_cache(maxsize=4)
def fonts_of(folder: Path | None) -> FontSet:
    """The fonts, read once in a process. Raises FontsMissing."""
    found, faces = _faces(folder)
    return FontSet(found, frozenset.intersection(*(_reached(faces, first) for first in (SANS, SERIF))))


def check_characters(texts: Mapping[str, str], fonts: FontSet) -> None:
    """Rule 3, for texts by the name of where they stand. Raises CharacterMissing."""
    for name, text in texts.items():
        missing = [one for one in dict.fromkeys(text) if ord(one) not in fonts.covered and not one.isspace()]
        if missing:
            named = [{"character": one, "code_point": f"U+{ord(one):04X}", "name": unicodedata.name(one, "")}
                     for one in missing[:MOST_NAMED]]  # fmt: skip
            raise CharacterMissing(f"{missing[0]} U+{ord(missing[0]):04X}", field=name, characters=named)


@functools.lru_cache(maxsize=4)
def _faces(folder: Path | None) -> tuple[typst.Fonts, Mapping[str, tuple[Path, int]]]:
    """The typesetter's fonts, and the file and index of each family's regular face."""
    paths = [] if folder is None else [str(folder)]
    found = typst.Fonts(include_system_fonts=folder is None, include_embedded_fonts=False, font_paths=list(paths))
    faces = {
        one.family: (Path(one.path), one.index)
        for one in sorted(found.fonts(), key=lambda one: -abs(one.weight - 400))
        if one.path is not None and one.family in FAMILIES and one.style == "normal"
    }
    missing = [f"{family} ({package})" for family, package in FAMILIES.items() if family not in faces]
    if missing:
        where = "the system's fonts" if folder is None else f"LIANGMA_FONTS_DIR {folder}"
        packages = " ".join(sorted({FAMILIES[one] for one in FAMILIES if one not in faces}))
        raise FontsMissing(f"fonts missing in {where}: {', '.join(missing)}; install {packages}")
    return found, faces


def _reached(faces: Mapping[str, tuple[Path, int]], first: str) -> frozenset[int]:
    return frozenset().union(*(_characters(*faces[family]) for family in (first, *RARE)))


@functools.lru_cache(maxsize=16)
def _characters(path: Path, index: int) -> frozenset[int]:
    collection = path.suffix.lower() in (".ttc", ".otc")
    with TTFont(path, fontNumber=index if collection else -1, lazy=True) as face:
        return frozenset(face.getBestCmap())
