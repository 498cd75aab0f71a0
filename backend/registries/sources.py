"""What a file is before a row is read: its digest, its encoding, how many lines it has. One pass, flat memory.

Rules: 1. a byte-order mark decides; 2. else the file is UTF-8 if all of it is; 3. else GB18030 if all of it is;
4. else it is refused. Workbooks are told by their first bytes, never by their name.
"""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from backend.registries.refusals import FileRefused

BLOCK = 1 << 18
OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Source:
    """A file as found. `lines` is an upper bound of its rows; `encoding` is None for a workbook."""

    path: Path
    digest: bytes
    encoding: str | None
    lines: int


def inspect(path: Path) -> Source:
    """Read the file once. Raises FileRefused: empty_file, old_workbook, unknown_encoding."""
    digest, lines, decoders = hashlib.sha256(), 0, dict[str, codecs.IncrementalDecoder]()
    with path.open("rb") as file:
        block = file.read(BLOCK)
        if not block:
            raise FileRefused("empty_file")
        if block.startswith(OLD_WORKBOOK):
            raise FileRefused("old_workbook")
        is_workbook = block.startswith(b"PK\x03\x04")
        if not is_workbook:
            decoders = {name: codecs.getincrementaldecoder(name)() for name in _candidates(block)}
        while block:
            digest.update(block)
            lines += block.count(b"\n")
            following = file.read(BLOCK)
            decoders = _still_possible(decoders, block, final=not following)
            block = following
    if not is_workbook and not decoders:
        raise FileRefused("unknown_encoding")
    return Source(path, digest.digest(), next(iter(decoders), None), lines)


def _candidates(block: bytes) -> tuple[str, ...]:
    marked = tuple(name for mark, name in MARKS if block.startswith(mark))
    return marked or ("utf-8", "gb18030")


def _still_possible(
    decoders: dict[str, codecs.IncrementalDecoder], block: bytes, *, final: bool
) -> dict[str, codecs.IncrementalDecoder]:
    possible = {}
    for name, decoder in decoders.items():
        try:
            decoder.decode(block, final)
        except UnicodeDecodeError:
            continue
        possible[name] = decoder
    return possible
