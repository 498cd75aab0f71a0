"""Single use: one code is accepted once, on every node at once, and everything that follows is written with it.

1. All conditions are met or nothing is written: certificate valid and in its period, phone not removed and the holder's
   (or that of the organisation's legal representative), nonce ours and unspent, code unused.
2. The one-time id's primary key decides; a conditional INSERT, never a look-up first.
3. The audit entry and the verdict are written by the same transaction as the use: the request's when it has begun one
   (a case, an idempotency key), else one of its own that is this statement.
4. PostgreSQL does all of it in one statement. SQLite holds its one write lock from BEGIN IMMEDIATE on, so there a look
   followed by writes is just as atomic.
"""

import uuid
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from backend.audit.record import Entry, make_entry, this_chain
from backend.direct import at_once
from backend.verification.statements import prepared
from backend.verification.verdict import Attempt, Form, check_dicts
from certs.verify import Check


@dataclass(frozen=True, slots=True)
class Presented:
    """What a genuine view code says, as far as the tables must agree. `challenge`: the nonce is the verifier's own.
    `signed_at`: seconds, by the phone's clock."""

    once_id: bytes
    handle: str
    type_number: int
    type_id: str
    fields: tuple[str, ...]
    thumbprint: bytes
    nonce: bytes | None
    challenge: bool
    signed_at: int


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Whose certificate it was, and whose phone."""

    person_id: uuid.UUID
    certificate_id: uuid.UUID
    presenter: uuid.UUID
    valid_to: str | None


def redeem(
    session: Session, attempt: Attempt, presented: Presented, *, today: str, checks: tuple[Check, ...], receipt: str
) -> Redeemed | None:
    """Use the code up and write its accepted verdict; None, and nothing written, when any condition fails."""
    written = {"receipt": receipt, "checks": checks_text(checks)}
    values = _values(attempt, presented, today=today) | written
    entry, dialect = accepted_entry(attempt, types=[presented.type_id]), session.get_bind().dialect
    with at_once(session) as driver:
        return _HOW[dialect.name](driver, dialect, values, entry)


def accepted_entry(attempt: Attempt, *, types: list[str], person_id: uuid.UUID | None = None) -> Entry:
    """The audit entry of an accepted verdict; the one statement adds the holder where it becomes known."""
    return make_entry(
        at=attempt.at, actor=attempt.actor, action="verdict.accepted", subject=f"verdict:{attempt.verdict_id}",
        person_id=person_id, verifier=attempt.verifier_id, purpose=attempt.purpose, case=attempt.case_no, types=types,
    )  # fmt: skip


def verdict_values(attempt: Attempt, *, form: Form, outcome: str, reason: str | None) -> dict[str, Any]:
    """The columns of a verdict that are known from the attempt."""
    return {
        "verdict_id": attempt.verdict_id, "at": attempt.at, "verifier_id": attempt.verifier_id, "actor": attempt.actor,
        "purpose": attempt.purpose, "case_no": attempt.case_no, "matter_code": attempt.matter_code, "form": form,
        "outcome": outcome, "reason": reason,
    }  # fmt: skip


@lru_cache(maxsize=256)
def checks_text(checks: tuple[Check, ...]) -> str:
    """The checks as the table keeps them; there are few kinds of accepted lists."""
    return orjson.dumps(check_dicts(checks)).decode()


def _values(attempt: Attempt, presented: Presented, *, today: str) -> dict[str, Any]:
    rest = orjson.dumps({"type": presented.type_id, "fields": presented.fields}).decode()
    return verdict_values(attempt, form="view", outcome="accepted", reason=None) | {
        "once_id": presented.once_id, "handle": presented.handle, "type_number": presented.type_number,
        "thumbprint": presented.thumbprint, "today": today, "cnonce": presented.nonce,
        "nonce_use": "challenge" if presented.challenge else "code",
        "shown_start": '[{"certificate_id":"', "shown_end": f'",{rest[1:]}]', "chain": this_chain(),
    }  # fmt: skip


def _on_postgresql(driver: Any, dialect: Dialect, values: dict[str, Any], entry: Entry) -> Redeemed | None:
    """One statement. The holder is not known yet, so the digest's halves around it travel instead of the digest."""
    before, after = digest_halves(entry)
    values |= {"action": entry.action, "subject": entry.subject, "detail": entry.detail}
    values |= {"before": before, "after": after}
    name = "with_nonce" if values["cnonce"] else "without_nonce"
    row = prepared(dialect, name).first(driver, values)
    return None if row is None else Redeemed(*row)


def _on_sqlite(driver: Any, dialect: Dialect, values: dict[str, Any], entry: Entry) -> Redeemed | None:
    """The write lock is held already: what the first statement sees stays true until the commit."""
    values |= {"verdict_id": values["verdict_id"].hex, "used_at": entry.at}
    row = prepared(dialect, "look_with_nonce" if values["cnonce"] else "look").first(driver, values)
    if row is None:
        return None
    person, certificate, presenter, valid_to = row
    found = Redeemed(uuid.UUID(person), uuid.UUID(certificate), uuid.UUID(presenter), valid_to)
    whole = Entry(entry.at, entry.actor, entry.action, entry.subject, found.person_id, entry.detail)
    values |= {"person_id": person, "digest": whole.digest, "action": entry.action, "subject": entry.subject}
    values |= {"detail": entry.detail, "shown": f"{values['shown_start']}{found.certificate_id}{values['shown_end']}"}
    prepared(dialect, "use").first(driver, values)
    if values["cnonce"]:
        prepared(dialect, "spend").first(driver, values)
    head = prepared(dialect, "advance").first(driver, values)
    assert head is not None  # the look saw the chain
    values |= {"seq": head[0], "hash": head[1]}
    prepared(dialect, "entry").first(driver, values)
    prepared(dialect, "verdict").first(driver, values)
    return found


def digest_halves(entry: Entry) -> tuple[bytes, bytes]:
    """The bytes hashed for an entry, before and after the text of its person_id (see `audit.record.digest_of`)."""
    before = orjson.dumps([entry.at, entry.actor, entry.action, entry.subject])[:-1] + b',"'
    return before, b'",' + orjson.dumps(entry.detail) + b"]"


_HOW = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}
