"""Routes of applications of partners: one member of staff applies, another decides."""

import uuid
from typing import Any

from backend.partners import apply
from backend.partners.application_schemas import (
    ApprovedPartner,
    PartnerApplicationAnswer,
    PartnerApplicationBody,
    PartnerApplicationPage,
    PartnerApplicationQuery,
    PartnerReasonBody,
)
from backend.partners.models import PartnerApplication
from backend.partners.shown import application_shown, applications, line_shown
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import page
from backend.web.request import actor, now, services, session

blueprint = Room("partner_applications", description="Third parties are registered by two people: applied, approved")

BODY, QUERY, REASON = PartnerApplicationBody(), PartnerApplicationQuery(), PartnerReasonBody()
ONE = "/partner-applications/<uuid:application_id>"


def shown(row: PartnerApplication) -> dict[str, Any]:
    return application_shown(session(), row, catalogue=services().catalogue, asker=actor().subject)


@blueprint.route("/partner-applications", methods=["POST"])
@allow("operator")
@idempotent
@blueprint.arguments(BODY)
@blueprint.response(201, PartnerApplicationAnswer)
def post_application(body: dict[str, Any]) -> dict[str, Any]:
    """Apply for a partner, or for a change of one. Asking for more than a purpose allows is refused here."""
    row = apply.apply(session(), body, catalogue=services().catalogue, actor=actor().subject, now=now())
    return shown(row)


@blueprint.route("/partner-applications")
@allow("operator", "security", "auditor")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, PartnerApplicationPage)
def get_applications(query: dict[str, Any]) -> dict[str, Any]:
    """Applications, newest first."""
    limit = query["limit"]
    wanted = {"state": query["state"], "client_id": query["client_id"], "cursor": query["cursor"]}
    found = page([*applications(session(), most=limit + 1, **wanted)], limit, at="applied_at", row_id="application_id")
    return found | {"items": [line_shown(session(), row, asker=actor().subject) for row in found["items"]]}


@blueprint.route(ONE)
@allow("operator", "security", "auditor")
@blueprint.response(200, PartnerApplicationAnswer)
def get_application(application_id: uuid.UUID) -> dict[str, Any]:
    """One application, with what it would change."""
    return shown(apply.find_application(session(), application_id))


@blueprint.route(f"{ONE}/approval", methods=["POST"])
@allow("operator", "security")
@idempotent
@blueprint.response(200, ApprovedPartner)
def post_approval(application_id: uuid.UUID) -> dict[str, Any]:
    """Approve somebody else's application. A secret that was made is told in this answer, once."""
    approved = apply.approve(session(), application_id, actor=actor().subject, now=now())
    return {"client_id": approved.client_id, "client_secret": approved.secret}


@blueprint.route(f"{ONE}/rejection", methods=["POST"])
@allow("operator", "security")
@blueprint.arguments(REASON)
@blueprint.response(200, PartnerApplicationAnswer)
def post_rejection(body: dict[str, Any], application_id: uuid.UUID) -> dict[str, Any]:
    """Reject somebody else's application, with a reason."""
    return shown(apply.reject(session(), application_id, reason=body["reason"], actor=actor().subject, now=now()))


@blueprint.route(f"{ONE}/withdrawal", methods=["POST"])
@allow("operator")
@blueprint.response(200, PartnerApplicationAnswer)
def post_withdrawal(application_id: uuid.UUID) -> dict[str, Any]:
    """Take back my own application."""
    return shown(apply.withdraw(session(), application_id, actor=actor().subject, now=now()))
