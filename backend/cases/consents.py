"""What an officer asks the applicant's phone for: types of certificates, and until when the applicant may answer.

1. One request of a case is open at a time: its case is being decided, it is not answered, and its last day is not over.
   All this is read, so nothing has to close one; only before the next an expired one is marked as such.
2. Only what the matter has a use for may be asked for; the fields are those of the view that its guide names.
"""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Index, Integer, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.cases.limits import last_day
from backend.cases.models import Case
from backend.cases.states import DECIDING
from backend.db import Base
from backend.matters.guide import view_for
from backend.matters.rule_inputs import asked_types
from backend.matters.terms import Matter
from backend.web.request import Services
from certs.catalogue import Catalogue, CertificateType

OPEN, GIVEN, DECLINED, EXPIRED, CLOSED = "open", "given", "declined", "expired", "closed"
STANDINGS = (OPEN, GIVEN, DECLINED, EXPIRED, CLOSED)
DAYS = 5  # working days to answer
UNANSWERED = text("outcome IS NULL")


class ConsentRequest(Base):
    """What was asked for, named by the revision that the case got by it, and the applicant's one answer.

    `due_at`: the first second after the last day.
    """

    __tablename__ = "consent_requests"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    officer_id: Mapped[uuid.UUID]
    types: Mapped[list[Any]]  # ids of certificate types
    sealed_reason: Mapped[bytes]  # in the officer's words; context: b"case:" + case_no
    asked_at: Mapped[int]
    due_at: Mapped[int]
    outcome: Mapped[str | None] = mapped_column(String(8))  # given | declined | expired
    answered_at: Mapped[int | None]
    device_id: Mapped[uuid.UUID | None]  # that signed the yes
    verdict_id: Mapped[uuid.UUID | None]  # under which the certificates were disclosed
    sealed_signed: Mapped[bytes | None]  # the signed statement, a JWS; context: b"case:" + case_no
    __table_args__ = (
        Index(None, "case_no", unique=True, sqlite_where=UNANSWERED, postgresql_where=UNANSWERED),
    )  # fmt: skip


def latest_requests(session: Session, numbers: Collection[str]) -> dict[str, ConsentRequest]:
    """The last request of each of the cases that had one."""
    query = select(ConsentRequest).where(ConsentRequest.case_no.in_(numbers)).order_by(ConsentRequest.revision)
    return {row.case_no: row for row in session.scalars(query.execution_options(populate_existing=True))}


def reason_asked(request: ConsentRequest, *, services: Services) -> str:
    """Why the officer asked, in their words."""
    said = services.box.of_row(request).open(request.sealed_reason, b"case:" + request.case_no.encode())
    return str(said["reason"])


def standing(request: ConsentRequest, case: Case, *, now: int) -> str:
    """One of STANDINGS (rule 1)."""
    if request.outcome is not None:
        return request.outcome
    if case.state != DECIDING and (case.closed_at or 0) < request.due_at:
        return CLOSED
    return EXPIRED if now >= request.due_at else OPEN


def open_request(session: Session, case: Case, *, now: int) -> ConsentRequest | None:
    request = latest_requests(session, [case.case_no]).get(case.case_no)
    return request if request is not None and standing(request, case, now=now) == OPEN else None


def useful_types(matter: Matter, catalogue: Catalogue) -> dict[str, CertificateType]:
    """Rule 2, by id, in the catalogue's order."""
    return {type_.id: type_ for type_ in asked_types(matter, catalogue)}


def asked_document(
    request: ConsentRequest, case: Case, matter: Matter, *, catalogue: Catalogue, now: int
) -> dict[str, Any]:
    """Everything `consent_schemas.ConsentAsked` names: nobody's name and no value."""
    types = [type_ for one in request.types if (type_ := catalogue.by_id(one)) is not None]
    return {
        "types": [asked_type(matter, type_, catalogue=catalogue) for type_ in types],
        "asked_at": request.asked_at, "until": last_day(request.due_at), "answered_at": request.answered_at,
        "standing": standing(request, case, now=now),
    }  # fmt: skip


def asked_type(matter: Matter, type_: CertificateType, *, catalogue: Catalogue) -> dict[str, Any]:
    """A type, and exactly the fields that would be shown of it."""
    view = view_for(matter, type_, catalogue=catalogue)
    return {
        "type": {"id": type_.id, "name": dict(type_.name)},
        "fields": [{"name": name, "label": label_of(type_, name)} for name in view.fields],
    }  # fmt: skip


def label_of(type_: CertificateType, name: str) -> Mapping[str, str]:
    field = type_.fields.get(name) or type_.derived.get(name)
    return {"zh": name, "en": name} if field is None else dict(field.title)
