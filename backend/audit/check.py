"""Does the log still say what was written? Reads every chain and names each break.

Rules: 1. a digest that does not match its entry: altered; 2. a missing sequence number: deleted; 3. a hash that does
not follow from the one before: relinked (reordered, inserted, re-chained); 4. a head that disagrees with its last
entry, or is gone: cut; 5. a checkpoint (signed, kept outside the database) that the chain does not lead through:
rewritten; 6. a checkpoint file that nobody believed signed: unbelieved, named, and the log is not held against it. A
chain counts when its head, any entry or any checkpoint names it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditChain, AuditEntry
from backend.audit.record import GENESIS, digest_of


@dataclass(frozen=True)
class Break:
    """One place where the log is not what it was. `kind`: altered, deleted, relinked, cut, rewritten.

    Or a checkpoint file in which nothing can be believed (`unbelieved`): `file` is its name, chain and seq are 0.
    """

    chain: int
    seq: int
    kind: str
    file: str | None = None


@dataclass(frozen=True)
class Report:
    entries: int
    chains: int
    breaks: tuple[Break, ...]


Head = tuple[int, bytes]  # seq, hash
Heads = Mapping[int, Head]  # chain -> head, as a checkpoint holds them


def check(session: Session, checkpoints: Iterable[Heads] = (), unbelieved: Iterable[str] = ()) -> Report:
    """Walk all chains in order; memory stays flat. Writers may go on writing meanwhile.

    `checkpoints` are heads read from signed files; two that disagree about one place are both held against it.
    `unbelieved` names the files whose signature is not believed (rule 6).
    """
    then = list(checkpoints)
    heads = {row.chain: (row.seq, row.hash) for row in session.execute(select(AuditChain.__table__))}
    written = session.scalars(select(AuditEntry.chain).distinct())
    known = sorted({*heads, *written, *(chain for marked in then for chain in marked)})
    count, breaks = 0, [Break(0, 0, "unbelieved", name) for name in unbelieved]
    for chain in known:
        walked, found = _check_chain(session, chain, heads.get(chain, (0, GENESIS)), _marks(then, chain))
        count += walked
        breaks += found
    return Report(count, len(known), tuple(breaks))


def _marks(checkpoints: list[Heads], chain: int) -> dict[int, set[bytes]]:
    marks: dict[int, set[bytes]] = {}
    for heads in checkpoints:
        seq, link = heads.get(chain, (0, GENESIS))
        if seq > 0:
            marks.setdefault(seq, set()).add(link)
    return marks


def _check_chain(session: Session, chain: int, head: Head, marks: dict[int, set[bytes]]) -> tuple[int, list[Break]]:
    seq, link, count, breaks = 0, GENESIS, 0, list[Break]()
    for row in _rows(session, chain):
        count += 1
        breaks += _check_entry(row, seq, link)
        if marks.pop(row.seq, {row.hash}) != {row.hash}:
            breaks.append(Break(chain, row.seq, "rewritten"))
        seq, link = row.seq, row.hash
        head = (row.head_seq, row.head_hash)  # as of the same instant as the entries
    if (seq, link) != head:
        breaks.append(Break(chain, seq, "cut"))
    breaks += [Break(chain, missing, "rewritten") for missing in sorted(marks)]
    return count, breaks


def _check_entry(row: Any, seq: int, link: bytes) -> list[Break]:
    if row.digest != digest_of(row.at, row.actor, row.action, row.subject, row.person_id, row.detail):
        return [Break(row.chain, row.seq, "altered")]
    if row.seq != seq + 1:
        return [Break(row.chain, seq + 1, "deleted")]
    if row.hash != hashlib.sha256(link + row.digest).digest():
        return [Break(row.chain, row.seq, "relinked")]
    return []


def _rows(session: Session, chain: int) -> Iterator[Any]:
    """The chain's entries, each with the head: one statement sees one instant, also while others write."""
    columns = AuditEntry.__table__.columns
    query = (
        select(*columns, AuditChain.seq.label("head_seq"), AuditChain.hash.label("head_hash"))
        .outerjoin(AuditChain, AuditChain.chain == AuditEntry.chain)
        .where(AuditEntry.chain == chain)
        .order_by(AuditEntry.seq)
    )
    yield from session.execute(query.execution_options(yield_per=1000))
