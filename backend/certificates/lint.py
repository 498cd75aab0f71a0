"""The last look at the very bytes that will be signed, by reading them back. No check here trusts how they were made.

Rules: 0. the JSON that is read is the one inside the bytes; 1. issuer, type, times, status and holder's key are those
meant; 2. no field stands in the clear that the holder may keep back, and nothing else stands there; 3. the digests are
those of the disclosures, all of them and no other.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson

from backend.certificates.draft import Copy, Draft, Issuance
from backend.certificates.refusals import LintFailed
from backend.registries.calendar import end_of
from certs import base64url
from certs.keys import jwk_of
from certs.sdjwt import Prepared

ENVELOPE = frozenset({"iss", "vct", "iat", "exp", "status", "cnf", "_sd", "_sd_alg", "version"})


def lint(draft: Draft | Copy, issuance: Issuance) -> None:
    """Raises LintFailed naming the rule."""
    payload = _read_back(draft.prepared)
    for name, value in _meant(draft, issuance).items():
        if payload.get(name) != value:
            raise LintFailed("rule 1")
    clear = payload.keys() - ENVELOPE
    if clear & issuance.disclosable or not clear <= issuance.type.fields.keys():
        raise LintFailed("rule 2")
    digests = _digests(draft.prepared.disclosures)
    if sorted(digests) != sorted(payload.get("_sd", [])) or len(set(digests)) != len(digests):
        raise LintFailed("rule 3")


def _meant(draft: Draft | Copy, issuance: Issuance) -> dict[str, Any]:
    list_no, index = draft.place
    return {
        "iss": issuance.iss,
        "vct": issuance.type.vct,
        "iat": issuance.now,
        "exp": end_of(date.fromisoformat(draft.valid_to)) if draft.valid_to else None,
        "status": {"status_list": {"idx": index, "uri": f"{issuance.status_uri}{list_no}"}},
        "cnf": {"jwk": jwk_of(draft.holder)} if isinstance(draft, Copy) else None,
        "version": draft.version,
        "_sd_alg": "sha-256",
    }


def _read_back(prepared: Prepared) -> dict[str, Any]:
    """Rule 0: base64url has one spelling, so the JSON that encodes to these bytes is the one inside them. (To decode
    them is several times the work.)"""
    _, body = prepared.signing_input.split(b".")
    if base64url.encode(prepared.body).encode("ascii") != body:
        raise LintFailed("rule 0")
    payload: dict[str, Any] = orjson.loads(prepared.body)
    return payload


def _digests(disclosures: Sequence[str]) -> list[str]:
    """SHA-256 of each in base64url, encoded in one go, a line each."""
    if not disclosures:
        return []
    sha256 = hashlib.sha256
    lines = base64url.encode_many([sha256(text).digest() for text in "~".join(disclosures).encode("ascii").split(b"~")])
    return lines.decode("ascii").split("\n")[:-1]
