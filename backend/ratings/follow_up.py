"""What follows a bad rating: somebody who is not the rated office calls the rater, and says what came of it.

1. The two bad levels open one, due in DAYS working days; yellow from the day on which at most a fifth of them is left,
red from the end of the last day; a closed one keeps its mark. 2. The number is read by an act of its own, which is
logged, and only while the follow-up is open. 3. Each call is recorded, reached or not. 4. It is closed once, with a
result and words for the rater, after at least one call; then whom to call is forgotten. 5. The rater may answer the
closing once; the rating itself never changes. 6. Each mark that is reached is logged once.
"""

import uuid
from functools import partial

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.cases.late import log_late
from backend.cases.limits import DAY, NONE, RED, YELLOW, calendar_of
from backend.errors import Conflict, NotFound
from backend.people.models import Account
from backend.people.one_time_codes import phone_of
from backend.ratings import words
from backend.ratings.contact import follow_up_id_of
from backend.ratings.models import FollowUp, FollowUpAct, Rating
from backend.registries.calendar import day_of, end_of
from backend.security import Box
from backend.web.request import Actor, Services

BAD = (1, 2)
DAYS = 15
OUTCOMES = ("reached", "not_reached")
RESULTS = ("put_right", "explained", "unfounded", "unreachable")
ANSWERS = ("settled", "not_settled")
OPEN, CLOSED = "open", "closed"
ACTIONS = {  # kind of act -> action in the log
    "number": "follow_up.number_read", "call": "follow_up.called", "closing": "follow_up.closed",
    "answer": "follow_up.answered",
}  # fmt: skip


class NoSuchFollowUp(NotFound):
    code = "follow_up_not_found"
    zh = "没有这个回访"
    en = "No such follow-up"


class FollowUpClosed(Conflict):
    code = "follow_up_closed"
    zh = "回访已办结"
    en = "The follow-up is closed"
    next_zh = "请刷新回访列表"
    next_en = "Read the list again"


class NotCalled(Conflict):
    code = "follow_up_not_called"
    zh = "还没有回访记录，不能办结"
    en = "Nobody was called yet; it cannot be closed"
    next_zh = "请先回访，并记录是否联系上"
    next_en = "Call first, and record whether somebody was reached"


class NothingToAnswer(Conflict):
    code = "follow_up_not_answerable"
    zh = "回访还没有办结，或您已经答复过"
    en = "The follow-up is not closed yet, or was answered before"
    next_zh = "请查看办件中的回访进展"
    next_en = "See the follow-up in the case"


def open_follow_up(
    session: Session, case_no: str, rating: Rating, *, actor: Actor, services: Services, now: int
) -> FollowUp:
    """Rule 1."""
    follow_up_id, box = follow_up_id_of(case_no, box=services.box), services.box
    today, calendar = day_of(now), calendar_of(services)
    due, soon = calendar.after(today, DAYS), calendar.after(today, DAYS - DAYS // 5)
    follow_up = FollowUp(
        follow_up_id=follow_up_id, rating_id=rating.rating_id, state=OPEN, due_at=end_of(due.day),
        yellow_from=end_of(soon.day) - DAY, due_assumed=due.assumed,
        sealed_contact=box.seal(actor.subject_id, _context(follow_up_id)),
    )  # fmt: skip
    session.add(follow_up)
    return follow_up


def mark(follow_up: FollowUp, now: int) -> str:
    """none | yellow | red."""
    at = now if follow_up.closed_at is None else min(now, follow_up.closed_at)
    if at >= follow_up.due_at:
        return RED
    return YELLOW if at >= follow_up.yellow_from else NONE


def log_late_follow_ups(engine: Engine, *, now: int) -> int:
    """Rule 6: how many marks were logged."""
    with db.open_session(engine, reading=True) as session:
        columns = select(FollowUp.follow_up_id, FollowUp.due_at)
        query = columns.where(FollowUp.state == OPEN, FollowUp.yellow_from <= now)
        late = {
            f"follow_up:{which}": (RED if due <= now else YELLOW, partial(_look, follow_up_id=which, now=now))
            for which, due in session.execute(query)
        }
    return log_late(engine, late, action="follow_up.late", now=now)


def _look(session: Session, *, follow_up_id: uuid.UUID, now: int) -> tuple[str, None]:
    """Nobody is named: the log knows no rater."""
    follow_up = session.get_one(FollowUp, follow_up_id, with_for_update=True)
    return (mark(follow_up, now) if follow_up.state == OPEN else NONE), None


def read_number(session: Session, follow_up_id: uuid.UUID, *, actor: Actor, box: Box, now: int) -> str | None:
    """Rule 2: the number to call, None when the account is gone. Raises NoSuchFollowUp, FollowUpClosed."""
    follow_up = _locked(session, follow_up_id)
    assert follow_up.sealed_contact is not None  # it is open
    account_id = uuid.UUID(box.open(follow_up.sealed_contact, _context(follow_up_id)))
    account = session.scalars(select(Account).where(Account.account_id == account_id)).one_or_none()
    _note(session, follow_up, "number", actor=actor, box=box, now=now)
    return None if account is None else phone_of(account, box=box)


def record_call(
    session: Session, follow_up_id: uuid.UUID, *, outcome: str, text: str | None, actor: Actor, box: Box, now: int
) -> FollowUp:
    """Rule 3. `outcome`: one of OUTCOMES. Raises NoSuchFollowUp, FollowUpClosed."""
    follow_up = _locked(session, follow_up_id)
    _note(session, follow_up, "call", outcome=outcome, text=text, actor=actor, box=box, now=now)
    return follow_up


def close(
    session: Session, follow_up_id: uuid.UUID, *, result: str, text: str, actor: Actor, box: Box, now: int
) -> FollowUp:
    """Rule 4. `result`: one of RESULTS. Raises NoSuchFollowUp, FollowUpClosed, NotCalled."""
    follow_up = _locked(session, follow_up_id)
    if not any(act.kind == "call" for act in acts_of(session, follow_up_id)):
        raise NotCalled
    follow_up.state, follow_up.result, follow_up.closed_at, follow_up.sealed_contact = CLOSED, result, now, None
    _note(session, follow_up, "closing", outcome=result, text=text, actor=actor, box=box, now=now)
    return follow_up


def answer(session: Session, follow_up: FollowUp | None, *, outcome: str, text: str | None, box: Box, now: int) -> None:
    """Rule 5. `outcome`: one of ANSWERS; `follow_up` is the rater's own. Raises NothingToAnswer."""
    if follow_up is None:
        raise NothingToAnswer
    session.refresh(follow_up, with_for_update=True)
    if follow_up.state != CLOSED or any(act.kind == "answer" for act in acts_of(session, follow_up.follow_up_id)):
        raise NothingToAnswer
    _note(session, follow_up, "answer", outcome=outcome, text=text, actor=None, box=box, now=now)


def acts_of(session: Session, follow_up_id: uuid.UUID) -> list[FollowUpAct]:
    """In the order in which they were done."""
    query = select(FollowUpAct).where(FollowUpAct.follow_up_id == follow_up_id).order_by(FollowUpAct.place)
    return list(session.scalars(query))


def act_words(act: FollowUpAct, *, box: Box) -> str | None:
    return words.opened(act.sealed_words, _context(act.follow_up_id), box=box)


def _note(
    session: Session, follow_up: FollowUp, kind: str, *, actor: Actor | None, box: Box, now: int,
    outcome: str | None = None, text: str | None = None,
) -> None:  # fmt: skip
    """The act and its audit entry. `actor`: None for the rater, whom the log does not name."""
    which = follow_up.follow_up_id
    act = FollowUpAct(
        follow_up_id=which, place=len(acts_of(session, which)) + 1, kind=kind, at=now, outcome=outcome,
        staff_id=None if actor is None else uuid.UUID(actor.subject_id),
        sealed_words=words.seal(text, _context(which), box=box),
    )  # fmt: skip
    session.add(act)
    session.flush()  # the audit entry follows what it records
    who = "citizen" if actor is None else actor.subject
    record(session, make_entry(at=now, actor=who, action=ACTIONS[kind], subject=f"follow_up:{which}"))


def _locked(session: Session, follow_up_id: uuid.UUID) -> FollowUp:
    """An open follow-up, held until the transaction ends. Raises NoSuchFollowUp, FollowUpClosed."""
    query = select(FollowUp).where(FollowUp.follow_up_id == follow_up_id).with_for_update()
    follow_up = session.scalars(query).first()
    if follow_up is None:
        raise NoSuchFollowUp
    if follow_up.state != OPEN:
        raise FollowUpClosed
    return follow_up


def _context(follow_up_id: uuid.UUID) -> bytes:
    return b"follow-up:" + follow_up_id.bytes
