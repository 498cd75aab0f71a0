"""Single use: one code is accepted once, on every node at once, and everything that follows is written with it.

1. All conditions are met or nothing is written: certificate valid and in its period, phone not removed and the holder's
   (or that of the organisation's legal representative), nonce ours and unspent, code unused.
2. The one-time id's primary key decides; a conditional INSERT, never a look-up first.
3. The audit entry and the verdict are written by the same transaction as the use: the request's when it has begun one
   (a case, an idempotency key), else one of its own that is this statement.
4. PostgreSQL does all of it in one statement. SQLite holds its one write lock from BEGIN IMMEDIATE on, so there a look
   followed by writes is just as atomic.
"""

import hashlib
import uuid
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from backend.audit.models import COMMONEST
from backend.audit.record import Entry, link_of, make_entry, recording, this_chain
from backend.db import engine_of
from backend.direct import at_once
from backend.people.persons import CITIZEN
from backend.verification.receipts import receipt_mark
from backend.verification.statements import FORM, OUTCOME, SHOWN_START, called, nonce_values, prepared
from backend.verification.verdict import Attempt, Form, check_dicts
from certs.verify import Accepted, Check


class Redeemed(NamedTuple):
    """Whose certificate it was, and whose phone."""

    person_id: uuid.UUID
    certificate_id: uuid.UUID
    presenter: uuid.UUID
    valid_to: str | None


def redeem(
    session: Session, attempt: Attempt, examined: Accepted, *,
    challenge: bool, today: str, checks: tuple[Check, ...], receipt: str,
) -> Redeemed | None:  # fmt: skip
    """Use the code up and write its accepted verdict; None, and nothing written, when any condition fails.

    `challenge`: a nonce in the code is the verifier's own."""
    values = _values(attempt, examined, challenge=challenge, today=today, receipt=receipt)
    values["checks"] = checks_text(checks)
    dialect, citizen = engine_of(session).dialect, examined.type.holder_kind == CITIZEN
    how = _HOW[dialect.name]
    with recording:
        return at_once(session, lambda driver: how(driver, dialect, values, citizen))


def accepted_entry(
    attempt: Attempt, *, types: list[str], receipt: str, person_id: uuid.UUID | None = None, **more: str
) -> Entry:  # fmt: skip
    """The audit entry of an accepted verdict, bound to its receipt; a redemption adds the holder where it becomes
    known."""
    return make_entry(
        at=attempt.at, actor=attempt.actor, action=COMMONEST, subject=f"verdict:{attempt.verdict_id}",
        person_id=person_id, verifier=attempt.verifier_id, purpose=attempt.purpose, case=attempt.case_no, types=types,
        receipt=receipt_mark(receipt), **more,
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


def digest_halves(entry: Entry) -> tuple[bytes, bytes]:
    """The bytes hashed for an entry, before and after the text of its person_id (see `audit.record.digest_of`)."""
    before = orjson.dumps([entry.at, entry.actor, entry.action, entry.subject])[:-1] + b',"'
    return before, b'",' + orjson.dumps(entry.detail) + b"]"


def _values(
    attempt: Attempt, examined: Accepted, *, challenge: bool, today: str, receipt: str
) -> dict[str, Any]:  # fmt: skip
    """The parameters of all statements, as far as they are known before the holder is."""
    entry = accepted_entry(attempt, types=[examined.type.id], receipt=receipt)
    before, after = digest_halves(entry)
    rest = orjson.dumps({"type": examined.type.id, "fields": attempt.recorded(examined.fields)}).decode()
    nonce = nonce_values(examined.cnonce, challenge=challenge, verifier_id=attempt.verifier_id, at=attempt.at)
    return {
        **verdict_values(attempt, form=FORM, outcome=OUTCOME, reason=None), **nonce,
        "verdict_id": attempt.verdict_id.hex, "once_id": examined.once_id, "handle": examined.handle,
        "type_number": examined.type.number, "thumbprint": examined.device_thumbprint, "today": today,
        "shown_end": f'",{rest[1:]}]', "chain": this_chain(),
        "action": entry.action, "subject": entry.subject, "detail": entry.detail, "before": before, "after": after,
        "receipt": receipt,
    }  # fmt: skip


def _on_postgresql(driver: Any, dialect: Dialect, values: dict[str, Any], citizen: bool) -> Redeemed | None:
    """One statement. The holder is not known yet, so the digest's halves around it travel instead of the digest."""
    row = prepared(dialect, called("redeem", citizen=citizen, nonce=bool(values["cnonce"]))).first(driver, values)
    return None if row is None else _redeemed(*row)


def _on_sqlite(driver: Any, dialect: Dialect, values: dict[str, Any], citizen: bool) -> Redeemed | None:
    """The write lock is held already: what the first statement sees stays true until the commit."""
    row = prepared(dialect, called("look", citizen=citizen, nonce=bool(values["cnonce"]))).first(driver, values)
    if row is None:
        return None
    person, certificate, presenter, valid_to, seq, previous = row
    digest = hashlib.sha256(values["before"] + _dashed(person).encode() + values["after"]).digest()
    values |= {
        "person_id": person, "shown": f"{SHOWN_START}{_dashed(certificate)}{values['shown_end']}",
        "seq": seq + 1, "prev": previous, "digest": digest, "hash": link_of(previous, digest),
    }  # fmt: skip
    if values["cnonce"]:
        prepared(dialect, "spend").first(driver, values)
    for name in ("use", "advance", "entry", "verdict"):
        prepared(dialect, name).first(driver, values)
    return _redeemed(person, certificate, presenter, valid_to)


def _redeemed(person: str, certificate: str, presenter: str, valid_to: str | None) -> Redeemed:
    holder = _id_of(person)  # mostly the phone is the holder's own
    shower = holder if presenter == person else _id_of(presenter)
    return Redeemed(holder, _id_of(certificate), shower, valid_to)


def _id_of(text: str) -> uuid.UUID:
    """An id as the database writes it, at half the price of reading one that anybody wrote."""
    return uuid.UUID(int=int(text.replace("-", ""), 16))


def _dashed(plain: str) -> str:
    """The usual text of an id that SQLite keeps as 32 digits."""
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"


_HOW = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}
