"""Copies of a certificate for other people's wallets: the same fields, each bound to one key of that wallet.

Rules: 1. only a certificate that can be shown now is copied; 2. each copy has its own key, salts and place in the
status list, and its time is that of the hour, so that two verifiers cannot tell that two copies are of one holder's
batch; 3. each passes lint, and its digest is recorded before the key is used; 4. a copy follows every change of its
certificate's state; 5. a copy that was ended alone stays ended.
"""

import dataclasses
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.draft import Copy, Issuance, claims_of, prepare_copies
from backend.certificates.issue import prepare_issuance
from backend.certificates.lint import lint
from backend.certificates.models import Certificate, WalletCopy
from backend.certificates.refusals import CertificateUnknown, NotShowable
from backend.certificates.rows import Held, fields_by, identifier_by
from backend.certificates.wallet import showable
from backend.registries.calendar import day_of
from backend.security import Box, HolderBox
from backend.trust import caches, status
from backend.trust import keys as issuer_keys
from certs import sdjwt
from certs.catalogue import Catalogue, CertificateType
from certs.keys import PublicKey
from certs.status import INVALID

HOUR = 3600


@dataclasses.dataclass(frozen=True)
class Batch:
    """What one answer gives: SD-JWT VCs in the order of the keys."""

    batch_id: uuid.UUID
    tokens: tuple[str, ...]


class _Opened(NamedTuple):
    claims: dict[str, Any]
    end: date | None


def sign_copies(
    session: Session,
    certificate: Certificate | Held,
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
    issuance = _issuance(session, type, certificate.issuer_code, box=box, base_url=base_url, now=now)
    places = status.allocate(session, len(holders), box=box, now=now)
    opened = _opened(certificate, issuance, mine=box.of(session, certificate.person_id))
    copies = _copies(certificate, opened, holders, places, issuance)
    batch_id = db.new_id()
    rows = [_row(copy, certificate, offer_id, batch_id, issuance.kid, now) for copy in copies]
    db.insert_many(session, WalletCopy, rows)
    entry = make_entry(
        at=now, actor=actor, action="copies.issued", subject=f"certificate:{certificate.certificate_id}",
        person_id=certificate.person_id, offer=offer_id, batch=batch_id, copies=len(copies),
    )  # fmt: skip
    record(session, entry)
    signed = [sdjwt.seal(copy.prepared, issuance.signer.sign(copy.prepared.signing_input)) for copy in copies]
    return Batch(batch_id, tuple(signed))


def places_of_copies(session: Session, certificate: Certificate) -> list[status.Place]:
    """Where the status of each copy that was not ended alone stands (rules 4 and 5). Whoever ends one meanwhile waits,
    and has the last word in the list."""
    mine = WalletCopy.person_id == certificate.person_id, WalletCopy.certificate_id == certificate.certificate_id
    query = select(WalletCopy.list_no, WalletCopy.idx).where(*mine, WalletCopy.ended_at.is_(None)).with_for_update()
    return [(row.list_no, row.idx) for row in session.execute(query)]


def end_copies(session: Session, person_id: uuid.UUID, *which: Any, now: int) -> int:
    """Make copies invalid for good, at once; how many there were. `which`: conditions on WalletCopy."""
    mine = WalletCopy.person_id == person_id, WalletCopy.ended_at.is_(None), *which
    ended = update(WalletCopy).where(*mine).values(ended_at=now).returning(WalletCopy.list_no, WalletCopy.idx)
    rows = session.execute(ended.execution_options(synchronize_session=False)).all()
    if rows:
        status.set_status(session, [(row.list_no, row.idx) for row in rows], INVALID, now=now)
    return len(rows)


def _issuance(
    session: Session, type: CertificateType, issuer_code: str, *, box: Box, base_url: str, now: int
) -> Issuance:
    """As of this hour (rule 2), or of now when the signing key is younger than that. Whether the issuer may issue the
    type, and which key it signs with, may be up to 5 s old. Raises NoActiveKey, TypeNotAllowed."""
    name = ("copies", issuer_code, type.number, base_url)
    issuance, since = caches.recall(session, name, now=now, most=issuer_keys.CACHE_SECONDS) or (None, now)
    if issuance is None or issuance.type is not type:
        issuance = prepare_issuance(session, type, issuer_code, box=box, base_url=base_url, now=now)
        key = issuer_keys.signing_key(session, issuer_code, now=now)
        since = now if key is None else key.active_from
        caches.keep(session, name, (issuance, since), now=now)
    hour = now - now % HOUR
    return dataclasses.replace(issuance, today=day_of(now), now=hour if since <= hour else now)


def _opened(certificate: Certificate | Held, issuance: Issuance, *, mine: HolderBox) -> _Opened:
    """What all copies of a batch say."""
    fields = fields_by(mine, certificate)
    identifier = identifier_by(mine, certificate)
    claims = claims_of(issuance.type, fields, identifier, certificate.version, today=issuance.today)
    return _Opened(claims, date.fromisoformat(certificate.valid_to) if certificate.valid_to else None)


def _copies(
    certificate: Certificate | Held, opened: _Opened, holders: Sequence[PublicKey], places: Sequence[status.Place],
    issuance: Issuance,
) -> list[Copy]:  # fmt: skip
    """One a key, each read back."""
    prepared = prepare_copies(opened.claims, opened.end, list(zip(places, holders, strict=True)), issuance)
    copies = [
        Copy(db.new_id(), place, one, holder, certificate.version, certificate.valid_to)
        for one, place, holder in zip(prepared, places, holders, strict=True)
    ]
    for copy in copies:
        lint(copy, issuance)
    return copies


def _row(
    copy: Copy, certificate: Certificate | Held, offer_id: uuid.UUID, batch_id: uuid.UUID, kid: str, now: int
) -> dict[str, Any]:
    return {
        "person_id": certificate.person_id,
        "copy_id": copy.copy_id,
        "certificate_id": certificate.certificate_id,
        "offer_id": offer_id,
        "batch_id": batch_id,
        "list_no": copy.place[0],
        "idx": copy.place[1],
        "holder_thumbprint": _thumbprint(copy.prepared.payload["cnf"]["jwk"]),
        "digest": hashlib.sha256(copy.prepared.signing_input).digest(),
        "key_thumbprint": kid,
        "issued_at": now,
        "event": None,
        "ended_at": None,
    }


def _thumbprint(jwk: Mapping[str, str]) -> bytes:
    """RFC 7638, of the holder's key as the copy names it, whose letters are at hand."""
    return hashlib.sha256(f'{{"crv":"P-256","kty":"EC","x":"{jwk["x"]}","y":"{jwk["y"]}"}}'.encode("ascii")).digest()
