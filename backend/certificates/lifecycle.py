"""What happens to a certificate after its issue. Each act has a reason, follows the table in `states`, and is one
transaction with the status list, the history row and the audit entry.

Rules: 1. a department acts on its own certificates only; 2. a change keeps number and holders, a renewal gives a
new period; both make a new version that points to the old one and end the old one; 3. where several hold one title,
all their versions are replaced; 4. the reason is sealed; 5. copies in other wallets, and what other people's phones
show of it, follow at once.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.copies import places_of_copies
from backend.certificates.draft import ISSUE_DATE, Issuance, with_period
from backend.certificates.hold import hold
from backend.certificates.issue import issue_record, newest_version, prepare_issuance, put_fields
from backend.certificates.models import Certificate, StateChange
from backend.certificates.refusals import CertificateUnknown, HolderChanged, NothingChanged
from backend.certificates.rows import certificate_context, open_fields
from backend.certificates.showings import end_with, follow, places_of_showings
from backend.certificates.states import FINAL_KINDS, next_state, status_of
from backend.registries import records
from backend.registries.models import SourceRecord
from backend.security import Box
from backend.trust import status
from backend.web.request import Actor
from certs.catalogue import Catalogue


def own_certificate(session: Session, certificate_id: uuid.UUID, *, issuer_code: str | None) -> Certificate:
    """The issuer's certificate, locked with all of its number, since what several hold is changed as one. Raises
    CertificateUnknown, also for another issuer's."""
    mine = Certificate.certificate_id == certificate_id, Certificate.issuer_code == issuer_code
    number = select(Certificate.number_key).where(*mine).scalar_subquery()
    found = [one for one in _of_number(session, number) if one.certificate_id == certificate_id]
    if not found:
        raise CertificateUnknown
    return found[0]


def own_certificates(session: Session, ids: Iterable[str], *, issuer_code: str) -> Sequence[Certificate]:
    """The issuer's certificates of these, locked."""
    mine = Certificate.certificate_id.in_([uuid.UUID(one) for one in ids]), Certificate.issuer_code == issuer_code
    return hold(session, *mine)


def suspend(session: Session, certificate: Certificate, *, reason: str, box: Box, now: int, actor: Actor) -> None:
    """Suspend (暂扣) until resumed. Raises TransitionRefused."""
    move(session, certificate, "suspend", reason=reason, box=box, now=now, actor=actor)


def resume(session: Session, certificate: Certificate, *, reason: str, box: Box, now: int, actor: Actor) -> None:
    """Lift a suspension. Raises TransitionRefused."""
    move(session, certificate, "resume", reason=reason, box=box, now=now, actor=actor)


def revoke(
    session: Session, certificate: Certificate, *, kind: str, reason: str, box: Box, now: int, actor: Actor
) -> None:
    """End it for good. `kind`: withdrawn, cancelled, lapsed, transferred, revoked. Raises TransitionRefused."""
    if kind not in FINAL_KINDS:
        raise ValueError(f"not a final kind: {kind}")
    move(session, certificate, kind, reason=reason, box=box, now=now, actor=actor)


def change(
    session: Session,
    certificate: Certificate,
    fields: Mapping[str, Any],
    *,
    reason: str,
    catalogue: Catalogue,
    box: Box,
    base_url: str,
    now: int,
    actor: Actor,
) -> Certificate:
    """A new version with these fields changed.

    Raises HolderChanged, NothingChanged, RecordRefused, TransitionRefused.
    """
    issuance = _issuance(session, certificate, catalogue=catalogue, box=box, base_url=base_url, now=now)
    merged = {**open_fields(certificate, box=box), **fields}
    return _replace(session, certificate, merged, "changed", issuance=issuance, reason=reason, box=box, actor=actor)


def renew(
    session: Session,
    certificate: Certificate,
    fields: Mapping[str, Any],
    *,
    reason: str,
    catalogue: Catalogue,
    box: Box,
    base_url: str,
    now: int,
    actor: Actor,
) -> Certificate:
    """A new version with a new period: from today by the type's rule, or the days `fields` give. Raises as `change`."""
    issuance = _issuance(session, certificate, catalogue=catalogue, box=box, base_url=base_url, now=now)
    type, today = issuance.type, issuance.today.isoformat()
    old = open_fields(certificate, box=box)
    kept = {name: value for name, value in old.items() if name not in (type.validity.start, type.validity.end)}
    dates = {name: today for name in (type.validity.start, ISSUE_DATE) if name in type.fields}
    renewed = {**kept, **dates, **fields}
    return _replace(session, certificate, renewed, "renewed", issuance=issuance, reason=reason, box=box, actor=actor)


def move(
    session: Session, certificate: Certificate, act: str, *, reason: str, box: Box, now: int, actor: Actor
) -> None:
    """Follow the table: state, history, status list, audit entry."""
    came_from, following = certificate.state, next_state(act, certificate.state)
    certificate.state, certificate.state_since = following, now
    session.add(
        StateChange(
            person_id=certificate.person_id,
            certificate_id=certificate.certificate_id,
            change_id=db.new_id(),
            from_state=came_from,
            to_state=following,
            sealed_reason=box.of_row(certificate).seal(reason, certificate_context(certificate.certificate_id)),
            actor=actor.subject,
            at=now,
        )
    )
    session.flush()  # the status list below belongs to the state just written
    places = [*places_of_copies(session, certificate), *places_of_showings(session, certificate)]
    status.set_status(session, [(certificate.list_no, certificate.idx), *places], status_of(following), now=now)
    if following in FINAL_KINDS:
        end_with(session, certificate, now=now)
    entry = make_entry(
        at=now, actor=actor.subject, action=f"certificate.{following if act != 'resume' else 'resumed'}",
        subject=f"certificate:{certificate.certificate_id}", person_id=certificate.person_id, came_from=came_from,
    )  # fmt: skip
    record(session, entry)


def _issuance(
    session: Session, certificate: Certificate, *, catalogue: Catalogue, box: Box, base_url: str, now: int
) -> Issuance:
    type = catalogue.by_number(certificate.type_number)
    if type is None:
        raise CertificateUnknown
    return prepare_issuance(session, type, certificate.issuer_code, box=box, base_url=base_url, now=now)


def _replace(
    session: Session,
    certificate: Certificate,
    fields: Mapping[str, Any],
    act: str,
    *,
    issuance: Issuance,
    reason: str,
    box: Box,
    actor: Actor,
) -> Certificate:
    next_state("replace", certificate.state)
    _compare(open_fields(certificate, box=box), fields, issuance, box=box)
    _of_number(session, certificate.number_key)  # before persons and records
    rows = put_fields(session, fields, issuance=issuance, box=box)
    olds = [newest_version(session, row.person_id, row.record_id) for row in rows]  # before any is moved
    made = {
        row.record_id: _next_version(session, row, old, act, issuance, reason, box, actor)
        for row, old in zip(rows, olds, strict=True)
    }
    found = made[certificate.record_id]
    if found is None:
        raise CertificateUnknown
    return found


def _of_number(session: Session, number_key: Any) -> Sequence[Certificate]:
    """All versions that all holders of a number have, locked."""
    return hold(session, Certificate.number_key == number_key)


def _next_version(
    session: Session, row: SourceRecord, old: Certificate | None, act: str, issuance: Issuance, reason: str, box: Box,
    actor: Actor,
) -> Certificate | None:  # fmt: skip
    """Rule 3: the next version of one holder's certificate, after `old`; None where that no longer stands."""
    if old is None or old.state != "valid":
        return None
    move(session, old, "replace", reason=reason, box=box, now=issuance.now, actor=actor)
    entry = make_entry(
        at=issuance.now, actor=actor.subject, action=f"certificate.{act}",
        subject=f"certificate:{old.certificate_id}", person_id=old.person_id, version=old.version + 1,
    )  # fmt: skip
    record(session, entry)
    new = issue_record(session, row, issuance=issuance, box=box, actor=actor, replacing=old)
    follow(session, old, new.certificate_id, box=box, now=issuance.now)
    return new


def _compare(old: Mapping[str, Any], new: Mapping[str, Any], issuance: Issuance, *, box: Box) -> None:
    """Rule 2: raises HolderChanged, NothingChanged. Fields with problems are told of where the record is put."""
    clean, problems = issuance.type.check(new, today=issuance.today)
    if problems:
        return
    holders = [sorted((one.code_type, one.code) for one in issuance.type.holders(fields)) for fields in (old, clean)]
    number = issuance.type.number_field
    if holders[0] != holders[1] or old[number] != clean[number]:
        raise HolderChanged
    following = with_period(issuance.type, clean, today=issuance.today)[0]
    said = [{name: value for name, value in fields.items() if value is not None} for fields in (old, following)]
    if records.digest_of(said[0], box=box) == records.digest_of(said[1], box=box):
        raise NothingChanged
