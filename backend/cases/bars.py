"""Bars: who broke a promise gets no deferral and no commitment for a while.

1. A bar holds from `since` until before `until`, and not after it was lifted. 2. Who applies for an organisation is
barred by its bar; a bar of a person does not bar their organisation. 3. Setting and lifting one are in the log.
"""

import uuid
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, or_, select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.cases.models import Bar
from backend.errors import Conflict, NotFound
from backend.matters.terms import Text
from backend.registries.calendar import day_of, end_of
from certs.catalogue.dates import add_months


class Barred(Conflict):
    """`until` is the last day; `reason` says in both languages what led to it."""

    code = "applicant_barred"
    zh = "申请人在限制期内，不能容缺或承诺办理"
    en = "The applicant is barred from deferrals and commitments"
    next_zh = "请补齐全部材料后受理"
    next_en = "Hand in every material; then the case can be accepted"


class NoSuchBar(NotFound):
    code = "bar_not_found"
    zh = "没有这条限制，或已解除"
    en = "There is no such bar, or it was lifted already"


def bar_of(session: Session, person_id: uuid.UUID, *, now: int) -> Bar | None:
    """The bar that holds longest, if any holds now."""
    query = select(Bar).where(Bar.person_id == person_id, *holding(now))
    return session.scalars(query.order_by(Bar.until.desc()).limit(1)).first()


def holding(now: int | BindParameter[Any]) -> tuple[ColumnElement[bool], ...]:
    """Rule 1, as conditions."""
    return Bar.since <= now, Bar.until > now, or_(Bar.lifted_at.is_(None), Bar.lifted_at > now)


def refuse_barred(session: Session, person_id: uuid.UUID, *, now: int) -> None:
    """Raises Barred."""
    bar = bar_of(session, person_id, now=now)
    if bar is not None:
        until = day_of(bar.until - 1).isoformat()
        raise Barred(until=until, reason={"zh": bar.reason_zh, "en": bar.reason_en})


def set_bar(
    session: Session, person_id: uuid.UUID, *, years: int, reason: Text, case_no: str | None, actor: str, now: int
) -> Bar:
    """A bar from now until the end of the same day `years` later."""
    until = end_of(add_months(day_of(now), 12 * years))
    bar = Bar(
        person_id=person_id, bar_id=db.new_id(now * 1000), since=now, until=until, reason_zh=reason.zh,
        reason_en=reason.en, case_no=case_no,
    )  # fmt: skip
    session.add(bar)
    _log(session, bar, "bar.set", actor=actor, now=now)
    return bar


def lift_bar(session: Session, bar_id: uuid.UUID, *, person_id: uuid.UUID, actor: str, now: int) -> Bar:
    """Raises NoSuchBar, also for one that was lifted already."""
    bar = session.get(Bar, (person_id, bar_id), with_for_update=True)
    if bar is None or bar.lifted_at is not None:
        raise NoSuchBar
    bar.lifted_at = now
    _log(session, bar, "bar.lifted", actor=actor, now=now)
    return bar


def bars_of(session: Session, person_id: uuid.UUID) -> list[Bar]:
    """All bars there ever were, newest first."""
    query = select(Bar).where(Bar.person_id == person_id).order_by(Bar.since.desc(), Bar.bar_id.desc())
    return list(session.scalars(query))


def _log(session: Session, bar: Bar, action: str, *, actor: str, now: int) -> None:
    session.flush()  # the audit entry follows what it records
    about = f"bar:{bar.bar_id}"
    record(session, make_entry(at=now, actor=actor, action=action, subject=about, person_id=bar.person_id))
