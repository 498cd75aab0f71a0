"""Where notices are told from: certificates, their changes of state, verdicts, gates' reports, phones and passkeys.

Each source reads one table along the index of the reader's own rows, newest first, at most `span.limit + 2` rows. What
ends soon is reckoned from the few certificates that the reader has.
"""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate, StateChange
from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import ENDED, EXPIRING, KINDS
from backend.people.models import Device, Passkey
from backend.registries.calendar import end_of
from backend.verification.models import SeenCode, VerdictRow, Verifier
from backend.verification.verdict import WITHOUT_CODE
from certs.catalogue import CertificateType
from certs.reasons import REASONS

DAY = 86_400


def certificates(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """First versions, and newer ones."""
    at, row_id = Certificate.issued_at, Certificate.certificate_id
    query = select(Certificate).where(Certificate.person_id.in_(reader.persons), span.of(at, row_id))
    for row in session.scalars(_newest(query, at, row_id, span)):
        kind = "certificate_changed" if row.previous_id else "certificate_issued"
        yield from _about(
            reader, row.type_number, kind, row.issued_at, row_id=row.certificate_id, of=row.certificate_id
        )


def changes(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Suspended, resumed, ended. (A version that another replaced is told of by that other.)"""
    at, row_id = StateChange.at, StateChange.change_id
    query = (
        select(StateChange, Certificate.type_number)
        .join(Certificate, (Certificate.person_id == StateChange.person_id)
              & (Certificate.certificate_id == StateChange.certificate_id))
        .where(StateChange.person_id.in_(reader.persons), StateChange.to_state != "superseded", span.of(at, row_id))
    )  # fmt: skip
    for row, number in session.execute(_newest(query, at, row_id, span)):
        standing = {"suspended": "certificate_suspended", "valid": "certificate_resumed"}
        zh, en = ENDED.get(row.to_state, ("", ""))
        kind = standing.get(row.to_state, "certificate_ended")
        yield from _about(reader, number, kind, row.at, row_id=row.change_id, of=row.certificate_id, why=(zh, en))


def expiring(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Valid certificates 30, 7 and 1 days before their last day, from the beginning of that day in China."""
    mine = Certificate.person_id.in_(reader.persons), Certificate.state == "valid", Certificate.valid_to.is_not(None)
    for row in session.scalars(select(Certificate).where(*mine)):
        for days, place in EXPIRING.items():
            at = end_of(date.fromisoformat(row.valid_to or "") - timedelta(days=days)) - DAY
            if at > row.issued_at:
                yield from _about(
                    reader, row.type_number, "certificate_expiring", at, row_id=row.certificate_id,
                    of=row.certificate_id, place=place, days=days,
                )  # fmt: skip


def verdicts(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Codes that were accepted or refused, by whom. What the holder signed is no news to them."""
    at, row_id = VerdictRow.at, VerdictRow.verdict_id
    query = (
        select(VerdictRow, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == VerdictRow.verifier_id)
        .where(VerdictRow.person_id.in_(reader.persons), VerdictRow.form.not_in(WITHOUT_CODE), span.of(at, row_id))
    )
    for row, verifier in session.execute(_newest(query, at, row_id, span)):
        kind = "code_accepted" if row.outcome == "accepted" else "code_refused"
        why = REASONS.get(row.reason or "")
        names = _names(row.verifier_id, verifier)
        zh, en = (
            {"verifier": names[0], "why": why.zh if why else ""},
            {"verifier": names[1], "why": why.en if why else ""},
        )
        yield Notice(row.at, _id(row.verdict_id, kind), kind, zh, en, verdict_id=row.verdict_id)


def double_uses(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Codes that an offline gate accepted although they were used elsewhere."""
    at, row_id = SeenCode.uploaded_at, SeenCode.seen_id
    query = (
        select(SeenCode, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == SeenCode.verifier_id)
        .where(SeenCode.person_id.in_(reader.persons), SeenCode.first_at.is_not(None), span.of(at, row_id))
    )
    for row, verifier in session.execute(_newest(query, at, row_id, span)):
        zh, en = _names(row.verifier_id, verifier)
        kind = "code_used_twice"
        words = {"verifier": zh}, {"verifier": en}
        yield Notice(row.uploaded_at, _id(row.seen_id, kind), kind, *words, verdict_id=row.seen_id)


def devices(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """The reader's own phones, added and removed."""
    for kind, at in (("device_added", Device.created_at), ("device_removed", Device.removed_at)):
        mine = Device.person_id.in_(reader.persons[:1]), span.of(at, Device.device_id)
        rows = session.execute(_newest(select(Device, at).where(*mine), at, Device.device_id, span))
        for row, when in rows:
            name = {"name": row.name}
            yield Notice(when, _id(row.device_id, kind), kind, name, name, device_id=row.device_id)


def passkeys(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """The account's passkeys: added, used for the first time, blocked, removed."""
    for kind, at in (
        ("passkey_added", Passkey.created_at), ("passkey_first_used", Passkey.first_used_at),
        ("passkey_blocked", Passkey.blocked_at), ("passkey_removed", Passkey.removed_at),
    ):  # fmt: skip
        mine = Passkey.account_id == reader.account_id, span.of(at, Passkey.passkey_id)
        rows = session.execute(_newest(select(Passkey, at).where(*mine), at, Passkey.passkey_id, span))
        for row, when in rows:
            name = {"name": row.name}
            yield Notice(when, _id(row.passkey_id, kind), kind, name, name, passkey_id=row.passkey_id)


SOURCES = (certificates, changes, expiring, verdicts, double_uses, devices, passkeys)


def _newest(query: Any, at: Any, row_id: Any, span: Span) -> Any:
    return query.order_by(at.desc(), row_id.desc()).limit(span.limit + 2)


def _about(
    reader: Reader, number: int, kind: str, at: int, *, row_id: uuid.UUID, of: uuid.UUID, place: int | None = None,
    days: int | None = None, why: tuple[str, str] = ("", ""),
) -> Iterator[Notice]:  # fmt: skip
    """A notice about a certificate; none when its type was withdrawn from the catalogue."""
    type_ = reader.catalogue.by_number(number)
    if type_ is None:
        return
    found = notice_id(row_id, KINDS[kind].place if place is None else place)
    zh, en = (_words(type_, language, days, text) for language, text in zip(("zh", "en"), why, strict=True))
    yield Notice(at, found, kind, zh, en, certificate_id=of, type=type_, days=days)


def _words(type_: CertificateType, language: str, days: int | None, why: str) -> dict[str, Any]:
    return {"type": type_.name[language], "days": days, "why": why}


def _names(verifier_id: str, verifier: Verifier | None) -> tuple[str, str]:
    return (verifier.name_zh, verifier.name_en) if verifier else (verifier_id, verifier_id)


def _id(row_id: uuid.UUID, kind: str) -> uuid.UUID:
    return notice_id(row_id, KINDS[kind].place)
