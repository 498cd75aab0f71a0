"""Issuing an SD-JWT VC in two steps, so that what will be signed can be recorded before it is signed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from certs import base64url, jws, keys
from certs.errors import IssueError
from certs.sdjwt.disclosure import fresh_salts
from certs.sdjwt.tree import NEVER_HIDDEN, conceal

TYP = "dc+sd-jwt"
_SET_APART = NEVER_HIDDEN | {"iat"}


@dataclass(frozen=True)
class Prepared:
    """What will be signed: the payload, its JSON, the exact bytes, and the disclosures that go with it."""

    payload: dict[str, Any]
    body: bytes
    signing_input: bytes
    disclosures: tuple[str, ...]


def prepare(
    claims: Mapping[str, Any],
    *,
    disclosable: Collection[str],
    issuer: str,
    vct: str,
    iat: int,
    kid: str,
    exp: int | None = None,
    status: tuple[str, int] | None = None,
    cnf: keys.PublicKey | None = None,
    salt: Callable[[], str] | None = None,
) -> Prepared:
    """Everything but the signature.

    `claims`: the certificate's own claims; parts deeper down are hidden by wrapping them in `Hidden`.
    `disclosable`: top-level names to hide; names that `claims` lacks are passed over.
    `kid`: key id in the header, as `key_id(public)` makes it. `status`: (status list URI, index).
    `cnf`: the holder's key. `salt` gives a fresh salt (128 bits or more) at each
    call; without it the system's random source does.
    Raises IssueError when a claim's name is taken or reserved, or its value is not JSON.
    """
    taken = _SET_APART.intersection(claims)
    if taken:
        raise IssueError(min(taken), "reserved_name", "this name is set by its own argument")
    concealed, disclosures = conceal(claims, salt=salt or fresh_salts(), disclosable=disclosable)
    payload: dict[str, Any] = {"iss": issuer, "vct": vct, "iat": iat}
    if exp is not None:
        payload["exp"] = exp
    if status is not None:
        payload["status"] = {"status_list": {"idx": status[1], "uri": status[0]}}
    if cnf is not None:
        payload["cnf"] = {"jwk": keys.jwk_of(cnf)}
    payload |= concealed
    if disclosures:
        payload["_sd_alg"] = "sha-256"
    return prepared_of(payload, json_of(payload), disclosures, kid)


def prepared_of(payload: dict[str, Any], body: bytes, disclosures: Sequence[str], kid: str) -> Prepared:
    """The bytes to be signed of a finished payload, `body` its JSON."""
    return Prepared(payload, body, _header(kid) + base64url.encode(body).encode("ascii"), tuple(disclosures))


def seal(prepared: Prepared, signature: bytes) -> str:
    """The finished SD-JWT with every disclosure; `signature` is ES256 (r || s) over `prepared.signing_input`."""
    token = f"{prepared.signing_input.decode('ascii')}.{base64url.encode(signature)}"
    return "~".join((token, *prepared.disclosures, ""))


def issue(
    claims: Mapping[str, Any],
    *,
    disclosable: Collection[str],
    issuer: str,
    vct: str,
    iat: int,
    signer: keys.Signer,
    kid: str | None = None,
    exp: int | None = None,
    status: tuple[str, int] | None = None,
    cnf: keys.PublicKey | None = None,
    salt: Callable[[], str] | None = None,
) -> str:
    """`prepare`, sign, `seal`. `kid` is `key_id(signer.public)` unless given: give it when issuing many."""
    prepared = prepare(
        claims,
        disclosable=disclosable,
        issuer=issuer,
        vct=vct,
        iat=iat,
        kid=kid or key_id(signer.public),
        exp=exp,
        status=status,
        cnf=cnf,
        salt=salt,
    )
    return seal(prepared, signer.sign(prepared.signing_input))


def key_id(public: keys.PublicKey) -> str:
    """The header's kid: the RFC 7638 thumbprint in base64url."""
    return base64url.encode(keys.thumbprint(public))


def json_of(payload: Mapping[str, Any]) -> bytes:
    """Raises IssueError."""
    try:
        return jws.to_json(payload)
    except (TypeError, ValueError, RecursionError):
        raise IssueError("...", "not_json", "a value cannot be written as JSON") from None


@lru_cache(maxsize=64)
def _header(kid: str) -> bytes:
    return jws.signing_input_of({"typ": TYP, "kid": kid}, b"")
