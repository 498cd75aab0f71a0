"""Routes by which a window prints a code for a person, and revokes what it printed today."""

import datetime
import uuid
from typing import Any

import marshmallow as ma
from flask import request

from backend.cases.intake.print_codes import Card, Wanted, print_at_window
from backend.errors import Invalid
from backend.matters.offered import offered_matter
from backend.people.limits import Visitor
from backend.registries.calendar import day_of
from backend.verification import printed_codes
from backend.verification.models import PrintedCode
from backend.verification.printed_schemas import Paper, PrintedList
from backend.verification.verifiers import RegisteredVerifier, verifier_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent_while
from backend.web.limit_classes import guesses
from backend.web.request import actor, now, services, session
from backend.web.strict import Body, Text

blueprint = Room("printed_codes", description="Codes on paper for people without a phone")


class CardBody(Body):
    """The ID card in the clerk's hand."""

    name = Text(most=50, required=True)
    citizen_number = Text(most=30, required=True)
    reason = Text(most=200, required=True, metadata={"description": "Why there was no code"})


class PrintBody(Body):
    """Either the case in which the person showed a code a moment ago, or their ID card."""

    matter = Text(most=40, required=True)
    day = ma.fields.Date(load_default=None, allow_none=True, metadata={"description": "Today unless given"})
    types = ma.fields.List(Text(most=40), load_default=None, allow_none=True, validate=ma.validate.Length(1, 20))
    agent = Text(most=50, load_default=None, allow_none=True, metadata={"description": "Who brings it, by name"})
    case_no = Text(most=24, load_default=None, allow_none=True)
    card = ma.fields.Nested(CardBody, load_default=None, allow_none=True)


BODY = PrintBody()


def _registered() -> RegisteredVerifier:
    return verifier_of(session(), actor(), services=services(), now=now())


@blueprint.route("/printed-codes", methods=["POST"])
@allow("window")
@guesses("card")
@idempotent_while(_registered)
@blueprint.arguments(BODY)
@blueprint.response(201, Paper)
def post_printed_code(body: dict[str, Any]) -> dict[str, Any]:
    """Print a code for a person whom this window identified; they are told. Good once, for this matter and day."""
    by = body["case_no"] if body["card"] is None else Card(**body["card"])
    if by is None or (body["card"] is not None and body["case_no"] is not None):
        raise Invalid(errors=[{"path": "/card", "problem": "either case_no or card"}])
    day: datetime.date = body["day"] or day_of(now())
    wanted = Wanted(body["matter"], day, body["types"], body["agent"])
    visitor = Visitor(request.remote_addr or "")
    given: dict[str, Any] = {"visitor": visitor, "actor": actor(), "services": services(), "now": now()}
    printed = print_at_window(session(), wanted, by, **given)
    matter = offered_matter(session(), wanted.matter_code)
    return printed_codes.paper(printed, agent=wanted.agent) | {"matter_name": vars(matter.name)}


@blueprint.route("/printed-codes")
@allow("window")
@blueprint.response(200, PrintedList)
def get_printed_codes() -> dict[str, Any]:
    """What this window printed in the last day: numbers and states, nobody's name."""
    rows = printed_codes.printed_by(session(), _registered().verifier_id, now=now())
    return {"items": [printed_codes.line(row, now=now()) for row in rows]}


@blueprint.route("/printed-codes/<uuid:printed_code_id>/revocation", methods=["POST"])
@allow("window")
@blueprint.response(204)
def post_revocation(printed_code_id: uuid.UUID) -> None:
    """Revoke a code that this window printed."""
    own = PrintedCode.office == _registered().verifier_id
    printed_codes.revoke(session(), printed_code_id, own, by="window", actor=actor(), now=now())
