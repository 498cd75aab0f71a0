"""Erasing a person: what nobody must keep goes at once, the rest on its day, and then the key that opens it.

1. Two people do it, not two accounts, with a reason; open cases refuse it. 2. The person's certificates, row and
records are locked first: whoever writes for them at this moment is waited for, or sees that they are gone. The wallet
is closed, which ends phones, sign-ins, loans and guardianships; standing certificates are cancelled, so that their
status is told to everybody. 3. What the law does not keep is deleted or emptied at once. 4. When nothing is
kept, the data key is destroyed: what was sealed with it opens nowhere, in no table and no dump of one. Until then the
days are written down, and the worker ends it. 5. The log stays: it names ids, never a number, a name or a value. 6. The
number leads nowhere any more: whoever is registered with it later is somebody new.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.cases.models import Case
from backend.certificates.hold import hold
from backend.certificates.lifecycle import move
from backend.certificates.models import Certificate
from backend.certificates.states import STANDING
from backend.companies.models import CompanyMember
from backend.delegations.models import Delegation
from backend.guardians.models import Guardianship, PhonePermit
from backend.notices.models import NoticeMark
from backend.papers.models import SealedCopy, SealedCopyFile
from backend.people import closing
from backend.people.models import Account, DesktopRequest, Device, Passkey, Person, Route, SignIn
from backend.people.persons import ERASED_KEY, routes_to
from backend.people.two_people import require_another
from backend.privacy.decisions import APPLICANT, PERSON, SEALED, Sealed
from backend.privacy.law import Kept, kept_by_law, open_cases
from backend.privacy.refusals import AlreadyErased, EraseBlocked, PersonUnknown, SecondPersonErases
from backend.proofs.models import ProofRequest
from backend.proposals.models import Proposal
from backend.registries.models import SourceRecord
from backend.requests.models import DutyCheck, HolderRequest, RequestStep
from backend.security import HOLDERS, Box
from backend.security.models import Erasure, HolderKey
from backend.verification.models import PrintedCode
from backend.web.request import Actor

WHY = "持证人资料依法删除 / erased"
GONE = (
    SourceRecord, ProofRequest, SealedCopyFile, Delegation, Guardianship, PhonePermit, CompanyMember, PrintedCode,
    Proposal,
)  # fmt: skip


def erase(
    session: Session, person_id: uuid.UUID, reason: str, *, by: str, confirmed: str, alone: bool, box: Box, years: int,
    now: int,
) -> Erasure:  # fmt: skip
    """Rules 1 to 6. `by`, `confirmed`: actors; `alone`: nobody else has the role yet; `years`: the office keeps files.

    Raises PersonUnknown, AlreadyErased, EraseBlocked, SecondPersonErases.
    """
    if not alone:
        require_another(session, by, confirmed, refusal=SecondPersonErases)
    _standing(session, person_id)  # who changes one has it and waits for the person's row
    person = session.get(Person, person_id, with_for_update=True)
    if person is None:
        raise PersonUnknown
    if session.get(Erasure, person_id) is not None:
        raise AlreadyErased
    cases = open_cases(session, person_id)
    if cases:
        raise EraseBlocked(cases=cases)
    row = Erasure(
        person_id=person_id, asked_by=by, asked_at=now, confirmed_by=confirmed, kept=[],
        sealed_reason=box.seal(reason, b"erasure:" + person_id.bytes), again_at=None, destroyed_at=None,
    )  # fmt: skip
    session.add(row)
    _end(session, person_id, box=box, actor=by, now=now)
    _go_on(session, row, box=box, years=years, actor=by, now=now)
    return row


def erase_due(session: Session, *, box: Box, years: int, now: int, most: int = 20) -> int:
    """Rule 4, for those whose day has come; how many."""
    due = select(Erasure).where(Erasure.again_at <= now).order_by(Erasure.again_at).limit(most)
    rows = session.scalars(due.with_for_update(skip_locked=True)).all()
    for row in rows:
        _go_on(session, row, box=box, years=years, actor="clock", now=now)
    return len(rows)


def _end(session: Session, person_id: uuid.UUID, *, box: Box, actor: str, now: int) -> None:
    """Rules 2 and 6."""
    routes = routes_to(session, person_id, box=box)
    mine = select(SourceRecord.record_id).where(SourceRecord.person_id == person_id).order_by(SourceRecord.record_id)
    session.execute(mine.with_for_update()).all()  # whoever was issuing from one is done
    accounts = list(session.scalars(select(Account.account_id).where(Account.person_id == person_id)))
    closing.close(session, person_id, actor=actor, now=now)
    for one in _standing(session, person_id):
        move(session, one, "cancelled", reason=WHY, box=box, now=now, actor=Actor(actor, "operator"))
    for account_id in accounts:
        _forget_account(session, account_id, box=box, now=now)
    for kind, key in routes:
        gone = delete(Route).where(Route.kind == kind, Route.key == key)
        session.execute(gone.execution_options(synchronize_session=False))
    session.flush()  # what follows are statements of their own


def _standing(session: Session, person_id: uuid.UUID) -> Sequence[Certificate]:
    """Their certificates that have not ended, locked."""
    return hold(session, Certificate.person_id == person_id, Certificate.state.in_(sorted(STANDING)))


def _forget_account(session: Session, account_id: uuid.UUID, *, box: Box, now: int) -> None:
    for statement in (
        delete(Passkey).where(Passkey.account_id == account_id),
        delete(NoticeMark).where(NoticeMark.account_id == account_id),
        delete(DesktopRequest).where(DesktopRequest.account_id == account_id),
        delete(SignIn).where(SignIn.subject == f"account:{account_id}"),
        delete(Account).where(Account.account_id == account_id),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
    _destroy(session, account_id, box=box, now=now)


def _go_on(session: Session, row: Erasure, *, box: Box, years: int, actor: str, now: int) -> None:
    """Rules 3 and 4."""
    kept = kept_by_law(session, row.person_id, years=years, now=now)
    _delete(session, row.person_id, {one.kind for one in kept})
    row.kept = [asdict(one) for one in kept]
    row.again_at = min((one.until for one in kept), default=None)
    if not kept:
        _destroy(session, row.person_id, box=box, now=now)
        row.destroyed_at = now
    entry = make_entry(
        at=now, actor=actor, action="privacy.erased", subject=f"person:{row.person_id}", person_id=row.person_id,
        confirmed=row.confirmed_by, kept=_said(kept), destroyed=row.destroyed_at is not None,
    )  # fmt: skip
    record(session, entry)


def _said(kept: Sequence[Kept]) -> list[str]:
    return [f"{one.kind}:{one.until}" for one in kept]


def _delete(session: Session, person_id: uuid.UUID, kept: set[str]) -> None:
    """Rule 3: rows that only serve their holder are deleted; of the others what is sealed is emptied."""
    mine = select(HolderRequest.request_id).where(HolderRequest.person_id == person_id)
    gone = [delete(RequestStep).where(RequestStep.request_id.in_(mine))]
    gone += [delete(HolderRequest).where(HolderRequest.person_id == person_id)]
    gone += [delete(model).where(model.__table__.c.person_id == person_id) for model in GONE]
    if "duty_check" not in kept:
        gone.append(delete(DutyCheck).where(DutyCheck.person_id == person_id))
    for statement in gone:
        session.execute(statement.execution_options(synchronize_session=False))
    for sealed in SEALED:
        if sealed.model in GONE or sealed.model in (HolderRequest, DutyCheck):
            continue
        if sealed.whose == PERSON or (sealed.whose == APPLICANT and "case_file" not in kept):
            _empty(session, sealed, person_id)
    for model, values in (
        (Device, {"name": "", "jwk": {}}),
        (SealedCopy, {"until_at": 0}),
        (Person, {"name_key": ERASED_KEY}),
    ):
        where = model.__table__.c.person_id == person_id
        session.execute(update(model).where(where).values(values).execution_options(synchronize_session=False))


def _empty(session: Session, sealed: Sealed, person_id: uuid.UUID) -> None:
    table = sealed.table
    stub = HOLDERS + person_id.bytes  # names whose it was, and holds nothing
    values = {name: None if table.c[name].nullable else stub for name in sealed.columns}
    if sealed.whose == PERSON or sealed.model is Case:
        where = table.c.person_id == person_id
    else:
        where = table.c.case_no.in_(select(Case.case_no).where(Case.person_id == person_id))
    session.execute(update(table).where(where).values(values))


def _destroy(session: Session, holder: uuid.UUID, *, box: Box, now: int) -> None:
    destroyed = update(HolderKey).where(HolderKey.person_id == holder, HolderKey.destroyed_at.is_(None))
    values = {"wrapped": None, "destroyed_at": now}
    session.execute(destroyed.values(values).execution_options(synchronize_session=False))
    box.keyring.forget(holder)
