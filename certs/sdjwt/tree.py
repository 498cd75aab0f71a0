"""The disclosure tree: hiding parts of a claims tree behind digests, and opening them again (RFC 9901, 4.2 and 7.1).

1. Digest lists are strings; `_sd`, `_sd_alg` and `...` stand only where RFC 9901 puts them.
2. No digest appears twice, in the payload or inside disclosures.
3. A disclosure fits its place: three parts for a claim, two for an array element.
4. A disclosed claim is not named `_sd`, `_sd_alg` or `...`, and overwrites nothing.
5. Claims a verifier relies on (iss, vct, exp ...) are never disclosed at the top level.
6. Every disclosure is referred to, exactly once; digests without a disclosure vanish silently.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from certs.errors import IssueError, MalformedError
from certs.sdjwt import disclosure
from certs.sdjwt.disclosure import Disclosure

Path = tuple[str | int, ...]

MAX_DEPTH = 24
_INT64 = 1 << 63
RESERVED = frozenset({"_sd", "_sd_alg", "..."})
NEVER_HIDDEN = frozenset({"iss", "aud", "vct", "vct#integrity", "nbf", "exp", "cnf", "status"})


@dataclass(frozen=True)
class Hidden:
    """Marks a value of a claims tree (object member or array element) as selectively disclosable."""

    value: Any


def conceal(
    claims: Mapping[str, Any], *, salt: Callable[[], str], disclosable: Collection[str] = ()
) -> tuple[dict[str, Any], list[str]]:
    """(payload, disclosures): every `Hidden` part, and every top-level claim named in `disclosable`, replaced by its
    digest. Digests are sorted, so their order tells nothing.

    Raises IssueError when a name is reserved or a value is not JSON.
    """
    concealing = _Concealing(salt)
    return concealing.members(claims, disclosable), concealing.disclosures


_PLACE = object()  # stands in an array for an element whose digest is not made yet


class _Concealing:
    def __init__(self, salt: Callable[[], str]) -> None:
        self.disclosures: list[str] = []
        self._salt = salt

    def members(self, members: Mapping[str, Any], disclosable: Collection[str] = ()) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        hidden: list[tuple[int, bytes]] = []
        texts, salt = self.disclosures, self._salt
        for name, value in members.items():
            if type(name) is not str or name in RESERVED:
                raise IssueError(str(name), "reserved_name", "this name cannot be a claim")
            if name not in disclosable:
                if isinstance(value, Hidden):
                    hidden.append(self._hide(name, value.value))
                else:
                    shown[name] = self._value(value)
            elif type(value) is str and "\x00" not in value:
                hidden.append((len(texts), disclosure.body_of_text(salt(), name, value)))
                texts.append("")
            else:
                hidden.append(self._hide(name, value.value if isinstance(value, Hidden) else value))
        if not hidden:
            return shown
        return {"_sd": sorted(self._digests(hidden)), **shown}

    def _value(self, value: Any) -> Any:
        if type(value) is str:
            if "\x00" in value:
                raise _beyond_strict()
        elif isinstance(value, dict):
            return self.members(value)
        elif isinstance(value, (list, tuple)):
            return self._elements(value)
        elif type(value) is int and not -_INT64 <= value < _INT64:
            raise _beyond_strict()
        return value

    def _elements(self, values: Sequence[Any]) -> list[Any]:
        hidden: list[tuple[int, bytes]] = []
        shown: list[Any] = []
        for value in values:
            is_hidden = isinstance(value, Hidden)
            if is_hidden:
                hidden.append(self._hide(None, value.value))
            shown.append(_PLACE if is_hidden else self._value(value))
        if not hidden:
            return shown
        digests = iter(self._digests(hidden))
        return [{"...": next(digests)} if one is _PLACE else one for one in shown]

    def _hide(self, name: str | None, value: Any) -> tuple[int, bytes]:
        """The disclosure's JSON, and its place among the disclosures: what it holds stands in front of it."""
        salt = self._salt()
        plain = type(value) is str and "\x00" not in value
        body = disclosure.body_of(salt, name, value if plain else self._value(value))
        self.disclosures.append("")
        return len(self.disclosures) - 1, body

    def _digests(self, hidden: Sequence[tuple[int, bytes]]) -> list[str]:
        texts, digests = disclosure.write_many([body for _, body in hidden])
        if len(texts) == len(self.disclosures):  # nothing is hidden elsewhere yet: they are all, in order
            self.disclosures[:] = texts
            return digests
        for (place, _), text in zip(hidden, texts, strict=True):
            self.disclosures[place] = text
        return digests


def _beyond_strict() -> IssueError:
    return IssueError("...", "not_json", "NUL, or an integer beyond 64 bits, that no strict reader accepts")


class Opening:
    """One reading of a payload with the disclosures that came with it.

    `claims` is the result, `places` every opened disclosure with its path, `nodes` every path that exists. Array
    positions in paths count hidden elements too. Raises MalformedError on any broken rule.
    """

    def __init__(self, payload: Mapping[str, Any], disclosures: Sequence[str]) -> None:
        self.places: dict[Path, str] = {}
        self.nodes: set[Path] = set()
        self._seen: set[str] = set()
        self._waiting = {disclosure.digest_of(text): disclosure.read(text) for text in disclosures}
        if len(self._waiting) != len(disclosures):
            raise MalformedError("malformed", "disclosure_repeated")
        self.claims: dict[str, Any] = self._object(payload, ())
        if self._waiting:
            raise MalformedError("malformed", "disclosure_unreferenced")

    def _value(self, value: Any, path: Path) -> Any:
        self.nodes.add(path)
        if isinstance(value, dict):
            return self._object(value, path)
        return self._array(value, path) if isinstance(value, list) else value

    def _object(self, members: Mapping[str, Any], path: Path) -> dict[str, Any]:
        if len(path) > MAX_DEPTH:
            raise MalformedError("malformed", "nested_too_deep")
        if "..." in members or (path and "_sd_alg" in members):
            raise MalformedError("malformed", "reserved_name")
        opened = {name: self._value(value, (*path, name)) for name, value in members.items() if name not in RESERVED}
        for digest in _digest_list(members):
            found = self._take(digest)
            if found is not None:
                name = _name_for(found, opened, path)
                opened[name] = self._opened(found, (*path, name))
        return opened

    def _array(self, elements: list[Any], path: Path) -> list[Any]:
        if len(path) > MAX_DEPTH:
            raise MalformedError("malformed", "nested_too_deep")
        opened = []
        for position, element in enumerate(elements):
            inner = (*path, position)
            if not isinstance(element, dict) or "..." not in element:
                opened.append(self._value(element, inner))
                continue
            found = self._take(_element_digest(element))
            if found is not None:
                if found.name is not None:
                    raise MalformedError("malformed", "claim_disclosed_as_element")
                opened.append(self._opened(found, inner))
        return opened

    def _opened(self, found: Disclosure, path: Path) -> Any:
        self.places[path] = found.text
        return self._value(found.value, path)

    def _take(self, digest: str) -> Disclosure | None:
        if digest in self._seen:
            raise MalformedError("malformed", "digest_repeated")
        self._seen.add(digest)
        return self._waiting.pop(digest, None)


def _digest_list(members: Mapping[str, Any]) -> list[str]:
    digests = members.get("_sd", [])
    if not isinstance(digests, list) or not all(isinstance(digest, str) for digest in digests):
        raise MalformedError("malformed", "digests_not_a_list_of_text")
    return digests


def _element_digest(element: Mapping[str, Any]) -> str:
    digest = element["..."]
    if len(element) != 1 or not isinstance(digest, str):
        raise MalformedError("malformed", "element_digest_with_company")
    return digest


def _name_for(found: Disclosure, siblings: Mapping[str, Any], path: Path) -> str:
    if found.name is None:
        raise MalformedError("malformed", "element_disclosed_as_claim")
    if found.name in RESERVED:
        raise MalformedError("malformed", "reserved_name")
    if found.name in siblings:
        raise MalformedError("malformed", "claim_overwritten")
    if not path and found.name in NEVER_HIDDEN:
        raise MalformedError("malformed", "protected_claim_disclosed")
    return found.name
