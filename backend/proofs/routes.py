"""Routes of the room proofs: the list of kinds, a person's own requests, and the queue of the office that answers."""

import uuid
from typing import Any

from backend.people.persons import person_of
from backend.proofs import read, schemas
from backend.proofs.answer import answer, office_request
from backend.proofs.ask import Asker, ask
from backend.proofs.kinds_folder import kinds_of
from backend.proofs.mine import my_request, my_requests, withdraw
from backend.proofs.models import ProofRequest
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import page
from backend.web.request import actor, now, services, session

blueprint = Room("proofs", description="What a department attests about a person, once for all who need it")

ASK, MINE, QUEUE, SEEN, REPLY = (
    schemas.AskBody(), schemas.MyRequestsQuery(), schemas.QueueQuery(), schemas.Seen(), schemas.ReplyBody(),
)  # fmt: skip
MY_ONE = "/me/proof-requests/<uuid:request_id>"
ONE = "/proof-requests/<uuid:request_id>"


@blueprint.route("/proof-kinds")
@allow("public")
@blueprint.response(200, schemas.KindList)
def get_kinds() -> dict[str, Any]:
    """Every kind of proof: who answers, what is asked, how long it is good for and until when it is promised."""
    return {"items": [read.kind_document(kind) for kind in kinds_of(services()).values()]}


@blueprint.route("/me/proof-requests", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(ASK)
@blueprint.response(201, schemas.MyRequest)
def post_my_request(body: dict[str, Any]) -> dict[str, Any]:
    """Ask for a proof about myself: answered by rule at once, or by an officer of the office within its days.

    A proof of the same kind, asked with the same answers and still valid, is the answer (`reused`).
    """
    asker = Asker(person_of(session(), actor()), actor())
    return _mine(ask(session(), body["kind"], body["answers"], asker=asker, services=services(), now=now()))


@blueprint.route("/me/proof-requests")
@allow("citizen")
@blueprint.arguments(MINE, location="query")
@blueprint.response(200, schemas.MyRequestPage)
def get_my_requests(query: dict[str, Any]) -> dict[str, Any]:
    """My requests for proofs, newest first, whoever sent them."""
    found = my_requests(session(), actor(), limit=query["limit"], cursor=query["cursor"])
    shown = page(found, query["limit"], at="asked_at", row_id="request_id")
    return {**shown, "items": [read.request_line(row, services=services()) for row in shown["items"]]}


@blueprint.route(MY_ONE)
@allow("citizen")
@blueprint.response(200, schemas.MyRequest)
def get_my_request(request_id: uuid.UUID) -> dict[str, Any]:
    """One of my requests: what was asked, by whom, until when it is answered, and the answer with its reasons."""
    return _mine(my_request(session(), request_id, actor=actor()))


@blueprint.route(f"{MY_ONE}/withdrawal", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(SEEN)
@blueprint.response(200, schemas.MyRequest)
def post_withdrawal(body: dict[str, Any], request_id: uuid.UUID) -> dict[str, Any]:
    """Withdraw a request that waits; it is not answered any more."""
    return _mine(withdraw(session(), request_id, revision=body["revision"], actor=actor(), now=now()))


@blueprint.route("/proof-requests")
@allow("officer")
@blueprint.arguments(QUEUE, location="query")
@blueprint.response(200, schemas.QueuePage)
def get_queue(query: dict[str, Any]) -> dict[str, Any]:
    """The requests of this officer's office, those due first in front. Names are masked."""
    found = read.queue(
        session(), office=actor().office or "", state=query["state"], marked_as=query["mark"], limit=query["limit"],
        cursor=query["cursor"], now=now(),
    )  # fmt: skip
    shown = page(found, query["limit"], at="due", row_id="request_id")
    return {**shown, "items": read.queue_lines(session(), shown["items"], services=services(), now=now())}


@blueprint.route(ONE)
@allow("officer")
@blueprint.response(200, schemas.OfficeRequest)
def get_request(request_id: uuid.UUID) -> dict[str, Any]:
    """One request of this officer's office: whom it is about, what was asked, and a statement to begin with.

    Of one that was answered or withdrawn only the officer who answered it sees that.
    """
    return _office(office_request(session(), request_id, actor=actor()))


@blueprint.route(f"{ONE}/answer", methods=["POST"])
@allow("officer")
@idempotent
@blueprint.arguments(REPLY)
@blueprint.response(200, schemas.OfficeRequest)
def post_answer(body: dict[str, Any], request_id: uuid.UUID) -> dict[str, Any]:
    """Answer a request: the proof is issued as a certificate, or refused with its reason."""
    row = answer(
        session(), request_id, body["outcome"], statement=body["statement"], reason=body["reason"],
        revision=body["revision"], actor=actor(), services=services(), now=now(),
    )  # fmt: skip
    return _office(row)


def _mine(row: ProofRequest) -> dict[str, Any]:
    return read.my_document(session(), row, services=services())


def _office(row: ProofRequest) -> dict[str, Any]:
    return read.office_document(session(), row, actor=actor(), services=services(), now=now())
