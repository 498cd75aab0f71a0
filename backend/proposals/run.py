"""A run: a programme walks through its register and offers, so many records at a time, resumable after any crash.

1. A batch is one transaction: proposals and cursor, or neither. 2. A run that was stopped goes on behind its cursor.
3. To one person a version of a programme is offered once, whatever came of it: who refused is not asked again, who had
it and lost it neither. 4. Nothing is offered by an office that may not issue it or has no key. 5. The rules are
reckoned for a day that is not ahead. 6. Nobody is told: the log has one entry for a run, with numbers in fives.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import structlog
from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.errors import Invalid
from backend.proposals.models import Proposal, ProposalRun
from backend.proposals.numbers import in_fives
from backend.proposals.programme import Programme, key_of
from backend.proposals.weigh import Judge, weigh_records
from backend.registries.calendar import day_of, end_of
from backend.registries.models import SourceRecord
from backend.registries.refusals import TypeNotAllowed
from backend.registries.types import allowed_type
from backend.security import Box
from backend.trust.keys import NoActiveKey, signer_for
from certs.catalogue import Catalogue

log = structlog.get_logger()
BATCH = 500
DAY = 86_400
PART = 500  # bound parameters a statement
Progress = Callable[[int, int], None]  # records done, records that were there when the run was begun or taken up


class DayAhead(Invalid):
    code = "day_ahead"
    zh = "日期不能晚于今天"
    en = "The day is ahead"
    next_zh = "请改为今天或更早的日期"
    next_en = "Name today or an earlier day"


@dataclass(frozen=True)
class Runner:
    """Where a run works and who began it. `clock` gives seconds since 1970."""

    engine: Engine
    catalogue: Catalogue
    box: Box
    clock: Callable[[], int]
    actor: str
    batch: int = BATCH


def run(
    runner: Runner,
    programme: Programme,
    *,
    day: date | None = None,
    batches: int | None = None,
    progress: Progress = lambda done, total: None,
) -> ProposalRun:
    """Walk to the end, or at most `batches` batches; the run as it stands then, over all its goes.

    Raises DayAhead, UnknownType, TypeNotAllowed, NoActiveKey; what was committed stands.
    """
    today = day_of(runner.clock())
    if day is not None and day > today:
        raise DayAhead
    run_id, total = _take_up(runner, programme, day or today)
    done = 0
    while batches is None or batches > 0:
        read = db.anew(partial(_run_batch, runner, programme, run_id))  # another offers to the same person
        if not read:
            break
        done += read
        progress(done, total)
        batches = None if batches is None else batches - 1
    with db.open_session(runner.engine, reading=True) as session:
        return session.get_one(ProposalRun, run_id)


def run_daily(runner: Runner, programmes: Iterable[Programme], *, batches: int) -> int:
    """The worker's round: each programme walks once a day, so many batches a round; how many it offered.

    A programme whose office is not here or has no key is passed over (rule 4), and the log of the program says so.
    """
    today, offered = day_of(runner.clock()).isoformat(), 0
    for programme in programmes:
        with db.open_session(runner.engine, reading=True) as session:
            last = _last(session, programme)
        if programme.paused or (last is not None and last.state == "done" and last.day >= today):
            continue
        before = last.offered if last is not None and last.state == "running" else 0
        try:
            offered += run(runner, programme, batches=batches).offered - before
        except (TypeNotAllowed, NoActiveKey) as error:
            log.warning("programme_waits", programme=programme.code, why=error.code)
    return offered


def _last(session: Session, programme: Programme) -> ProposalRun | None:
    which = ProposalRun.programme == programme.code, ProposalRun.version == programme.version
    newest = ProposalRun.started_at.desc(), ProposalRun.run_id.desc()
    return session.scalars(select(ProposalRun).where(*which).order_by(*newest).limit(1)).first()


def _take_up(runner: Runner, programme: Programme, day: date) -> tuple[uuid.UUID, int]:
    """Rules 2 and 4: (the unfinished run for the day, or a new one; how many records it has before it)."""
    now = runner.clock()
    with db.transaction(runner.engine) as session:
        allowed_type(session, runner.catalogue, programme.grants, issuer_code=programme.office)
        signer_for(session, programme.office, box=runner.box, now=now)
        last = _last(session, programme)
        if last is None or last.state != "running":
            last = ProposalRun(
                run_id=db.new_id(), programme=programme.code, version=programme.version, day=day.isoformat(),
                state="running", looked_at=0, offered=0, started_at=now,
            )  # fmt: skip
            session.add(last)
        last.day = day.isoformat()
        count = select(func.count()).select_from(SourceRecord).where(*_behind(_judge(runner, programme, day), last))
        return last.run_id, session.execute(count).scalar_one()


def _run_batch(runner: Runner, programme: Programme, run_id: uuid.UUID) -> int:
    """Rule 1. The number of records read; 0 when the run is done."""
    now = runner.clock()
    with db.transaction(runner.engine) as session:
        going = session.get_one(ProposalRun, run_id, with_for_update=True)
        judge = _judge(runner, programme, date.fromisoformat(going.day))
        query = select(SourceRecord).where(*_behind(judge, going)).order_by(SourceRecord.record_id).limit(runner.batch)
        records = list(session.scalars(query))
        if not records or going.state == "done":
            _finish(session, going, actor=runner.actor, now=now)
            return 0
        going.offered += _offer(session, records, judge, now=now)
        going.looked_at += len(records)
        going.cursor = records[-1].record_id
        return len(records)


def _finish(session: Session, going: ProposalRun, *, actor: str, now: int) -> None:
    """Rule 6."""
    if going.state == "done":
        return
    going.state, going.finished_at = "done", now
    entry = make_entry(
        at=now, actor=actor, action="proposals.run", subject=f"programme:{going.programme}", version=going.version,
        day=going.day, looked_at=in_fives(going.looked_at), offered=in_fives(going.offered),
    )  # fmt: skip
    record(session, entry)


def _offer(session: Session, records: Sequence[SourceRecord], judge: Judge, *, now: int) -> int:
    """Rule 3. How many were offered to."""
    programme = judge.programme
    key = key_of(programme.code, box=judge.box)
    asked = _asked(session, {one.person_id for one in records}, key, programme.version)
    unasked = [one for one in records if one.person_id not in asked]
    persons = dict.fromkeys(one.person_id for one in weigh_records(session, unasked, judge) if one.eligible)
    expires_at = end_of(day_of(now)) + programme.valid_days * DAY
    rows = [
        {"person_id": person_id, "proposal_id": db.new_id(), "programme_key": key, "version": programme.version,
         "state": "offered", "proposed_at": now, "expires_at": expires_at, "answered_at": None,
         "certificate_id": None, "sealed": None}
        for person_id in persons
    ]  # fmt: skip
    db.insert_many(session, Proposal, rows)
    return len(rows)


def _asked(session: Session, persons: set[uuid.UUID], key: bytes, version: int) -> set[uuid.UUID]:
    ids, found = sorted(persons), set()
    for start in range(0, len(ids), PART):
        mine = Proposal.person_id.in_(ids[start : start + PART]), Proposal.programme_key == key
        found |= set(session.scalars(select(Proposal.person_id).where(*mine, Proposal.version == version)))
    return found


def _judge(runner: Runner, programme: Programme, day: date) -> Judge:
    return Judge(programme, runner.catalogue, runner.box, day)


def _behind(judge: Judge, going: ProposalRun) -> Sequence[ColumnElement[bool]]:
    later = (SourceRecord.record_id > going.cursor,) if going.cursor is not None else ()
    return SourceRecord.type_number == judge.register.number, *later
