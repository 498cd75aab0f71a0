"""Codes on paper, for people without a phone: printed where somebody identified the person, good once.

Rules: 1. whoever prints has identified the person; the ground is kept, logged, and told to the person; 2. a code is for
one matter, one day and named certificates of that person, which can all be shown when it is printed; 3. its text is
16 random bytes, of which only a keyed digest is kept; its number is for speaking of it and opens nothing; 4. a window
takes it on its day, in a case of its matter or in a check without one, until it is used or revoked; no third party
does; 5. one conditional UPDATE uses it, in the transaction of the verdict; 6. whoever printed it and the person
themselves may revoke it while it is unused. It may name who brings it; the verdict then says so.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.models import Certificate
from backend.errors import Conflict, Invalid, NotFound
from backend.people.limits import count_attempt
from backend.registries.calendar import day_of
from backend.verification.models import PrintedCode
from backend.verification.named import NamedView, Refused, name_view
from backend.web.request import Actor, Services
from certs import base45
from certs.catalogue import CertificateType

PREFIX = "LMP:"
SECRET_BYTES = 16
MOST_DAYS = 7  # how many days ahead a code may be printed, with today
MOST_CERTIFICATES = 20
MOST_PRINTED, PRINTING_SECONDS = 60, 3600  # by one clerk or kiosk
MOST_SEEN, DAY = 100, 86_400
EVERYTHING = "everything"
Ground = Literal["code", "card", "self"]  # an accepted code, the ID card that a clerk saw, the person at a kiosk
By = Literal["holder", "window"]


class NothingToPrint(Conflict):
    code = "printed_code_empty"
    zh = "此人没有可用于该事项的有效证照"
    en = "This person has no certificate that can be shown for this matter"
    next_zh = "请改收纸质材料，或先办理所需证照"
    next_en = "Take the papers, or have the certificates issued first"


class PrintedCodeGone(NotFound):
    code = "printed_code_not_found"
    zh = "没有这个纸质码，或已使用、已作废"
    en = "No such printed code, or it was used or revoked"


@dataclass(frozen=True)
class Printed:
    """What goes onto the paper: the text of its QR, its number, for what and when, and which types it shows."""

    printed_code_id: uuid.UUID
    text: str
    number: str
    matter_code: str
    day: date
    types: tuple[CertificateType, ...]


def print_code(
    session: Session, person_id: uuid.UUID, matter_code: str, certificate_ids: Sequence[uuid.UUID] | None, *,
    day: date, ground: Ground, office: str, actor: Actor, services: Services, now: int, agent: str | None = None,
    reason: str | None = None,
) -> Printed:  # fmt: skip
    """A code for a person whom the caller has identified. `certificate_ids` None: all that the person can show now.
    `agent`: the name of who brings it. `reason`: why a clerk identified the person by hand.

    Raises Invalid (the day; a certificate that is not the person's or cannot be shown), NothingToPrint, TooMany."""
    today = day_of(now)
    if not today <= day < today + timedelta(days=MOST_DAYS):
        raise Invalid(errors=[{"path": "/day", "problem": f"today, or one of the {MOST_DAYS - 1} days after it"}])
    key = services.box.blind("printing", actor.subject)
    count_attempt(session, "printing", key, window_seconds=PRINTING_SECONDS, most=MOST_PRINTED, now=now)
    named = _name(session, person_id, certificate_ids, services=services, now=now)
    printed_code_id, text = db.new_id(now * 1000), PREFIX + base45.encode(secrets.token_bytes(SECRET_BYTES))
    number = f"{secrets.randbelow(10**8):08}"
    mine = services.box.of(session, person_id)
    said = mine.seal({"agent": agent, "reason": reason}, printed_context(printed_code_id))
    row = PrintedCode(
        person_id=person_id, printed_code_id=printed_code_id, code_key=key_of(text, services), number=number,
        matter_code=matter_code, day=day.isoformat(), sealed=said, ground=ground, office=office,
        named=[[str(one.certificate.certificate_id), one.view] for one in named], printed_by=actor.subject,
        printed_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()  # it may be shown in this very transaction
    _log(session, row, actor=actor, now=now)
    return Printed(printed_code_id, text, number, matter_code, day, tuple(one.type for one in named))


def revoke(
    session: Session, printed_code_id: uuid.UUID, *which: ColumnElement[bool], by: By, actor: Actor, now: int
) -> None:
    """Rule 6; `which`: whose it must be. Raises PrintedCodeGone."""
    unused = PrintedCode.used_at.is_(None), PrintedCode.revoked_at.is_(None)
    taken = update(PrintedCode).where(PrintedCode.printed_code_id == printed_code_id, *which, *unused)
    statement = taken.values(revoked_at=now, revoked_by=by).returning(PrintedCode.person_id)
    person_id = session.scalars(statement.execution_options(synchronize_session=False)).first()
    if person_id is None:
        raise PrintedCodeGone
    entry = make_entry(
        at=now, actor=actor.subject, action="printed_code.revoked", subject=f"printed:{printed_code_id}",
        person_id=person_id, by=by,
    )  # fmt: skip
    record(session, entry)


def state_of(row: PrintedCode, *, now: int) -> str:
    """waiting | used | revoked | expired."""
    if row.used_at is not None:
        return "used"
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.day < day_of(now).isoformat() else "waiting"


def printed_by(session: Session, office: str, *, now: int) -> list[PrintedCode]:
    """What an office printed in the last day, the newest first."""
    mine = PrintedCode.office == office, PrintedCode.printed_at > now - DAY
    query = select(PrintedCode).where(*mine).order_by(PrintedCode.printed_at.desc(), PrintedCode.printed_code_id.desc())
    return list(session.scalars(query.limit(MOST_SEEN)))


def printed_for(session: Session, person_id: uuid.UUID) -> list[PrintedCode]:
    """The person's own, the newest first."""
    query = select(PrintedCode).where(PrintedCode.person_id == person_id)
    return list(session.scalars(query.order_by(PrintedCode.printed_code_id.desc()).limit(MOST_SEEN)))


def paper(printed: Printed, *, agent: str | None) -> dict[str, Any]:
    """What goes onto the paper, but for the matter's name."""
    types = [{"id": one.id, "number": one.number, "name": dict(one.name)} for one in printed.types]
    return {
        "printed_code_id": printed.printed_code_id, "text": printed.text, "number": printed.number,
        "matter_code": printed.matter_code, "day": printed.day, "types": types, "agent": agent,
    }  # fmt: skip


def line(row: PrintedCode, *, now: int) -> dict[str, Any]:
    """One of an office's: nobody's name."""
    same = {name: getattr(row, name) for name in ("printed_code_id", "number", "matter_code", "printed_at", "used_at")}
    state, day = state_of(row, now=now), date.fromisoformat(row.day)
    return same | {"day": day, "state": state, "revoked_at": row.revoked_at}


def own_line(row: PrintedCode, *, services: Services, now: int) -> dict[str, Any]:
    """One of the person's own: also who printed it, on what ground, and who brings it."""
    said = services.box.of_row(row).open(row.sealed, printed_context(row.printed_code_id))
    return line(row, now=now) | {
        "ground": row.ground, "agent": said["agent"], "reason": said["reason"],
        "verdict_id": row.verdict_id,
    }  # fmt: skip


def key_of(text: str, services: Services) -> bytes:
    """The keyed digest by which a code is found."""
    return services.box.blind("printed-code", text)


def printed_context(printed_code_id: uuid.UUID) -> bytes:
    return b"printed-code:" + printed_code_id.bytes


def _name(
    session: Session, person_id: uuid.UUID, ids: Sequence[uuid.UUID] | None, *, services: Services, now: int
) -> list[NamedView]:  # fmt: skip
    """Rule 2."""
    mine = select(Certificate).where(Certificate.person_id == person_id).order_by(Certificate.issued_at)
    rows = session.scalars(mine if ids is None else mine.where(Certificate.certificate_id.in_(ids))).all()
    named, today = [], day_of(now).isoformat()
    for row in rows:
        try:
            named.append(
                name_view(
                    row, whole_view(services.catalogue.by_number(row.type_number)), today=today, services=services
                )
            )
        except Refused as why:
            if ids is not None:
                raise Invalid(errors=[{"path": "/certificates", "problem": why.reason}]) from None
    if ids is not None and len(named) < len(set(ids)):
        raise Invalid(errors=[{"path": "/certificates", "problem": "certificate_unknown"}])
    if not named:
        raise NothingToPrint
    return named[-MOST_CERTIFICATES:]


def whole_view(type_: CertificateType | None) -> int:
    """The number of the view that shows the most of a type."""
    if type_ is None or not type_.views:
        return 0
    return max(type_.views.values(), key=lambda view: (view.id == EVERYTHING, len(view.fields))).number


def _log(session: Session, row: PrintedCode, *, actor: Actor, now: int) -> None:
    entry = make_entry(
        at=now, actor=actor.subject, action="printed_code.printed", subject=f"printed:{row.printed_code_id}",
        person_id=row.person_id, matter=row.matter_code, ground=row.ground, office=row.office,
    )  # fmt: skip
    record(session, entry)
