"""Routes of delegations: lend, open a link, read, accept, refuse, take back and give back."""

import uuid
from typing import Any

from flask import request

from backend.delegations import schemas
from backend.delegations.answer import accept, claim, refuse
from backend.delegations.finish import give_back, withdraw
from backend.delegations.lend import lend
from backend.delegations.mine import BORROWED, LENT, document, line, my_delegations, readable
from backend.delegations.models import Delegation
from backend.delegations.said import Borrower, Said
from backend.people.limits import Visitor
from backend.people.persons import person_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.limit_classes import guesses
from backend.web.paging import page
from backend.web.request import actor, now, services, session

blueprint = Room("delegations", prefix="/api/v1/me", description="Certificates that a holder lends, with limits")

LEND, LINK, LIST = schemas.LendBody(), schemas.LinkBody(), schemas.DelegationsQuery()
ONE = "/delegations/<uuid:delegation_id>"


@blueprint.route("/delegations", methods=["POST"])
@allow("citizen")
@guesses("delegation")
@idempotent
@blueprint.arguments(LEND)
@blueprint.response(201, schemas.DelegationAnswer)
def post_delegation(body: dict[str, Any]) -> dict[str, Any]:
    """Lend certificates of mine: my phone signs to whom and on which terms. They wait until the other side accepts.

    The answer is the same whether there is such a person or organisation or not.
    """
    signed = {"device_id": body.pop("device_id"), "signature": body.pop("signature")}
    said = Said(Borrower(**body.pop("to")), tuple(body.pop("certificates")), tuple(body.pop("purposes")), **body)
    visitor = Visitor(request.remote_addr or "")
    row = lend(session(), said, **signed, visitor=visitor, actor=actor(), services=services(), now=now())
    return _document(row, LENT)


@blueprint.route("/delegations")
@allow("citizen")
@blueprint.arguments(LIST, location="query")
@blueprint.response(200, schemas.DelegationPage)
def get_delegations(query: dict[str, Any]) -> dict[str, Any]:
    """What I lent, or what was lent to me, newest first."""
    side = query["side"]
    found = my_delegations(session(), side, actor=actor(), limit=query["limit"], cursor=query["cursor"], now=now())
    shown = page(list(found), query["limit"], at="offered_at", row_id="delegation_id")
    items = [line(session(), row, side, services=services(), now=now()) for row in shown["items"]]
    return {**shown, "items": items, "aud": services().settings.base_url}


@blueprint.route("/delegations/claims", methods=["POST"])
@allow("citizen")
@blueprint.arguments(LINK)
@blueprint.response(200, schemas.DelegationAnswer)
def post_claim(body: dict[str, Any]) -> dict[str, Any]:
    """Open a link: if it was made for my name, it is mine to accept, and nobody else's. Again, it changes nothing."""
    return _document(claim(session(), body["secret"], actor=actor(), services=services(), now=now()), BORROWED)


@blueprint.route(ONE)
@allow("citizen")
@blueprint.response(200, schemas.DelegationAnswer)
def get_delegation(delegation_id: uuid.UUID) -> dict[str, Any]:
    """One delegation: who lends what to whom, on which terms, what it was used for, and what I may do."""
    return _document(*readable(session(), delegation_id, actor=actor(), now=now()))


@blueprint.route(f"{ONE}/acceptance", methods=["POST"])
@allow("citizen")
@blueprint.response(200, schemas.DelegationAnswer)
def post_acceptance(delegation_id: uuid.UUID) -> dict[str, Any]:
    """Accept: the certificates stand in my wallet, as somebody else's. Again, it changes nothing."""
    return _document(accept(session(), delegation_id, actor=actor(), services=services(), now=now()), BORROWED)


@blueprint.route(f"{ONE}/refusal", methods=["POST"])
@allow("citizen")
@blueprint.response(200, schemas.DelegationAnswer)
def post_refusal(delegation_id: uuid.UUID) -> dict[str, Any]:
    """Refuse. The lender reads that nobody accepted when the time to answer is over."""
    return _document(refuse(session(), delegation_id, actor=actor(), now=now()), BORROWED)


@blueprint.route(f"{ONE}/withdrawal", methods=["POST"])
@allow("citizen")
@blueprint.response(200, schemas.DelegationAnswer)
def post_withdrawal(delegation_id: uuid.UUID) -> dict[str, Any]:
    """Take back what I lent: nothing of it can be shown from now on, nor what was lent on from it."""
    return _document(withdraw(session(), delegation_id, actor=actor(), now=now()), LENT)


@blueprint.route(f"{ONE}/return", methods=["POST"])
@allow("citizen")
@blueprint.response(200, schemas.DelegationAnswer)
def post_return(delegation_id: uuid.UUID) -> dict[str, Any]:
    """Give back what was lent to me."""
    return _document(give_back(session(), delegation_id, actor=actor(), now=now()), BORROWED)


def _document(row: Delegation, side: str) -> dict[str, Any]:
    me = person_of(session(), actor())
    return document(session(), row, side, reader_id=me, services=services(), now=now())
