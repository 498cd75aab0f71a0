"""Numbers of certificates that a matter issues: a pattern, the year, and a count that begins anew with each year.

1. A pattern has exactly one `{sequence:DIGITS}` of 1 to 12 digits, filled with zeros; `{year}` is the year of issue.
2. Matters with the same pattern share one count: `series_of` names it.
"""

import re
from datetime import date

YEAR = "{year}"
SEQUENCE = re.compile(r"\{sequence:(1[0-2]|[1-9])\}")


class PatternError(Exception):
    """The pattern breaks rule 1; the message says how."""


def series_of(pattern: str, today: date) -> str:
    """The pattern with its year: what is counted together."""
    return pattern.replace(YEAR, str(today.year))


def number_of(pattern: str, today: date, count: int) -> str:
    """The number that `count` makes. Raises PatternError; a count that has outgrown its digits is one, too."""
    series = series_of(pattern, today)
    places = SEQUENCE.findall(series)
    if len(places) != 1 or "{" in SEQUENCE.sub("", series) or "}" in SEQUENCE.sub("", series):
        raise PatternError("a number has one {sequence:DIGITS} and may have {year}")
    if len(str(count)) > int(places[0]):
        raise PatternError(f"all numbers of {series} are given")
    return SEQUENCE.sub(f"{count:0{int(places[0])}}", series)
