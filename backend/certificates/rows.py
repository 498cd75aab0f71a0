"""The rows of issued certificates: what is recorded before signing and what is stored after, for one or many alike.

Rules: 1. the digest of the bytes to be signed is written before the key is used; 2. only bytes with that digest are
signed; 3. fields, identifier and signed form are sealed and bound to their row; 4. every certificate has its audit
entry.
"""

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from sqlalchemy import Select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import Entry, make_entry, record_many
from backend.certificates.draft import Draft, Issuance
from backend.certificates.models import Certificate, SigningRecord
from backend.certificates.refusals import CertificateUnknown, LintFailed
from backend.people.models import Route
from backend.registries import records
from backend.security import Box, HolderBox
from backend.security.models import HolderKey
from certs import sdjwt

Pairs = Sequence[tuple[Draft, Issuance]]


class Held(NamedTuple):
    """A row of `models.Certificate`, as far as copies are made of it."""

    person_id: uuid.UUID
    certificate_id: uuid.UUID
    record_id: uuid.UUID
    handle: str
    type_number: int
    issuer_code: str
    version: int
    previous_id: uuid.UUID | None
    state: str
    valid_from: str
    valid_to: str | None
    sealed_identifier: bytes
    sealed_fields: bytes


class Carried(NamedTuple):
    """A row of `models.Certificate`, as far as cards and views are made of it, with its holder's."""

    person_id: uuid.UUID
    certificate_id: uuid.UUID
    handle: str
    type_number: int
    issuer_code: str
    version: int
    state: str
    state_since: int
    issued_at: int
    valid_from: str
    valid_to: str | None
    list_no: int
    idx: int
    sealed_identifier: bytes
    sealed_fields: bytes
    holder_kind: str
    sealed_holder: bytes
    wrapping_id: str | None
    wrapped: bytes | None


Sealed = Certificate | Held | Carried
HANDLE = "certificate"  # the kind of a route from a handle to its holder


def certificate_context(certificate_id: uuid.UUID) -> bytes:
    return b"certificate:" + certificate_id.bytes


def fields_context(person_id: uuid.UUID, certificate_id: uuid.UUID) -> bytes:
    """What views are made of is bound to its holder too: a copy of the row under somebody else does not open."""
    return b"certificate-fields:" + person_id.bytes + certificate_id.bytes


def read_with_keys(session: Session, query: Select[Certificate], *, box: Box) -> list[Certificate]:
    """The certificates of a query, as they stand, and by the same statement the keys of their holders."""
    keyed = query.add_columns(HolderKey.wrapping_id, HolderKey.wrapped).outerjoin(
        HolderKey, HolderKey.person_id == Certificate.person_id
    )
    found = []
    for certificate, wrapping_id, wrapped in session.execute(keyed.execution_options(populate_existing=True)):
        box.keyring.told(session, certificate.person_id, wrapping_id, wrapped)
        found.append(certificate)
    return found


def open_fields(certificate: Certificate, *, box: Box) -> dict[str, Any]:
    """The certificate's fields, opened. Raises CertificateUnknown for a row that was put under another person."""
    return fields_by(box.of_row(certificate), certificate)


def fields_by(mine: HolderBox, certificate: Sealed) -> dict[str, Any]:
    """The same by the box of whom the row names as its holder."""
    context = fields_context(certificate.person_id, certificate.certificate_id)
    try:
        opened: dict[str, Any] = mine.open(certificate.sealed_fields, context)
    except InvalidTag as error:
        raise CertificateUnknown("its fields were not sealed for this row") from error
    return opened


def open_identifier(certificate: Certificate, *, box: Box) -> str:
    """The certificate's identifier (GB/T 36904), opened."""
    return identifier_by(box.of_row(certificate), certificate)


def identifier_by(mine: HolderBox, certificate: Sealed) -> str:
    """The same by the box of whom the row names as its holder."""
    return str(mine.open(certificate.sealed_identifier, certificate_context(certificate.certificate_id)))


def record_signing(session: Session, pairs: Pairs) -> list[bytes]:
    """Rule 1: the digests, in order, written in this transaction before any key is used."""
    digests = [hashlib.sha256(draft.prepared.signing_input).digest() for draft, _ in pairs]
    rows = [
        {
            "person_id": draft.person_id,
            "certificate_id": draft.certificate_id,
            "digest": digest,
            "key_thumbprint": issuance.kid,
            "recorded_at": issuance.now,
        }
        for (draft, issuance), digest in zip(pairs, digests, strict=True)
    ]
    db.insert_many(session, SigningRecord, rows)
    return digests


def sign_and_store(session: Session, pairs: Pairs, digests: Sequence[bytes], *, box: Box) -> list[dict[str, Any]]:
    """Rules 2 and 3: the certificates' rows, inserted; in order."""
    rows = [
        _certificate(draft, issuance, _sign(draft, issuance, digest), box=box, mine=box.of(session, draft.person_id))
        for (draft, issuance), digest in zip(pairs, digests, strict=True)
    ]
    routes = [{"kind": HANDLE, "key": row["handle"].encode(), "person_id": row["person_id"]} for row in rows]
    db.insert_many(session, Route, routes)  # its primary key keeps a handle to one certificate, wherever holders are
    db.insert_many(session, Certificate, rows)
    return rows


def record_issue(session: Session, pairs: Pairs, *, actor: str, more: Sequence[Entry] = ()) -> None:
    """Rule 4. `more` goes in front: what a batch says about its chunk."""
    entries = [
        make_entry(
            at=issuance.now, actor=actor, action="certificate.issued", subject=f"certificate:{draft.certificate_id}",
            person_id=draft.person_id, type=issuance.type.id, version=draft.version,
        )
        for draft, issuance in pairs
    ]  # fmt: skip
    record_many(session, [*more, *entries])


def _sign(draft: Draft, issuance: Issuance, digest: bytes) -> str:
    signing_input = draft.prepared.signing_input
    if hashlib.sha256(signing_input).digest() != digest:
        raise LintFailed("the bytes are not those that were recorded")
    return sdjwt.seal(draft.prepared, issuance.signer.sign(signing_input))


def _certificate(draft: Draft, issuance: Issuance, token: str, *, box: Box, mine: HolderBox) -> dict[str, Any]:
    context = certificate_context(draft.certificate_id)
    identifier, fields, sd_jwt = mine.seal_each([
        (draft.identifier, context),
        (draft.fields, fields_context(draft.person_id, draft.certificate_id)),
        (token, context),
    ])  # fmt: skip
    return {
        "person_id": draft.person_id,
        "certificate_id": draft.certificate_id,
        "handle": draft.handle,
        "record_id": draft.record_id,
        "type_number": issuance.type.number,
        "number_key": records.number_key(issuance.type, draft.fields, box=box),
        "sealed_identifier": identifier,
        "sealed_fields": fields,
        "sealed_sd_jwt": sd_jwt,
        "version": draft.version,
        "previous_id": draft.previous_id,
        "state": "valid",
        "state_since": issuance.now,
        "issuer_code": issuance.issuer_code,
        "list_no": draft.place[0],
        "idx": draft.place[1],
        "issued_at": issuance.now,
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
    }
