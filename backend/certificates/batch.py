"""Issuing everything of a type that waits, at once and without asking anybody: for the demo city and for tests. What a
department issues goes through the room batches.

Rules: 1. chunk by chunk, each one transaction, so a run that was killed has issued whole chunks and may simply be run
again; 2. a record changed while the run is past it goes on waiting.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine

from backend import db
from backend.certificates import pending
from backend.certificates.chunk import Means, Outcome, issue_chunk
from backend.registries.types import known_type
from backend.security import Box
from backend.web.request import Actor
from certs.catalogue import Catalogue

CHUNK = 2_000
OPERATOR = Actor(subject="cli", role="operator")
Progress = Callable[[int, int], None]  # records done, records that waited when the run was begun


@dataclass(frozen=True)
class BatchSummary:
    """What a run has done. `skipped`: certificates that only a person may touch."""

    batch_id: uuid.UUID
    issued: int
    skipped: int
    refused: int


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
    """Issue every waiting record of the type (its id). Commits by the chunk.

    `clock` gives seconds since 1970. Raises UnknownType, TypeNotAllowed, NoActiveKey; what was committed stands.
    """
    batch_id = db.new_id()
    known = known_type(catalogue, type)
    means = Means(known, box, base_url, actor, f"batch:{batch_id}")
    with db.open_session(engine, reading=True) as session:
        total = pending.count_waiting(session, known.number, after=None)
    issued = skipped = refused = done = 0
    cursor: uuid.UUID | None = None
    while True:
        outcome, last, read = db.anew(partial(_run_chunk, engine, means, cursor, chunk, clock))
        if not read:
            return BatchSummary(batch_id, issued, skipped, refused)
        cursor = last
        issued += len(outcome.issued)
        skipped += outcome.left_alone
        refused += len(outcome.wrong) - outcome.left_alone
        done += read
        progress(done, total)


def _run_chunk(
    engine: Engine, means: Means, cursor: uuid.UUID | None, chunk: int, clock: Callable[[], int]
) -> tuple[Outcome, uuid.UUID | None, int]:
    """Rule 1: (what became of them, the last record, how many were read)."""
    with db.transaction(engine) as session:
        waiting = pending.read_waiting(session, means.type.number, after=cursor, most=chunk)
        if not waiting:
            return Outcome(), cursor, 0
        return issue_chunk(session, waiting, means=means, now=clock()), waiting[-1].record_id, len(waiting)
