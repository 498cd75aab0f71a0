"""The values and statements behind `seen`: who told what before, who used a code first, whose it is."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.db import NOBODY
from backend.verification.models import SeenCode, UsedCode, VerdictRow, Verifier
from backend.verification.on_behalf import find
from certs.catalogue import Catalogue, CertificateType

Key = tuple[bytes, str]  # one-time id, outcome
LATE_ANSWER = 15  # seconds between a live verdict and the gate's own, when the answer did not arrive


@dataclass(frozen=True, slots=True)
class Sighting:
    """One code as a gate judged it. `at` by the gate's clock; `outcome`: accepted | rejected; never a field's value.

    `tried_online`: a live verdict had been asked for and did not arrive in time.
    """

    once_id: bytes
    at: int
    outcome: str
    mode: str
    reason: str | None
    purpose: str
    handle: str | None
    fields: tuple[str, ...]
    tried_online: bool = False

    @property
    def key(self) -> tuple[bytes, str]:
        return self.once_id, self.outcome


@dataclass(frozen=True, slots=True)
class Gate:
    """Who tells: a verifier, and which of its devices (one partner has many gates under one id)."""

    verifier_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An earlier use of a code: when, and by a window, a partner or another offline gate."""

    at: int
    kind: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose code it was; with the certificate where the gate named its handle."""

    person_id: uuid.UUID
    certificate_id: uuid.UUID | None = None
    type: CertificateType | None = None
    handle: str | None = None


def own(session: Session, gate: Gate, keys: Collection[Key]) -> dict[Key, Elsewhere | None]:
    """What this gate told before of these codes, with the earlier use it was told of."""
    ids = sorted({once_id for once_id, _ in keys})
    mine = SeenCode.verifier_id == gate.verifier_id, SeenCode.gate == gate.name
    query = select(SeenCode).where(SeenCode.once_id.in_(ids), *mine)
    rows = session.scalars(query.execution_options(populate_existing=True))
    found = {(row.once_id, row.outcome): _stored(row) for row in rows}
    return {key: first for key, first in found.items() if key in set(keys)}


def use_up(session: Session, accepted: Mapping[bytes, int]) -> frozenset[bytes]:
    """Insert one-time ids with the time of use; those that nobody had used before."""
    rows = [{"once_id": once_id, "used_at": at, "verdict_id": None} for once_id, at in accepted.items()]
    return frozenset(row[0] for row in _insert(session, UsedCode, rows, "once_id"))


def insert(session: Session, rows: Sequence[dict[str, Any]]) -> frozenset[Key]:
    """Insert what a gate saw; the keys of rows that were new."""
    return frozenset((row[0], row[1]) for row in _insert(session, SeenCode, rows, "once_id", "outcome"))


def elsewhere(session: Session, used_here: Mapping[bytes, Sighting], gate: Gate) -> dict[bytes, Elsewhere]:
    """The first use of each of these used codes, where it was not this gate's own."""
    ids = list(used_here)
    used = (
        select(UsedCode.once_id, UsedCode.used_at, VerdictRow.verifier_id, Verifier.kind)
        .outerjoin(VerdictRow, VerdictRow.verdict_id == UsedCode.verdict_id)
        .outerjoin(Verifier, Verifier.verifier_id == VerdictRow.verifier_id)
        .where(UsedCode.once_id.in_(ids))
    )
    gates = _other_gates(session, ids, gate)
    found: dict[bytes, Elsewhere] = {}
    for once_id, used_at, online, kind in session.execute(used):
        if online is not None and not _was_late(used_here[once_id], used_at, own=online == gate.verifier_id):
            found[once_id] = Elsewhere(used_at, kind or "window")
        elif once_id in gates:
            found[once_id] = Elsewhere(gates[once_id], "gate")
    return found


def holders(session: Session, handles: Mapping[bytes, str | None], catalogue: Catalogue) -> dict[bytes, Holder]:
    """Whose each code was: by the certificate it names, else by the online verdict on the same code."""
    found = _online_holders(session, list(handles))
    named = sorted({handle for handle in handles.values() if handle is not None})
    rows = session.scalars(select(Certificate).where(Certificate.handle.in_(named))) if named else ()
    by_handle = {
        row.handle: Holder(row.person_id, row.certificate_id, catalogue.by_number(row.type_number), row.handle)
        for row in rows
    }
    for handle, (_showing, row) in find(session, set(named) - by_handle.keys()).items():  # shown on somebody's behalf
        by_handle[handle] = Holder(row.person_id, row.certificate_id, catalogue.by_number(row.type_number), handle)
    return found | {once_id: by_handle[handle] for once_id, handle in handles.items() if handle in by_handle}


def _was_late(one: Sighting, used_at: int, *, own: bool) -> bool:
    """Whether the live verdict was this gate's own, whose answer did not arrive in time."""
    return own and one.tried_online and abs(used_at - one.at) <= LATE_ANSWER


def _other_gates(session: Session, ids: Sequence[bytes], gate: Gate) -> dict[bytes, int]:
    """When another gate accepted each code; of several the one that told first."""
    another = or_(SeenCode.verifier_id != gate.verifier_id, SeenCode.gate != gate.name)
    theirs = another, SeenCode.outcome == "accepted"
    query = select(SeenCode.once_id, SeenCode.at).where(SeenCode.once_id.in_(ids), *theirs)
    rows = session.execute(query.order_by(SeenCode.uploaded_at.desc(), SeenCode.seen_id.desc()))
    return {once_id: at for once_id, at in rows}


def _online_holders(session: Session, ids: Sequence[bytes]) -> dict[bytes, Holder]:
    query = (
        select(UsedCode.once_id, VerdictRow.person_id)
        .join(VerdictRow, VerdictRow.verdict_id == UsedCode.verdict_id)
        .where(UsedCode.once_id.in_(ids), VerdictRow.person_id != NOBODY)
    )
    return {once_id: Holder(person_id) for once_id, person_id in session.execute(query)}


def _stored(row: SeenCode) -> Elsewhere | None:
    return None if row.first_at is None else Elsewhere(row.first_at, row.first_kind or "gate")


def _insert(session: Session, model: Any, rows: Sequence[dict[str, Any]], *returned: str) -> Iterable[Any]:
    if not rows:
        return ()
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table = model.__table__
    statement = dialect.insert(table).on_conflict_do_nothing().returning(*(table.c[name] for name in returned))
    return session.connection().execute(statement, list(rows)).all()
