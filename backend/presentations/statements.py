"""The statements of a wallet's answer, straight to the driver: reading a request, what is known of a copy, and the end.

`finish` is the end of an accepted one on PostgreSQL; on SQLite it is taken in steps, under the one write lock. The
request's row decides who was first; verdict and log hang on it.
"""

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

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
from backend.direct import OnPostgresql, OnSqlite, Prepared, look
from backend.people.models import Device
from backend.presentations.models import Presentation
from backend.verification.models import VerdictRow
from backend.verification.statements import ENTRY, VERDICT

SINCE = {"since": 0}  # a statement takes two parameters or more


class Request(NamedTuple):
    """A row of `models.Presentation`, as far as the wallet's side of it goes. `query`: DCQL as JSON text."""

    presentation_id: uuid.UUID
    verifier_id: str
    actor: str
    purpose: str
    flow: str
    response_mode: str
    redirect_uri: str | None
    query: str
    client_id: str
    nonce: str
    wallet_state: str
    sealed_key: bytes | None
    created_at: int
    expires_at: int
    fetched_at: int | None
    state: str


class Standing(NamedTuple):
    """A copy as it was recorded, with its certificate as it stands. `phones`: that have its key; `removed`: of them."""

    digest: bytes
    ended_at: int | None
    person_id: uuid.UUID
    certificate_id: uuid.UUID
    handle: str
    state: str
    valid_from: str
    valid_to: str | None
    phones: int
    removed: int

    @property
    def phone_removed(self) -> bool:
        """Whether its key is a phone's that was removed."""
        return 0 < self.phones == self.removed


def find(session: Session, key: bytes) -> Request | None:
    """The request with this keyed digest."""
    values = {"key": key, **SINCE}
    row = look(session, lambda driver: prepared(session, "find").first(driver, values))
    return None if row is None else Request(*_read(_REQUEST, row))


def standing(session: Session, place: tuple[int, int]) -> Standing | None:
    """What is known of the copy whose status stands here."""
    values = {"list_no": place[0], "index": place[1]}
    row = look(session, lambda driver: prepared(session, "standing").first(driver, values))
    return None if row is None else Standing(*_read(_STANDING, row))


def prepared(session: Session, name: str) -> Prepared:
    """The statement called `name`, compiled at its first use."""
    dialect = session.get_bind().dialect
    found = _PREPARED.get((dialect.name, name))
    if found is None:
        statement, on_postgresql = _STATEMENTS[name](), dialect.name == "postgresql"
        found = OnPostgresql(statement, f"vp_{name}") if on_postgresql else OnSqlite(statement, dialect)
        _PREPARED[dialect.name, name] = found
    return found


Reader = Callable[[Any], Any]


def _read(readers: tuple[Reader | None, ...], row: tuple[Any, ...]) -> list[Any]:
    """A driver's values as the columns mean them: text from PostgreSQL, SQLite's own kinds."""
    return [value if read is None or value is None else read(value) for read, value in zip(readers, row, strict=True)]


def _reader(kind: Any) -> Reader | None:
    if isinstance(kind, Uuid):
        return uuid.UUID
    if isinstance(kind, (Integer, BigInteger)):
        return int
    return _bytes if isinstance(kind, LargeBinary) else None


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else bytes.fromhex(value[2:])


def _table(model: type[Base]) -> Table:
    assert isinstance(model.__table__, Table)
    return model.__table__


_ASKED, _COPY, _HELD, _PHONE = (_table(model) for model in (Presentation, WalletCopy, Certificate, Device))
_KNOWN = (
    _COPY.c.digest, _COPY.c.ended_at, _HELD.c.person_id, _HELD.c.certificate_id, _HELD.c.handle, _HELD.c.state,
    _HELD.c.valid_from, _HELD.c.valid_to,
)  # fmt: skip
_REQUEST = tuple(_reader(_ASKED.c[name].type) for name in Request._fields)
_STANDING = (*(_reader(column.type) for column in _KNOWN), int, int)
_ENDED = ("ended_at", "code_key", "sealed_result", "result_until")


def _find() -> Any:
    key = _ASKED.c.reference_key == bindparam("key", type_=LargeBinary)
    columns = [_ASKED.c[name] for name in Request._fields]
    return select(*columns).where(key, _ASKED.c.created_at >= bindparam("since", type_=BigInteger))


def _standing() -> Any:
    same = _PHONE.c.thumbprint == _COPY.c.holder_thumbprint
    counts = [
        select(func.count(what)).where(same).scalar_subquery() for what in (_PHONE.c.device_id, _PHONE.c.removed_at)
    ]
    held = and_(_HELD.c.person_id == _COPY.c.person_id, _HELD.c.certificate_id == _COPY.c.certificate_id)
    place = _COPY.c.list_no == bindparam("list_no", type_=Integer), _COPY.c.idx == bindparam("index", type_=Integer)
    return select(*_KNOWN, *counts).join(_HELD, held).where(*place)


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
