"""Routes of a registered partner: read by staff, suspended, resumed, closed; and what the partner does itself."""

import uuid
from typing import Any

from backend.partners import standing
from backend.partners.application_schemas import (
    ApprovedPartner,
    OwnRegistration,
    PartnerDetail,
    PartnerReasonBody,
    PartnerRotationBody,
)
from backend.partners.shown import partner_shown
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.request import actor, now, services, session

blueprint = Room("partner_standing", description="A registered third party: its rights, its credentials, its standing")

REASON, ROTATION = PartnerReasonBody(), PartnerRotationBody()
ONE, OWN = "/partners/<string:client_id>", "/partners/current"


def shown(client_id: str) -> dict[str, Any]:
    partner = standing.find_partner(session(), client_id)
    return partner_shown(session(), partner, catalogue=services().catalogue, now=now())


def own_id() -> str:
    """The partner that asks."""
    return actor().office or ""


@blueprint.route(ONE)
@allow("operator", "security", "auditor")
@blueprint.response(200, PartnerDetail)
def get_partner(client_id: str) -> dict[str, Any]:
    """One partner: what it is registered for, how it proves who it is, what it asked today."""
    return shown(client_id)


@blueprint.route(f"{ONE}/suspension", methods=["PUT"])
@allow("operator", "security")
@blueprint.arguments(REASON)
@blueprint.response(200, PartnerDetail)
def put_suspension(body: dict[str, Any], client_id: str) -> dict[str, Any]:
    """Suspend: its tokens end at once, and it gets no more."""
    standing.suspend(session(), client_id, reason=body["reason"], actor=actor().subject, now=now())
    return shown(client_id)


@blueprint.route(f"{ONE}/suspension", methods=["DELETE"])
@allow("operator", "security")
@blueprint.response(200, PartnerDetail)
def delete_suspension(client_id: str) -> dict[str, Any]:
    """Resume; by another person than the one who suspended."""
    standing.resume(session(), client_id, actor=actor().subject, now=now())
    return shown(client_id)


@blueprint.route(f"{ONE}/closing", methods=["POST"])
@allow("operator", "security")
@blueprint.arguments(REASON)
@blueprint.response(200, PartnerDetail)
def post_closing(body: dict[str, Any], client_id: str) -> dict[str, Any]:
    """Close for good; the id is not given again."""
    standing.close_partner(session(), client_id, reason=body["reason"], actor=actor().subject, now=now())
    return shown(client_id)


@blueprint.route(f"{ONE}/credentials/<uuid:credential_id>", methods=["DELETE"])
@allow("operator", "security")
@blueprint.response(204)
def delete_credential(client_id: str, credential_id: uuid.UUID) -> None:
    """End one secret or key now; not the last one."""
    standing.end_credential(session(), client_id, credential_id, actor=actor().subject, now=now())


@blueprint.route(OWN)
@allow("partner")
@blueprint.response(200, OwnRegistration)
def get_own() -> dict[str, Any]:
    """What I am registered for, my secrets and keys by their ids, and what I asked today."""
    return shown(own_id())


@blueprint.route(f"{OWN}/credentials", methods=["POST"])
@allow("partner")
@idempotent
@blueprint.arguments(ROTATION)
@blueprint.response(201, ApprovedPartner)
def post_own_credentials(body: dict[str, Any]) -> dict[str, Any]:
    """Replace my secret or keys: the new one is good at once, the old ones until the overlap is over."""
    jwks = None if body["keys"] is None else {"keys": body["keys"]}
    made = standing.rotate(
        session(), own_id(), jwks=jwks, overlap_hours=body["overlap_hours"], actor=actor().subject,
        own=actor().sign_in_id, now=now(),
    )  # fmt: skip
    return {"client_id": own_id(), "client_secret": made}


@blueprint.route(f"{OWN}/credentials/<uuid:credential_id>", methods=["DELETE"])
@allow("partner")
@blueprint.response(204)
def delete_own_credential(credential_id: uuid.UUID) -> None:
    """End one secret or key of mine now; not the last one."""
    me = actor()
    standing.end_credential(session(), own_id(), credential_id, actor=me.subject, own=me.sign_in_id, now=now())
