"""Copies of a certificate for other people's wallets: the same fields, each bound to one key of that wallet.

Rules: 1. only a certificate that can be shown now is copied; 2. each copy has its own key, salts and place in the
status list, and its time is that of the hour, so that two verifiers cannot tell that two copies are of one holder's
batch; 3. each passes lint, and its digest is recorded before the key is used; 4. a copy follows every change of its
certificate's state; 5. a copy that was ended alone stays ended.
"""

import dataclasses
import hashlib
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.draft import Draft, Issuance, claims_of, prepare_claims
from backend.certificates.issue import prepare_issuance
from backend.certificates.lint import lint
from backend.certificates.models import Certificate, WalletCopy
from backend.certificates.refusals import CertificateUnknown, NotShowable
from backend.certificates.rows import open_fields, open_identifier
from backend.certificates.wallet import showable
from backend.security import Box
from backend.trust import keys as issuer_keys
from backend.trust import status
from certs import sdjwt
from certs.catalogue import Catalogue
from certs.keys import PublicKey, thumbprint
from certs.status import INVALID

HOUR = 3600


@dataclasses.dataclass(frozen=True)
class Batch:
    """What one answer gives: SD-JWT VCs in the order of the keys."""

    batch_id: uuid.UUID
    tokens: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class _Opened:
    fields: dict[str, Any]
    identifier: str
    claims: dict[str, Any]
    end: date | None


def sign_copies(
    session: Session,
    certificate: Certificate,
    holders: Sequence[PublicKey],
    *,
    offer_id: uuid.UUID,
    catalogue: Catalogue,
    box: Box,
    base_url: str,
    now: int,
    actor: str,
) -> Batch:
    """One copy a key. Raises NotShowable, CertificateUnknown, NoActiveKey, TypeNotAllowed."""
    type = catalogue.by_number(certificate.type_number)
    if type is None:
        raise CertificateUnknown
    if not showable(certificate, now):
        raise NotShowable
    issuance = prepare_issuance(session, type, certificate.issuer_code, box=box, base_url=base_url, now=now)
    issuance = dataclasses.replace(issuance, now=_hour(session, certificate.issuer_code, now))
    places = status.allocate(session, len(holders), box=box, now=now)
    opened = _opened(certificate, issuance, box=box)
    drafts = [
        _draft(certificate, opened, holder, place, issuance) for holder, place in zip(holders, places, strict=True)
    ]
    batch_id = db.new_id()
    rows = [_row(draft, certificate, offer_id, batch_id, issuance, now) for draft in drafts]
    db.insert_many(session, WalletCopy, rows)
    entry = make_entry(
        at=now, actor=actor, action="copies.issued", subject=f"certificate:{certificate.certificate_id}",
        person_id=certificate.person_id, offer=offer_id, batch=batch_id, copies=len(drafts),
    )  # fmt: skip
    record(session, entry)
    signed = (sdjwt.seal(draft.prepared, issuance.signer.sign(draft.prepared.signing_input)) for draft in drafts)
    return Batch(batch_id, tuple(signed))


def places_of_copies(session: Session, certificate: Certificate) -> list[status.Place]:
    """Where the status of each copy that was not ended alone stands (rules 4 and 5)."""
    mine = WalletCopy.person_id == certificate.person_id, WalletCopy.certificate_id == certificate.certificate_id
    query = select(WalletCopy.list_no, WalletCopy.idx).where(*mine, WalletCopy.ended_at.is_(None))
    return [(row.list_no, row.idx) for row in session.execute(query)]


def end_copies(session: Session, person_id: uuid.UUID, *which: Any, now: int) -> int:
    """Make copies invalid for good, at once; how many there were. `which`: conditions on WalletCopy."""
    mine = WalletCopy.person_id == person_id, WalletCopy.ended_at.is_(None), *which
    ended = update(WalletCopy).where(*mine).values(ended_at=now).returning(WalletCopy.list_no, WalletCopy.idx)
    rows = session.execute(ended.execution_options(synchronize_session=False)).all()
    if rows:
        status.set_status(session, [(row.list_no, row.idx) for row in rows], INVALID, now=now)
    return len(rows)


def _hour(session: Session, issuer_code: str, now: int) -> int:
    """Rule 2: the hour's beginning, or now when the signing key is younger than that."""
    key = issuer_keys.signing_key(session, issuer_code, now=now)
    hour = now - now % HOUR
    return hour if key is not None and key.active_from <= hour else now


def _opened(certificate: Certificate, issuance: Issuance, *, box: Box) -> _Opened:
    """What all copies of a batch say."""
    fields = open_fields(certificate, box=box)
    identifier = open_identifier(certificate, box=box)
    claims = claims_of(issuance.type, fields, identifier, certificate.version, today=issuance.today)
    return _Opened(
        fields, identifier, claims, date.fromisoformat(certificate.valid_to) if certificate.valid_to else None
    )


def _draft(
    certificate: Certificate, opened: _Opened, holder: PublicKey, place: status.Place, issuance: Issuance
) -> Draft:
    draft = Draft(
        certificate_id=db.new_id(),
        person_id=certificate.person_id,
        record_id=certificate.record_id,
        handle=certificate.handle,
        identifier=opened.identifier,
        fields=opened.fields,
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        version=certificate.version,
        previous_id=certificate.previous_id,
        place=place,
        prepared=prepare_claims(opened.claims, opened.end, place, issuance, holder),
        holder=holder,
    )
    lint(draft, issuance)
    return draft


def _row(
    draft: Draft, certificate: Certificate, offer_id: uuid.UUID, batch_id: uuid.UUID, issuance: Issuance, now: int
) -> dict[str, Any]:
    assert draft.holder is not None
    return {
        "person_id": draft.person_id,
        "copy_id": draft.certificate_id,
        "certificate_id": certificate.certificate_id,
        "offer_id": offer_id,
        "batch_id": batch_id,
        "list_no": draft.place[0],
        "idx": draft.place[1],
        "holder_thumbprint": thumbprint(draft.holder),
        "digest": hashlib.sha256(draft.prepared.signing_input).digest(),
        "key_thumbprint": issuance.kid,
        "issued_at": now,
        "event": None,
        "ended_at": None,
    }
