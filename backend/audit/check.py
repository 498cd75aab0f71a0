"""Does the log still say what was written? Reads every chain and its tree, and names each break.

Rules: 1. a digest that does not match its entry: altered; 2. a missing sequence number: deleted; 3. a hash that does
not follow from the one before: relinked (reordered, inserted, re-chained); 4. a head that disagrees with its last
entry, or is gone: cut; 5. a checkpoint (signed, kept outside the database) that the chain does not lead through, or
whose root is not that of the entries: rewritten; 6. tiles that are not those of the entries: uprooted; 7. two signed
checkpoints that say different things of one size, or have one number: forked, whichever of them the log agrees with;
8. a checkpoint file that nobody believed signed: unbelieved, named, and the log is not held against it. A chain counts
when its head, any entry or any checkpoint names it.
A check since a checkpoint begins where that one ends, with the tree as it was then, which must have the root it says.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.breaks import Break
from backend.audit.build import leaf_of
from backend.audit.models import AuditChain, AuditEntry, LogTile, LogTree
from backend.audit.record import GENESIS, digest_of
from backend.audit.tiles import LogBroken, Place, Tree, tree_at
from certs.checkpoint import Checkpoint

TOLD_EVERY = 10_000
AT_ONCE = 512  # leaves that are added before their tiles are compared


@dataclass(frozen=True)
class Report:
    entries: int
    chains: int
    breaks: tuple[Break, ...]


Head = tuple[int, bytes]  # seq, hash
Mark = tuple[bytes, bytes | None]  # hash, root: what a checkpoint says of one place
Marks = dict[int, set[Mark]]
Told = Callable[[int, int], None]


def check(
    session: Session,
    checkpoints: Iterable[Checkpoint] = (),
    unbelieved: Iterable[str] = (),
    *,
    since: Checkpoint | None = None,
    told: Told | None = None,
) -> Report:
    """Walk all chains in order; memory stays flat. Writers may go on writing meanwhile.

    `checkpoints` were read from signed files; two that disagree about one place are both held against it. `unbelieved`
    names the files whose signature is not believed (rule 8). `since`: one with trees, where the walk begins.
    """
    then = list(checkpoints)
    heads = {row.chain: (row.seq, row.hash) for row in session.execute(select(AuditChain.__table__))}
    written = session.scalars(select(AuditEntry.chain).distinct())
    known = sorted({*heads, *written, *(chain for one in then for chain in one.heads)})
    breaks = [Break(0, 0, "unbelieved", name) for name in unbelieved] + list(_forks(then))
    total = sum(seq - (since.size(chain) if since else 0) for chain, (seq, _) in heads.items())
    walked = _Progress(told, total)
    for chain in known:
        walk = _Walk(session, chain, _marks(then, chain), since)
        breaks += walk.all(heads.get(chain, (0, GENESIS)), walked)
    return Report(walked.done, len(known), tuple(breaks))


class _Progress:
    """How many entries were read; told now and then."""

    def __init__(self, told: Told | None, total: int) -> None:
        self.done = 0
        self._told, self._total = told, total

    def one(self) -> None:
        self.done += 1
        if self._told is not None and (self.done % TOLD_EVERY == 0 or self.done == self._total):
            self._told(self.done, max(self._total, self.done))


def _marks(checkpoints: list[Checkpoint], chain: int) -> Marks:
    marks: Marks = {}
    for one in checkpoints:
        seq, link = one.heads.get(chain, (0, GENESIS))
        if seq > 0:
            marks.setdefault(seq, set()).add((link, one.root(chain)))
    return marks


def _forks(checkpoints: list[Checkpoint]) -> Iterator[Break]:
    """Rule 7. One without trees and one with them may say the same of a place."""
    numbers: dict[int, bytes] = {}
    places: dict[tuple[int, int], Mark] = {}
    for one in checkpoints:
        if one.number is not None and numbers.setdefault(one.number, one.digest) != one.digest:
            yield Break(0, 0, "forked", f"checkpoint {one.number}")
        for chain, (seq, link) in one.heads.items():
            root = one.root(chain)
            known = places.setdefault((chain, seq), (link, root))
            if known[0] != link or (None not in (known[1], root) and known[1] != root):
                yield Break(chain, seq, "forked")
            places[chain, seq] = (known[0], known[1] or root)


class _Walk:
    """One chain, from its beginning or from where a checkpoint ends."""

    def __init__(self, session: Session, chain: int, marks: Marks, since: Checkpoint | None) -> None:
        self._session, self._chain = session, chain
        self._seq, self._link = (0, GENESIS) if since is None else since.heads.get(chain, (0, GENESIS))
        self._root = None if since is None else since.root(chain)
        self._marks = {seq: said for seq, said in marks.items() if seq >= self._seq}
        built = session.execute(select(LogTree.size, LogTree.hash).where(LogTree.chain == chain)).first()
        self._built: Head = (0, GENESIS) if built is None else (built.size, built.hash)
        self._tiles = _Tiles(session, chain, self._built[0])
        self._tree: Tree | None = None
        self._leaves: list[bytes] = []
        self._rewritten = False  # said once a chain: whatever comes after follows from it

    def all(self, head: Head, walked: _Progress) -> list[Break]:
        breaks = self._begin()
        for row in _rows(self._session, self._chain, self._seq):
            walked.one()
            breaks += _check_entry(row, self._seq, self._link)
            self._seq, self._link = row.seq, row.hash
            self._leaves.append(leaf_of(row.detail, row.hash))
            breaks += self._compare()
            head = (row.head_seq, row.head_hash)  # as of the same instant as the entries
        if (self._seq, self._link) != head:
            breaks.append(Break(self._chain, self._seq, "cut"))
        if self._marks and not self._rewritten:
            breaks.append(Break(self._chain, min(self._marks), "rewritten"))
        return breaks + self._end()

    def _begin(self) -> list[Break]:
        self._marks.pop(self._seq, None)
        try:
            self._tree = tree_at(self._session, self._chain, self._seq)
        except LogBroken:
            return [Break(self._chain, self._seq, "uprooted")]
        if self._root is not None and self._tree.root() != self._root:
            return [Break(self._chain, self._seq, "uprooted")]
        return []

    def _compare(self) -> list[Break]:
        """Rules 5 and 6, where a checkpoint or the built tree ends, and every few leaves."""
        marked = self._marks.pop(self._seq, None)
        if marked is None and self._seq != self._built[0] and len(self._leaves) < AT_ONCE:
            return []
        breaks = self._grow()
        if marked is None:
            return breaks
        if not self._rewritten and not self._is_said(marked):
            self._rewritten = True
            breaks.append(Break(self._chain, self._seq, "rewritten"))
        return breaks

    def _is_said(self, marked: set[Mark]) -> bool:
        rooted = self._tree is not None and any(root is not None for _, root in marked)
        now = self._tree.root() if self._tree is not None and rooted else None
        return all(link == self._link and (root is None or now is None or root == now) for link, root in marked)

    def _grow(self) -> list[Break]:
        if self._tree is None:
            self._leaves.clear()
            return []
        changed = self._tree.append(self._leaves)
        self._leaves.clear()
        return self._tiles.compare(changed, self._tree.size)

    def _end(self) -> list[Break]:
        breaks = self._grow()
        if self._tree is not None and self._built[0] > self._seq:
            breaks.append(Break(self._chain, self._built[0], "uprooted"))
        return breaks


class _Tiles:
    """The stored tiles of a chain's tree, held against those that its entries make."""

    def __init__(self, session: Session, chain: int, built: int) -> None:
        self._session, self._chain, self._built = session, chain, built
        self._differ = False

    def compare(self, made: dict[Place, bytes], size: int) -> list[Break]:
        """A tile that still grew when the tree was built says less than that of the entries, and never other."""
        if self._differ or size > self._built + AT_ONCE or not made:
            return []
        wanted = list(made)
        mine = LogTile.chain == self._chain
        found: dict[Place, bytes] = {}
        for level in {level for level, _ in wanted}:
            tiles = [tile for one, tile in wanted if one == level]
            query = select(LogTile.tile, LogTile.hashes).where(mine, LogTile.level == level, LogTile.tile.in_(tiles))
            found |= {(level, tile): hashes for tile, hashes in self._session.execute(query)}
        for (level, tile), hashes in sorted(made.items()):
            stored, there = found.get((level, tile), b""), self._count(level, tile)
            common = min(len(hashes), there * 32)
            if len(stored) < there * 32 or stored[:common] != hashes[:common]:
                self._differ = True  # said once: whatever comes after follows from it
                first = tile * 256 ** (level + 1) + 1
                return [Break(self._chain, min(first, self._built), "uprooted")]
        return []

    def _count(self, level: int, tile: int) -> int:
        """How many hashes the tile has in a tree of the size that was built."""
        return min(max((self._built >> 8 * level) - tile * 256, 0), 256)


def _check_entry(row: Any, seq: int, link: bytes) -> list[Break]:
    if row.digest != digest_of(row.at, row.actor, row.action, row.subject, row.person_id, row.detail):
        return [Break(row.chain, row.seq, "altered")]
    if row.seq != seq + 1:
        return [Break(row.chain, seq + 1, "deleted")]
    if row.hash != hashlib.sha256(link + row.digest).digest():
        return [Break(row.chain, row.seq, "relinked")]
    return []


def _rows(session: Session, chain: int, after: int) -> Iterator[Any]:
    """The chain's entries, each with the head: one statement sees one instant, also while others write."""
    columns = AuditEntry.__table__.columns
    query = (
        select(*columns, AuditChain.seq.label("head_seq"), AuditChain.hash.label("head_hash"))
        .outerjoin(AuditChain, AuditChain.chain == AuditEntry.chain)
        .where(AuditEntry.chain == chain, AuditEntry.seq > after)
        .order_by(AuditEntry.seq)
    )
    yield from session.execute(query.execution_options(yield_per=1000))
