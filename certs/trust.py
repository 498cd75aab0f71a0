"""What a verifier knows beforehand: issuers, their keys and allowed types, the types, and where status comes from.

1. A trust list is a JWS by the anchor and is believed only when its signature verifies.
2. Its number only grows: an older list than the one already held is refused as a rollback.
3. Within an issuer, (issuer, kid) names one key; a kid is always computed from the key, never read.
4. A status that is not known is said to be unknown: never guessed to be valid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol, cast, get_args

from certs import base64url, jws, keys
from certs.catalogue import Catalogue
from certs.errors import KeyFormatError, MalformedError, TrustError
from certs.kinds import SAFE
from certs.members import member, optional, two_languages
from certs.status import ReadStatusList

TYP = "liangma-trust-list+jwt"
KeyState = Literal["pending", "active", "retired", "compromised"]


@dataclass(frozen=True)
class IssuerKey:
    """One key of an issuer. Times are Unix seconds; `thumbprint` is RFC 7638 in base64url."""

    kid: bytes
    public: keys.PublicKey
    state: KeyState
    active_from: int
    retired_at: int | None
    compromised_since: int | None
    thumbprint: str


@dataclass(frozen=True)
class Issuer:
    """An issuing authority: `name` in zh and en, its 18-character `authority_code`, the type numbers it may issue."""

    code: str
    name: Mapping[str, str]
    authority_code: str
    keys: tuple[IssuerKey, ...]
    types: frozenset[int]


@dataclass(frozen=True)
class TrustList:
    """All issuers, by code. `next_update`: until when (Unix seconds) it may be relied on without asking again."""

    number: int
    iat: int
    next_update: int
    issuers: Mapping[str, Issuer]

    def key(self, code: str, kid: bytes) -> IssuerKey | None:
        """The key `kid` (4 bytes) of the issuer `code`."""
        issuer = self.issuers.get(code)
        for key in () if issuer is None else issuer.keys:
            if key.kid == kid:
                return key
        return None


class StatusAnswer(NamedTuple):
    """`value` None: not known. `as_of`: when it was true, Unix seconds. `deferred`: the caller asks the live status."""

    value: int | None
    as_of: int | None
    fresh: bool
    deferred: bool = False


_NOTHING = StatusAnswer(None, None, False)
_answer = tuple.__new__  # every code asks once: half the time of the constructor


class StatusSource(Protocol):
    """Where a verifier looks up a status."""

    def look_up(self, list: int, index: int, now: int) -> StatusAnswer:
        """The status at `index` of list number `list`, as far as it is known at `now`."""
        ...


@dataclass(frozen=True)
class StatusLists:
    """Cached status lists by number, fresh for `max_age` seconds after iat; VALID is unknown after exp + `grace`."""

    lists: Mapping[int, ReadStatusList]
    max_age: int
    grace: int = 0

    def look_up(self, list: int, index: int, now: int) -> StatusAnswer:
        read = self.lists.get(list)
        value = None if read is None else read.list.get(index)
        if read is None or value is None:
            return _NOTHING
        iat, exp = read.iat, read.exp
        if exp is None or now < exp:
            return _answer(StatusAnswer, (value, iat, now <= iat + self.max_age, False))
        return StatusAnswer(None if value == 0 and now >= exp + self.grace else value, iat, False)


@dataclass(frozen=True)
class LiveElsewhere:
    """The caller checks the live status itself: the check is reported as deferred."""

    def look_up(self, list: int, index: int, now: int) -> StatusAnswer:
        return StatusAnswer(None, now, True, deferred=True)


class Trust(NamedTuple):
    """Everything a verifier trusts, and since when (`as_of`); `next_update`: when its bundle is stale. `regions`: whose
    certificates are recognised beside its own."""

    trust_list: TrustList
    catalogue: Catalogue
    status: StatusSource
    as_of: int
    next_update: int | None = None
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True)
class Recognised:
    """What a type of another region is here: `type` is the id of a type of ours, `fields` their names to ours (None:
    read and left out), `values` their name to their value to ours, where the two say the same by other words."""

    type: str
    fields: Mapping[str, str | None]
    values: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Region:
    """Another deployment that is trusted: what it published, by its own anchor, and its types' ids to ours."""

    id: str
    name: Mapping[str, str]
    trust: Trust
    types: Mapping[str, Recognised]


def issuer_key(
    public: keys.PublicKey,
    *,
    state: KeyState = "active",
    active_from: int = 0,
    retired_at: int | None = None,
    compromised_since: int | None = None,
) -> IssuerKey:
    """An IssuerKey whose kid and thumbprint are computed from the key."""
    digest = keys.thumbprint(public)
    return IssuerKey(digest[:4], public, state, active_from, retired_at, compromised_since, base64url.encode(digest))


def sign_trust_list(trust_list: TrustList, signer: keys.Signer) -> str:
    """The list as a compact JWS, typ liangma-trust-list+jwt."""
    issuers = {code: _issuer_json(issuer) for code, issuer in trust_list.issuers.items()}
    payload = {"number": trust_list.number, "iat": trust_list.iat, "next_update": trust_list.next_update}
    header = {"typ": TYP, "kid": base64url.encode(keys.thumbprint(signer.public))}
    return jws.sign(header, payload | {"issuers": issuers}, signer)


def read_trust_list(token: str, anchor: keys.PublicKey, *, at_least_number: int = 0) -> TrustList:
    """The list signed by `anchor`; raises TrustError (signature_invalid, malformed, rollback, ...)."""
    try:
        claims = jws.verify(token, anchor, typ=TYP)
        issuers = {code: _issuer(code, value) for code, value in member(claims, "issuers", dict).items()}
        number, iat, until = (member(claims, name, int) for name in ("number", "iat", "next_update"))
    except MalformedError as error:
        raise TrustError(error.reason, error.detail) from None
    except KeyFormatError as error:
        raise TrustError("malformed", error.detail) from None
    if number < at_least_number:
        raise TrustError("rollback", f"trust list {number} is older than {at_least_number}")
    return TrustList(number, iat, until, issuers)


def _issuer_json(issuer: Issuer) -> dict[str, Any]:
    return {
        "name": dict(issuer.name),
        "authority_code": issuer.authority_code,
        "types": sorted(issuer.types),
        "keys": [_key_json(key) for key in issuer.keys],
    }


def _key_json(key: IssuerKey) -> dict[str, Any]:
    times = {"active_from": key.active_from, "retired_at": key.retired_at, "compromised_since": key.compromised_since}
    return {"jwk": keys.jwk_of(key.public), "state": key.state, **times}


def _issuer(code: str, value: Any) -> Issuer:
    types = member(value, "types", list)
    if any(type(number) is not int or abs(number) > SAFE for number in types):
        raise MalformedError("malformed", "types are numbers")
    found = tuple(_key(entry) for entry in member(value, "keys", list))
    if len({key.kid for key in found}) != len(found):
        raise MalformedError("malformed", f"two keys of {code} have one kid")
    return Issuer(code, two_languages(value, "name"), member(value, "authority_code", str), found, frozenset(types))


def _key(value: Any) -> IssuerKey:
    state = member(value, "state", str)
    if state not in get_args(KeyState):
        raise MalformedError("malformed", "unknown key state")
    return issuer_key(
        keys.public_from_jwk(member(value, "jwk", dict)),
        state=cast(KeyState, state),
        active_from=member(value, "active_from", int),
        retired_at=optional(value, "retired_at", int),
        compromised_since=optional(value, "compromised_since", int),
    )
