"""Grow the chains' trees over the entries written since, beside everybody who writes entries.

Rules: 1. leaf number n is entry number n + 1 of its chain: the chain's own lock made that order, and entries of a chain
become visible in it; 2. its leaf says the digest of the receipt that the entry names, or 32 zero bytes, and the entry's
hash (`certs.receipt`); 3. entries are read and hashed outside any writing transaction; what was made is written in a
short one, if nobody else was quicker; 4. a chain in which an entry is missing is not built over: that is raised.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.audit.models import AuditChain, AuditEntry, LogTile, LogTree
from backend.audit.record import GENESIS
from backend.audit.tiles import LogBroken, Place, tree_at
from certs import base64url, merkle, receipt

AT_ONCE = 16_384  # entries a step: 64 tiles of half a MiB together
Told = Callable[[int, int], None]


def grow(engine: Engine, told: Told | None = None) -> int:
    """Build all trees up to the entries there are; how many were added. `told`: progress, (done, total).
    Raises LogBroken."""
    with db.open_session(engine, reading=True) as session:
        heads = {row.chain: row.seq for row in session.execute(select(AuditChain.chain, AuditChain.seq))}
        built = _sizes(session)
    total, done = sum(max(seq - built.get(chain, 0), 0) for chain, seq in heads.items()), 0
    for chain, until in sorted(heads.items()):
        while (added := _step(engine, chain, until)) > 0:
            done += added
            if told is not None:
                told(done, total)
    return done


def leaf_of(detail: str, hash_: bytes) -> bytes:
    """The hash of an entry's leaf (rule 2)."""
    return merkle.leaf_hash(receipt.leaf_data(receipt_digest(detail), hash_))


def receipt_digest(detail: str) -> bytes:
    """What an entry's detail says of the receipt that it stands for."""
    if '"receipt":"' not in detail:
        return receipt.UNBOUND
    named = orjson.loads(detail).get("receipt")
    return base64url.decode(named) if isinstance(named, str) and len(named) == 43 else receipt.UNBOUND


def _sizes(session: Session) -> dict[int, int]:
    return {row.chain: row.size for row in session.execute(select(LogTree.chain, LogTree.size))}


def _step(engine: Engine, chain: int, until: int) -> int:
    """The next entries of one chain, at most AT_ONCE; how many there were."""
    with db.open_session(engine, reading=True) as session:
        size = session.scalar(select(LogTree.size).where(LogTree.chain == chain)) or 0
        rows = list(_entries(session, chain, size, min(size + AT_ONCE, until)))
        if not rows:
            return 0
        tree = tree_at(session, chain, size)
    _refuse_gaps(rows, chain, size)
    tiles = tree.append(leaf_of(row.detail, row.hash) for row in rows)
    with db.transaction(engine) as session:
        if not _advance(session, chain, size, tree.size, rows[-1].hash):
            return 0  # another worker was quicker, and goes on
        _write(session, chain, tiles)
    return len(rows)


def _entries(session: Session, chain: int, after: int, until: int) -> Iterator[Any]:
    columns = AuditEntry.seq, AuditEntry.detail, AuditEntry.hash
    mine = AuditEntry.chain == chain, AuditEntry.seq > after, AuditEntry.seq <= until
    return iter(session.execute(select(*columns).where(*mine).order_by(AuditEntry.seq)))


def _refuse_gaps(rows: Sequence[Any], chain: int, size: int) -> None:
    for wanted, row in enumerate(rows, start=size + 1):
        if row.seq != wanted:
            raise LogBroken(f"chain {chain}: entry {wanted} is missing")


def _advance(session: Session, chain: int, size: int, to: int, hash_: bytes) -> bool:
    """Rule 3: one condition decides who writes."""
    dialect = _dialect(session)
    begun = dialect.insert(LogTree).values(chain=chain, size=0, hash=GENESIS).on_conflict_do_nothing()
    session.execute(begun)
    moved = update(LogTree).where(LogTree.chain == chain, LogTree.size == size).values(size=to, hash=hash_)
    return session.execute(moved.returning(LogTree.chain)).first() is not None


def _write(session: Session, chain: int, tiles: dict[Place, bytes]) -> None:
    rows = [
        {"chain": chain, "level": level, "tile": tile, "hashes": hashes}
        for (level, tile), hashes in sorted(tiles.items())
    ]
    statement = _dialect(session).insert(LogTile)
    grown = {"hashes": statement.excluded.hashes}
    keys = [LogTile.chain, LogTile.level, LogTile.tile]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=grown), rows)


def _dialect(session: Session) -> Any:
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
