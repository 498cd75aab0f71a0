"""A gate's report in the holder's history: a verdict like any other, marked as reported, with a receipt that says so.

Of the fields that the gate names only those are kept that the type has and the gate's purpose permits.
"""

import uuid
from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import insert
from sqlalchemy.orm import Session

from backend.audit.record import Entry, make_entry
from backend.trust.keys import platform_signer
from backend.verification.models import VerdictRow
from backend.verification.receipts import disclosed, receipt_mark
from backend.verification.redeem import verdict_values
from backend.verification.seen_rows import Elsewhere, Holder, Sighting
from backend.verification.verdict import Attempt
from backend.verification.verifiers import RegisteredVerifier
from backend.verification.verify import UNREGISTERED
from backend.web.request import Actor, Services
from certs import base64url, jws, keys
from certs.keys import Signer
from certs.receipt import TYP as TYPE

REPORTED = "gate_report"  # the one check of a reported verdict
NAMES = {REPORTED: ("离线闸机上报", "reported by an offline gate")}
USED_BEFORE = "replayed"
Known = tuple[Sighting, uuid.UUID, Holder, Elsewhere | None]


def write_history(
    session: Session,
    known: Sequence[Known],
    *,
    verifier: RegisteredVerifier,
    actor: Actor,
    services: Services,
    now: int,
) -> list[Entry]:
    """One verdict for each sighting whose holder is known; an accepted one that was used before says `replayed`. The
    log's entries, each bound to its receipt, are the caller's to write."""
    if not known:
        return []
    signer = platform_signer(session, box=services.box, now=now)
    rows, entries = [], []
    for one, seen_id, holder, first in known:
        purpose = one.purpose if one.purpose in verifier.purposes else UNREGISTERED
        attempt = Attempt(seen_id, one.at, verifier.verifier_id, actor.subject, purpose)
        names = _names(one, holder, verifier)
        reason = USED_BEFORE if first else one.reason if one.outcome == "rejected" else None
        receipt = _receipt(attempt, one, holder, names, reason, signer, now)
        entry = make_entry(
            at=now, actor=actor.subject, action="verdict.reported", subject=f"verdict:{seen_id}",
            person_id=holder.person_id, verifier=attempt.verifier_id, purpose=purpose, outcome=one.outcome,
            receipt=receipt_mark(receipt),
        )  # fmt: skip
        entries.append(entry)
        rows.append(
            verdict_values(attempt, form="view", outcome=one.outcome, reason=reason)
            | {
                "person_id": holder.person_id,
                "shown": _shown(one, holder, names),
                "checks": [{"name": REPORTED, "result": "passed"}],
                "receipt": receipt,
            }
        )
    session.execute(insert(VerdictRow), rows)
    return entries


def is_reported(row: VerdictRow) -> bool:
    """Whether a verdict was reported by an offline gate."""
    return any(check["name"] == REPORTED for check in row.checks)


def _names(one: Sighting, holder: Holder, verifier: RegisteredVerifier) -> list[str]:
    if holder.type is None or one.outcome != "accepted":
        return []
    permitted = verifier.permitted(one.purpose).get(holder.type.number, frozenset())
    return [name for name in dict.fromkeys(one.fields) if name in permitted]


def _shown(one: Sighting, holder: Holder, names: list[str]) -> list[dict[str, Any]]:
    if holder.type is None or one.outcome != "accepted":
        return []
    return [{"certificate_id": str(holder.certificate_id), "type": holder.type.id, "fields": names}]


def _receipt(
    attempt: Attempt, one: Sighting, holder: Holder, names: list[str], reason: str | None, signer: Signer, now: int
) -> str:
    shown = [disclosed(holder.handle, holder.type.id, names)] if holder.handle and holder.type else []
    payload = {
        "id": str(attempt.verdict_id), "iat": attempt.at, "reported_at": now, "verifier": attempt.verifier_id,
        "purpose": attempt.purpose, "outcome": one.outcome, "reason": reason, "code": base64url.encode(one.once_id),
        "shown": shown,
    }  # fmt: skip
    kid = base64url.encode(keys.thumbprint(signer.public))
    return jws.sign({"typ": TYPE, "kid": kid}, orjson.dumps(payload), signer)
