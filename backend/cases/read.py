"""A case as its window sees it: materials with their state and why, and the form as far as certificates filled it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseCertificate, CaseMaterial
from backend.matters.offered import matter_version
from backend.matters.terms import Matter
from backend.web.request import Services


def case_document(session: Session, case: Case, *, services: Services) -> dict[str, Any]:
    """Everything `schemas.CaseAnswer` names. Materials and form stand in the matter's order."""
    matter = matter_version(session, case.matter_code, case.matter_version)
    return {
        "case_no": case.case_no,
        "matter": {"code": matter.code, "version": matter.version, "name": matter.name},
        "state": case.state,
        "answers": case.answers,
        "applicant_known": case.person_id is not None,
        "opened_at": case.opened_at,
        "revision": case.revision,
        "materials": _materials(session, case, matter),
        "form": _form(case, matter, services),
        "certificates": _certificates(session, case, services),
    }


def _materials(session: Session, case: Case, matter: Matter) -> list[dict[str, Any]]:
    rows = session.scalars(select(CaseMaterial).where(CaseMaterial.case_no == case.case_no))
    stored = {row.material_code: row for row in rows}
    return [
        {
            "code": material.code, "name": material.name, "state": stored[material.code].state,
            "certificates": stored[material.code].certificates, "changed_at": stored[material.code].changed_at,
            "why": {"zh": stored[material.code].why_zh, "en": stored[material.code].why_en},
        }
        for material in matter.materials
    ]  # fmt: skip


def _form(case: Case, matter: Matter, services: Services) -> list[dict[str, Any]]:
    filled = services.box.open(case.sealed_form, b"case:" + case.case_no.encode()) if case.sealed_form else {}
    return [
        {"name": field.name, "label": field.label, "required": field.required, "value": filled.get(field.name)}
        for field in matter.form
    ]


def _certificates(session: Session, case: Case, services: Services) -> list[dict[str, Any]]:
    shown = select(CaseCertificate).where(CaseCertificate.case_no == case.case_no).order_by(CaseCertificate.shown_at)
    types = [(row.certificate_id, services.catalogue.by_number(row.type_number)) for row in session.scalars(shown)]
    return [
        {"certificate_id": certificate_id, "type": {"id": type_.id, "number": type_.number, "name": type_.name}}
        for certificate_id, type_ in types
        if type_ is not None
    ]
