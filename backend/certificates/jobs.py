"""Batch jobs as staff follow them: what is done, what still waits, and the first records that were refused."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.certificates.models import BatchJob
from backend.certificates.pending import count_waiting
from backend.trust.models import Issuer

MOST_REFUSALS = 20


@dataclass(frozen=True)
class JobShown:
    """One batch. `waiting`: records still before it while it runs, None when it is done. Times: seconds since 1970."""

    batch_id: uuid.UUID
    type_number: int
    state: str
    issued: int
    skipped: int
    refused: int
    waiting: int | None
    refusals: list[Any]
    started_at: int
    finished_at: int | None


def jobs(
    session: Session, *, issuer_code: str | None, after: tuple[int, uuid.UUID] | None, most: int
) -> list[JobShown]:
    """At most `most` jobs, newest first, begun before `after`; of the types that this issuer may sign, or of all."""
    query = select(BatchJob).order_by(BatchJob.started_at.desc(), BatchJob.batch_id.desc()).limit(most)
    if issuer_code is not None:
        issuer = session.get(Issuer, issuer_code)
        query = query.where(BatchJob.type_number.in_(issuer.types if issuer else []))
    if after is not None:
        query = query.where(tuple_(BatchJob.started_at, BatchJob.batch_id) < after)
    return [_shown(session, job) for job in session.scalars(query)]


def _shown(session: Session, job: BatchJob) -> JobShown:
    waiting = count_waiting(session, job.type_number, after=job.cursor) if job.state == "running" else None
    return JobShown(
        job.batch_id, job.type_number, job.state, job.issued, job.skipped, job.refused, waiting,
        job.refusals[:MOST_REFUSALS], job.started_at, job.finished_at,
    )  # fmt: skip
