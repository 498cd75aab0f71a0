"""Routes of the room papers: a holder's sealed copies, and checking one, which anybody may."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, request

from backend.papers import check, read, schemas
from backend.papers.make import Maker, Wish, make_copy, own_certificate
from backend.papers.models import SealedCopy
from backend.papers.told import answer
from backend.people.limits import Visitor
from backend.people.persons import person_of, persons_reachable
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.limit_classes import guesses
from backend.web.paging import decode_cursor, page
from backend.web.request import actor, now, services, session

blueprint = Room("papers", description="Sealed copies (加注件) of certificates, and their checking")
MINE, CHECKS = "/me/sealed-copies", "/sealed-copies/checks"
BODY, LIST, CHECK = schemas.CopyBody(), schemas.CopiesQuery(), schemas.CopyCheckBody()


@blueprint.route(MINE, methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(BODY)
@blueprint.response(201, schemas.SealedCopy())
def make_my_copy(body: dict[str, Any]) -> Mapping[str, Any]:
    """Make a sealed copy of one of the holder's certificates: a PDF for one purpose, one recipient, until a day."""
    certificate = own_certificate(session(), body["certificate_id"], _people())
    made = make_copy(
        session(), certificate, wish_of(body), maker=Maker(actor().subject), services=services(), now=now()
    )
    return document(made)


@blueprint.route(MINE, methods=["GET"])
@allow("citizen")
@blueprint.arguments(LIST, location="query")
@blueprint.response(200, schemas.SealedCopyPage())
def list_my_copies(query: dict[str, Any]) -> dict[str, Any]:
    """The holder's sealed copies, whoever made them, newest first: what for, for whom, and how often checked."""
    found = read.copies_of(
        session(), _people(), certificate_id=query["certificate_id"], after=decode_cursor(query["cursor"]),
        most=query["limit"] + 1,
    )  # fmt: skip
    shown = page(found, query["limit"], at="made_at", row_id="copy_id")
    return {**shown, "items": [document(row) for row in shown["items"]]}


@blueprint.route(f"{MINE}/<uuid:copy_id>", methods=["GET"])
@allow("citizen")
@blueprint.response(200, schemas.SealedCopy())
def show_my_copy(copy_id: uuid.UUID) -> Mapping[str, Any]:
    """One sealed copy."""
    return document(read.own_copy(session(), copy_id, _people()))


@blueprint.route(f"{MINE}/<uuid:copy_id>/pdf", methods=["GET"])
@allow("citizen")
@blueprint.response(200, schemas.BINARY["schema"], content_type=schemas.PDF)
def download_my_copy(copy_id: uuid.UUID) -> Response:
    """The sealed PDF, until its last day is over or it is recalled."""
    row = read.own_copy(session(), copy_id, _people())
    return file_response(read.pdf_of(session(), row, box=services().box, now=now()))


@blueprint.route(f"{MINE}/<uuid:copy_id>/recall", methods=["POST"])
@allow("citizen")
@blueprint.response(200, schemas.SealedCopy())
def recall_my_copy(copy_id: uuid.UUID) -> Mapping[str, Any]:
    """Take a sealed copy back: every check says so from now on, and its file is forgotten. Nothing brings it back."""
    return document(read.recall(session(), copy_id, _people(), actor=actor().subject, now=now()))


@blueprint.route(CHECKS, methods=["POST"])
@allow("public")
@guesses("sealed-copy")
@blueprint.arguments(CHECK)
@blueprint.response(200, schemas.CopyCheckAnswer())
def check_copy(body: dict[str, str]) -> dict[str, Any]:
    """Check a copy on paper by its number, or by its QR code, which tells what the face must say.

    Anybody can print a number or a QR code: `registered` means that there is such a copy; compare it with the paper.
    """
    own: dict[str, Any] = {"visitor": Visitor(request.remote_addr or ""), "box": services().box, "now": now()}
    if "number" in body:
        finding = check.by_number(session(), body["number"], **own)
    else:
        finding = check.by_token(session(), body["token"].rpartition("/")[2], **own)
    return answer(session(), finding, services=services(), now=now())


@blueprint.route(f"{CHECKS}/files", methods=["POST"])
@allow("public")
@guesses("sealed-copy")
@blueprint.doc(**schemas.PDF_BODY)
@blueprint.response(200, schemas.CopyCheckAnswer())
def check_file() -> dict[str, Any]:
    """Check the file of a copy: the body is the PDF itself. Only the very bytes that were sealed are genuine."""
    request.max_content_length = check.MOST_BYTES
    finding = check.by_file(
        session(), request.get_data(cache=False), visitor=Visitor(request.remote_addr or ""), box=services().box,
        now=now(),
    )  # fmt: skip
    return answer(session(), finding, services=services(), now=now())


def wish_of(body: Mapping[str, Any]) -> Wish:
    names = body["fields_shown"]
    return Wish(
        body["purpose"], body["recipient"], body["until"], body["layout"], None if names is None else tuple(names)
    )


def document(row: SealedCopy) -> Mapping[str, Any]:
    return read.document(row, catalogue=services().catalogue, box=services().box, now=now())


def file_response(pdf: bytes) -> Response:
    response = Response(pdf, mimetype=schemas.PDF)
    response.headers["Content-Disposition"] = 'attachment; filename="sealed-copy.pdf"'
    return response


def _people() -> list[uuid.UUID]:
    return persons_reachable(session(), person_of(session(), actor()))
