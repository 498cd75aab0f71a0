"""Routes by which the department that registers organisations freezes their roles while two people dispute."""

import uuid
from typing import Any

from backend.companies import changed, schemas
from backend.companies.models import CompanyFreeze
from backend.people.persons import identity_of
from backend.people.two_people import same_person
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import PageQuery, page
from backend.web.request import actor, now, services, session

blueprint = Room("company_freezes", description="Roles of an organisation, frozen by its registering department")
FREEZE, LIST = schemas.CompanyFreezeBody(), PageQuery()


@blueprint.route("/company-freezes", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(FREEZE)
@blueprint.response(201, schemas.CompanyFreezeAnswer)
def post_freeze(body: dict[str, Any]) -> dict[str, Any]:
    """Freeze the roles of an organisation that my department registers, at once. Another employee ends it."""
    return _document(changed.freeze(session(), **body, actor=actor(), services=services(), now=now()))


@blueprint.route("/company-freezes")
@allow("department")
@blueprint.arguments(LIST, location="query")
@blueprint.response(200, schemas.CompanyFreezePage)
def get_freezes(query: dict[str, Any]) -> dict[str, Any]:
    """The freezes of my department, newest first."""
    found = changed.freezes_of(session(), actor=actor(), limit=query["limit"], cursor=query["cursor"])
    shown = page(list(found), query["limit"], at="frozen_at", row_id="freeze_id")
    return {**shown, "items": [_document(row) for row in shown["items"]]}


@blueprint.route("/company-freezes/<uuid:freeze_id>/lifting", methods=["POST"])
@allow("department")
@blueprint.response(200, schemas.CompanyFreezeAnswer)
def post_lifting(freeze_id: uuid.UUID) -> dict[str, Any]:
    """End a freeze that a colleague of my department made. Again, it changes nothing."""
    return _document(changed.lift(session(), freeze_id, actor=actor(), now=now()))


def _document(row: CompanyFreeze) -> dict[str, Any]:
    identity = identity_of(session(), row.person_id, box=services().box)
    return {
        "freeze_id": row.freeze_id, "organisation_id": row.person_id, "name": identity.name,
        "credit_code": identity.number, "reason": changed.reason_of(row, box=services().box),
        "frozen_by": changed.login_of(session(), row.frozen_by), "frozen_at": row.frozen_at,
        "lifted_by": changed.login_of(session(), row.lifted_by) if row.lifted_by else None, "lifted_at": row.lifted_at,
        "lifts": row.lifted_at is None and not same_person(session(), row.frozen_by, actor().subject),
    }  # fmt: skip
