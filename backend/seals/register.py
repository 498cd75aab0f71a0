"""Seals: proposed by one person, brought into use by another; stopped likewise.

1. A proposal names issuer, person in charge and picture; its key is made at once, in the device where there is one. 2.
It comes into use when somebody other than who proposed it approves the version that was seen; its certificate is made
then, and the seal that the authority had before is stopped: an authority has one seal. 3. A stop is asked for by one
person with a reason and takes effect when another agrees; whoever asked may take it back. A proposal needs one person
to be withdrawn. 4. A stopped seal never seals again; what it sealed stays sealed. Each step is logged.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.key_device import device
from backend.people.two_people import require_another
from backend.seals import picture as pictures
from backend.seals.authority import authority, certify
from backend.seals.models import SealRow
from backend.seals.refusals import NoSuchSeal, SealChanged, SealInvalid, SealSecondPerson
from backend.seals.sealing import ACTIVE, key_label, seal_context
from backend.security import Box
from backend.trust.models import PLATFORM, Issuer
from certs import keys

PROPOSED, STOPPED = "proposed", "stopped"


def propose(
    session: Session, issuer_code: str, *, in_charge: str, shape: str, png: bytes | None, box: Box, actor: str,
    now: int, name: Mapping[str, str] | None = None,
) -> SealRow:  # fmt: skip
    """Rule 1. `name`: the authority's own unless another is given. Raises SealInvalid, DeviceUnavailable."""
    issuer = session.get(Issuer, issuer_code)
    if issuer is None or issuer_code == PLATFORM:
        raise SealInvalid(errors=[{"path": "/issuer_code", "problem": "no such issuer"}])
    named = name or {"zh": issuer.name_zh, "en": issuer.name_en}
    picture = pictures.draw(named["zh"], shape=shape) if png is None else pictures.read_png(png)
    seal_id = db.new_id(now * 1000)
    place, public, sealed = _new_key(seal_id, box=box)
    row = SealRow(
        seal_id=seal_id, issuer_code=issuer_code, name_zh=named["zh"], name_en=named["en"], in_charge=in_charge,
        shape=shape if png is None else pictures.UPLOADED, picture=picture, key_place=place, jwk=keys.jwk_of(public),
        sealed_private=sealed, state=PROPOSED, version=0, proposed_by=actor, proposed_at=now,
    )  # fmt: skip
    session.add(row)
    _changed(session, row, "seal.proposed", actor=actor, now=now, issuer=issuer_code)
    return row


def approve(session: Session, seal_id: uuid.UUID, *, version: int, box: Box, actor: str, now: int) -> SealRow:
    """Rule 2. Raises NoSuchSeal, SealChanged, SealSecondPerson, AuthorityUnusable."""
    row = _locked(session, seal_id)
    _expect(row, row.state == PROPOSED and row.version == version)
    require_another(session, row.proposed_by, actor, refusal=SealSecondPerson)
    issuer = session.get_one(Issuer, row.issuer_code, with_for_update=True)  # one writer an authority
    by = authority(session, box=box, actor=actor, now=now)
    certificate = certify(
        by, keys.public_from_jwk(row.jwk), name=row.name_zh, organisation=issuer.name_zh,
        credit_code=issuer.authority_code, now=now,
    )  # fmt: skip
    for former in _active(session, row.issuer_code):
        _stop(session, former, reason="replaced", actor=actor, now=now)
    row.authority_id, row.certificate = by.authority_id, certificate.public_bytes(Encoding.DER)
    row.not_after = int(certificate.not_valid_after_utc.timestamp())
    row.state, row.approved_by, row.approved_at = ACTIVE, actor, now
    _changed(session, row, "seal.approved", actor=actor, now=now, issuer=row.issuer_code, proposed_by=row.proposed_by)
    return row


def withdraw(session: Session, seal_id: uuid.UUID, *, reason: str, actor: str, now: int) -> SealRow:
    """Rule 3 of a proposal. Raises NoSuchSeal, SealChanged."""
    row = _locked(session, seal_id)
    _expect(row, row.state == PROPOSED)
    _stop(session, row, reason=reason, actor=actor, now=now)
    return row


def ask_stop(session: Session, seal_id: uuid.UUID, *, reason: str, actor: str, now: int) -> SealRow:
    """Rule 3: the first person. The seal stays in use until the second. Raises NoSuchSeal, SealChanged."""
    row = _locked(session, seal_id)
    _expect(row, row.state == ACTIVE and row.stop_asked_by is None)
    row.stop_asked_by, row.stop_asked_at, row.stop_reason = actor, now, reason
    _changed(session, row, "seal.stop_asked", actor=actor, now=now, reason=reason)
    return row


def take_back_stop(session: Session, seal_id: uuid.UUID, *, actor: str, now: int) -> SealRow:
    """Rule 3: the request to stop it is gone. Raises NoSuchSeal, SealChanged."""
    row = _locked(session, seal_id)
    _expect(row, row.state == ACTIVE and row.stop_asked_by is not None)
    row.stop_asked_by = row.stop_asked_at = row.stop_reason = None
    _changed(session, row, "seal.stop_taken_back", actor=actor, now=now)
    return row


def approve_stop(session: Session, seal_id: uuid.UUID, *, version: int, actor: str, now: int) -> SealRow:
    """Rule 3: the second person. Raises NoSuchSeal, SealChanged, SealSecondPerson."""
    row = _locked(session, seal_id)
    _expect(row, row.state == ACTIVE and row.stop_asked_by is not None and row.version == version)
    require_another(session, row.stop_asked_by, actor, refusal=SealSecondPerson)
    _stop(session, row, reason=row.stop_reason or "", actor=actor, now=now)
    return row


def find_seal(session: Session, seal_id: uuid.UUID) -> SealRow:
    """To be read. Raises NoSuchSeal."""
    row = session.get(SealRow, seal_id)
    if row is None:
        raise NoSuchSeal
    return row


def all_seals(session: Session) -> list[SealRow]:
    """All there ever were, by authority, the newest first."""
    return list(session.scalars(select(SealRow).order_by(SealRow.issuer_code, SealRow.proposed_at.desc())))


def _new_key(seal_id: uuid.UUID, *, box: Box) -> tuple[str, keys.PublicKey, bytes | None]:
    """Where it lies, its public half, and the private one sealed where it lies here."""
    held = device()
    if held is not None:
        return "token", held.make_key(key_label(seal_id)), None
    private = keys.new_private_key()
    secret = private.private_numbers().private_value.to_bytes(32)
    return "database", private.public_key(), box.seal_key(secret, seal_context(seal_id))


def _active(session: Session, issuer_code: str) -> list[SealRow]:
    mine = select(SealRow).where(SealRow.issuer_code == issuer_code, SealRow.state == ACTIVE)
    return list(session.scalars(mine.with_for_update().execution_options(populate_existing=True)))


def _stop(session: Session, row: SealRow, *, reason: str, actor: str, now: int) -> None:
    row.state, row.stopped_by, row.stopped_at, row.stop_reason = STOPPED, actor, now, reason
    _changed(session, row, "seal.stopped", actor=actor, now=now, asked_by=row.stop_asked_by, reason=reason)


def _locked(session: Session, seal_id: uuid.UUID) -> SealRow:
    query = select(SealRow).where(SealRow.seal_id == seal_id).with_for_update()
    row = session.scalars(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NoSuchSeal
    return row


def _expect(row: SealRow, met: bool) -> None:
    if not met:
        raise SealChanged(state=row.state, version=row.version)


def _changed(session: Session, row: SealRow, action: str, *, actor: str, now: int, **detail: Any) -> None:
    row.version += 1
    session.flush()  # the next look-up in this transaction must see it
    record(session, make_entry(at=now, actor=actor, action=action, subject=f"seal:{row.seal_id}", **detail))
