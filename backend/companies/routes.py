"""Routes of companies: whom an organisation has given which role, and my own roles."""

import uuid
from datetime import date, timedelta
from typing import Any

from flask import request

import backend.companies.showings  # noqa: F401 - what roles show is made and ended from now on
from backend.companies import answer, invite, schemas
from backend.companies.models import CompanyMember
from backend.companies.read import company_document, log_documents, log_lines, managed, member_documents, mine_document
from backend.companies.roles import Limits
from backend.errors import Invalid
from backend.people import cookies
from backend.people.persons import ORGANISATION, person_of
from backend.registries.calendar import day_of, end_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent_while
from backend.web.limit_classes import guesses
from backend.web.paging import page
from backend.web.request import actor, now, services, session

blueprint = Room("companies", description="Who may act for an organisation: roles, invitations, and their ends")

INVITATION, CLAIM, LOG = schemas.CompanyInvitationBody(), schemas.CompanyClaimBody(), schemas.CompanyLogQuery()
COMPANY, ROLE = "/companies/<uuid:organisation_id>", "/me/company-roles/<uuid:member_id>"
MEMBER = "/company-members/<uuid:member_id>"
MOST_YEARS = 3


def _still_manages() -> None:
    organisation_id = uuid.UUID(str((request.view_args or {})["organisation_id"]))
    invite.manager_of(session(), organisation_id, actor=actor(), now=now())


@blueprint.route("/me/companies")
@allow("citizen")
@blueprint.response(200, schemas.MyCompanies)
def get_my_companies() -> dict[str, Any]:
    """The organisations whose roles I give, and my own roles and invitations."""
    rows = answer.my_roles(session(), actor=actor())
    person_id = person_of(session(), actor())
    return {
        "manages": managed(session(), person_id, box=services().box, now=now()),
        "roles": [_mine(row) for row in rows],
    }


@blueprint.route("/me/company-roles/claims", methods=["POST"])
@allow("citizen")
@blueprint.arguments(CLAIM)
@blueprint.response(200, schemas.MyCompanyRole)
def post_company_claim(body: dict[str, Any]) -> dict[str, Any]:
    """Open the link of an invitation: it is mine from now on, and nobody else's. Again, it changes nothing."""
    return _mine(answer.claim(session(), body["reference"], actor=actor(), box=services().box, now=now()))


@blueprint.route(f"{ROLE}/acceptance", methods=["POST"])
@allow("citizen")
@blueprint.response(200, schemas.MyCompanyRole)
def post_role_acceptance(member_id: uuid.UUID) -> dict[str, Any]:
    """Say yes. Invited by name, I have the role at once; by link, when the organisation has confirmed it."""
    return _mine(answer.accept(session(), member_id, actor=actor(), box=services().box, now=now()))


@blueprint.route(f"{ROLE}/refusal", methods=["POST"])
@allow("citizen")
@blueprint.response(200, schemas.MyCompanyRole)
def post_role_refusal(member_id: uuid.UUID) -> dict[str, Any]:
    """Say no."""
    return _mine(answer.decline(session(), member_id, actor=actor(), now=now()))


@blueprint.route(ROLE, methods=["DELETE"])
@allow("citizen")
@blueprint.response(200, schemas.MyCompanyRole)
def delete_my_role(member_id: uuid.UUID) -> dict[str, Any]:
    """Leave the role, at once."""
    return _mine(answer.leave(session(), member_id, actor=actor(), now=now()))


@blueprint.route(COMPANY)
@allow("citizen")
@blueprint.response(200, schemas.CompanyAnswer)
def get_company(organisation_id: uuid.UUID) -> dict[str, Any]:
    """An organisation that I manage: its roles and invitations, and which certificates it holds."""
    manager = invite.manager_of(session(), organisation_id, actor=actor(), now=now())
    return company_document(session(), manager, catalogue=services().catalogue, box=services().box, now=now())


@blueprint.route(f"{COMPANY}/log")
@allow("citizen")
@blueprint.arguments(LOG, location="query")
@blueprint.response(200, schemas.CompanyLog)
def get_company_log(query: dict[str, Any], organisation_id: uuid.UUID) -> dict[str, Any]:
    """What was done about the roles, by whom, newest first."""
    invite.manager_of(session(), organisation_id, actor=actor(), now=now())
    found = log_lines(session(), organisation_id, limit=query["limit"], cursor=query["cursor"])
    shown = page(list(found), query["limit"], at="at", row_id="step_id")
    return {**shown, "items": log_documents(session(), shown["items"], box=services().box)}


@blueprint.route(f"{COMPANY}/members", methods=["POST"])
@allow("citizen")
@guesses("agent")
@idempotent_while(_still_manages)
@blueprint.arguments(INVITATION)
@blueprint.response(201, schemas.NewInvitation)
def post_member(body: dict[str, Any], organisation_id: uuid.UUID) -> dict[str, Any]:
    """Invite somebody to a role, by name and citizen number or by a link. Nobody learns whether a number is known."""
    manager = invite.changing(session(), organisation_id, actor=actor(), now=now())
    limits, reference = _limits(body), None
    if (body["name"] is None) != (body["citizen_number"] is None):
        raise Invalid(errors=[{"path": "/citizen_number", "problem": "name and number, or neither"}])
    if body["name"] is None:
        row, reference = invite.invite_by_link(
            session(), manager, body["role"], limits, box=services().box, now=now()
        )  # fmt: skip
    else:
        row = invite.invite_named(
            session(), manager, body["role"], limits, name=body["name"], number=body["citizen_number"],
            visitor=cookies.visitor(), box=services().box, now=now(),
        )  # fmt: skip
    link = f"{services().settings.base_url}/company/invitations/{reference}" if reference else None
    return {**_member(manager, row), "link": link}


@blueprint.route(f"{MEMBER}/confirmation", methods=["POST"])
@allow("citizen")
@blueprint.response(200, schemas.CompanyMemberAnswer)
def post_role_confirmation(member_id: uuid.UUID) -> dict[str, Any]:
    """Confirm a role that waits: taken by link, or given under another legal representative."""
    return _member(*invite.confirm(session(), member_id, actor=actor(), now=now()))


@blueprint.route(MEMBER, methods=["DELETE"])
@allow("citizen")
@blueprint.response(200, schemas.CompanyMemberAnswer)
def delete_member(member_id: uuid.UUID) -> dict[str, Any]:
    """End a role or an invitation, at once and for good."""
    return _member(*invite.remove(session(), member_id, actor=actor(), now=now()))


def _limits(body: dict[str, Any]) -> Limits:
    """Raises Invalid for a type that no organisation holds, and a last day that is past or far."""
    problems = [
        {"path": f"/types/{place}", "problem": "no such type of organisations"}
        for place, one in enumerate(body["types"])
        if getattr(services().catalogue.by_id(one), "holder_kind", None) != ORGANISATION
    ]
    today, until = day_of(now()), body["until"]
    if until is not None and not today <= until <= today + timedelta(days=366 * MOST_YEARS):
        problems.append({"path": "/until", "problem": f"from today on, at most {MOST_YEARS} years ahead"})
    if problems:
        raise Invalid(errors=problems)
    found = map(services().catalogue.by_id, body["types"])
    numbers = tuple(one.number for one in found if one is not None)
    return Limits(numbers, tuple(body["matters"]), _end_of(until), body["uses"])


def _end_of(until: date | None) -> int | None:
    return None if until is None else end_of(until)


def _mine(row: CompanyMember) -> dict[str, Any]:
    return mine_document(session(), row, catalogue=services().catalogue, box=services().box, now=now())


def _member(manager: invite.Manager, row: CompanyMember) -> dict[str, Any]:
    own = services()
    return member_documents(session(), manager, [row], catalogue=own.catalogue, box=own.box, now=now())[0]
