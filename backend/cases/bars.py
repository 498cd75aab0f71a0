"""Bars: who broke a promise gets no deferral and no commitment for a while.

1. A bar holds from `since` until before `until`, and not after it was lifted. 2. Who applies for an organisation is
barred by its bar; a bar of a person does not bar their organisation.
"""

import uuid

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.cases.models import Bar
from backend.errors import Conflict
from backend.registries.calendar import day_of


class Barred(Conflict):
    """`until` is the last day; `reason` says in both languages what led to it."""

    code = "applicant_barred"
    zh = "申请人在限制期内，不能容缺或承诺办理"
    en = "The applicant is barred from deferrals and commitments"
    next_zh = "请补齐全部材料后受理"
    next_en = "Hand in every material; then the case can be accepted"


def bar_of(session: Session, person_id: uuid.UUID, *, now: int) -> Bar | None:
    """The bar that holds longest, if any holds now."""
    query = select(Bar).where(
        Bar.person_id == person_id, Bar.since <= now, Bar.until > now,
        or_(Bar.lifted_at.is_(None), Bar.lifted_at > now),
    )  # fmt: skip
    return session.scalars(query.order_by(Bar.until.desc()).limit(1)).first()


def refuse_barred(session: Session, person_id: uuid.UUID, *, now: int) -> None:
    """Raises Barred."""
    bar = bar_of(session, person_id, now=now)
    if bar is not None:
        until = day_of(bar.until - 1).isoformat()
        raise Barred(until=until, reason={"zh": bar.reason_zh, "en": bar.reason_en})
