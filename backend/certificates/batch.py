"""Issuing all waiting records of a type: many at a time, the same rules as one at a time, resumable after any crash.

Rules: 1. a chunk is one transaction: certificates, signing records, status places, audit entries and the cursor, or
none of them; 2. a batch that was killed goes on behind its cursor, so nothing is lost and nothing repeated; 3. a
changed record gets the next version, which ends the one before it; 4. a certificate that was suspended or ended is
left alone (skipped): only a person decides that; 5. a record that does not hold against its type is refused and
named, and the rest goes on; 6. one entry in the log for each certificate and one for the chunk.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry
from backend.certificates import pending
from backend.certificates.draft import Draft, Issuance, Previous, make_draft
from backend.certificates.issue import prepare_issuance
from backend.certificates.lifecycle import move
from backend.certificates.lint import lint
from backend.certificates.models import BatchJob, Certificate
from backend.certificates.pending import Waiting
from backend.certificates.rows import record_issue, record_signing, sign_and_store
from backend.certificates.showings import follow
from backend.registries import records
from backend.registries.calendar import day_of
from backend.registries.types import known_type
from backend.security import Box
from backend.trust import status
from backend.web.request import Actor
from certs.catalogue import Catalogue, CertificateType

CHUNK = 2_000
MOST_NAMED = 1_000  # refusals that a job names; it counts all
TRIES = 3
REPLACED = "登记内容已变更 / the register has changed"
OPERATOR = Actor(subject="cli", role="operator")
Progress = Callable[[int, int], None]  # records done, records that waited when the job was begun or taken up


@dataclass(frozen=True)
class BatchSummary:
    """What a batch has done since it was begun, over all its runs."""

    batch_id: uuid.UUID
    issued: int
    skipped: int
    refused: int


@dataclass(frozen=True)
class _Batch:
    type: CertificateType
    box: Box
    base_url: str
    actor: Actor
    chunk: int


@dataclass
class _Chunk:
    """What becomes of one chunk's records."""

    issuances: dict[str, Issuance] = field(default_factory=dict)
    issuable: list[tuple[Waiting, dict[str, object], Certificate | None]] = field(default_factory=list)
    refusals: list[dict[str, str]] = field(default_factory=list)
    refused: int = 0
    skipped: int = 0


def issue_pending(
    engine: Engine,
    *,
    type: str,
    catalogue: Catalogue,
    box: Box,
    base_url: str,
    clock: Callable[[], int],
    actor: Actor = OPERATOR,
    chunk: int = CHUNK,
    progress: Progress = lambda done, total: None,
) -> BatchSummary:
    """Issue every waiting record of the type (its id), taking up a batch that was not finished. Commits by the chunk.

    `clock` gives seconds since 1970. Raises UnknownType, TypeNotAllowed, NoActiveKey; what was committed stands.
    """
    batch = _Batch(known_type(catalogue, type), box, base_url, actor, chunk)
    batch_id, total = _take_up(engine, batch, now=clock())
    done = 0
    while True:
        read = _with_retries(engine, batch, batch_id, clock)
        if not read:
            break
        done += read
        progress(done, total)
    with db.open_session(engine, reading=True) as session:
        job = session.get_one(BatchJob, batch_id)
        return BatchSummary(batch_id, job.issued, job.skipped, job.refused)


def _take_up(engine: Engine, batch: _Batch, *, now: int) -> tuple[uuid.UUID, int]:
    """Rule 2: (the unfinished job of the type, or a new one; how many records wait)."""
    number = batch.type.number
    with db.transaction(engine) as session:
        query = select(BatchJob).where(BatchJob.type_number == number, BatchJob.state == "running")
        job = session.scalars(query.order_by(BatchJob.started_at).limit(1)).first()
        if job is None:
            job = BatchJob(batch_id=db.new_id(), type_number=number, state="running", started_at=now, refusals=[])
            job.issued = job.skipped = job.refused = 0
            session.add(job)
        return job.batch_id, pending.count_waiting(session, number, after=job.cursor)


def _with_retries(engine: Engine, batch: _Batch, batch_id: uuid.UUID, clock: Callable[[], int]) -> int:
    """A handle that is taken, or a record issued by hand at the same moment, undoes the chunk: then it is done anew."""
    for _ in range(TRIES - 1):
        try:
            return _run_chunk(engine, batch, batch_id, now=clock())
        except IntegrityError:
            continue
    return _run_chunk(engine, batch, batch_id, now=clock())


def _run_chunk(engine: Engine, batch: _Batch, batch_id: uuid.UUID, *, now: int) -> int:
    """Rule 1. The number of records read; 0 when the job is done."""
    with db.transaction(engine) as session:
        job = session.get_one(BatchJob, batch_id, with_for_update=True)
        number = batch.type.number
        waiting = pending.read_waiting(session, number, after=job.cursor, most=batch.chunk)
        if not waiting or job.state == "done":
            job.state, job.finished_at = "done", job.finished_at or now
            return 0
        chunk = _sort_out(session, batch, waiting, now=now)
        _issue_chunk(session, batch, batch_id, chunk, now=now)
        job.cursor = waiting[-1].record_id
        job.issued += len(chunk.issuable)
        job.skipped += chunk.skipped
        job.refused += chunk.refused
        job.refusals = [*job.refusals, *chunk.refusals][:MOST_NAMED]
        return len(waiting)


def _sort_out(session: Session, batch: _Batch, waiting: list[Waiting], *, now: int) -> _Chunk:
    """Rules 3 to 5: which of the records are issued, and after which version."""
    chunk, today = _Chunk(), day_of(now)
    newest = pending.newest_versions(session, waiting)
    for one in waiting:
        old = newest.get(one.record_id)
        if old is not None and old.state != "valid":
            chunk.skipped += 1
            continue
        clean, problems = records.open_record(one.sealed, one.record_id, type=batch.type, box=batch.box, today=today)
        if problems:
            chunk.refused += 1
            named = ({"record_id": str(one.record_id), "field": bad.field, "code": bad.code} for bad in problems)
            chunk.refusals.extend(named)
            continue
        if one.issuer_code not in chunk.issuances:
            given = prepare_issuance(
                session, batch.type, one.issuer_code, box=batch.box, base_url=batch.base_url, now=now
            )
            chunk.issuances[one.issuer_code] = given
        chunk.issuable.append((one, clean, old))
    return chunk


def _issue_chunk(session: Session, batch: _Batch, batch_id: uuid.UUID, chunk: _Chunk, *, now: int) -> None:
    places = status.allocate(session, len(chunk.issuable), box=batch.box, now=now)
    pairs: list[tuple[Draft, Issuance]] = []
    for (one, clean, old), place in zip(chunk.issuable, places, strict=True):
        issuance = chunk.issuances[one.issuer_code]
        previous = Previous(old.certificate_id, old.version) if old else None
        draft = make_draft(one.person_id, one.record_id, clean, issuance=issuance, place=place, previous=previous)
        lint(draft, issuance)
        pairs.append((draft, issuance))
    digests = record_signing(session, pairs)
    for _, _, old in chunk.issuable:
        if old is not None:
            move(session, old, "replace", reason=REPLACED, box=batch.box, now=now, actor=batch.actor)
    sign_and_store(session, pairs, digests, box=batch.box)
    for (_, _, old), (draft, _) in zip(chunk.issuable, pairs, strict=True):
        if old is not None:
            follow(session, old, draft.certificate_id, box=batch.box, now=now)
    pending.mark_issued(session, [one for one, _, _ in chunk.issuable])
    summary = make_entry(
        at=now, actor=batch.actor.subject, action="batch.chunk", subject=f"batch:{batch_id}",
        type=batch.type.id, issued=len(pairs), skipped=chunk.skipped, refused=chunk.refused,
    )  # fmt: skip
    record_issue(session, pairs, actor=batch.actor.subject, more=[summary])
