"""The parts of a case as its applicant, its window and its offices are told of them, in the matter's order.

1. Before the acceptance a part has neither number nor state; only those are told that will be done.
2. The reason of a decision is for the applicant, and for the officer who took the case that they look at.
"""

from typing import Any

from sqlalchemy.orm import Session

from backend.cases.limits import NONE, due_of, mark
from backend.cases.models import Case
from backend.cases.parts import lead_of, others_of, part_cases
from backend.matters.offered import matter_version
from backend.matters.terms import Part
from backend.web.request import Services


def parts_document(
    session: Session, case: Case, *, services: Services, now: int, reasons: bool
) -> list[dict[str, Any]]:
    """Of each everything `schemas.CasePart` names; the same list for a case and for its part cases. Empty for a matter
    that one office does."""
    whole = case if case.parent_no is None else session.get_one(Case, case.parent_no)
    matter = matter_version(session, whole.matter_code, whole.matter_version)
    if not matter.parts:
        return []
    lead = lead_of(matter)
    cases: dict[int, Case] = part_cases(session, whole.case_no) | ({} if lead is None else {lead: whole})
    waiting = set(others_of(matter, whole.answers)) if whole.accepted_at is None else set()
    return [
        _told(part, cases.get(place), lead=place == lead, services=services, now=now, reasons=reasons)
        for place, part in enumerate(matter.parts)
        if place in cases or place in waiting
    ]


def part_of(session: Session, case: Case) -> dict[str, Any] | None:
    """Everything `schemas.PartOf` names; None for a case that is no part of another."""
    if case.part is None:
        return None
    matter = matter_version(session, case.matter_code, case.matter_version)
    return {"parent_no": case.parent_no, "does": matter.parts[case.part].does}


def _told(part: Part, case: Case | None, *, lead: bool, services: Services, now: int, reasons: bool) -> dict[str, Any]:
    office = {"code": part.office.code, "zh": part.office.name.zh, "en": part.office.name.en}
    told = {"office": office, "does": part.does, "lead": lead}
    if case is None:
        return {**told, "case_no": None, "state": None, "due": None, "mark": NONE, "closed_at": None, "reason": None}
    return {
        **told, "case_no": case.case_no, "state": case.state, "due": due_of(case), "mark": mark(case, now),
        "closed_at": case.closed_at, "reason": reason_of(case, services=services) if reasons else None,
    }  # fmt: skip


def reason_of(case: Case, *, services: Services) -> dict[str, str] | None:
    """The decision's reason in words, zh and en, where one was given."""
    if case.sealed_result is None:
        return None
    reason: dict[str, str] = services.box.of_row(case).open(case.sealed_result, b"case:" + case.case_no.encode())
    return reason
