"""The statements of a wallet's answer, straight to the driver: reading a request, what is known of a copy, and the end.

`finish` is the end of an accepted one on PostgreSQL; on SQLite it is taken in steps, under the one write lock. The
request's row decides who was first; verdict and log hang on it.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    BigInteger,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    exists,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import Session

from backend.audit.models import AuditChain, AuditEntry
from backend.audit.record import advance_head
from backend.certificates.models import Certificate, WalletCopy
from backend.db import Base
from backend.direct import OnPostgresql, OnSqlite, Prepared, at_once
from backend.people.models import Device
from backend.presentations.models import Presentation
from backend.verification.models import VerdictRow
from backend.verification.statements import ENTRY, VERDICT

SINCE = {"since": 0}  # a statement takes two parameters or more


@dataclass(frozen=True)
class Standing:
    """A copy as it was recorded, with its certificate as it stands. `phone_removed`: its key is a phone's that was."""

    certificate: Certificate
    digest: bytes
    ended_at: int | None
    phone_removed: bool


def find(session: Session, key: bytes) -> Presentation | None:
    """The request with this keyed digest, as a value of its own."""
    row = at_once(session, lambda driver: prepared(session, "find").first(driver, {"key": key, **SINCE}))
    return None if row is None else Presentation(**_read(_ASKED.c, row))


def standing(session: Session, place: tuple[int, int]) -> Standing | None:
    """What is known of the copy whose status stands here."""
    values = {"list_no": place[0], "index": place[1]}
    row = at_once(session, lambda driver: prepared(session, "standing").first(driver, values))
    if row is None:
        return None
    phones, removed, *rest = row
    read = _read(_KNOWN, tuple(rest))
    digest, ended_at = read.pop("digest"), read.pop("ended_at")
    return Standing(Certificate(**read), digest, ended_at, 0 < int(phones) == int(removed))


def prepared(session: Session, name: str) -> Prepared:
    """The statement called `name`, compiled at its first use."""
    dialect = session.get_bind().dialect
    found = _PREPARED.get((dialect.name, name))
    if found is None:
        statement, on_postgresql = _STATEMENTS[name](), dialect.name == "postgresql"
        found = OnPostgresql(statement, f"vp_{name}") if on_postgresql else OnSqlite(statement, dialect)
        _PREPARED[dialect.name, name] = found
    return found


def _read(columns: Any, row: tuple[Any, ...]) -> dict[str, Any]:
    """A driver's values as the columns mean them: text from PostgreSQL, SQLite's own kinds."""
    return {column.name: _value(column.type, value) for column, value in zip(columns, row, strict=True)}


def _value(kind: Any, value: Any) -> Any:
    if value is None or isinstance(kind, Text):
        return value
    if isinstance(kind, Uuid):
        return uuid.UUID(value)
    if isinstance(kind, (Integer, BigInteger)):
        return int(value)
    if isinstance(kind, LargeBinary):
        return value if isinstance(value, bytes) else bytes.fromhex(value[2:])
    return orjson.loads(value) if isinstance(kind, JSON) else value


def _table(model: type[Base]) -> Table:
    assert isinstance(model.__table__, Table)
    return model.__table__


_ASKED, _COPY, _HELD, _PHONE = (_table(model) for model in (Presentation, WalletCopy, Certificate, Device))
_KNOWN = (
    _COPY.c.digest, _COPY.c.ended_at, _HELD.c.person_id, _HELD.c.certificate_id, _HELD.c.handle, _HELD.c.state,
    _HELD.c.valid_from, _HELD.c.valid_to,
)  # fmt: skip
_ENDED = ("ended_at", "code_key", "sealed_result", "result_until")


def _find() -> Any:
    key = _ASKED.c.reference_key == bindparam("key", type_=LargeBinary)
    return select(_ASKED).where(key, _ASKED.c.created_at >= bindparam("since", type_=BigInteger))


def _standing() -> Any:
    same = _PHONE.c.thumbprint == _COPY.c.holder_thumbprint
    counts = [
        select(func.count(what)).where(same).scalar_subquery() for what in (_PHONE.c.device_id, _PHONE.c.removed_at)
    ]
    held = and_(_HELD.c.person_id == _COPY.c.person_id, _HELD.c.certificate_id == _COPY.c.certificate_id)
    place = _COPY.c.list_no == bindparam("list_no", type_=Integer), _COPY.c.idx == bindparam("index", type_=Integer)
    return select(*counts, *_KNOWN).join(_HELD, held).where(*place)


def _ended() -> Any:
    """The conditional UPDATE that decides who was first."""
    mine = _ASKED.c.presentation_id == bindparam("which", type_=Uuid)
    waits = _ASKED.c.state == literal_column("'waiting'")
    values: dict[str, Any] = {name: bindparam(name, type_=_ASKED.c[name].type) for name in _ENDED}
    values |= {"state": literal_column("'done'"), "sealed_key": literal_column("NULL")}
    values["verdict_id"] = bindparam("verdict_id", type_=Uuid)
    return update(_ASKED).where(mine, waits).values(values).returning(_ASKED.c.presentation_id)


def _head() -> Any:
    chain = AuditChain.chain == bindparam("chain", type_=BigInteger)
    return select(AuditChain.seq, AuditChain.hash).where(chain, AuditChain.seq >= bindparam("since", type_=BigInteger))


def _finish() -> Any:
    begun = exists().where(AuditChain.chain == bindparam("chain", type_=BigInteger))
    ended = _ended().where(begun).cte("ended")
    digest = bindparam("digest", type_=LargeBinary)
    chain: Any = bindparam("chain", type_=BigInteger)
    head = advance_head(chain, digest).where(exists(select(ended.c.presentation_id))).cte("head")
    text = {name: bindparam(name, type_=Text) for name in (*ENTRY[3:6], "detail", *VERDICT[3:])}
    at, person = bindparam("at", type_=BigInteger), bindparam("person_id", type_=Uuid)
    entry = select(
        chain,
        head.c.seq,
        at,
        text["actor"],
        text["action"],
        text["subject"],
        person,
        text["detail"],
        digest,
        head.c.hash,
    ).select_from(head)
    written = insert(AuditEntry).from_select(ENTRY, entry).returning(AuditEntry.seq).cte("entry")
    plain = [text[name] for name in VERDICT[3:11]]
    verdict = select(
        person, bindparam("verdict_id", type_=Uuid), at, *plain, cast(text["shown"], JSON), cast(text["checks"], JSON),
        text["receipt"],
    ).select_from(written)  # fmt: skip
    return insert(VerdictRow).from_select(VERDICT, verdict).returning(VerdictRow.verdict_id)


_STATEMENTS = {"find": _find, "standing": _standing, "ended": _ended, "head": _head, "finish": _finish}
_PREPARED: dict[tuple[str, str], Prepared] = {}
