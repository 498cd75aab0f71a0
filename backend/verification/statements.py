"""The statements behind `redeem`, written once in SQLAlchemy Core, compiled once a process and dialect.

`redeem…` are the whole of a redemption on PostgreSQL; the others are its steps on SQLite. Every writing part of the
large one hangs on the part before it, so that they lock in one order: nonce, one-time id, chain. What is the same in
every redemption stands in the text: a statement's parameters are what differs. A citizen's certificate has statements
of its own, which ask for no legal representative: it has none, and nearly every code shows one.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Dialect,
    LargeBinary,
    String,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql

from backend.audit.models import COMMONEST, AuditChain, AuditEntry
from backend.audit.record import advance_head
from backend.certificates.models import Certificate
from backend.direct import OnPostgresql, OnSqlite, Prepared
from backend.people.models import Device, Nonce, Person
from backend.verification.models import UsedCode, VerdictRow

ENTRY = ("chain", "seq", "at", "actor", "action", "subject", "person_id", "detail", "digest", "hash")
VERDICT = (
    "person_id", "verdict_id", "at", "verifier_id", "actor", "purpose", "case_no", "matter_code", "form", "outcome",
    "reason", "shown", "checks", "receipt",
)  # fmt: skip
FORM: Final = "view"  # of every code that is redeemed
OUTCOME: Final = "accepted"
SHOWN_START = '[{"certificate_id":"'
FOUND = (
    Certificate.person_id,
    Certificate.certificate_id,
    Device.person_id.label("presenter"),
    Certificate.valid_to,
)


def prepared(dialect: Dialect, name: str) -> Prepared:
    """The statement called `name`, compiled at its first use."""
    found = _PREPARED.get((dialect.name, name))
    if found is None:
        statement = _STATEMENTS[name]()
        on_postgresql = dialect.name == "postgresql"
        found = OnPostgresql(statement, name) if on_postgresql else OnSqlite(statement, dialect)
        _PREPARED[dialect.name, name] = found
    return found


def called(step: str, *, citizen: bool, nonce: bool) -> str:
    """The name of a `step` (redeem | look) for a citizen's certificate or an organisation's, by whether the code has a
    nonce."""
    return f"{step}_{'citizen' if citizen else 'organisation'}{'_nonce' if nonce else ''}"


def _holder(*, citizen: bool) -> Any:
    """Rule 1 but for the code and its nonce: certificate, holder, phone and this thread's chain, or no row. Two rows
    where one phone is both the organisation's and its representative's: either will do."""
    phone = and_(Device.thumbprint == _bytes("thumbprint"), Device.removed_at.is_(None))
    found = select(*FOUND).select_from(Certificate).join(Device, phone).join(AuditChain, AuditChain.chain == _chain())
    theirs = Device.person_id == Certificate.person_id
    if not citizen:
        found = found.outerjoin(Person, Person.person_id == Certificate.person_id)
        theirs = or_(theirs, Device.person_id == Person.represented_by)
    return found.where(
        Certificate.handle == bindparam("handle", type_=String),
        Certificate.type_number == bindparam("type_number", type_=BigInteger),
        Certificate.state == literal_column("'valid'"),
        Certificate.valid_from <= bindparam("today", type_=String),
        or_(Certificate.valid_to.is_(None), Certificate.valid_to >= bindparam("today", type_=String)),
        theirs,
    )


def nonce_usable() -> Any:
    """One of our nonces, unspent and not ended. A challenge is its verifier's own; a phone's nonce serves any phone."""
    return and_(
        Nonce.nonce == _bytes("cnonce"),
        Nonce.use == bindparam("nonce_use", type_=String),
        or_(Nonce.use == literal_column("'code'"), Nonce.owner == bindparam("verifier_id", type_=String)),
        Nonce.used_at.is_(None),
        Nonce.expires_at > _at(),
    )


def nonce_values(nonce: bytes | None, *, challenge: bool, verifier_id: str, at: int) -> dict[str, Any]:
    """The parameters of `nonce_usable`. `challenge`: the nonce is the verifier's own."""
    return {"cnonce": nonce, "nonce_use": "challenge" if challenge else "code", "verifier_id": verifier_id, "at": at}


def _redemption(*, citizen: bool, nonce: bool) -> Any:
    holder = _holder(citizen=citizen).limit(literal_column("1")).cte("holder")
    origin: Any = holder
    if nonce:
        spent = update(Nonce).where(nonce_usable(), exists(select(holder.c.person_id))).values(used_at=_at())
        origin = holder.join(spent.returning(Nonce.nonce).cte("spent"), true())
    code = select(_bytes("once_id"), _at(), bindparam("verdict_id", type_=Uuid)).select_from(origin)
    used = postgresql.insert(UsedCode).from_select(["once_id", "used_at", "verdict_id"], code)
    used_cte = used.on_conflict_do_nothing().returning(UsedCode.once_id).cte("used")
    person = func.convert_to(cast(holder.c.person_id, Text), literal_column("'UTF8'"), type_=LargeBinary)
    digest = func.sha256(_bytes("before").concat(person).concat(_bytes("after")), type_=LargeBinary)
    head = advance_head(_chain(), digest).where(used_cte.c.once_id == _bytes("once_id")).cte("head")
    entry = _entry_cte(holder, head, digest)
    written = _verdict_cte(holder, entry)
    return select(holder.c.person_id, holder.c.certificate_id, holder.c.presenter, holder.c.valid_to).select_from(
        holder.join(written, true())
    )


def _entry_cte(holder: Any, head: Any, digest: Any) -> Any:
    text = {name: bindparam(name, type_=Text) for name in ("actor", "subject", "detail")}
    row = select(
        _chain(), head.c.seq, _at(), text["actor"], literal_column(f"'{COMMONEST}'"), text["subject"],
        holder.c.person_id, text["detail"], digest, head.c.hash,
    ).select_from(holder.join(head, true()))  # fmt: skip
    return insert(AuditEntry).from_select(ENTRY, row).returning(AuditEntry.seq).cte("entry")


def _verdict_cte(holder: Any, entry: Any) -> Any:
    text = {name: bindparam(name, type_=Text) for name in (*VERDICT, "shown_end")}
    shown = literal_column(f"'{SHOWN_START}'").concat(cast(holder.c.certificate_id, Text)).concat(text["shown_end"])
    row = select(
        holder.c.person_id,
        bindparam("verdict_id", type_=Uuid),
        _at(),
        *(text[name] for name in VERDICT[3:8]),
        *map(literal_column, (f"'{FORM}'", f"'{OUTCOME}'", "NULL")),
        cast(shown, JSON),
        cast(text["checks"], JSON),
        text["receipt"],
    ).select_from(holder.join(entry, true()))
    return insert(VerdictRow).from_select(VERDICT, row).returning(VerdictRow.verdict_id).cte("written")


def _look(*, citizen: bool, nonce: bool) -> Any:
    """The holder and the head of the chain, where all conditions are met."""
    unused = ~exists().where(UsedCode.once_id == _bytes("once_id"))
    look = _holder(citizen=citizen).add_columns(AuditChain.seq, AuditChain.hash).where(unused)
    return look.where(exists().where(nonce_usable())) if nonce else look


def _insert(table: Any, columns: tuple[str, ...], **more: Any) -> Any:
    return insert(table.__table__).values(_plain(columns) | more)


def _plain(columns: tuple[str, ...]) -> dict[str, Any]:
    """Parameters called like their columns; their values are in the driver's own form already."""
    return {name: bindparam(name, type_=Text) for name in columns}


def _bytes(name: str) -> Any:
    return bindparam(name, type_=LargeBinary)


def _at() -> Any:
    return bindparam("at", type_=BigInteger)


def _chain() -> Any:
    return bindparam("chain", type_=BigInteger)


_STATEMENTS: dict[str, Callable[[], Any]] = {
    **{
        called(step, citizen=citizen, nonce=nonce): partial(make, citizen=citizen, nonce=nonce)
        for step, make in (("redeem", _redemption), ("look", _look))
        for citizen in (True, False)
        for nonce in (True, False)
    },
    "use": lambda: _insert(UsedCode, ("once_id", "verdict_id"), used_at=_at()),
    "spend": lambda: update(Nonce).where(nonce_usable()).values(used_at=_at()).returning(Nonce.nonce),
    "advance": lambda: update(AuditChain).where(AuditChain.chain == _chain()).values(_plain(("seq", "prev", "hash"))),
    "entry": lambda: _insert(AuditEntry, ENTRY),
    "verdict": lambda: _insert(VerdictRow, VERDICT),
}
_PREPARED: dict[tuple[str, str], Prepared] = {}
