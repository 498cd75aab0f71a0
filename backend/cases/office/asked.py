"""What an officer sees of requests to the applicant's phone: what may be asked, the last one, what came by a yes.

1. The reason and what was disclosed are for who took the case. 2. Nothing is disclosed by asking.
"""

from typing import Any

from sqlalchemy.orm import Session

from backend.cases.consents import (
    ConsentRequest,
    asked_document,
    asked_type,
    label_of,
    latest_requests,
    open_request,
    reason_asked,
    useful_types,
)
from backend.cases.models import Case
from backend.cases.parts import matter_of
from backend.cases.shown import shown_before
from backend.cases.states import DECIDING
from backend.matters.terms import Matter
from backend.web.request import Services


def consent_documents(
    session: Session, case: Case, *, mine: bool, services: Services, now: int
) -> dict[str, Any]:  # fmt: skip
    """`consent_request` and `askable` of `schemas.OfficeCaseAnswer`."""
    matter, catalogue = matter_of(session, case), services.catalogue
    request = latest_requests(session, [case.case_no]).get(case.case_no)
    may = mine and case.state == DECIDING and open_request(session, case, now=now) is None
    types = useful_types(matter, catalogue).values() if may else ()
    return {
        "askable": [asked_type(matter, type_, catalogue=catalogue) for type_ in types],
        "consent_request": None if request is None else {
            **asked_document(request, case, matter, catalogue=catalogue, now=now),
            "reason": reason_asked(request, services=services) if mine else None,
            "given": _given(session, case, request, matter, services=services) if mine else [],
        },
    }  # fmt: skip


def _given(
    session: Session, case: Case, request: ConsentRequest, matter: Matter, *, services: Services
) -> list[dict[str, Any]]:  # fmt: skip
    """Rule 1: what was disclosed on this request and has not been shown again since, with its values."""
    if request.verdict_id is None:
        return []
    found = []
    for one in shown_before(session, case.case_no, services=services).values():
        type_ = services.catalogue.by_id(one.type_id)
        if type_ is not None and one.verdict_id == request.verdict_id:
            names = [field["name"] for field in asked_type(matter, type_, catalogue=services.catalogue)["fields"]]
            found.append({
                "certificate_id": one.certificate_id, "type": {"id": type_.id, "name": dict(type_.name)},
                "fields": [
                    {"name": name, "label": label_of(type_, name), "value": one.fields[name]}
                    for name in names if name in one.fields
                ],
            })  # fmt: skip
    return found
