"""What the store holds against what was acknowledged, and against itself: nothing lost, nothing half, nothing twice.

Rules: 1. each acknowledged certificate is there, with the digest recorded before it was signed and an entry in the log;
2. each acknowledged revocation is there, in its history and its status list; 3. a used code and an accepted verdict
stand and fall together, and no code was accepted twice; 4. no record has two standing certificates; 5. numbers of trust
lists have no gap; 6. the log's chains hold.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.check import check
from backend.audit.models import AuditEntry
from backend.certificates.models import Certificate, SigningRecord, StateChange
from backend.trust.models import PublishedTrustList, StatusEntry
from backend.verification.models import UsedCode, VerdictRow
from certs.status import INVALID
from tests.faults.acting import Ledger
from tests.faults.table import Row


def hold_against(row: Row, engine: Engine, ledger: Ledger, *, used_before: int = 0) -> None:
    """Add what was acknowledged and lost to the row, and each promise that does not hold. `used_before`: codes that
    others used."""
    with db.open_session(engine, reading=True) as session:
        states = {
            str(one): state for one, state in session.execute(select(Certificate.certificate_id, Certificate.state))
        }
        used = session.scalar(select(func.count()).select_from(UsedCode)) or 0
    twice = sum(times - 1 for times in ledger.accepted.values() if times > 1)
    lost = sum(one not in states for one in ledger.issued)
    lost += sum(states.get(one) != "revoked" for one in ledger.revoked)
    lost += max(0, ledger.redeemed - (used - used_before))
    row.acknowledged += ledger.acknowledged
    row.lost += lost + twice
    row.longest = max(row.longest or 0.0, ledger.longest)
    row.demand(twice == 0, f"{twice} codes accepted twice")
    row.demand(not ledger.problems["bare"], f"{ledger.problems['bare']} refusals are no problem documents")
    for promise in halves(engine):
        row.demand(False, promise)


def halves(engine: Engine) -> Iterator[str]:
    """Rules 1 to 6 of everything that is there; what does not hold, in words."""
    with db.open_session(engine, reading=True) as session:
        yield from _issues(session)
        yield from _revocations(session)
        yield from _verdicts(session)
        numbers = sorted(session.scalars(select(PublishedTrustList.number)))
        if numbers != list(range(1, len(numbers) + 1)):
            yield "a gap in the numbers of trust lists"
        if breaks := check(session).breaks:
            yield f"{len(breaks)} breaks in the log"


def _issues(session: Session) -> Iterator[str]:
    known = {
        (holder, one) for holder, one in session.execute(select(Certificate.person_id, Certificate.certificate_id))
    }
    recorded = select(SigningRecord.person_id, SigningRecord.certificate_id)
    signed = {(holder, one) for holder, one in session.execute(recorded)}
    if known - signed:
        yield f"{len(known - signed)} certificates without a record of their signing"
    entries = session.scalars(select(AuditEntry.subject).where(AuditEntry.action == "certificate.issued"))
    logged = {uuid.UUID(one.rpartition(":")[2]) for one in entries}
    if missing := sum(one not in logged for _, one in known):
        yield f"{missing} certificates without an entry in the log"
    standing = select(func.count()).where(Certificate.state == "valid")
    one_each = standing.group_by(Certificate.record_id, Certificate.person_id).having(func.count() > 1)
    if session.scalars(one_each).first():
        yield "a record with two valid certificates"


def _revocations(session: Session) -> Iterator[str]:
    places = Certificate.certificate_id, Certificate.list_no, Certificate.idx
    changed = set(session.scalars(select(StateChange.certificate_id)))
    invalid = select(StatusEntry.list_no, StatusEntry.idx).where(StatusEntry.value == INVALID)
    entries = {(list_no, idx) for list_no, idx in session.execute(invalid)}
    for one, list_no, idx in session.execute(select(*places).where(Certificate.state == "revoked")):
        if one not in changed or (list_no, idx) not in entries:
            yield "a revocation without its history or its status"


def _verdicts(session: Session) -> Iterator[str]:
    verdicts = set(session.scalars(select(VerdictRow.verdict_id).where(VerdictRow.outcome == "accepted")))
    by = set(session.scalars(select(UsedCode.verdict_id)))
    if verdicts != by:
        yield f"{len(verdicts ^ by)} accepted verdicts without their used code, or the other way round"
