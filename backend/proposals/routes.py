"""Routes of the room proposals."""

import uuid
from typing import Any

from backend.proposals.answer import consent, my_proposal, programmes_of, refuse, take_back
from backend.proposals.mine import document, my_proposals
from backend.proposals.models import Proposal
from backend.proposals.overview import overview
from backend.proposals.schemas import ProgrammeList, ProposalAnswer, ProposalList
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.replica import may_lag
from backend.web.request import actor, now, services, session

blueprint = Room("proposals", description="What an office gives without an application, once its holder says yes")

ONE = "/me/proposals/<uuid:proposal_id>"


@blueprint.route("/me/proposals")
@allow("citizen")
@blueprint.response(200, ProposalList)
def get_proposals() -> dict[str, Any]:
    """What I, or organisations that I represent, can have without applying; and what I said no to and may take back."""
    return {"items": my_proposals(session(), actor=actor(), services=services(), now=now())}


@blueprint.route(ONE)
@allow("citizen")
@blueprint.response(200, ProposalAnswer)
def get_proposal(proposal_id: uuid.UUID) -> dict[str, Any]:
    """One of my proposals: what, why, which data were looked at, and what a yes does."""
    return _document(my_proposal(session(), proposal_id, actor=actor()))


@blueprint.route(f"{ONE}/consent", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.response(200, ProposalAnswer)
def post_consent(proposal_id: uuid.UUID) -> dict[str, Any]:
    """Yes: the rules are asked again of the records of now, and the certificate is issued at once."""
    return _document(consent(session(), proposal_id, actor=actor(), services=services(), now=now()))


@blueprint.route(f"{ONE}/refusal", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.response(200, ProposalAnswer)
def post_refusal(proposal_id: uuid.UUID) -> dict[str, Any]:
    """No: I am not asked again. Nobody learns of it."""
    return _document(refuse(session(), proposal_id, actor=actor(), now=now()))


@blueprint.route(f"{ONE}/refusal", methods=["DELETE"])
@allow("citizen")
@blueprint.response(200, ProposalAnswer)
def delete_refusal(proposal_id: uuid.UUID) -> dict[str, Any]:
    """Take the no back, as long as the proposal is valid."""
    return _document(take_back(session(), proposal_id, actor=actor(), now=now()))


@blueprint.route("/proposal-runs")
@allow("department", "operator", "auditor")
@may_lag
@blueprint.response(200, ProgrammeList)
def get_proposal_runs() -> dict[str, Any]:
    """The programmes with their numbers and newest runs; a department sees its own. Never who."""
    who = actor()
    office = who.office if who.role == "department" else None
    own = services()
    found = overview(session(), programmes_of(own), office=office, catalogue=own.catalogue, box=own.box, now=now())
    return {"items": found}


def _document(proposal: Proposal) -> dict[str, Any]:
    return document(session(), proposal, services=services(), now=now())
