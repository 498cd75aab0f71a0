"""Status lists: places are handed out in an order nobody can guess; a published list follows every change at once.

Rules: 1. no place is given twice; 2. the order of places in a shard is a keyed permutation, so an index tells nothing
of when a certificate was issued; 3. a full shard opens the next; 4. a change of an entry and the shard's version are
one transaction; 5. what is published was signed less than `TTL` seconds ago for the present version; 6. an entry that
is valid again keeps its row for a while, so that deltas can say so.
"""

import hashlib
import os
import struct
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal, cast

from sqlalchemy import Integer, Table, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.errors import NotFound
from backend.security import Box
from backend.statements import Statement
from backend.trust import caches
from backend.trust.keys import fresh_signer
from backend.trust.models import PLATFORM, StatusEntry, StatusShard
from certs import base64url
from certs import keys as vault_keys
from certs import status as token_status

SIZE = 1 << 20
ROUNDS = 6
LABEL = b"liangma status order"
TTL = 60  # seconds a published list may be kept before asking again
LIFE = 86_400  # seconds until it must not be believed any more
KEEP_VALID = 8 * 86_400  # seconds for which an entry that is valid again is remembered (rule 6)
Form = Literal["jwt", "cwt"]
Place = tuple[int, int]


class StatusListUnknown(NotFound):
    code = "status_list_unknown"
    zh = "没有这个状态列表"
    en = "No such status list"


def allocate(session: Session, count: int, *, box: Box, now: int, size: int = SIZE) -> list[Place]:
    """`count` places (list number, index) never given before. `size` (a power of four) is that of shards opened here.

    The shard stays locked until the transaction ends. A large batch may reserve its places in a transaction of its own:
    places that are then not used are lost, and that is all.
    """
    places = _taken(session, count, box=box)
    while len(places) < count:
        shard = session.execute(_NEWEST).first()
        if shard is None or shard.used == shard.size:
            _open_shard(session, 1 if shard is None else shard.list_no + 1, size=size, box=box)
            continue
        take = min(count - len(places), shard.size - shard.used)
        session.execute(_TAKE, {"of": shard.list_no, "used": shard.used + take})
        places += _numbered(
            shard.list_no, shard.size, shard.used, take, seed=_seed(box, shard.list_no, shard.sealed_seed)
        )
    return places


def _taken(session: Session, count: int, *, box: Box) -> list[Place]:
    """All of them at once, from the newest shard; none where it has not so many left."""
    row = _TAKE_FEW.first(session, {"more": count})
    if row is None:
        return []
    list_no, size, used, sealed_seed = row
    return _numbered(list_no, size, used - count, count, seed=_seed(box, list_no, sealed_seed))


def _numbered(list_no: int, size: int, start: int, count: int, *, seed: bytes) -> list[Place]:
    return [(list_no, permuted(seed, size, n)) for n in range(start, start + count)]


@lru_cache(maxsize=16)
def _seed(box: Box, list_no: int, sealed: bytes) -> bytes:
    return bytes.fromhex(box.open(sealed, _context(list_no)))


def permuted(seed: bytes, size: int, counter: int) -> int:
    """Where `counter` lands in the permutation of 0 … size−1 that `seed` picks: a Feistel network on two halves."""
    half, tables = _rounds(seed, size)
    mask = (1 << half) - 1
    left, right = counter >> half, counter & mask
    for table in tables:
        left, right = right, left ^ table[right]
    return left << half | right


def set_status(session: Session, entries: Iterable[Place], value: int, *, now: int) -> None:
    """Give the entries a value: 0 valid, 1 invalid, 2 suspended. Raises StatusListUnknown."""
    if value not in (token_status.VALID, token_status.INVALID, token_status.SUSPENDED):
        raise ValueError(f"no such status: {value}")
    by_list: dict[int, set[int]] = {}
    for list_no, index in entries:
        by_list.setdefault(list_no, set()).add(index)
    for list_no in sorted(by_list):  # always in this order, so that two writers cannot wait for each other
        _set_in_list(session, list_no, by_list[list_no], value, now=now)


def _set_in_list(session: Session, list_no: int, indexes: set[int], value: int, *, now: int) -> None:
    moved = update(StatusShard).where(StatusShard.list_no == list_no).values(version=StatusShard.version + 1)
    size = session.execute(moved.returning(StatusShard.size).execution_options(synchronize_session=False)).scalar()
    if size is None:
        raise StatusListUnknown(str(list_no))
    if min(indexes) < 0 or max(indexes) >= size:
        raise ValueError(f"index outside status list {list_no}")
    caches.forget(session)
    if value == token_status.VALID:
        for part in _parts(sorted(indexes)):
            known = update(StatusEntry).where(StatusEntry.list_no == list_no, StatusEntry.idx.in_(part))
            valid = known.values(value=value, changed_at=now)
            session.execute(valid.execution_options(synchronize_session=False))
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    changed = {"value": value, "changed_at": now}
    for part in _parts(sorted(indexes)):
        rows = [{"list_no": list_no, "idx": index, **changed} for index in part]
        same = [StatusEntry.list_no, StatusEntry.idx]
        insert = dialect.insert(StatusEntry).values(rows)
        session.execute(insert.on_conflict_do_update(index_elements=same, set_=changed))


def numbers(session: Session) -> list[tuple[int, int]]:
    """(list number, version) of every shard, in order."""
    query = select(StatusShard.list_no, StatusShard.version).order_by(StatusShard.list_no)
    return [(row.list_no, row.version) for row in session.execute(query)]


def changed_since(session: Session, since: int) -> list[tuple[int, int, int]]:
    """(when, list number, index) of every entry that changed since, in order of time; as far back as `KEEP_VALID`."""
    columns = StatusEntry.changed_at, StatusEntry.list_no, StatusEntry.idx
    query = select(*columns).where(StatusEntry.changed_at >= since).order_by(*columns)
    return [(row.changed_at, row.list_no, row.idx) for row in session.execute(query)]


def published(
    session: Session, list_no: int, form: Form, *, box: Box, base_url: str, now: int
) -> tuple[bytes, str, int]:
    """(token, ETag without quotes, seconds it may still be kept) of a list as it is now. Raises StatusListUnknown.

    The token is a statuslist+jwt or statuslist+cwt for `status_uri(base_url)` + number, signed by the platform.
    """
    query = select(StatusShard.version, StatusShard.size).where(StatusShard.list_no == list_no)
    shard = session.execute(query).first()  # the version first: what is read after it is never older
    if shard is None:
        raise StatusListUnknown(str(list_no))
    signer = fresh_signer(session, PLATFORM, box=box, now=now)
    key = ("status", list_no, form, base_url)
    version = (shard.version, vault_keys.thumbprint(signer.public))
    kept = caches.recall(session, key, now=now, most=TTL)
    if kept is None or kept[0] != version:
        uri = f"{status_uri(base_url)}{list_no}"
        token = _sign(session, list_no, shard.size, form, uri=uri, signer=signer, now=now)
        kept = (version, now, token, base64url.encode(hashlib.sha256(token).digest()[:18]))
        caches.keep(session, key, kept, now=now)
    _, signed_at, token, etag = kept
    return token, etag, TTL - (now - signed_at)


def oldest_age(session: Session, *, base_url: str, now: int) -> int | None:
    """Seconds since the list that was signed longest ago was, of those this process keeps; None when it keeps none.

    A list is signed when it is asked for: one that nobody asks for, or that cannot be signed after a change, ages."""
    found = list[int]()
    for list_no, _ in numbers(session):
        forms: tuple[Form, ...] = ("jwt", "cwt")
        kept = (caches.recall(session, ("status", list_no, form, base_url), now=now, most=LIFE) for form in forms)
        found += [now - max(signed)] if (signed := [one[1] for one in kept if one is not None]) else []
    return max(found, default=None)


def status_uri(base_url: str) -> str:
    """What stands before the list number in the `uri` of every status reference."""
    return f"{base_url}/api/v1/status-lists/"


def _sign(
    session: Session, list_no: int, size: int, form: Form, *, uri: str, signer: vault_keys.Signer, now: int
) -> bytes:
    rows = session.execute(select(StatusEntry.idx, StatusEntry.value).where(StatusEntry.list_no == list_no))
    built = token_status.build({row.idx: row.value for row in rows}, size=size)
    times: dict[str, Any] = {"uri": uri, "iat": now, "exp": now + LIFE, "ttl": TTL, "signer": signer}
    if form == "cwt":
        return token_status.sign_cwt(built, **times)
    return token_status.sign_jwt(built, **times).encode("ascii")


def _open_shard(session: Session, list_no: int, *, size: int, box: Box) -> None:
    """Two writers may open the same shard at once; one row stands and both take places from it."""
    _half(size)
    seed = box.seal(os.urandom(32).hex(), _context(list_no))
    row = {"list_no": list_no, "size": size, "used": 0, "sealed_seed": seed, "version": 1}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(dialect.insert(StatusShard).values(row).on_conflict_do_nothing())
    caches.forget(session)


def _half(size: int) -> int:
    half = (size.bit_length() - 1) // 2
    if size < 4 or size != 1 << 2 * half:
        raise ValueError(f"a shard holds a power of four entries, not {size}")
    return half


@lru_cache(maxsize=16)
def _rounds(seed: bytes, size: int) -> tuple[int, tuple[tuple[int, ...], ...]]:
    """The halves' width in bits and a table a round, all drawn from SHAKE-256 of the seed."""
    half = _half(size)
    width, mask = 1 << half, (1 << half) - 1
    drawn = struct.unpack(f"<{width * ROUNDS}H", hashlib.shake_256(LABEL + seed).digest(2 * width * ROUNDS))
    return half, tuple(tuple(value & mask for value in drawn[n * width : (n + 1) * width]) for n in range(ROUNDS))


def _parts(indexes: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(indexes), 1000):
        yield indexes[start : start + 1000]


def _context(list_no: int) -> bytes:
    return f"status-shard:{list_no}".encode()


_SHARDS = cast(Table, StatusShard.__table__)  # both statements built once: half of the work of one
_NEWEST = select(_SHARDS).order_by(_SHARDS.c.list_no.desc()).limit(1).with_for_update()
_TAKE = update(_SHARDS).where(_SHARDS.c.list_no == bindparam("of")).values(used=bindparam("used"))


def _take_few(_dialect: str) -> Any:
    more = bindparam("more", type_=Integer)
    newest = select(func.max(_SHARDS.c.list_no))
    has_room = _SHARDS.c.used + more <= _SHARDS.c.size
    taken = update(_SHARDS).where(_SHARDS.c.list_no == newest.scalar_subquery(), has_room)
    columns = _SHARDS.c.list_no, _SHARDS.c.size, _SHARDS.c.used, _SHARDS.c.sealed_seed
    return taken.values(used=_SHARDS.c.used + more).returning(*columns)


_TAKE_FEW = Statement("take_places", _take_few)
