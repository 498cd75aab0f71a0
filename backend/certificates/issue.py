"""Issuing one certificate.

Rules, in this order and in one transaction: 1. the issuer may issue the type; 2. the record holds against the type;
3. nothing that still stands is issued twice: a record has one standing version; 4. a place in the status list is
taken; 5. the draft passes lint; 6. the digest of the bytes is recorded; 7. those bytes and no other are signed; 8.
certificate, audit entry and the record's mark are written.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.certificates.draft import Issuance, Previous, make_draft, make_issuance
from backend.certificates.lint import lint
from backend.certificates.models import Certificate
from backend.certificates.refusals import AlreadyIssued
from backend.certificates.rows import record_issue, record_signing, sign_and_store
from backend.certificates.states import STANDING
from backend.registries import records
from backend.registries.calendar import day_of
from backend.registries.models import SourceRecord
from backend.registries.refusals import NameDiffers, RecordRefused
from backend.registries.types import allowed_issuer, known_type
from backend.security import Box
from backend.security.refusals import HolderErased
from backend.trust import keys, status
from backend.web.request import Actor
from certs.catalogue import Catalogue, CertificateType, Problem

BY_HAND = db.NOBODY  # the run of records that no file brought


def issue(
    session: Session,
    record: SourceRecord | Mapping[str, Any],
    *,
    type: str,
    issuer_code: str,
    catalogue: Catalogue,
    box: Box,
    base_url: str,
    now: int,
    actor: Actor,
) -> Certificate:
    """`issue_all`, and the certificate of the first holder."""
    given: dict[str, Any] = {"catalogue": catalogue, "box": box, "base_url": base_url, "now": now, "actor": actor}
    return issue_all(session, record, type=type, issuer_code=issuer_code, **given)[0]


def issue_all(
    session: Session,
    record: SourceRecord | Mapping[str, Any],
    *,
    type: str,
    issuer_code: str,
    catalogue: Catalogue,
    box: Box,
    base_url: str,
    now: int,
    actor: Actor,
) -> list[Certificate]:
    """Issue the certificate of a record in the registry, or of the given fields, which are put there first.

    `type` is its id. Fields that name several holders give each a certificate. Raises UnknownType, TypeNotAllowed,
    RecordRefused, NameDiffers, AlreadyIssued, NoActiveKey, HolderErased, Raced.
    """
    known = known_type(catalogue, type)
    issuance = prepare_issuance(session, known, issuer_code, box=box, base_url=base_url, now=now)
    rows = [record] if isinstance(record, SourceRecord) else put_fields(session, record, issuance=issuance, box=box)
    return [issue_record(session, row, issuance=issuance, box=box, actor=actor) for row in rows]


def prepare_issuance(
    session: Session, type: CertificateType, issuer_code: str, *, box: Box, base_url: str, now: int
) -> Issuance:
    """Rule 1 and the issuer's signer of this moment."""
    issuer = allowed_issuer(session, type, issuer_code)
    signer = keys.signer_for(session, issuer_code, box=box, now=now)
    return make_issuance(
        type, issuer_code, issuer.authority_code, signer, base_url=base_url, today=day_of(now), now=now
    )


def put_fields(session: Session, fields: Mapping[str, Any], *, issuance: Issuance, box: Box) -> Sequence[SourceRecord]:
    """Rule 2, then the rows of the record, one a holder. Raises RecordRefused, NameDiffers."""
    clean, problems = issuance.type.check(fields, today=issuance.today)
    refuse(problems)
    intake = records.Intake(issuance.type, issuance.issuer_code, BY_HAND, box, issuance.now)
    put = records.put_records(session, [clean], intake=intake)[0]
    if put.outcome == records.NAME_DIFFERS:
        raise NameDiffers
    return [_locked(session, person_id, record_id) for person_id, record_id in put.rows]


def refuse(problems: Sequence[Problem]) -> None:
    """Raise RecordRefused when there are problems."""
    if problems:
        places = [
            {"path": f"/fields/{one.field}", "problem": one.en, "code": one.code, "zh": one.zh} for one in problems
        ]
        raise RecordRefused(errors=places)


def issue_record(
    session: Session,
    record: SourceRecord,
    *,
    issuance: Issuance,
    box: Box,
    actor: Actor,
    replacing: Certificate | None = None,
) -> Certificate:
    """Rules 2 to 8 for a record in the registry. `replacing`: the standing version, which the caller has just ended."""
    _locked(session, record.person_id, record.record_id)
    clean, problems = records.open_record(
        record.sealed, record.record_id, type=issuance.type, box=box.of_row(record), today=issuance.today
    )
    refuse(problems)
    newest = replacing or newest_version(session, record.person_id, record.record_id)
    if newest is not None and newest.state in STANDING:
        raise AlreadyIssued
    previous = Previous(newest.certificate_id, newest.version) if newest else None
    place = status.allocate(session, 1, box=box, now=issuance.now)[0]
    draft = make_draft(record.person_id, record.record_id, clean, issuance=issuance, place=place, previous=previous)
    lint(draft, issuance)
    pairs = [(draft, issuance)]
    sign_and_store(session, pairs, record_signing(session, pairs), box=box)
    record.issued_digest = record.digest
    record_issue(session, pairs, actor=actor.subject)
    return session.scalars(select(Certificate).where(*_is(draft.person_id, draft.certificate_id))).one()


def newest_version(session: Session, person_id: uuid.UUID, record_id: uuid.UUID) -> Certificate | None:
    """The latest version of the record's certificate, or None."""
    mine = Certificate.person_id == person_id, Certificate.record_id == record_id
    return session.scalars(select(Certificate).where(*mine).order_by(Certificate.version.desc()).limit(1)).first()


def _locked(session: Session, person_id: uuid.UUID, record_id: uuid.UUID) -> SourceRecord:
    """The record, read anew and locked: two issuers of one record take turns. Raises HolderErased where it is gone: a
    record goes with its holder only."""
    found = session.get(SourceRecord, (person_id, record_id), with_for_update=True, populate_existing=True)
    if found is None:
        raise HolderErased
    return found


def _is(person_id: uuid.UUID, certificate_id: uuid.UUID) -> tuple[Any, ...]:
    return Certificate.person_id == person_id, Certificate.certificate_id == certificate_id
