"""Receipts: a verdict signed by the platform's key, which proves later what was asked, answered and disclosed.

A receipt names certificates by their handle, and fields and questions by name; it holds no value, no answer and no
person.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

import orjson

from backend.audit.proofs import Sought
from backend.db import NOBODY
from backend.verification.models import VerdictRow
from backend.verification.verdict import Attempt
from certs import base64url, jws, keys
from certs.keys import Signer
from certs.receipt import TYP as TYPE
from certs.receipt import digest_of


def disclosed(handle: str, type_id: str, fields: Collection[str], *, asked: bool = False) -> dict[str, Any]:
    """One certificate's line in a receipt. Where questions were asked, it is not named by its handle."""
    line = {"type": type_id, "fields": list(fields)}
    return line if asked else {"handle": handle, **line}


def make_receipt(
    attempt: Attempt, signer: Signer, *, reason: str | None, once_id: bytes | None, shown: Iterable[dict[str, Any]]
) -> str:
    """A compact JWS by the platform. `reason` None means accepted; `code` is the one-time id in base64url."""
    payload = {
        "id": attempt.verdict_id,
        "iat": attempt.at,
        "verifier": attempt.verifier_id,
        "purpose": attempt.purpose,
        "case": attempt.case_no,
        "matter": attempt.matter_code,
        "outcome": "rejected" if reason else "accepted",
        "reason": reason,
        "code": base64url.encode(once_id) if once_id else None,
        "shown": list(shown),
    }
    return jws.sign_encoded(_header(keys.thumbprint(signer.public)), orjson.dumps(payload), signer)


def receipt_mark(receipt: str) -> str:
    """What the log's entry of a verdict says of its receipt: the SHA-256 of its text, which is also in the entry's leaf
    of the log's tree (`certs.receipt`)."""
    return base64url.encode(digest_of(receipt))


def sought_of(row: VerdictRow) -> Sought:
    """The log's entry of a verdict."""
    person_id = None if row.person_id == NOBODY else row.person_id
    return Sought(f"verdict:{row.verdict_id}", digest_of(row.receipt), row.at, person_id)


@lru_cache(maxsize=8)
def _header(thumbprint: bytes) -> str:
    return jws.encoded_header({"typ": TYPE, "kid": base64url.encode(thumbprint)})
