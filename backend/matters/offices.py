"""The offices that matters may name, as data: `offices.yaml` lists code and name of each.

1. The file has one key, `offices`: a list of tables of `code`, `zh`, `en`; a code stands once.
2. A folder of matters may bring a file of the same name: its offices come in addition, and in place of those with the
   same code.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from backend.matters.reader import Reader, read_text
from backend.matters.terms import Office, Text
from backend.registries.strict_yaml import DocumentError, read_table

FILE = "offices.yaml"


def parse_offices(text: str, source: str) -> dict[str, Text]:
    """Code -> name. Raises DocumentError(file, line, reason)."""
    reader = Reader(read_table(text, source), source)
    offices = reader.each("offices", read_office)
    reader.done()
    if len({one.code for one in offices}) < len(offices):
        raise DocumentError(source, None, "a code stands twice")
    return {one.code: one.name for one in offices}


@cache
def builtin_offices() -> Mapping[str, Text]:
    """Those that come with the program, read once a process."""
    return parse_offices((files("backend.matters") / FILE).read_text("utf-8"), FILE)


def read_office(reader: Reader) -> Office:
    return Office(code=reader.words("code"), name=read_text(reader))
