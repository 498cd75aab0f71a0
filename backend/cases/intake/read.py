"""A case as its window sees it: materials with their state and why, and the form as far as certificates filled it.

The list of a day's cases names no person: a clerk finds a case again by its time, number and matter.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, tuple_
from sqlalchemy.orm import Session

from backend.cases.agents import acts, agent_of
from backend.cases.agents_told import people_document
from backend.cases.deciding.decided import decided_of
from backend.cases.form import asked, form_of, must_fill, typed_of
from backend.cases.limits import due_of, last_day, mark, marked
from backend.cases.models import Case, CaseCertificate, CaseMaterial
from backend.cases.parts import matter_of
from backend.cases.parts_told import parts_document
from backend.cases.states import possible
from backend.cases.typed import kind_of
from backend.cases.weigh import LACKING, lacking, materials_of
from backend.matters.terms import Matter
from backend.registries.calendar import end_of
from backend.web.paging import decode_cursor
from backend.web.request import Services

DAY = 86_400


def case_document(
    session: Session, case: Case, *, services: Services, now: int, reasons: bool = False
) -> dict[str, Any]:
    """Everything `schemas.CaseAnswer` names. Materials and form in the matter's order. `reasons`: of the parts."""
    matter = matter_of(session, case)
    rows, agent = materials_of(session, case.case_no), agent_of(session, case)
    return {
        "case_no": case.case_no,
        "matter": {"code": matter.code, "version": matter.version, "name": matter.name},
        "state": case.state,
        "ready": not lacking(rows),
        "acts": list(possible(case.state, "window")),
        "answers": case.answers,
        "applicant_known": case.person_id is not None,
        "opened_at": case.opened_at,
        "revision": case.revision,
        "accepted_at": case.accepted_at,
        "due": due_of(case),
        "deferred_until": last_day(case.deferred_until),
        "mark": mark(case, now),
        "materials": _materials(rows, matter),
        "form": _form(case, matter, services, agent=acts(agent)),
        "certificates": _certificates(session, case, services),
        "decision": decided_of(session, case, services=services),
        "parts": parts_document(session, case, services=services, now=now, reasons=reasons),
        **people_document(session, case, matter, agent, services=services, now=now),
    }


@dataclass(frozen=True)
class Line:
    """One case of the list. `materials`: state -> how many."""

    case: Case
    matter: Matter
    materials: Mapping[str, int]


@dataclass(frozen=True)
class Wanted:
    """Which cases to list; what is None filters nothing.

    `day`: opened on that day, in China. `ready`: all materials are there (True), or one is missing or deferred (False).
    `mark`: as it is at `now`.
    """

    day: date | None
    state: str | None
    ready: bool | None
    mark: str | None
    now: int

    def conditions(self) -> list[ColumnElement[bool]]:
        found = []
        if self.day is not None:
            found += [Case.opened_at >= end_of(self.day) - DAY, Case.opened_at < end_of(self.day)]
        if self.state is not None:
            found.append(Case.state == self.state)
        if self.ready is not None:
            lacks = exists().where(CaseMaterial.case_no == Case.case_no, CaseMaterial.state.in_(LACKING))
            found.append(~lacks if self.ready else lacks)
        if self.mark is not None:
            found.append(marked(self.mark, self.now))
        return found


def cases_of(session: Session, wanted: Wanted, *, office: str, limit: int, cursor: str | None) -> list[Line]:
    """Up to `limit + 1` cases that the office opened, newest first, after the cursor."""
    query = select(Case).where(Case.verifier_id == office, *wanted.conditions())
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(Case.opened_at, Case.case_no) < tuple_(after[0], number_of(after[1])))
    rows = list(session.scalars(query.order_by(Case.opened_at.desc(), Case.case_no.desc()).limit(limit + 1)))
    counted = _counts(session, [case.case_no for case in rows])
    return [Line(case, matter_of(session, case), counted[case.case_no]) for case in rows]


def id_of(case_no: str) -> uuid.UUID:
    """A case number as a cursor carries it."""
    return uuid.UUID(int=int(case_no.replace("-", "")))


def number_of(cursor_id: uuid.UUID) -> str:
    """The case number behind `id_of`; any other id gives a number that no case has."""
    digits = f"{cursor_id.int:018}"
    return f"{digits[:8]}-{digits[8:]}"


def _counts(session: Session, numbers: list[str]) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {number: {} for number in numbers}
    query = select(CaseMaterial.case_no, CaseMaterial.state, func.count()).where(CaseMaterial.case_no.in_(numbers))
    for number, state, count in session.execute(query.group_by(CaseMaterial.case_no, CaseMaterial.state)):
        counted[number][state] = count
    return counted


def _materials(rows: Mapping[str, CaseMaterial], matter: Matter) -> list[dict[str, Any]]:
    return [
        {
            "code": material.code, "name": material.name, "state": row.state, "certificates": row.certificates,
            "changed_at": row.changed_at, "due": last_day(row.due_at), "why": {"zh": row.why_zh, "en": row.why_en},
        }
        for material, row in ((material, rows[material.code]) for material in matter.materials)
    ]  # fmt: skip


def _form(case: Case, matter: Matter, services: Services, *, agent: bool) -> list[dict[str, Any]]:
    form, typed = form_of(case, services=services), typed_of(case, services=services)
    return [
        {
            "name": field.name, "label": field.label, "required": must_fill(field, agent=agent),
            "value": form.get(field.name), "typed": field.name in typed and form.get(field.name) == typed[field.name],
            "kind": kind_of(field, services.catalogue),
        }
        for field in asked(matter, case)
    ]  # fmt: skip


def _certificates(session: Session, case: Case, services: Services) -> list[dict[str, Any]]:
    shown = select(CaseCertificate.certificate_id, CaseCertificate.type_number)
    shown = shown.where(CaseCertificate.case_no == case.case_no).order_by(CaseCertificate.shown_at)
    types = [(row.certificate_id, services.catalogue.by_number(row.type_number)) for row in session.execute(shown)]
    return [
        {"certificate_id": certificate_id, "type": {"id": type_.id, "number": type_.number, "name": type_.name}}
        for certificate_id, type_ in types
        if type_ is not None
    ]
