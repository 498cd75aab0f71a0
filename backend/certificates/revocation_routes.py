"""Routes of lists of certificates that a department ends: asked for by one employee, decided by another."""

import uuid
from typing import Any

import marshmallow as ma

from backend.certificates import end_many
from backend.certificates.models import Revocation
from backend.certificates.states import FINAL_KINDS
from backend.people.staff import who
from backend.people.two_people import APPROVED, ASKED, EXPIRED, REFUSED, same_person
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import PageQuery, page
from backend.web.request import actor, now, services, session
from backend.web.strict import Body, Text, Time

blueprint = Room("revocations", description="Certificates that a department ends by list, with a second person")
ONE = "/revocations/<uuid:revocation_id>"


class RevocationListBody(Body):
    certificates = ma.fields.List(
        ma.fields.UUID(), required=True, validate=ma.validate.Length(min=1, max=end_many.MOST)
    )
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(FINAL_KINDS))
    reason = Text(most=200, required=True)


class RevocationListAnswer(ma.Schema):
    """Certificates that one employee asked to end. `ended`: how many were; null before a yes."""

    revocation_id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(FINAL_KINDS))
    reason = ma.fields.String(required=True)
    certificates = ma.fields.List(ma.fields.UUID(), required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf((ASKED, APPROVED, REFUSED, EXPIRED)))
    ended = ma.fields.Integer(required=True, allow_none=True)
    asked_by = ma.fields.String(required=True)
    asked_at = Time(required=True)
    decided_by = ma.fields.String(required=True, allow_none=True)
    decided_at = Time(required=True, allow_none=True)
    decides = ma.fields.Boolean(required=True, metadata={"description": "Whether the asker may agree or refuse"})


class RevocationListPage(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(RevocationListAnswer), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)


ANSWER = RevocationListAnswer()


@blueprint.route("/revocations")
@allow("department")
@blueprint.arguments(PageQuery(), location="query")
@blueprint.response(200, RevocationListPage())
def get_revocations(query: dict[str, Any]) -> dict[str, Any]:
    """The department's lists, the newest first."""
    found = end_many.revocations(session(), actor=actor(), limit=query["limit"], cursor=query["cursor"])
    shown = page(list(found), query["limit"], at="asked_at", row_id="revocation_id")
    return {**shown, "items": [_told(row) for row in shown["items"]]}


@blueprint.route("/revocations", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(RevocationListBody())
@blueprint.response(201, ANSWER)
def post_revocation(body: dict[str, Any]) -> dict[str, Any]:
    """Ask to end these certificates for good; another employee of the department has to agree."""
    return _told(end_many.ask(session(), **body, box=services().box, actor=actor(), now=now()))


@blueprint.route(f"{ONE}/approval", methods=["POST"])
@allow("department")
@blueprint.response(200, ANSWER)
def post_approval(revocation_id: uuid.UUID) -> dict[str, Any]:
    """Agree to what a colleague asked for: all of the list that still stand end at once."""
    return _told(end_many.agree(session(), revocation_id, box=services().box, actor=actor(), now=now()))


@blueprint.route(f"{ONE}/refusal", methods=["POST"])
@allow("department")
@blueprint.response(200, ANSWER)
def post_refusal(revocation_id: uuid.UUID) -> dict[str, Any]:
    """Refuse what a colleague asked for; nothing ends."""
    return _told(end_many.refuse(session(), revocation_id, actor=actor(), now=now()))


def _told(row: Revocation) -> dict[str, Any]:
    state = end_many.standing(row, now=now())
    return {
        "revocation_id": row.revocation_id, "kind": row.kind, "reason": end_many.reason_of(row, box=services().box),
        "certificates": row.certificates, "state": state, "ended": row.ended,
        "asked_by": who(session(), row.asked_by), "asked_at": row.asked_at,
        "decided_by": who(session(), row.decided_by) if row.decided_by else None, "decided_at": row.decided_at,
        "decides": state == ASKED and not same_person(session(), row.asked_by, actor().subject),
    }  # fmt: skip
