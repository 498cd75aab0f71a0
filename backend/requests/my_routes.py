"""Routes of a holder's own requests: the inbox, one request, and its answer."""

import uuid
from typing import Any

from backend.requests import schemas
from backend.requests.answer import claim, consent, my_request, refuse, withdraw
from backend.requests.mine import document, line, my_requests
from backend.requests.models import HolderRequest
from backend.web.access import allow
from backend.web.api import Room
from backend.web.paging import page
from backend.web.request import actor, now, services, session

blueprint = Room("my_requests", prefix="/api/v1/me", description="What a holder is asked for, and their answer")

CLAIM, CONSENT, LIST = schemas.ClaimBody(), schemas.ConsentBody(), schemas.RequestsQuery()
ONE = "/requests/<uuid:request_id>"


@blueprint.route("/requests")
@allow("citizen")
@blueprint.arguments(LIST, location="query")
@blueprint.response(200, schemas.RequestToMePage)
def get_my_requests(query: dict[str, Any]) -> dict[str, Any]:
    """Requests to me, newest first; `state=waiting`: those that I can answer."""
    found = my_requests(
        session(), actor=actor(), waiting=query["state"] == "waiting", limit=query["limit"], cursor=query["cursor"],
        now=now(),
    )  # fmt: skip
    shown = page(list(found), query["limit"], at="asked_at", row_id="request_id")
    return {**shown, "items": [line(session(), row, services=services(), now=now()) for row in shown["items"]]}


@blueprint.route("/requests/claims", methods=["POST"])
@allow("citizen")
@blueprint.arguments(CLAIM)
@blueprint.response(200, schemas.RequestToMe)
def post_claim(body: dict[str, Any]) -> dict[str, Any]:
    """Open the link of a request: it is mine from now on, and nobody else's. Again, it changes nothing."""
    return _document(claim(session(), body["reference"], actor=actor(), services=services(), now=now()))


@blueprint.route(ONE)
@allow("citizen")
@blueprint.response(200, schemas.RequestToMe)
def get_my_request(request_id: uuid.UUID) -> dict[str, Any]:
    """One request to me: who asks, for what, which fields, until when, what follows a no, and what happened since."""
    return _document(my_request(session(), request_id, actor=actor()))


@blueprint.route(f"{ONE}/consent", methods=["POST"])
@allow("citizen")
@blueprint.arguments(CONSENT)
@blueprint.response(200, schemas.RequestToMe)
def post_consent(body: dict[str, Any], request_id: uuid.UUID) -> dict[str, Any]:
    """Say yes: my phone signs exactly what is shown. The same yes again changes nothing."""
    given = [(one["certificate_id"], tuple(one["fields"])) for one in body["certificates"]]
    row = consent(
        session(), request_id, given, device_id=body["device_id"], signature=body["signature"], actor=actor(),
        services=services(), now=now(),
    )  # fmt: skip
    return _document(row)


@blueprint.route(f"{ONE}/refusal", methods=["POST"])
@allow("citizen")
@blueprint.response(200, schemas.RequestToMe)
def post_refusal(request_id: uuid.UUID) -> dict[str, Any]:
    """Say no. Again, it changes nothing."""
    return _document(refuse(session(), request_id, actor=actor(), services=services(), now=now()))


@blueprint.route(f"{ONE}/consent", methods=["DELETE"])
@allow("citizen")
@blueprint.response(200, schemas.RequestToMe)
def delete_consent(request_id: uuid.UUID) -> dict[str, Any]:
    """Take my yes back: the asker reads nothing any more. Again, it changes nothing."""
    return _document(withdraw(session(), request_id, actor=actor(), services=services(), now=now()))


def _document(row: HolderRequest) -> dict[str, Any]:
    return document(session(), row, services=services(), now=now())
