"""A telephone number as people type it, in its one spelling.

1. Full-width forms are folded; blanks, hyphens, dots and brackets go; so does the country's +86 or 0086, and before a
   mobile number 86. Behind the country's an area code may lack its 0.
2. What is left is a mobile number (11 digits from 13 on), a landline with its area code, or a 400 number: digits alone.
"""

import re
import unicodedata

_BETWEEN = re.compile(r"[\s.()\u2010-\u2015\u2212-]")
_COUNTRY = re.compile(r"(?:\+|00)86|86(?=1[3-9][0-9]{9}\Z)")
_MOBILE = r"1[3-9][0-9]{9}"
_LANDLINE = r"(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}"
_NUMBER = re.compile(rf"{_MOBILE}|0{_LANDLINE}|400[0-9]{{7}}")
_WITHOUT_ZERO = re.compile(_LANDLINE)


def telephone_of(typed: str) -> str | None:
    """The number's digits, or None where no telephone in the country could have it."""
    text = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed))
    country = _COUNTRY.match(text)
    if country:
        text = text[country.end() :]
        if _WITHOUT_ZERO.fullmatch(text) and not _NUMBER.fullmatch(text):
            text = f"0{text}"
    return text if _NUMBER.fullmatch(text) else None
