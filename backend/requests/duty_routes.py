"""Routes of checks under a legal duty: grounds, asking, the second person's decision, and the one reading."""

import uuid
from typing import Any

from backend.people.profile import hide_number
from backend.people.staff import who
from backend.people.two_people import APPROVED, ASKED, same_person
from backend.requests import duty, duty_schemas
from backend.requests.grounds import Ground, grounds_of
from backend.requests.models import DutyCheck
from backend.requests.wanted import Wanted, stored_wanted
from backend.verification.verdict import Shown
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import PageQuery, page
from backend.web.request import actor, now, services, session

blueprint = Room("duty_checks", description="Looking at certificates under a legal duty, with a second person")

ASK, REFUSE, LIST = duty_schemas.DutyBody(), duty_schemas.DutyRefusalBody(), PageQuery()
ONE = "/duty-checks/<uuid:check_id>"


@blueprint.route("/legal-grounds")
@allow("department", "officer")
@blueprint.response(200, duty_schemas.LegalGroundList)
def get_grounds() -> dict[str, Any]:
    """The grounds in law that my office has, with what each permits."""
    mine = [one for one in grounds_of(services()).values() if actor().office in one.offices]
    return {"items": [_ground(one) for one in mine]}


@blueprint.route("/duty-checks", methods=["POST"])
@allow("department", "officer")
@idempotent
@blueprint.arguments(ASK)
@blueprint.response(201, duty_schemas.DutyCheckAnswer)
def post_check(body: dict[str, Any]) -> dict[str, Any]:
    """Ask to look under a legal duty. Another employee of my office decides; nothing is looked up before."""
    for one in body["certificates"]:
        one["fields"] = list(one["fields"])
    return _document(duty.ask_check(session(), body, actor=actor(), services=services(), now=now()))


@blueprint.route("/duty-checks")
@allow("department", "officer")
@blueprint.arguments(LIST, location="query")
@blueprint.response(200, duty_schemas.DutyCheckPage)
def get_checks(query: dict[str, Any]) -> dict[str, Any]:
    """The checks of my office, newest first."""
    found = duty.checks_of(session(), actor=actor(), limit=query["limit"], cursor=query["cursor"])
    shown = page(list(found), query["limit"], at="asked_at", row_id="check_id")
    return {**shown, "items": [_document(row) for row in shown["items"]]}


@blueprint.route(ONE)
@allow("department", "officer")
@blueprint.response(200, duty_schemas.DutyCheckAnswer)
def get_check(check_id: uuid.UUID) -> dict[str, Any]:
    """One check of my office: ground, case number, reason, and how it stands."""
    return _document(duty.check_of(session(), check_id, actor=actor()))


@blueprint.route(f"{ONE}/approval", methods=["POST"])
@allow("department", "officer")
@blueprint.response(200, duty_schemas.DutyCheckAnswer)
def post_approval(check_id: uuid.UUID) -> dict[str, Any]:
    """Approve what a colleague asked."""
    return _document(duty.decide(session(), check_id, None, actor=actor(), services=services(), now=now()))


@blueprint.route(f"{ONE}/refusal", methods=["POST"])
@allow("department", "officer")
@blueprint.arguments(REFUSE)
@blueprint.response(200, duty_schemas.DutyCheckAnswer)
def post_check_refusal(body: dict[str, Any], check_id: uuid.UUID) -> dict[str, Any]:
    """Refuse what a colleague asked, with the reason."""
    row = duty.decide(session(), check_id, body["reason"], actor=actor(), services=services(), now=now())
    return _document(row)


@blueprint.route(f"{ONE}/reading", methods=["POST"])
@allow("department", "officer")
@blueprint.response(200, duty_schemas.DutyReading)
def post_reading(check_id: uuid.UUID) -> dict[str, Any]:
    """See what was approved, once. The holder learns of it, at once or when the ground says."""
    row, shown = duty.see(session(), check_id, actor=actor(), services=services(), now=now())
    return {
        "check": _document(row), "found": row.person_id is not None, "certificates": [_seen(one) for one in shown],
        "hide_at": now() + duty.SHOWN_FOR,
    }  # fmt: skip


def _document(row: DutyCheck) -> dict[str, Any]:
    said, state = duty.said_of(row, box=services().box), duty.standing(row, now=now())
    ground, mine = grounds_of(services()).get(row.ground), row.asked_by == actor().subject
    return {
        "check_id": row.check_id, "state": state, "kind": said["kind"], "number": hide_number(said["number"]),
        "ground": _ground(ground) if ground else None, "case_number": said["case_number"], "reason": said["reason"],
        "certificates": [one.document() for one in stored_wanted(row.wanted, services().catalogue)],
        "asked_by": who(session(), row.asked_by), "asked_at": row.asked_at,
        "decided_by": who(session(), row.decided_by) if row.decided_by else None,
        "decided_at": row.decided_at, "refusal": duty.why_refused(row, box=services().box), "seen_at": row.seen_at,
        "decides": state == ASKED and not same_person(session(), row.asked_by, actor().subject),
        "sees": state == APPROVED and mine,
    }  # fmt: skip


def _ground(ground: Ground) -> dict[str, Any]:
    """What it permits, in the order of each type's own fields."""
    permitted = [
        Wanted(type_, tuple(name for name in (*type_.fields, *type_.derived) if name in names), ()).document()
        for type_, names in ((one, ground.permitted[one.number]) for one in ground.types)
    ]
    name = {"zh": ground.name.zh, "en": ground.name.en}
    return {
        "code": ground.code, "name": name, "law": ground.law, "tell_after_days": ground.tell_after_days,
        "certificates": permitted,
    }  # fmt: skip


def _seen(shown: Shown) -> dict[str, Any]:
    named = {"id": shown.type.id, "number": shown.type.number, "name": dict(shown.type.name)}
    return {"type": named, "fields": dict(shown.fields), "valid_to": shown.valid_to}
