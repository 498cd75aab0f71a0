"""A chain's Merkle tree, kept in tiles of up to 256 hashes: growing it, and reading the few nodes that a proof needs.

1. Level 0 holds the hashes of leaves, level n + 1 the roots of the full tiles of level n. 2. A full tile never changes;
the last of each level grows. So the tree of an earlier size is read from the same tiles. 3. A node inside a tile is
computed from it; a proof of a tree of 10^8 leaves reads at most eight tiles, by their keys.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.audit.models import LogTile
from backend.errors import LiangmaError
from certs import merkle
from certs.merkle import SIZE, Node

HEIGHT = 8
WIDTH = 1 << HEIGHT  # hashes of a full tile
Place = tuple[int, int]  # level, tile


class LogBroken(LiangmaError):
    """The log, or what was built of it, has a gap; nothing is proven over it."""

    status = 503
    code = "log_broken"
    zh = "日志不连续，不能据以证明"
    en = "The log has a gap, so nothing is proven by it"
    next_zh = "请运维人员运行 liangma audit verify，并报告审计人员"
    next_en = "The operator runs `liangma audit verify` and tells the auditor"


class Tree:
    """The right edge of a growing tree: the last tile of each level. Holds at most 256 hashes a level."""

    def __init__(self, size: int, edge: list[list[bytes]]) -> None:
        self.size = size
        self._edge = edge

    def append(self, leaves: Iterable[bytes]) -> dict[Place, bytes]:
        """Add hashes of leaves; the tiles that are new or have grown."""
        changed: dict[Place, bytes] = {}
        for leaf in leaves:
            self._add(0, leaf, changed)
            self.size += 1
        for level, hashes in enumerate(self._edge):
            if hashes:
                changed[level, (self.size >> HEIGHT * level) // WIDTH] = b"".join(hashes)
        return changed

    def root(self) -> bytes:
        """The root over all leaves so far."""
        found = None
        for hashes in self._edge:
            parts: list[bytes] = [] if found is None else [found]
            found = merkle.joined([*_edge_roots(hashes), *parts]) if hashes or parts else None
        return merkle.EMPTY if found is None else found

    def _add(self, level: int, hash_: bytes, changed: dict[Place, bytes]) -> None:
        if level == len(self._edge):
            self._edge.append([])
        hashes = self._edge[level]
        hashes.append(hash_)
        if len(hashes) == WIDTH:
            changed[level, self.size // WIDTH ** (level + 1)] = b"".join(hashes)
            self._add(level + 1, merkle.root_of(hashes), changed)
            hashes.clear()


def _edge_roots(hashes: Sequence[bytes]) -> list[bytes]:
    """The roots of the complete subtrees side by side, the largest first."""
    return [
        merkle.root_of(hashes[index << height : index + 1 << height])
        for height, index in merkle.nodes_of_root(len(hashes))
    ]


def tree_at(session: Session, chain: int, size: int) -> Tree:
    """The tree as it was when it had `size` leaves; raises LogBroken where tiles are missing."""
    counts = list[int]()
    while size >> HEIGHT * len(counts):
        counts.append((size >> HEIGHT * len(counts)) % WIDTH)
    places = [(level, (size >> HEIGHT * level) // WIDTH) for level, count in enumerate(counts) if count]
    tiles = read_tiles(session, chain, places)
    edge = [list[bytes]() for _ in counts]
    for level, tile in places:
        edge[level] = _hashes(tiles[level, tile], counts[level])
    return Tree(size, edge)


def read_proof(session: Session, chain: int, parts: Sequence[Sequence[Node]]) -> list[bytes]:
    """The hashes of a proof, as `certs.merkle` names its nodes; one statement. Raises LogBroken."""
    tiles = read_tiles(session, chain, {_tile_of(node) for part in parts for node in part})
    return [merkle.joined([_node(tiles, node) for node in part]) for part in parts]


def read_tiles(session: Session, chain: int, places: Iterable[Place]) -> dict[Place, bytes]:
    """The tiles there; raises LogBroken unless all are."""
    wanted = set(places)
    if not wanted:
        return {}
    query = select(LogTile.level, LogTile.tile, LogTile.hashes).where(
        LogTile.chain == chain, tuple_(LogTile.level, LogTile.tile).in_(sorted(wanted))
    )
    found = {(level, tile): hashes for level, tile, hashes in session.execute(query)}
    if len(found) < len(wanted):
        raise LogBroken(f"tiles of chain {chain} are missing")
    return found


def _tile_of(node: Node) -> Place:
    height, index = node
    return height // HEIGHT, (index << height % HEIGHT) // WIDTH


def _node(tiles: dict[Place, bytes], node: Node) -> bytes:
    """Rule 3."""
    height, index = node
    count = 1 << height % HEIGHT
    start = (index * count) % WIDTH
    return merkle.root_of(_hashes(tiles[_tile_of(node)], start + count)[start:])


def _hashes(tile: bytes, count: int) -> list[bytes]:
    """The first `count` hashes of a tile; raises LogBroken when it has fewer."""
    if len(tile) < count * SIZE:
        raise LogBroken("a tile is shorter than it was")
    return [bytes(tile[at : at + SIZE]) for at in range(0, count * SIZE, SIZE)]
