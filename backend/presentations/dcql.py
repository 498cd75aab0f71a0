"""DCQL (OpenID4VP 1.0, section 6), as far as this verifier asks: SD-JWT VC with key binding.

Rules: 1. a query is read strictly: a member that is not known, or known and not supported, is refused by its place;
2. ids are unique, and claims are named once; 3. sets name what is there, and every credential stands in some set once
there are any; 4. a credential without claims asks for nothing that could be withheld.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import orjson

from backend.presentations.refusals import QueryInvalid

FORMAT = "dc+sd-jwt"
ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
MOST_CREDENTIALS, MOST_CLAIMS, MOST_VALUES, MOST_STEPS, MOST_OPTIONS = 10, 64, 50, 6, 20
MOST_CHARS = 2000
MOST_REMEMBERED = 4096  # characters
CREDENTIAL = {"id", "format", "multiple", "meta", "require_cryptographic_holder_binding", "claims", "claim_sets"}
Step = str | int | None


@dataclass(frozen=True)
class ClaimQuery:
    """`path` begins with a field's name; `values` None: any value."""

    id: str | None
    path: tuple[Step, ...]
    values: tuple[Any, ...] | None


@dataclass(frozen=True)
class CredentialQuery:
    """One credential, or with `multiple` several of the same kind; `vcts`: the types that will do."""

    id: str
    vcts: tuple[str, ...]
    multiple: bool
    claims: tuple[ClaimQuery, ...]
    claim_sets: tuple[tuple[str, ...], ...]

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every field that some claim reaches into."""
        return frozenset(str(claim.path[0]) for claim in self.claims)


@dataclass(frozen=True)
class CredentialSet:
    options: tuple[tuple[str, ...], ...]
    required: bool


@dataclass(frozen=True)
class Query:
    credentials: Mapping[str, CredentialQuery]
    sets: tuple[CredentialSet, ...]


def read(document: Any) -> Query:
    """The query; raises QueryInvalid."""
    members = _object(document, "", {"credentials", "credential_sets"})
    listed = _list(members.get("credentials"), "/credentials", MOST_CREDENTIALS)
    credentials = [_credential(one, f"/credentials/{place}") for place, one in enumerate(listed)]
    known = {one.id: one for one in credentials}
    if len(known) != len(credentials):
        raise _wrong("/credentials", "an id stands twice")
    sets = _sets(members["credential_sets"], known) if "credential_sets" in members else ()
    return Query(known, sets)


def read_text(text: str) -> Query:
    """The query of a request that was made. The same few are asked again and again, so they are remembered."""
    return _remembered(text) if len(text) <= MOST_REMEMBERED else read(orjson.loads(text))


@lru_cache(maxsize=64)
def _remembered(text: str) -> Query:
    return read(orjson.loads(text))


def _credential(value: Any, at: str) -> CredentialQuery:
    members = _object(value, at, CREDENTIAL)
    if members.get("format") != FORMAT:
        raise _wrong(f"{at}/format", f"only {FORMAT}")
    if members.get("require_cryptographic_holder_binding", True) is not True:
        raise _wrong(f"{at}/require_cryptographic_holder_binding", "key binding is always demanded here")
    multiple = members.get("multiple", False)
    if type(multiple) is not bool:
        raise _wrong(f"{at}/multiple", "true or false")
    meta = _object(members.get("meta"), f"{at}/meta", {"vct_values"})
    vcts = _texts(meta.get("vct_values"), f"{at}/meta/vct_values")
    claims = _claims(members["claims"], f"{at}/claims") if "claims" in members else ()
    sets = _claim_sets(members["claim_sets"], claims, f"{at}/claim_sets") if "claim_sets" in members else ()
    return CredentialQuery(_id(members.get("id"), f"{at}/id"), vcts, multiple, claims, sets)


def _claims(value: Any, at: str) -> tuple[ClaimQuery, ...]:
    claims = tuple(_claim(one, f"{at}/{n}") for n, one in enumerate(_list(value, at, MOST_CLAIMS)))
    named = [claim.id for claim in claims if claim.id is not None]
    if len(set(named)) != len(named):
        raise _wrong(at, "an id stands twice")
    if len({claim.path for claim in claims}) != len(claims):
        raise _wrong(at, "a claim is asked for twice")
    return claims


def _claim(value: Any, at: str) -> ClaimQuery:
    members = _object(value, at, {"id", "path", "values"})
    path = tuple(_list(members.get("path"), f"{at}/path", MOST_STEPS))
    if type(path[0]) is not str or not all(_is_step(step) for step in path):
        raise _wrong(f"{at}/path", "a field's name, then names, positions or null")
    values = None
    if "values" in members:
        values = tuple(_list(members["values"], f"{at}/values", MOST_VALUES))
        if not all(type(one) in (str, int, bool) for one in values):
            raise _wrong(f"{at}/values", "texts, integers, true or false")
    return ClaimQuery(_id(members["id"], f"{at}/id") if "id" in members else None, path, values)


def _claim_sets(value: Any, claims: tuple[ClaimQuery, ...], at: str) -> tuple[tuple[str, ...], ...]:
    known = {claim.id for claim in claims}
    if not claims or None in known:
        raise _wrong(at, "every claim needs an id")
    sets = tuple(_texts(one, f"{at}/{n}") for n, one in enumerate(_list(value, at, MOST_OPTIONS)))
    if any(not set(one) <= known for one in sets):
        raise _wrong(at, "a claim that is not there")
    return sets


def _sets(value: Any, known: Mapping[str, CredentialQuery]) -> tuple[CredentialSet, ...]:
    at = "/credential_sets"
    sets = tuple(_set(one, f"{at}/{n}") for n, one in enumerate(_list(value, at, MOST_OPTIONS)))
    named = {name for one in sets for option in one.options for name in option}
    if named != known.keys():
        raise _wrong(at, "names exactly the credentials that are there")
    return sets


def _set(value: Any, at: str) -> CredentialSet:
    members = _object(value, at, {"options", "required"})
    required = members.get("required", True)
    if type(required) is not bool:
        raise _wrong(f"{at}/required", "true or false")
    options = _list(members.get("options"), f"{at}/options", MOST_OPTIONS)
    return CredentialSet(tuple(_texts(one, f"{at}/options/{n}") for n, one in enumerate(options)), required)


def _is_step(step: Any) -> bool:
    if type(step) is str:
        return len(step) <= MOST_CHARS
    return step is None or (type(step) is int and step >= 0)


def _id(value: Any, at: str) -> str:
    if type(value) is not str or not ID.fullmatch(value):
        raise _wrong(at, "1 to 60 of A-Z a-z 0-9 _ -")
    return value


def _texts(value: Any, at: str) -> tuple[str, ...]:
    found = tuple(_list(value, at, MOST_VALUES))
    if not all(type(one) is str and 0 < len(one) <= MOST_CHARS for one in found) or len(set(found)) != len(found):
        raise _wrong(at, "different texts")
    return found


def _list(value: Any, at: str, most: int) -> list[Any]:
    if type(value) is not list or not 1 <= len(value) <= most:
        raise _wrong(at, f"1 to {most} elements")
    return value


def _object(value: Any, at: str, known: set[str]) -> dict[str, Any]:
    if type(value) is not dict:
        raise _wrong(at, "an object")
    beyond = sorted(value.keys() - known)
    if beyond:
        raise _wrong(f"{at}/{beyond[0]}", "not supported here")
    return value


def _wrong(at: str, problem: str) -> QueryInvalid:
    return QueryInvalid(errors=[{"path": f"/dcql_query{at}", "problem": problem}])
