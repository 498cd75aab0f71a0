"""What the log proves to anybody: that an entry is in it, and that it was never rewritten between two checkpoints.

Rules: 1. proofs are of checkpoints that were signed, never of what no checkpoint covers yet; 2. an entry that is not
covered waits, and is told until when; 3. an entry of before receipts were bound to entries cannot be proven by them.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.build import receipt_digest
from backend.audit.checkpoint import latest
from backend.audit.models import AuditEntry, LogCheckpoint
from backend.audit.tiles import read_proof
from backend.errors import NotFound
from certs import merkle
from certs.checkpoint import read_unproven

AHEAD = 600  # seconds by which a gate's clock, whose time its reports tell, may be ahead of the entry


class CheckpointUnknown(NotFound):
    code = "checkpoint_unknown"
    zh = "没有这个检查点"
    en = "No such checkpoint"
    next_zh = "请先查询最新的检查点"
    next_en = "Ask for the latest checkpoint first"


@dataclass(frozen=True)
class Inclusion:
    """Where an entry lies. `state`: covered, waiting (until about `come_back`) or unbound; only the first has more."""

    state: str
    come_back: int | None = None
    chain: int | None = None
    index: int | None = None
    entry: bytes | None = None
    path: tuple[bytes, ...] = ()
    checkpoint: str | None = None


@dataclass(frozen=True)
class Sought:
    """Which entry: about `subject`, bound to the receipt of this digest, written at `since`, or later if it is about
    the person."""

    subject: str
    receipt: bytes
    since: int
    person_id: uuid.UUID | None = None


def inclusion(session: Session, sought: Sought, *, every: int, now: int) -> Inclusion:
    """The proof of an entry. `every`: how often there is a checkpoint, in seconds."""
    entry = _entry(session, sought)
    if entry is None:
        return Inclusion("unbound")
    newest = latest(session)
    covered = None if newest is None else read_unproven(newest.token)
    if newest is None or covered is None or covered.size(entry.chain) < entry.seq:
        return Inclusion("waiting", come_back=max(now, (newest.at if newest else now) + every) + every)
    parts = merkle.nodes_of_inclusion(entry.seq - 1, covered.size(entry.chain))
    path = tuple(read_proof(session, entry.chain, parts))
    return Inclusion("covered", None, entry.chain, entry.seq - 1, entry.hash, path, newest.token)


def _entry(session: Session, sought: Sought) -> Any:
    """By the index of times, where the entry is of the second that it tells of; else by that of the person."""
    columns = AuditEntry.chain, AuditEntry.seq, AuditEntry.hash, AuditEntry.detail
    about = select(*columns).where(AuditEntry.subject == sought.subject)
    theirs = AuditEntry.person_id == sought.person_id, AuditEntry.at >= sought.since - AHEAD
    for query in (about.where(AuditEntry.at == sought.since), about.where(*theirs)):
        for row in session.execute(query):
            if receipt_digest(row.detail) == sought.receipt:
                return row
    return None


def continuity(session: Session, first: int, second: int) -> Mapping[int, list[bytes]]:
    """By chain, the proof that checkpoint number `second` continues number `first`. Raises CheckpointUnknown."""
    old, new = (read_unproven(checkpoint(session, number).token) for number in (first, second))
    if old.roots is None or new.roots is None or first > second:
        raise CheckpointUnknown(f"{first} to {second}")
    return {
        chain: read_proof(session, chain, merkle.nodes_of_consistency(old.size(chain), new.size(chain)))
        for chain in sorted(new.heads)
    }


def checkpoint(session: Session, number: int) -> LogCheckpoint:
    """The checkpoint of this number. Raises CheckpointUnknown."""
    found = session.get(LogCheckpoint, number)
    if found is None:
        raise CheckpointUnknown(str(number))
    return found
