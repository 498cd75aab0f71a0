"""Notices told from roles in companies: an invitation, an answer, a role that waits for a word, an end, a freeze.

Whoever is invited by number is told; whoever opens a link knows of it. A company's news goes to its legal
representative and its administrators, and never to whoever did it themselves.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.companies.models import CompanyFreeze, CompanyMember
from backend.companies.roles import ADMINISTRATOR, REPRESENTATIVE, WAITING, roles_of
from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS, ROLES
from backend.people.persons import identity_of
from backend.people.profile import masked

OFFERED, TAKEN, WAITS, OVER, LEFT = "role_offered", "role_taken", "role_waits", "role_over", "role_left"
FROZEN, FREE = "company_frozen", "company_unfrozen"


def roles_offered(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Invitations to the reader by name and number."""
    mine = CompanyMember.who_id.in_(reader.persons[:1]), CompanyMember.invited_by.not_in(reader.persons[:1])
    at = CompanyMember.invited_at
    for row in session.scalars(_newest(select(CompanyMember).where(*mine), at, CompanyMember.member_id, span)):
        if reader.box.of(session, row.person_id).open(row.sealed, b"member:" + row.member_id.bytes) is not None:
            yield _about(session, reader, row, OFFERED, row.invited_at)


def roles_over(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Roles of the reader that the company ended."""
    mine = CompanyMember.who_id.in_(reader.persons[:1]), CompanyMember.ended_why == "removed"
    ended = select(CompanyMember).where(*mine, CompanyMember.since.is_not(None))
    for row in session.scalars(_newest(ended, CompanyMember.ended_at, CompanyMember.member_id, span)):
        yield _about(session, reader, row, OVER, row.ended_at or 0)


def company_news(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Of the organisations whose roles the reader manages: roles taken, left, waiting; freezes."""
    managed = _managed(session, reader, now=span.now)
    if not managed:
        return
    of = CompanyMember.person_id.in_(managed), CompanyMember.who_id.not_in(reader.persons[:1])
    taken = select(CompanyMember).where(*of, CompanyMember.since.is_not(None))
    for row in session.scalars(_newest(taken, CompanyMember.since, CompanyMember.member_id, span)):
        yield _about(session, reader, row, WAITS if row.state == WAITING else TAKEN, row.since or 0)
    left = select(CompanyMember).where(*of, CompanyMember.ended_why == "left")
    for row in session.scalars(_newest(left, CompanyMember.ended_at, CompanyMember.member_id, span)):
        yield _about(session, reader, row, LEFT, row.ended_at or 0)
    yield from _freezes(session, reader, span, managed)


def _managed(session: Session, reader: Reader, *, now: int) -> list[uuid.UUID]:
    if not reader.persons:
        return []
    roles = roles_of(session, reader.persons[0], now=now)
    return sorted({one.organisation_id for one in roles if one.role in (REPRESENTATIVE, ADMINISTRATOR)})


def _freezes(session: Session, reader: Reader, span: Span, managed: list[uuid.UUID]) -> Iterator[Notice]:
    for kind, at in ((FROZEN, CompanyFreeze.frozen_at), (FREE, CompanyFreeze.lifted_at)):
        query = select(CompanyFreeze, at).where(CompanyFreeze.person_id.in_(managed), at.is_not(None))
        for row, when in session.execute(_newest(query, at, CompanyFreeze.freeze_id, span)):
            words = {"company": identity_of(session, row.person_id, box=reader.box).name}
            yield Notice(when, notice_id(row.freeze_id, KINDS[kind].place), kind, words, words)


def _newest(query: Any, at: Any, row_id: Any, span: Span) -> Any:
    return query.where(span.of(at, row_id)).order_by(at.desc(), row_id.desc()).limit(span.limit + 2)


def _about(session: Session, reader: Reader, row: CompanyMember, kind: str, at: int) -> Notice:
    who = "" if row.who_id is None else masked(identity_of(session, row.who_id, box=reader.box))["name"]
    words = {"company": identity_of(session, row.person_id, box=reader.box).name, "who": who}
    zh, en = ROLES[row.role]
    which = notice_id(row.member_id, KINDS[kind].place)
    return Notice(at, which, kind, words | {"role": zh}, words | {"role": en})
