"""Routes of the room seals, for administration; the chain is for everybody who checks a sealed paper."""

import base64
import binascii
import uuid
from typing import Any

from flask import Response

from backend.seals import overview, register, schemas
from backend.seals.authority import chains
from backend.seals.models import SealRow
from backend.seals.refusals import SealInvalid
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.request import actor, now, services, session

blueprint = Room("seals", description="Seals of authorities: keys, pictures, and the two people each step takes")

READERS, DECIDERS = ("operator", "security", "auditor"), ("operator", "security")
ONE = "/seals/<uuid:seal_id>"
PROPOSAL, VERSION, REASON = schemas.SealProposalBody(), schemas.SealVersionBody(), schemas.SealReasonBody()
ANSWER, ANSWERS = schemas.SealAnswer(), schemas.SealList()


@blueprint.route("/seals")
@allow(*READERS)
@blueprint.response(200, ANSWERS)
def get_seals() -> dict[str, Any]:
    """All seals that were ever proposed, by authority, the newest first."""
    return overview.seals(session(), asker=actor().subject, now=now())


@blueprint.route("/seals", methods=["POST"])
@allow(*DECIDERS)
@idempotent
@blueprint.arguments(PROPOSAL)
@blueprint.response(201, ANSWER)
def post_seal(body: dict[str, Any]) -> dict[str, Any]:
    """Propose a seal; its key is made, and it seals nothing until a second person approves."""
    picture = body.pop("picture")
    png = None if picture is None else _png(picture)
    row = register.propose(session(), **body, png=png, box=services().box, actor=actor().subject, now=now())
    return _told(row)


@blueprint.route(f"{ONE}/picture")
@allow(*READERS)
@blueprint.response(200, schemas.SealPicture)
def get_picture(seal_id: uuid.UUID) -> dict[str, Any]:
    """The seal's picture."""
    return {"svg": register.find_seal(session(), seal_id).picture}


@blueprint.route(f"{ONE}/approval", methods=["POST"])
@allow(*DECIDERS)
@blueprint.arguments(VERSION)
@blueprint.response(200, ANSWER)
def post_approval(body: dict[str, Any], seal_id: uuid.UUID) -> dict[str, Any]:
    """Bring a proposed seal into use, as somebody else than who proposed it; the authority's former seal is stopped."""
    given: dict[str, Any] = {"box": services().box, "actor": actor().subject, "now": now()}
    return _told(register.approve(session(), seal_id, **body, **given))


@blueprint.route(f"{ONE}/withdrawal", methods=["POST"])
@allow(*DECIDERS)
@blueprint.arguments(REASON)
@blueprint.response(200, ANSWER)
def post_withdrawal(body: dict[str, Any], seal_id: uuid.UUID) -> dict[str, Any]:
    """Withdraw or decline a proposal."""
    return _told(register.withdraw(session(), seal_id, **body, actor=actor().subject, now=now()))


@blueprint.route(f"{ONE}/stop", methods=["POST"])
@allow(*DECIDERS)
@blueprint.arguments(REASON)
@blueprint.response(200, ANSWER)
def post_stop(body: dict[str, Any], seal_id: uuid.UUID) -> dict[str, Any]:
    """Ask that the seal be stopped; it seals until a second person agrees."""
    return _told(register.ask_stop(session(), seal_id, **body, actor=actor().subject, now=now()))


@blueprint.route(f"{ONE}/stop", methods=["DELETE"])
@allow(*DECIDERS)
@blueprint.response(200, ANSWER)
def delete_stop(seal_id: uuid.UUID) -> dict[str, Any]:
    """Leave the seal in use after all."""
    return _told(register.take_back_stop(session(), seal_id, actor=actor().subject, now=now()))


@blueprint.route(f"{ONE}/stop/approval", methods=["POST"])
@allow(*DECIDERS)
@blueprint.arguments(VERSION)
@blueprint.response(200, ANSWER)
def post_stop_approval(body: dict[str, Any], seal_id: uuid.UUID) -> dict[str, Any]:
    """Stop the seal for good, as somebody else than who asked for it."""
    return _told(register.approve_stop(session(), seal_id, **body, actor=actor().subject, now=now()))


@blueprint.route("/seals/chain.pem")
@allow("public")
@blueprint.doc(responses={200: {"description": "PEM", "content": {"application/x-pem-file": {}}}})
def get_chain() -> Response:
    """The certificates above all seals, for a PDF reader's list of those it trusts."""
    return Response("".join(chains(session())), mimetype="application/x-pem-file")


def _told(row: SealRow) -> dict[str, Any]:
    return overview.seal_shown(session(), row, asker=actor().subject, now=now())


def _png(address: str) -> bytes:
    """The bytes of a data URL."""
    try:
        if not address.startswith(schemas.PNG):
            raise binascii.Error
        return base64.b64decode(address.removeprefix(schemas.PNG), validate=True)
    except (binascii.Error, ValueError) as error:
        problem = {"path": "/picture", "problem": f"a data URL that begins with {schemas.PNG}"}
        raise SealInvalid(errors=[problem]) from error
