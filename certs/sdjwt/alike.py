"""Many SD-JWT VCs of the same claims, each for a key of its own: what they have in common is written once.

Each has fresh salts, and so digests and disclosures that no other has. A new disclosure begins with its salt: `["`, 24
letters and `"` are 27 bytes, which base64url writes as 36 letters, so the letters after them are the same in all.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from certs import base64url, keys
from certs.sdjwt.disclosure import SALT_BYTES, SALT_LETTERS, digests_of
from certs.sdjwt.issue import Prepared, json_of, prepare, prepared_of

HEAD = 36  # letters of a disclosure that come of its salt


class Own(NamedTuple):
    """What one of them does not share: (status list URI, index), and the holder's key."""

    status: tuple[str, int]
    cnf: keys.PublicKey


class _Common(NamedTuple):
    """What all share: the payload's members, its JSON before and after those that differ, what follows the salts."""

    payload: dict[str, Any]
    before: str
    after: str
    tails: list[str]


def prepare_alike(
    claims: Mapping[str, Any],
    each: Sequence[Own],
    *,
    disclosable: Collection[str],
    issuer: str,
    vct: str,
    iat: int,
    kid: str,
    exp: int | None = None,
) -> list[Prepared]:
    """`prepare` for each in order, at half the price from the second on. Raises IssueError."""
    given: dict[str, Any] = {
        "disclosable": disclosable, "issuer": issuer, "vct": vct, "iat": iat, "kid": kid, "exp": exp,
    }  # fmt: skip
    made: list[Prepared] = []
    common: _Common | None = None
    for own in each:
        if common is None:
            made.append(prepare(claims, status=own.status, cnf=own.cnf, **given))
            common = _common(made[0])
        else:
            made.append(_like(common, own, kid))
    return made


def _common(first: Prepared) -> _Common | None:
    """None where nothing is hidden, or something inside another part, which then has a salt of its own."""
    payload = first.payload
    if not 0 < len(payload.get("_sd", ())) == len(first.disclosures):
        return None
    names = list(payload)
    before = json_of({name: payload[name] for name in names[: names.index("status")]}).decode()
    after = json_of({name: payload[name] for name in names[names.index("_sd") + 1 :]}).decode()
    return _Common(payload, before[:-1], after[1:], [text[HEAD:] for text in first.disclosures])


def _like(common: _Common, own: Own, kid: str) -> Prepared:
    """As `prepare` writes it, member by member."""
    texts = _salted(common.tails)
    digests = sorted(digests_of("~".join(texts).encode("ascii").split(b"~")))
    (uri, index), jwk = own.status, keys.jwk_of(own.cnf)
    payload = common.payload | {
        "status": {"status_list": {"idx": index, "uri": uri}}, "cnf": {"jwk": jwk}, "_sd": digests,
    }  # fmt: skip
    place = f'{{"idx":{index},"uri":{encode_basestring(uri)}}}'
    key = f'{{"kty":"EC","crv":"P-256","x":"{jwk["x"]}","y":"{jwk["y"]}"}}'
    hidden = '","'.join(digests)
    body = f'{common.before},"status":{{"status_list":{place}}},"cnf":{{"jwk":{key}}},"_sd":["{hidden}"],{common.after}'
    return prepared_of(payload, body.encode(), texts, kid)


def _salted(tails: Sequence[str]) -> list[str]:
    salts = base64url.encode(secrets.token_bytes(SALT_BYTES * len(tails)))
    heads = '"["'.join([salts[at : at + SALT_LETTERS] for at in range(0, len(salts), SALT_LETTERS)])
    letters = base64url.encode(f'["{heads}"'.encode("ascii"))
    return [letters[at : at + HEAD] + tail for at, tail in zip(range(0, len(letters), HEAD), tails, strict=False)]
