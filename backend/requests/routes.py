"""Routes of the room requests: what partners and windows ask, how it stands, and what was given."""

import uuid
from typing import Any

from backend.requests import schemas
from backend.requests.ask import About, Asked, ask, look_up
from backend.requests.askers import own_id
from backend.requests.result import asked_document, asked_request, asked_requests, read_result
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent_while
from backend.web.paging import page
from backend.web.request import actor, now, services, session

blueprint = Room("requests", description="Asking a holder for named fields, on their own phone")

ASK, LOOK_UP, LIST = schemas.HolderRequestBody(), schemas.LookUpBody(), schemas.RequestsQuery()


def mine() -> str:
    return own_id(session(), actor(), services=services(), now=now())


@blueprint.route("/requests", methods=["POST"])
@allow("window", "partner")
@idempotent_while(mine)
@blueprint.arguments(ASK)
@blueprint.response(201, schemas.NewRequest)
def post_request(body: dict[str, Any]) -> dict[str, Any]:
    """Ask whoever opens the link: show it as a QR code, or open it on the phone. The first phone that does is asked."""
    return _new(ask(session(), body, actor=actor(), services=services(), now=now()))


@blueprint.route("/requests/look-ups", methods=["POST"])
@allow("partner")
@idempotent_while(mine)
@blueprint.arguments(LOOK_UP)
@blueprint.response(201, schemas.NewRequest)
def post_look_up(body: dict[str, Any]) -> dict[str, Any]:
    """Ask the holder of a number on their phone (of a credit code: the legal representative).

    The answer is the same whether there is such a person or not. A yes is told at once; anything else is
    `not_given` when the time is over, and not before.
    """
    about = About(**body.pop("about"))
    return _new(look_up(session(), body, about, actor=actor(), services=services(), now=now()))


@blueprint.route("/requests")
@allow("window", "partner")
@blueprint.arguments(LIST, location="query")
@blueprint.response(200, schemas.AskedPage)
def get_requests(query: dict[str, Any]) -> dict[str, Any]:
    """My own requests, newest first."""
    found = asked_requests(
        session(), asker_id=mine(), waiting=query["state"] == "waiting", limit=query["limit"],
        cursor=query["cursor"], now=now(),
    )  # fmt: skip
    shown = page(list(found), query["limit"], at="asked_at", row_id="request_id")
    return {**shown, "items": [asked_document(row, services=services(), now=now()) for row in shown["items"]]}


@blueprint.route("/requests/<uuid:request_id>")
@allow("window", "partner")
@blueprint.response(200, schemas.AskedRequest)
def get_request(request_id: uuid.UUID) -> dict[str, Any]:
    """How one of my own requests stands."""
    row = asked_request(session(), request_id, asker_id=mine())
    return asked_document(row, services=services(), now=now())


@blueprint.route("/requests/<uuid:request_id>/result", methods=["POST"])
@allow("window", "partner")
@blueprint.response(200, schemas.DisclosureAnswer)
def post_result(request_id: uuid.UUID) -> dict[str, Any]:
    """Read what was given, while the consent stands. Each reading is logged, and the holder sees it."""
    return read_result(session(), request_id, asker_id=mine(), actor=actor(), services=services(), now=now())


def _new(asked: Asked) -> dict[str, Any]:
    link = None if asked.reference is None else f"{services().settings.base_url}/requests/{asked.reference}"
    document = asked_document(asked.row, services=services(), now=now())
    return {**document, "reference": asked.reference, "link": link}
