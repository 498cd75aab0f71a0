"""Takes typed values out of a table, one key at a time, so that every refusal names the file, the line and the key."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from backend.matters.terms import Text
from backend.registries.strict_yaml import DocumentError, Table

T = TypeVar("T")


class Reader:
    """Wraps one table; `done` refuses whatever key was not taken, so a misspelt key is never silently ignored."""

    def __init__(self, table: Any, source: str, line: int | None = None) -> None:
        if not isinstance(table, Table):
            raise DocumentError(source, line, "a table of keys is expected here")
        self._table, self._source = table, source
        self._left = set(table)

    def refuse(self, key: str, reason: str) -> DocumentError:
        """The error to raise about `key`, with the best line known."""
        return DocumentError(self._source, self._table.lines.get(key, self._table.line), f"{key}: {reason}")

    def has(self, key: str) -> bool:
        return self._table.get(key) is not None

    def words(self, key: str, allowed: Collection[str] = ()) -> str:
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(key, "text is expected")
        if allowed and value not in allowed:
            raise self.refuse(key, f"{value} is not one of {', '.join(sorted(allowed))}")
        return value.strip()

    def whole(self, key: str, least: int = 0, *, most: int = 1_000_000_000) -> int:
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.refuse(key, f"a whole number of at least {least} is expected")
        if value > most:
            raise self.refuse(key, f"at most {most} is expected")
        return value

    def truth(self, key: str, default: bool) -> bool:
        if not self.has(key):
            self._left.discard(key)
            return default
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.refuse(key, "true or false is expected")
        return value

    def leave(self, key: str) -> None:
        """Whatever stands there, or nothing, is of no account."""
        self._left.discard(key)

    def word_list(self, key: str, allowed: Collection[str] = ()) -> tuple[str, ...]:
        items = self._list(key)
        for item in items:
            if not isinstance(item, str) or not item.strip():
                raise self.refuse(key, "a list of texts is expected")
            if allowed and item not in allowed:
                raise self.refuse(key, f"{item} is not one of {', '.join(sorted(allowed))}")
        return tuple(items)

    def each(self, key: str, build: "Callable[[Reader], T]", *, required: bool = True) -> tuple[T, ...]:
        """Builds every table of the list under `key`."""
        if not required and not self.has(key):
            self._left.discard(key)
            return ()
        return tuple(self._build(item, key, build) for item in self._list(key))

    def one(self, key: str, build: "Callable[[Reader], T]") -> T:
        return self._build(self._take(key), key, build)

    def text(self, key: str) -> Text:
        return self.one(key, read_text)

    def raw(self, key: str) -> Any:
        """The value as it stands, for the few keys that may have several shapes."""
        return self._take(key)

    def nested(self, value: Any, key: str) -> "Reader":
        return Reader(value, self._source, self._table.lines.get(key))

    def done(self) -> None:
        if self._left:
            key = min(self._left)
            raise self.refuse(key, "this key is not known here")

    def keys_left(self) -> tuple[str, ...]:
        return tuple(sorted(self._left))

    def _build(self, value: Any, key: str, build: "Callable[[Reader], T]") -> T:
        reader = self.nested(value, key)
        built = build(reader)
        reader.done()
        return built

    def _list(self, key: str) -> list[Any]:
        value = self._take(key)
        if not isinstance(value, list) or not value:
            raise self.refuse(key, "a list with at least one entry is expected")
        return value

    def _take(self, key: str) -> Any:
        if self._table.get(key) is None:
            raise self.refuse(key, "missing")
        self._left.discard(key)
        return self._table[key]


def read_text(reader: Reader) -> Text:
    return Text(zh=reader.words("zh"), en=reader.words("en"))
