"""Append to the audit log in the caller's transaction.

Rules: 1. the entry is written by the transaction that does what it records, or neither is; 2. hash = SHA-256(hash of
the entry before || digest), computed while the chain's head row is locked; 3. digest = SHA-256 of the entry's canonical
JSON; 4. a thread always takes the same chain, and the threads of a process take different ones while they last, so that
writers do not queue for one row; 5. what cannot be recorded is not done: the transaction ends with NotRecorded.
"""

import hashlib
import itertools
import os
import sqlite3
import threading
import uuid
from typing import Any, NamedTuple

import orjson
import psycopg
from sqlalchemy import BigInteger, LargeBinary, Table, bindparam, func, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend import db
from backend.audit.models import AuditChain, AuditEntry
from backend.errors import LiangmaError
from backend.statements import Statement

CHAINS = 8
GENESIS = bytes(32)
FEW = 20  # from here on the bulk way is faster


class NotRecorded(LiangmaError):
    """Rule 5. (A database that does not answer at all is the edge's own 503.)"""

    status = 503
    code = "not_recorded"
    zh = "日志无法写入，没有办理"
    en = "The log cannot be written, so nothing was done"
    next_zh = "请稍后重试；仍不行请联系运维人员检查日志表和磁盘"
    next_en = "Try again later; the operator looks at the log's tables and at the disk"


class _Recording:
    """Around statements that write entries: what they fail with is NotRecorded, but for a database that is away."""

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, FAILED) and not db.is_away(error):
            raise NotRecorded from error


FAILED = DBAPIError, psycopg.Error, sqlite3.Error
recording = _Recording()


class Head(NamedTuple):
    """The end of a chain: the number and the hash of its last entry."""

    seq: int
    hash: bytes


class Entry(NamedTuple):
    """What is recorded. `detail` holds names, numbers of things and counts; never personal data."""

    at: int
    actor: str
    action: str
    subject: str
    person_id: uuid.UUID | None = None
    detail: str = "{}"

    @property
    def digest(self) -> bytes:
        return digest_of(self.at, self.actor, self.action, self.subject, self.person_id, self.detail)


def digest_of(at: int, actor: str, action: str, subject: str, person_id: uuid.UUID | None, detail: str) -> bytes:
    person = None if person_id is None else str(person_id)
    return hashlib.sha256(orjson.dumps([at, actor, action, subject, person, detail])).digest()


def make_entry(
    *, at: int, actor: str, action: str, subject: str, person_id: uuid.UUID | None = None, **detail: Any
) -> Entry:
    text = orjson.dumps(detail, option=orjson.OPT_SORT_KEYS, default=str).decode()
    return Entry(at=at, actor=actor, action=action, subject=subject, person_id=person_id, detail=text)


def record(session: Session, entry: Entry) -> None:
    """Append one entry to this thread's chain."""
    record_many(session, [entry])


def record_many(session: Session, entries: list[Entry]) -> None:
    """Append entries in order to this thread's chain (a batch has one entry per chunk or per certificate)."""
    with recording:
        _append(session, this_chain(), entries)


def _append(session: Session, chain: int, entries: list[Entry]) -> None:
    head = lock_head(session, chain)
    rows = []
    seq, link = head.seq, head.hash
    for entry in entries:
        seq += 1
        digest = entry.digest
        previous, link = link, link_of(link, digest)
        rows.append(
            {"chain": chain, "seq": seq, "at": entry.at, "actor": entry.actor, "action": entry.action,
             "subject": entry.subject, "person_id": entry.person_id, "detail": entry.detail, "digest": digest,
             "hash": link}
        )  # fmt: skip
    if rows:
        write = db.insert_many if len(rows) > FEW else _insert
        write(session, AuditEntry, rows)
        _MOVE.first(session, {"of": chain, "seq": seq, "prev": previous, "hash": link})


def _insert(session: Session, _model: type[AuditEntry], rows: list[dict[str, Any]]) -> None:
    for row in rows:
        _APPEND.first(session, row)


def lock_head(session: Session, chain: int) -> Head:
    """The chain's head, locked until the transaction ends. The chain is begun when it is new."""
    head = _HEAD.first(session, {"of": chain})
    if head is None:
        ensure_chain(session, chain)
        head = _HEAD.first(session, {"of": chain})
        assert head is not None
    return Head(*head)


def ensure_chain(session: Session, chain: int) -> None:
    """Begin a chain; two writers may try at once and one row stands."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {"chain": chain, "seq": 0, "prev": GENESIS, "hash": GENESIS}
    session.execute(dialect.insert(AuditChain).values(row).on_conflict_do_nothing())


def link_of(previous: bytes, digest: bytes) -> bytes:
    """The hash of an entry (rule 2)."""
    return hashlib.sha256(previous + digest).digest()


def advance_head(chain: int, digest: Any) -> Any:
    """The UPDATE … RETURNING that links one entry inside a larger statement (the hot path, on PostgreSQL)."""
    link = func.sha256(AuditChain.hash.concat(digest), type_=LargeBinary)
    moved = update(AuditChain).where(AuditChain.chain == chain)
    seq = AuditChain.seq + literal_column("1")
    return moved.values(seq=seq, prev=AuditChain.hash, hash=link).returning(AuditChain.seq, AuditChain.hash)


def this_chain() -> int:
    """The chain of the calling thread (rule 4)."""
    if not hasattr(_OWN, "number"):
        _OWN.number = os.getpid() + next(_THREADS)  # by process too, so that not all of them begin with one chain
    return int(_OWN.number % CHAINS)


def _table(model: type[db.Base]) -> Table:
    assert isinstance(model.__table__, Table)
    return model.__table__


def _head(_dialect: str) -> Any:
    chain, mine = _table(AuditChain).c, bindparam("of", type_=BigInteger)
    return select(chain.seq, chain.hash).where(chain.chain == mine).with_for_update()


def _append_one(_dialect: str) -> Any:
    columns = _table(AuditEntry).c
    return insert(_table(AuditEntry)).values({one.name: bindparam(one.name, type_=one.type) for one in columns})


def _move(_dialect: str) -> Any:
    chain = _table(AuditChain)
    moved = update(chain).where(chain.c.chain == bindparam("of", type_=BigInteger))
    return moved.values({name: bindparam(name, type_=chain.c[name].type) for name in ("seq", "prev", "hash")})


_HEAD, _APPEND, _MOVE = Statement("head", _head), Statement("entry", _append_one), Statement("move", _move)
_OWN = threading.local()
_THREADS = itertools.count()
