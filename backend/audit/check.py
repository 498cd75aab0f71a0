"""Does the log still say what was written? Reads every chain and names each break.

Rules: 1. a digest that does not match its entry: altered; 2. a missing sequence number: deleted; 3. a hash that does not
follow from the one before: reordered, inserted or re-chained; 4. a head that disagrees with its last entry: the end was
cut off; 5. a checkpoint (signed, kept outside the database) that the chain no longer leads through: rewritten.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditChain, AuditEntry
from backend.audit.record import GENESIS, digest_of


@dataclass(frozen=True)
class Break:
    """One place where the log is not what it was. `kind`: altered, deleted, relinked, cut, rewritten."""

    chain: int
    seq: int
    kind: str


@dataclass(frozen=True)
class Report:
    entries: int
    chains: int
    breaks: tuple[Break, ...]


Heads = Mapping[int, tuple[int, bytes]]  # chain -> (seq, hash) as a checkpoint holds them


def check(session: Session, checkpoints: tuple[Heads, ...] = ()) -> Report:
    """Walk all chains in order; memory stays flat. `checkpoints` are heads read from signed files."""
    heads = {row.chain: (row.seq, row.hash) for row in session.scalars(select(AuditChain).order_by(AuditChain.chain))}
    count, breaks = 0, list[Break]()
    known = sorted({*heads, *(chain for heads_then in checkpoints for chain in heads_then)})
    for chain in known:
        marks = {then[chain][0]: then[chain][1] for then in checkpoints if chain in then and then[chain][0] > 0}
        entries, found = _check_chain(session, chain, heads.get(chain, (0, GENESIS)), marks)
        count += entries
        breaks += found
    return Report(count, len(known), tuple(breaks))


def _check_chain(session: Session, chain: int, head: tuple[int, bytes], marks: dict[int, bytes]) -> tuple[int, list[Break]]:
    seq, link, count, breaks = 0, GENESIS, 0, list[Break]()
    for entry in _entries(session, chain):
        count += 1
        breaks += _check_entry(entry, seq, link)
        if marks.pop(entry.seq, entry.hash) != entry.hash:
            breaks.append(Break(chain, entry.seq, "rewritten"))
        seq, link = entry.seq, entry.hash
    if (seq, link) != head:
        breaks.append(Break(chain, seq, "cut"))
    breaks += [Break(chain, missing, "rewritten") for missing in sorted(marks)]
    return count, breaks


def _check_entry(entry: AuditEntry, seq: int, link: bytes) -> list[Break]:
    content = (entry.at, entry.actor, entry.action, entry.subject, entry.person_id, entry.detail)
    if entry.digest != digest_of(*content):
        return [Break(entry.chain, entry.seq, "altered")]
    if entry.seq != seq + 1:
        return [Break(entry.chain, seq + 1, "deleted")]
    if entry.hash != hashlib.sha256(link + entry.digest).digest():
        return [Break(entry.chain, entry.seq, "relinked")]
    return []


def _entries(session: Session, chain: int) -> Iterator[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.chain == chain).order_by(AuditEntry.seq)
    for entry in session.scalars(query.execution_options(yield_per=1000)):
        yield entry
        session.expunge(entry)
