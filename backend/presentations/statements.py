"""The statements of a wallet's answer, built once: building one costs as much as running it."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, Table, Uuid, and_, bindparam, select, update
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate, WalletCopy
from backend.db import Base
from backend.people.models import Device
from backend.presentations.models import Presentation


@dataclass(frozen=True)
class Standing:
    """A copy as it was recorded, with its certificate as it stands. `phone_removed`: its key is a phone's that was."""

    certificate: Certificate
    digest: bytes
    ended_at: int | None
    phone_removed: bool


def _table(model: type[Base]) -> Table:
    assert isinstance(model.__table__, Table)
    return model.__table__


_ASKED, _COPY, _HELD, _PHONE = (_table(model) for model in (Presentation, WalletCopy, Certificate, Device))
_FIND = select(_ASKED).where(_ASKED.c.reference_key == bindparam("key", type_=LargeBinary))
_STANDING = (
    select(
        _COPY.c.digest, _COPY.c.ended_at, _PHONE.c.device_id, _PHONE.c.removed_at, _HELD.c.person_id,
        _HELD.c.certificate_id, _HELD.c.handle, _HELD.c.state, _HELD.c.valid_from, _HELD.c.valid_to,
    )
    .join(_HELD, and_(_HELD.c.person_id == _COPY.c.person_id, _HELD.c.certificate_id == _COPY.c.certificate_id))
    .outerjoin(_PHONE, _PHONE.c.thumbprint == _COPY.c.holder_thumbprint)
    .where(_COPY.c.list_no == bindparam("list_no"), _COPY.c.idx == bindparam("index"))
)  # fmt: skip
_ENDED = ("state", "reason", "ended_at", "verdict_id", "code_key", "sealed_result", "result_until")
_END = (
    update(_ASKED)
    .where(_ASKED.c.presentation_id == bindparam("which", type_=Uuid), _ASKED.c.state == "waiting")
    .values({name: bindparam(name, type_=_ASKED.c[name].type) for name in _ENDED} | {"sealed_key": None})
    .returning(_ASKED.c.presentation_id)
)


def find(session: Session, key: bytes) -> Presentation | None:
    """The request with this keyed digest, as a value of its own."""
    row = session.execute(_FIND, {"key": key}).first()
    return None if row is None else Presentation(**row._mapping)


def standing(session: Session, place: tuple[int, int]) -> Standing | None:
    """What is known of the copy whose status stands here."""
    rows = session.execute(_STANDING, {"list_no": place[0], "index": place[1]}).all()
    if not rows:
        return None
    one = rows[0]
    kept = ("person_id", "certificate_id", "handle", "state", "valid_from", "valid_to")
    certificate = Certificate(**{name: one._mapping[name] for name in kept})
    removed = all(row.device_id is not None and row.removed_at is not None for row in rows)
    return Standing(certificate, one.digest, one.ended_at, removed)


def end(session: Session, presentation_id: uuid.UUID, state: str, *, now: int, **given: Any) -> bool:
    """End a request that waits; False when another answer was quicker."""
    values = dict.fromkeys(_ENDED) | {"which": presentation_id, "state": state, "ended_at": now} | given
    return session.execute(_END, values).first() is not None
