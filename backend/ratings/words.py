"""Free words of raters and of those who call them: bounded, in one normal form, and sealed where they are kept."""

import re
import unicodedata

from backend.security import Box

MOST = 500
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def normal(text: str | None) -> str | None:
    """NFC without invisible characters, at most one empty line in a row; None when nothing is left to read."""
    composed = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n").replace("\t", " "))
    seen = "".join(one for one in composed if one == "\n" or unicodedata.category(one) not in UNSEEN)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", seen)).strip() or None


def seal(text: str | None, context: bytes, *, box: Box) -> bytes | None:
    """The words in normal form, sealed; None for none."""
    words = normal(text)
    return None if words is None else box.seal(words, context)


def opened(sealed: bytes | None, context: bytes, *, box: Box) -> str | None:
    return None if sealed is None else str(box.open(sealed, context))
