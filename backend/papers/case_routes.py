"""Routes by which a window makes sealed copies of what was shown to its case."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response

from backend.papers import for_case, schemas
from backend.papers.routes import document, file_response, wish_of
from backend.verification.verifiers import RegisteredVerifier, verifier_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent_while
from backend.web.request import actor, now, services, session

blueprint = Room("case_papers", description="Sealed copies that a window makes within a case")
BODY = schemas.CopyBody()
CASE = "/cases/<string:case_no>/sealed-copies"


def _registered() -> RegisteredVerifier:
    return verifier_of(session(), actor(), services=services(), now=now())


@blueprint.route(CASE, methods=["POST"])
@allow("window")
@idempotent_while(_registered)
@blueprint.arguments(BODY)
@blueprint.response(201, schemas.SealedCopy())
def make_case_copy(body: dict[str, Any], case_no: str) -> Mapping[str, Any]:
    """Make a sealed copy of a certificate that was shown to this case in the last half hour. Its holder is told."""
    made = for_case.make_for_case(
        session(), case_no, body["certificate_id"], wish_of(body), window=_registered(), actor=actor(),
        services=services(), now=now(),
    )  # fmt: skip
    return document(made)


@blueprint.route(CASE, methods=["GET"])
@allow("window")
@blueprint.response(200, schemas.SealedCopies())
def list_case_copies(case_no: str) -> dict[str, Any]:
    """The sealed copies that were made in this case, newest first."""
    return {"items": [document(row) for row in for_case.copies_in(session(), case_no, actor=actor())]}


@blueprint.route(f"{CASE}/<uuid:copy_id>/prints", methods=["POST"])
@allow("window")
@blueprint.response(200, schemas.BINARY["schema"], content_type=schemas.PDF)
def print_case_copy(case_no: str, copy_id: uuid.UUID) -> Response:
    """The PDF of a copy that was made in this case, to print it at the desk. Each fetch is logged."""
    pdf = for_case.print_copy(session(), case_no, copy_id, actor=actor(), box=services().box, now=now())
    return file_response(pdf)
