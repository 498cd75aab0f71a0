"""What lies inside a backup: named members, one after the other, written and read as streams.

Rules: 1. `about` comes first and says what this is, `manifest` last and names length and SHA-256 of all before it;
2. a member is a name and frames, ended by an empty one, so that nobody needs to know its length beforehand;
3. a name is of letters, digits, dots, dashes and slashes, and leads nowhere else.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from backend.backups.refusals import Damaged

ABOUT, DATABASE, MANIFEST = "about", "database", "manifest"
FOLDER = "data/"
FRAME = 1 << 20
LONGEST_NAME = 400
LARGEST_TEXT = 64 << 20
NAME = re.compile(r"(?!/)(?:(?!\.{1,2}(?:/|$))[^/\0\n\r\\]+/)*(?!\.{1,2}$)[^/\0\n\r\\]+")


@dataclass
class MemberWriter:
    """Writes members through `write` and remembers what the manifest says of them."""

    write: Callable[[bytes], object]
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, parts: Iterable[bytes]) -> None:
        digest, length = hashlib.sha256(), 0
        named = name.encode()
        self.write(len(named).to_bytes(2) + named)
        for part in parts:
            for start in range(0, len(part), FRAME):
                frame = part[start : start + FRAME]
                self.write(len(frame).to_bytes(4) + frame)
            digest.update(part)
            length += len(part)
        self.write(bytes(4))
        self.kept[name] = {"length": length, "sha256": digest.hexdigest()}

    def add_json(self, name: str, value: Any) -> None:
        self.add(name, [json.dumps(value, ensure_ascii=False, sort_keys=True).encode()])


@dataclass
class MemberReader:
    """Reads members from chunks. `member` gives a name and its frames, which must be read before the next one."""

    chunks: Iterator[bytes]
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)
    _held: bytearray = field(default_factory=bytearray)

    def members(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Raises Damaged when the last member is not complete."""
        while self._more():
            name = self._take(int.from_bytes(self._take(2))).decode("utf-8", "replace")
            if len(name) > LONGEST_NAME or not NAME.fullmatch(name) or name in self.seen:
                raise Damaged("a member has no proper name")
            yield name, self._frames(name)
            if name not in self.seen:
                raise RuntimeError(f"{name} was not read to its end")

    def _frames(self, name: str) -> Iterator[bytes]:
        digest, length = hashlib.sha256(), 0
        while size := int.from_bytes(self._take(4)):
            frame = self._take(size)
            digest.update(frame)
            length += size
            yield frame
        self.seen[name] = {"length": length, "sha256": digest.hexdigest()}

    def _more(self) -> bool:
        while not self._held:
            chunk = next(self.chunks, None)
            if chunk is None:
                return False
            self._held += chunk
        return True

    def _take(self, size: int) -> bytes:
        if size > FRAME:
            raise Damaged("a frame is longer than any")
        while len(self._held) < size:
            chunk = next(self.chunks, None)
            if chunk is None:
                raise Damaged("it ends in the middle of a member")
            self._held += chunk
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken


def read_json(frames: Iterator[bytes]) -> dict[str, Any]:
    """A small member as an object; raises Damaged."""
    text = bytearray()
    for frame in frames:
        text += frame
        if len(text) > LARGEST_TEXT:
            raise Damaged("a text is larger than any")
    try:
        read = json.loads(text)
    except ValueError as error:
        raise Damaged("a text of it cannot be read") from error
    if not isinstance(read, dict):
        raise Damaged("a text of it cannot be read")
    return read
