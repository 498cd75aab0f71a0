"""An accepted answer is written down: the request's end, the verdict and the log's entry, all of them or none.

Rules: 1. the row of the request decides which answer ends it; 2. PostgreSQL does all of it in one statement, SQLite in
steps under its write lock; 3. inside the session's transaction when it has one, else as a transaction of its own.
"""

import uuid
from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy.orm import Session

from backend.audit.record import ensure_chain, link_of, recording, this_chain
from backend.direct import at_once
from backend.presentations import statements
from backend.trust.keys import platform_signer
from backend.verification.receipts import disclosed, make_receipt
from backend.verification.redeem import accepted_entry, checks_text, verdict_values
from backend.verification.statements import prepared as of_verdicts
from backend.verification.verdict import Attempt, Form, Shown, Verdict
from backend.web.request import Services
from certs.verify import Check

FORM: Form = "vp"


def accepted(
    session: Session, attempt: Attempt, shown: Sequence[Shown], *, presenter: uuid.UUID, checks: tuple[Check, ...],
    once_id: bytes, services: Services,
) -> Verdict:  # fmt: skip
    """The verdict as it will be written."""
    signer = platform_signer(session, box=services.box, now=attempt.at)
    lines = [disclosed(one.handle, one.type.id, one.names) for one in shown]
    receipt = make_receipt(attempt, signer, reason=None, once_id=once_id, shown=lines)
    return Verdict(
        id=attempt.verdict_id, accepted=True, reason=None, checks=checks, shown=tuple(shown), as_of=attempt.at,
        receipt=receipt, verifier_id=attempt.verifier_id, purpose=attempt.purpose, presenter=presenter, form=FORM,
        once_id=once_id,
    )  # fmt: skip


def finish(session: Session, attempt: Attempt, verdict: Verdict, ended: dict[str, Any]) -> bool:
    """Write it; False, and nothing written, when another answer was quicker. `ended`: what the request's row keeps."""
    values = _values(attempt, verdict) | ended
    how = _on_postgresql if session.get_bind().dialect.name == "postgresql" else _on_sqlite
    with recording:
        if at_once(session, lambda driver: how(session, driver, values)):
            return True
        ensure_chain(session, this_chain())  # a thread's first entry: its chain had not begun
        return at_once(session, lambda driver: how(session, driver, values))


def _values(attempt: Attempt, verdict: Verdict) -> dict[str, Any]:
    assert verdict.presenter is not None
    types = [one.type.id for one in verdict.shown]
    entry = accepted_entry(attempt, types=types, receipt=verdict.receipt, person_id=verdict.presenter)
    shown = [
        {"certificate_id": str(one.certificate_id), "type": one.type.id, "fields": one.names} for one in verdict.shown
    ]
    return verdict_values(attempt, form=FORM, outcome="accepted", reason=None) | {
        "verdict_id": verdict.id.hex, "person_id": verdict.presenter.hex, "receipt": verdict.receipt,
        "shown": orjson.dumps(shown).decode(), "checks": checks_text(verdict.checks), "chain": this_chain(),
        "action": entry.action, "subject": entry.subject, "detail": entry.detail, "digest": entry.digest,
    }  # fmt: skip


def _on_postgresql(session: Session, driver: Any, values: dict[str, Any]) -> bool:
    return statements.prepared(session, "finish").first(driver, values) is not None


def _on_sqlite(session: Session, driver: Any, values: dict[str, Any]) -> bool:
    head = statements.prepared(session, "head").first(driver, values | statements.SINCE)
    if head is None or statements.prepared(session, "ended").first(driver, values) is None:
        return False
    seq, previous = head
    chained = values | {"seq": seq + 1, "prev": previous, "hash": link_of(previous, values["digest"])}
    for name in ("advance", "entry", "verdict"):
        of_verdicts(session.get_bind().dialect, name).first(driver, chained)
    return True
