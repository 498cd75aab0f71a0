"""Many SD-JWT VCs of the same claims, each for a key of its own: what they have in common is written once.

Each has fresh salts, and so digests and disclosures that no other has. A new disclosure begins with its salt: `["`, 24
letters and `"` are 27 bytes, which base64url writes as 36 letters, so the letters after them are the same in all.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from certs import base64url, keys
from certs.sdjwt.disclosure import digests_of
from certs.sdjwt.issue import Prepared, prepare, prepared_of

RANDOM, SALT, HEAD = 18, 24, 36  # bytes of a salt, its letters, and letters of a disclosure that come of it


@dataclass(frozen=True)
class Own:
    """What one of them does not share: (status list URI, index), and the holder's key."""

    status: tuple[str, int]
    cnf: keys.PublicKey


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
    tails: list[str] | None = None
    for own in each:
        if tails is None:
            made.append(prepare(claims, status=own.status, cnf=own.cnf, **given))
            tails = _tails(made[0])
        else:
            made.append(_like(made[0], tails, own, kid))
    return made


def _tails(first: Prepared) -> list[str] | None:
    """What follows the salts; None where a disclosure stands inside another part, which then has a salt of its own."""
    at_the_top = len(first.payload.get("_sd", ())) == len(first.disclosures)
    return [text[HEAD:] for text in first.disclosures] if at_the_top else None


def _like(first: Prepared, tails: Sequence[str], own: Own, kid: str) -> Prepared:
    texts = _salted(tails)
    payload = first.payload | {
        "status": {"status_list": {"idx": own.status[1], "uri": own.status[0]}},
        "cnf": {"jwk": keys.jwk_of(own.cnf)},
    }
    if texts:
        payload["_sd"] = sorted(digests_of("~".join(texts).encode("ascii").split(b"~")))
    return prepared_of(payload, texts, kid)


def _salted(tails: Sequence[str]) -> list[str]:
    salts = base64url.encode(secrets.token_bytes(RANDOM * len(tails)))
    heads = '"["'.join([salts[at : at + SALT] for at in range(0, len(salts), SALT)])
    letters = base64url.encode(f'["{heads}"'.encode("ascii"))
    return [letters[at : at + HEAD] + tail for at, tail in zip(range(0, len(letters), HEAD), tails, strict=False)]
