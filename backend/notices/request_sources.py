"""Notices told from requests: somebody looked the reader up and asks, and an office looked under a legal duty.

A link that the reader's own phone opened is no news to them. A look is told from when the law lets it be known.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.requests.models import DutyCheck, HolderRequest
from backend.requests.states import LOOKUP
from backend.trust.models import Issuer
from backend.verification.models import Verifier

ASKED, SEEN = "request_asked", "duty_check_seen"


def requests_asked(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Look-ups that reached the reader."""
    at, row_id = HolderRequest.asked_at, HolderRequest.request_id
    query = (
        select(HolderRequest, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == HolderRequest.asker_id)
        .where(HolderRequest.person_id.in_(reader.persons[:1]), HolderRequest.channel == LOOKUP, span.of(at, row_id))
        .order_by(at.desc(), row_id.desc())
        .limit(span.limit + 2)
    )
    for row, asker in session.execute(query):
        zh, en = (asker.name_zh, asker.name_en) if asker is not None else (row.asker_id,) * 2
        which = notice_id(row.request_id, KINDS[ASKED].place)
        yield Notice(row.asked_at, which, ASKED, {"asker": zh}, {"asker": en}, request_id=row.request_id)


def duty_checks_seen(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Of the reader's own certificates, and of organisations they represent."""
    at, row_id = DutyCheck.told_at, DutyCheck.check_id
    query = (
        select(DutyCheck, Issuer)
        .outerjoin(Issuer, Issuer.code == DutyCheck.office)
        .where(DutyCheck.person_id.in_(reader.persons), span.of(at, row_id))
        .order_by(at.desc(), row_id.desc())
        .limit(span.limit + 2)
    )
    for row, office in session.execute(query):
        assert row.told_at is not None  # the span compares it
        zh, en = (office.name_zh, office.name_en) if office is not None else (row.office,) * 2
        which = notice_id(row.check_id, KINDS[SEEN].place)
        yield Notice(row.told_at, which, SEEN, {"office": zh}, {"office": en}, verdict_id=row.verdict_id)
