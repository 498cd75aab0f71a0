"""What is kept, by which rule, how much of it is past its day, and how old the oldest is; and the rules of once a day.

1. What ended is kept a year for its holder to look up, then it goes: loans, printed codes, showings by others' phones.
2. An invitation that was declined or ran out goes after 90 days, and the name typed with it. 3. Both are looked for
once a day, since they are found by reading their tables. 4. The other rules are those of `backend.retention` (each
minute), of closed cases and of requests, which this module only shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from backend import db, retention
from backend.cases.models import Case
from backend.certificates.models import Showing
from backend.companies.models import CompanyMember
from backend.delegations.models import Delegation
from backend.kiosks.models import KioskVisit
from backend.papers.models import SealedCopy, SealedCopyFile
from backend.partners.models import PartnerUse
from backend.people.models import Attempt, DesktopRequest, Nonce, OneTimeCode, SignIn
from backend.privacy.erase import erase_due
from backend.registries.calendar import day_of, end_of
from backend.requests.models import HolderRequest
from backend.security import Box
from backend.security.models import Erasure, PrivacyJob
from backend.verification.models import PrintedCode, SeenCode, TypedCode, UsedCode
from backend.web.idempotency import KEEP, KEEP_ANSWER
from backend.web.models import IdempotentAnswer
from backend.webhooks.models import WebhookDelivery

DAY = 86_400
YEAR, INVITED = 365 * DAY, 90 * DAY
MOST = 1000  # rows a table and time
SOME = 20  # fewer: nothing is left for this day
DAILY = "retention"


@dataclass(frozen=True)
class Line:
    """`oldest`: Unix seconds of the oldest row, None where there is none."""

    kind: str
    rule: str
    rows: int
    over: int
    oldest: int | None


def daily(now: int) -> dict[type[db.Base], ColumnElement[bool]]:
    """Rules 1 and 2."""
    before = now - YEAR
    unanswered = CompanyMember.state.in_(("invited", "waiting")) & (CompanyMember.due_at < now - INVITED)
    declined = CompanyMember.since.is_(None) & (CompanyMember.ended_at < now - INVITED)
    return {
        Delegation: or_(Delegation.ended_at < before, Delegation.until < before),
        PrintedCode: PrintedCode.printed_at < before,
        Showing: Showing.ended_at < before,
        CompanyMember: or_(unanswered, declined),
    }


def forget_daily(session: Session, *, box: Box, years: int, now: int, most: int = MOST) -> dict[str, int]:
    """What rules 1 and 2 name and erasures whose day has come; rows by table. Nothing when it was done today."""
    today = end_of(day_of(now))
    standing = session.get(PrivacyJob, DAILY, with_for_update=True)
    if standing is None:
        standing = PrivacyJob(job=DAILY, done=[], at=None, cursor=None, changed=0, begun_at=0)
        session.add(standing)
    if standing.begun_at == today:
        return {}
    done = {}
    for model, condition in daily(now).items():
        keys = list(model.__table__.primary_key)
        old = session.execute(select(*keys).where(condition).limit(most)).all()
        for row in old:
            which = and_(*(key == value for key, value in zip(keys, row, strict=True)))
            session.execute(delete(model).where(which).execution_options(synchronize_session=False))
        done[model.__tablename__] = len(old)
    done[Erasure.__tablename__] = erase_due(session, box=box, years=years, now=now)
    if max(done.values()) < SOME:
        standing.begun_at = today  # the first second after it
    return done


def shown(engine: Engine, *, years: int, now: int) -> list[Line]:
    """A line for every kind of data that ends by a rule."""
    with db.open_session(engine, reading=True) as session:
        return [_line(session, *one) for one in _rules(years, now)]


def _line(session: Session, model: type[db.Base], rule: str, at: Any, over: ColumnElement[bool]) -> Line:
    rows, oldest = session.execute(select(func.count(), func.min(at)).select_from(model)).one()
    past = session.scalar(select(func.count()).select_from(model).where(over)) or 0
    return Line(model.__tablename__, rule, rows, past, oldest)


def _rules(years: int, now: int) -> Sequence[tuple[type[db.Base], str, Any, ColumnElement[bool]]]:
    codes, sent, copies = retention.KEEP_CODES, retention.KEEP_MESSAGES, retention.KEEP_SEALED_COPIES
    day = daily(now)
    return (
        (UsedCode, "31 days after its use", UsedCode.used_at, UsedCode.used_at < now - codes),
        (SeenCode, "31 days after its report; double uses stay", SeenCode.uploaded_at,
         and_(SeenCode.uploaded_at < now - codes, SeenCode.first_at.is_(None))),
        (Nonce, "an hour after its end", Nonce.expires_at, Nonce.expires_at < now - 3600),
        (OneTimeCode, "an hour after its end", OneTimeCode.expires_at, OneTimeCode.expires_at < now - 3600),
        (Attempt, "two days", Attempt.window, Attempt.window < now - 2 * DAY),
        (IdempotentAnswer, f"answer {KEEP_ANSWER // 60} min, key {KEEP // 3600} h", IdempotentAnswer.created_at,
         IdempotentAnswer.created_at < now - KEEP),
        (TypedCode, "a minute after its end", TypedCode.expires_at, TypedCode.expires_at < now - 60),
        (SignIn, "a day after its end", SignIn.expires_at, SignIn.expires_at < now - DAY),
        (DesktopRequest, "a day after its end", DesktopRequest.expires_at, DesktopRequest.expires_at < now - DAY),
        (KioskVisit, "a day after its end", KioskVisit.ends_at, KioskVisit.ends_at < now - DAY),
        (WebhookDelivery, "30 days", WebhookDelivery.told_at, WebhookDelivery.told_at < now - sent),
        (PartnerUse, "minutes: a day", PartnerUse.number * 60,
         and_(PartnerUse.span == "minute", PartnerUse.number < (now - DAY) // 60)),
        (SealedCopyFile, "a minute after its last day", SealedCopyFile.until_at, SealedCopyFile.until_at < now - 60),
        (SealedCopy, "3 years after its last day", SealedCopy.until_at, SealedCopy.until_at < now - copies),
        (HolderRequest, "400 days after its end", HolderRequest.asked_at, HolderRequest.due_at < now - 400 * DAY),
        (Case, f"what was typed and shown: {years} years after a decision, else 1", Case.closed_at,
         and_(Case.sealed_form.is_not(None), Case.closed_at < now - (years * 366 + 1) * DAY)),
        (Delegation, "a year after its end", Delegation.offered_at, day[Delegation]),
        (PrintedCode, "a year", PrintedCode.printed_at, day[PrintedCode]),
        (Showing, "a year after its end", Showing.made_at, day[Showing]),
        (CompanyMember, "an invitation nobody took: 90 days", CompanyMember.invited_at, day[CompanyMember]),
        (Erasure, "what the law keeps goes on its day", Erasure.asked_at, Erasure.again_at <= now),
    )  # fmt: skip
