"""What one partner asked, by day, channel and outcome; no person stands in it.

1. A verdict counts on its day, under the channel it came by; what an offline gate reported, on the day it was seen. 2.
What was asked, and what was refused for a limit, is counted where it is let in (`partners.quota`). 3. A partner is told
of itself only; who asks is settled by the route.
"""

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.partners.models import PartnerUse
from backend.partners.standing import find_partner
from backend.statistics.count import counts
from backend.statistics.report import ACCEPTED, EPOCH, Period
from backend.statistics.sources import Key
from backend.verification.answer import reason_texts


def partner_report(session: Session, client_id: str, period: Period, *, now: int) -> dict[str, Any]:
    """Everything `schemas.PartnerSums` names. Raises NoSuchPartner."""
    find_partner(session, client_id)
    days = period.numbers
    found: Counter[Key] = Counter()
    for measure in ("partners", "reported"):
        found += counts(session, measure, first_day=days[0], last_day=days[-1], offices=(client_id,))
    outcomes = [
        {"date": _date(day), "channel": channel, "accepted": item == ACCEPTED, "count": count, **_reason(item)}
        for (day, _, channel, item), count in sorted(found.items())
    ]
    accepted = sum(one["count"] for one in outcomes if one["accepted"])
    return {
        "client_id": client_id, "first": period.first.isoformat(), "last": period.last.isoformat(), "as_of": now,
        "accepted": accepted, "refused": found.total() - accepted, "outcomes": outcomes,
        "asked": _asked(session, client_id, days[0], days[-1]),
    }  # fmt: skip


def _asked(session: Session, client_id: str, first: int, last: int) -> list[dict[str, Any]]:
    """Rule 2."""
    own = PartnerUse.client_id == client_id, PartnerUse.span == "day", PartnerUse.number.between(first, last)
    rows = session.scalars(select(PartnerUse).where(*own).order_by(PartnerUse.number, PartnerUse.channel))
    return [
        {"date": _date(row.number), "channel": row.channel, "count": row.count, "over_limit": row.refused}
        for row in rows
    ]


def _reason(item: str) -> dict[str, Any]:
    return {"reason": None, "text": None} if item == ACCEPTED else {"reason": item, "text": reason_texts(item)["text"]}


def _date(day: int) -> str:
    return (EPOCH + timedelta(days=day)).isoformat()
