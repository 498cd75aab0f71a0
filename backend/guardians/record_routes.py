"""Routes of what departments record of families: deaths, guardians, disputes; entered by one, approved by another."""

import uuid
from typing import Any

from backend.guardians import record_schemas, two_people
from backend.guardians.deaths import CORRECT_WITHIN
from backend.guardians.models import FamilyRecord
from backend.people.profile import hide_number
from backend.people.staff import who
from backend.people.two_people import APPROVED, ASKED, same_person
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import PageQuery, page
from backend.web.request import actor, now, services, session

blueprint = Room("family_records", description="Deaths, guardians and their disputes, recorded by two people")

BODY, REFUSE, LIST = record_schemas.FamilyRecordBody(), record_schemas.FamilyRefusalBody(), PageQuery()
ONE = "/family-records/<uuid:record_id>"


@blueprint.route("/family-records", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(BODY)
@blueprint.response(201, record_schemas.FamilyRecordAnswer)
def post_record(body: dict[str, Any]) -> dict[str, Any]:
    """Enter a death or its correction, a guardian or their end, a dispute or its end. A colleague approves it."""
    said = body | {"day": body["day"].isoformat() if body["day"] else None}
    return _document(two_people.enter(session(), said, actor=actor(), services=services(), now=now()))


@blueprint.route("/family-records")
@allow("department")
@blueprint.arguments(LIST, location="query")
@blueprint.response(200, record_schemas.FamilyRecordPage)
def get_records(query: dict[str, Any]) -> dict[str, Any]:
    """What my department entered, newest first."""
    found = two_people.records_of(session(), actor=actor(), limit=query["limit"], cursor=query["cursor"])
    shown = page(list(found), query["limit"], at="asked_at", row_id="record_id")
    return {**shown, "items": [_document(row) for row in shown["items"]]}


@blueprint.route(ONE)
@allow("department")
@blueprint.response(200, record_schemas.FamilyRecordAnswer)
def get_record(record_id: uuid.UUID) -> dict[str, Any]:
    """One record of my department, and how it stands."""
    return _document(two_people.record_of(session(), record_id, actor=actor()))


@blueprint.route(f"{ONE}/approval", methods=["POST"])
@allow("department")
@blueprint.response(200, record_schemas.FamilyRecordAnswer)
def post_record_approval(record_id: uuid.UUID) -> dict[str, Any]:
    """Approve what a colleague entered; it takes effect at once."""
    return _document(two_people.decide(session(), record_id, None, actor=actor(), services=services(), now=now()))


@blueprint.route(f"{ONE}/refusal", methods=["POST"])
@allow("department")
@blueprint.arguments(REFUSE)
@blueprint.response(200, record_schemas.FamilyRecordAnswer)
def post_record_refusal(body: dict[str, Any], record_id: uuid.UUID) -> dict[str, Any]:
    """Refuse what a colleague entered, with the reason."""
    row = two_people.decide(session(), record_id, body["reason"], actor=actor(), services=services(), now=now())
    return _document(row)


def _document(row: FamilyRecord) -> dict[str, Any]:
    said, state = two_people.said_of(row, box=services().box), two_people.standing(row, now=now())
    died = row.kind == "death" and row.state == APPROVED and row.decided_at is not None
    return {
        "record_id": row.record_id, "kind": row.kind, "state": state, "person": _masked(said["person"]),
        "guardian": _masked(said.get("guardian")), "document": said["document"], "day": said["day"],
        "reason": said["reason"], "asked_by": who(session(), row.asked_by), "asked_at": row.asked_at,
        "decide_by": row.asked_at + two_people.DECIDE_WITHIN,
        "decided_by": who(session(), row.decided_by) if row.decided_by else None, "decided_at": row.decided_at,
        "why_refused": two_people.why_refused(row, box=services().box),
        "decides": state == ASKED and not same_person(session(), row.asked_by, actor().subject),
        "correctable_until": (row.decided_at or 0) + CORRECT_WITHIN if died else None,
    }  # fmt: skip


def _masked(person: dict[str, str] | None) -> dict[str, str] | None:
    if person is None:
        return None
    return {"name": person["name"], "citizen_number": hide_number(person["citizen_number"])}
