"""A case as its applicant sees it whole: each material, what the wallet covers, the form. Their own data only."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from backend.cases.agents_told import my_agent_document
from backend.cases.awaited import awaited
from backend.cases.deciding.decided import decided_of
from backend.cases.form import asked, form_of, must_fill, typed_of
from backend.cases.limits import last_day
from backend.cases.mine.consent import requests_document
from backend.cases.mine.covers import Coverage, Covering, coverage
from backend.cases.mine.my_cases import my_document
from backend.cases.mine.online import is_form
from backend.cases.models import ONLINE, Case
from backend.cases.parts import matter_of
from backend.cases.parts_told import parts_document
from backend.cases.states import DRAFT
from backend.cases.typed import kind_of
from backend.cases.weigh import materials_of
from backend.matters.terms import Matter
from backend.people.persons import person_of
from backend.verification.history import shown_fields
from backend.web.request import Actor, Services

NOTHING = Coverage({}, ())


def my_whole_document(
    session: Session, case: Case, *, actor: Actor, services: Services, now: int
) -> dict[str, Any]:  # fmt: skip
    """`my_document`, and everything else that `schemas.MyCaseAnswer` names. Only an online draft has a coverage."""
    matter = matter_of(session, case)
    covers, reader = NOTHING, person_of(session, actor)
    if case.channel == ONLINE and case.state == DRAFT:
        covers = coverage(session, case, matter, reader=reader, services=services, now=now)
    return {
        **my_document(session, case, services=services, now=now),
        "channel": case.channel,
        "aud": services.settings.base_url,
        "answers": case.answers,
        "materials": _materials(session, case, matter, covers),
        "certificates": _certificates(covers.certificates, services),
        "to_come": _to_come(session, case, services),
        "decision": decided_of(session, case, services=services),
        "form": _form(case, matter, services) if case.channel == ONLINE else [],
        "parts": parts_document(session, case, services=services, now=now, reasons=True),
        "consent_requests": requests_document(session, case, reader=reader, services=services, now=now),
        **my_agent_document(session, case, matter, services=services, now=now),
    }


def _to_come(session: Session, case: Case, services: Services) -> Mapping[str, str] | None:
    """The name of the certificate, where it will be the applicant's own and the case waits for its decision."""
    found = awaited(session, case.case_no)
    if found is None or found.how != "open":
        return None
    type_ = services.catalogue.by_id(found.type_id or "")
    return type_.name if type_ is not None and type_.holder_kind == found.applicant else None


def _materials(session: Session, case: Case, matter: Matter, covers: Coverage) -> list[dict[str, Any]]:
    rows = materials_of(session, case.case_no)
    return [
        {
            "code": one.code, "name": one.name, "form": one.form, "state": row.state, "due": last_day(row.due_at),
            "why": {"zh": row.why_zh, "en": row.why_en}, "covered_by": list(covers.covered.get(one.code, ())),
            "by_form": is_form(one), "may_follow": one.deferrable_days is not None,
        }
        for one, row in ((one, rows[one.code]) for one in matter.materials)
    ]  # fmt: skip


def _certificates(covering: Sequence[Covering], services: Services) -> list[dict[str, Any]]:
    """With the names of type and fields in both languages, as the history tells them."""
    stored = [
        {"certificate_id": str(one.certificate_id), "type": one.type_id, "fields": list(one.names)} for one in covering
    ]
    return [
        {
            **told, "stands_for": list(one.stands_for), "suggested": one.suggested, "shown": one.shown,
            "fills": [{"name": name, "value": value} for name, value in one.fills.items()],
        }
        for one, told in zip(covering, shown_fields(stored, services.catalogue), strict=True)
    ]  # fmt: skip


def _form(case: Case, matter: Matter, services: Services) -> list[dict[str, Any]]:
    form, typed = form_of(case, services=services), typed_of(case, services=services)
    return [
        {
            "name": one.name, "label": one.label, "required": must_fill(one, agent=False), "value": form.get(one.name),
            "typed": one.name in typed, "type": one.type,
            "kind": kind_of(one, services.catalogue),
        }
        for one in asked(matter, case)
    ]  # fmt: skip
