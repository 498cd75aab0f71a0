"""Merkle trees as RFC 9162 §2.1 has them: hashes of leaves and nodes, roots, and the two proofs.

1. A leaf is SHA-256(0x00 || what it says), a node SHA-256(0x01 || left || right); neither passes for the other.
2. Whatever proof is handed in, the check says yes or no and never raises (§2.1.3.2, §2.1.4.2): a proof of another
length, or with hashes of another size, is a no.
3. Which nodes a root or proof is made of (§2.1.1, §2.1.3.1, §2.1.4.1) is told as complete subtrees, (height, index),
so that whoever keeps nodes reads just these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from hashlib import sha256

SIZE = 32  # bytes of a hash
EMPTY = sha256(b"").digest()  # the root of no leaves
MOST_HEIGHT = 63

Node = tuple[int, int]  # height, index: the complete subtree over the leaves index << height and 2^height - 1 more


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node over two others."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over hashes of leaves, in order."""
    level = list(leaves)
    if not level:
        return EMPTY
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)] + odd
    return level[0]


def joined(roots: Sequence[bytes]) -> bytes:
    """The root over complete subtrees of falling height, as `nodes_of_root` names them."""
    return reduce(lambda right, left: node_hash(left, right), reversed(roots)) if roots else EMPTY


def nodes_of_root(size: int, start: int = 0) -> list[Node]:
    """The complete subtrees over the leaves from `start` (a multiple of every one of their sizes) to `size`."""
    nodes, at = list[Node](), start
    while at < size:
        height = (size - at).bit_length() - 1
        nodes.append((height, at >> height))
        at += 1 << height
    return nodes


def nodes_of_inclusion(index: int, size: int) -> list[list[Node]]:
    """Rule 3: the proof that leaf `index` is in the tree of `size` leaves. Each of its hashes is the root over a list
    of complete subtrees (several at the right edge only)."""
    return _path(index, 0, size)


def nodes_of_consistency(first: int, second: int) -> list[list[Node]]:
    """Rule 3: the proof that the tree of `second` leaves begins with that of `first`. Empty where there is nothing to
    prove."""
    return _subproof(first, 0, second, whole=True) if 0 < first < second else []


def _path(index: int, start: int, end: int) -> list[list[Node]]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(index, start, middle), nodes_of_root(end, middle)]
    return [*_path(index, middle, end), nodes_of_root(middle, start)]


def _subproof(first: int, start: int, end: int, *, whole: bool) -> list[list[Node]]:
    if first == end:
        return [] if whole else [nodes_of_root(end, start)]
    middle = start + _split(end - start)
    if first <= middle:
        return [*_subproof(first, start, middle, whole=whole), nodes_of_root(end, middle)]
    return [*_subproof(first, middle, end, whole=False), nodes_of_root(middle, start)]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of `size` leaves under `root` holds the leaf's hash at `index` (rule 2)."""
    if not (0 <= index < size <= 1 << MOST_HEIGHT) or not _are_hashes((root, leaf, *proof)):
        return False
    place, last, found = index, size - 1, leaf
    for hash_ in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(hash_, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, hash_)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def continues(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of `second` leaves begins with the tree of `first` leaves, leaf by leaf (rule 2)."""
    if not (0 <= first <= second <= 1 << MOST_HEIGHT) or not _are_hashes((first_root, second_root, *proof)):
        return False
    if first in (0, second):
        return not proof and first_root == (second_root if first else EMPTY)
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    return bool(path) and _climb(first, second, path) == (first_root, second_root)


def _climb(first: int, second: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that the path leads to; None when it is too long or too short."""
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for hash_ in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            before, after = node_hash(hash_, before), node_hash(hash_, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, hash_)
        place, last = place >> 1, last >> 1
    return None if last else (before, after)


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == SIZE for value in values)
