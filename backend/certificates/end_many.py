"""Ending many certificates: more than an employee may end alone takes two of the department.

1. An employee ends at most so many a day alone (`LIANGMA_REVOKE_ALONE`; 0: none), counted by person and not by account.
2. More is asked for by one employee with a list and a reason, and decided by another of the department within a week.
3. A yes ends in one transaction what of the list still stands; what ended meanwhile is left alone. Each certificate has
its own entry in the log, and the whole has one. 4. Suspending needs one: it can be undone.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates import lifecycle
from backend.certificates.models import Certificate, Revocation
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.states import STANDING
from backend.errors import Conflict, NotFound, TooMany
from backend.people import two_people
from backend.people.limits import count_attempt
from backend.people.two_people import APPROVED, ASKED, REFUSED, SecondPersonNeeded
from backend.security import Box
from backend.web.paging import decode_cursor
from backend.web.request import Actor

DAY = 86_400
DECIDE_WITHIN = 7 * DAY
MOST = 1_000  # certificates in one act


class EndedByTwo(SecondPersonNeeded):
    code = "revocation_second_person"
    zh = "超过一人一天可终止的数量，或提出人不能自行同意"
    en = "More than one person may end in a day, or whoever asked would agree"
    next_zh = "请以名单提出（/api/v1/revocations），由本部门另一名工作人员同意"
    next_en = "Ask with a list (/api/v1/revocations), and let another employee of the department agree"


class NoSuchRevocation(NotFound):
    code = "revocation_not_found"
    zh = "没有这份终止名单"
    en = "No such list of certificates to end"


class RevocationClosed(Conflict):
    code = "revocation_closed"
    zh = "该名单已处理或已过期"
    en = "This list was decided, or its time is over"
    next_zh = "请刷新；如仍需要，请重新提出"
    next_en = "Read it again; ask anew if it is still needed"


def count_alone(session: Session, *, most: int, box: Box, actor: Actor, now: int) -> None:
    """Rule 1, for one more certificate. Raises EndedByTwo."""
    key = box.blind("ends-alone", two_people.person_of(session, actor.subject))
    if most == 0:
        raise EndedByTwo
    try:
        count_attempt(session, "ends-alone", key, window_seconds=DAY, most=most, now=now)
    except TooMany:
        raise EndedByTwo from None


def ask(
    session: Session, certificates: Sequence[uuid.UUID], *, kind: str, reason: str, box: Box, actor: Actor, now: int
) -> Revocation:  # fmt: skip
    """Rule 2: the first person. Raises CertificateUnknown when one of the list is not the department's."""
    wanted = sorted(set(certificates), key=str)
    own = select(Certificate.certificate_id).where(
        Certificate.certificate_id.in_(wanted), Certificate.issuer_code == actor.office
    )
    if len(set(session.scalars(own))) != len(wanted):
        raise CertificateUnknown
    revocation_id = db.new_id(now * 1000)
    row = Revocation(
        revocation_id=revocation_id, issuer_code=actor.office or "", kind=kind, state=ASKED, asked_at=now,
        certificates=[str(one) for one in wanted], sealed_reason=box.seal(reason, _context(revocation_id)),
        asked_by=actor.subject,
    )  # fmt: skip
    session.add(row)
    session.flush()  # the answer is read from the row
    _note(session, row, "asked", actor=actor, now=now)
    return row


def agree(session: Session, revocation_id: uuid.UUID, *, box: Box, actor: Actor, now: int) -> Revocation:
    """Rules 2 and 3. Raises NoSuchRevocation, EndedByTwo, RevocationClosed."""
    row = _decided(session, revocation_id, APPROVED, actor=actor, now=now)
    reason, ended = reason_of(row, box=box), 0
    for found in lifecycle.own_certificates(session, row.certificates, issuer_code=row.issuer_code):
        if found.state in STANDING:
            lifecycle.revoke(session, found, kind=row.kind, reason=reason, box=box, now=now, actor=actor)
            ended += 1
    row.ended = ended
    _note(session, row, "agreed", actor=actor, now=now)
    return row


def refuse(session: Session, revocation_id: uuid.UUID, *, actor: Actor, now: int) -> Revocation:
    """Another person's no. Raises NoSuchRevocation, EndedByTwo, RevocationClosed."""
    row = _decided(session, revocation_id, REFUSED, actor=actor, now=now)
    _note(session, row, "refused", actor=actor, now=now)
    return row


def revocations(session: Session, *, actor: Actor, limit: int, cursor: str | None) -> Sequence[Revocation]:
    """The department's own, newest first: up to `limit + 1`."""
    query, after = select(Revocation).where(Revocation.issuer_code == (actor.office or "")), decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(Revocation.asked_at, Revocation.revocation_id) < tuple_(*after))
    order = Revocation.asked_at.desc(), Revocation.revocation_id.desc()
    return session.scalars(query.order_by(*order).limit(limit + 1)).all()


def reason_of(row: Revocation, *, box: Box) -> str:
    reason: str = box.open(row.sealed_reason, _context(row.revocation_id))
    return reason


def standing(row: Revocation, *, now: int) -> str:
    """asked, approved, refused or expired."""
    return two_people.standing(row, within=DECIDE_WITHIN, now=now)


def _decided(session: Session, revocation_id: uuid.UUID, state: str, *, actor: Actor, now: int) -> Revocation:
    mine = Revocation.revocation_id == revocation_id, Revocation.issuer_code == (actor.office or "")
    row = session.scalars(select(Revocation).where(*mine)).one_or_none()
    if row is None:
        raise NoSuchRevocation
    two_people.decide(
        session, row, state, actor=actor.subject, within=DECIDE_WITHIN, now=now, closed=RevocationClosed,
        another=EndedByTwo,
    )  # fmt: skip
    return row


def _note(session: Session, row: Revocation, step: str, *, actor: Actor, now: int) -> None:
    entry = make_entry(
        at=now, actor=actor.subject, action=f"revocation.{step}", subject=f"revocation:{row.revocation_id}",
        kind=row.kind, count=len(row.certificates), asked_by=row.asked_by,
    )  # fmt: skip
    record(session, entry)


def _context(revocation_id: uuid.UUID) -> bytes:
    return b"revocation:" + revocation_id.bytes
