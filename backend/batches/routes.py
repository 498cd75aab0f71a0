"""Routes of the room batches: made and approved by a department, watched and ended by it or the operator."""

import uuid
from collections.abc import Iterable
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Response, request
from werkzeug.wsgi import FileWrapper

from backend.batches import decide, make, read, schemas
from backend.batches.models import Batch
from backend.batches.queue import announce
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import PageQuery, decode_cursor, encode_cursor
from backend.web.request import actor, now, services, session

blueprint = Room("batches")
ONE = "/batches/<uuid:batch_id>"
IN_MEMORY = 1 << 20  # bytes of a file that goes out; a longer one lies on the disk meanwhile


@blueprint.route("/batches", methods=["GET"])
@allow("department", "operator")
@blueprint.arguments(PageQuery(), location="query")
@blueprint.response(200, schemas.BatchPage())
def list_batches(query: dict[str, Any]) -> dict[str, Any]:
    """Batches with what became of their rows, newest first: a department sees its own, an operator all."""
    most = query["limit"]
    after = decode_cursor(query["cursor"])
    found = read.batches(session(), issuer_code=_only(), after=after, most=most + 1)
    items = found[:most]
    following = encode_cursor(items[-1].made_at, items[-1].batch_id) if len(found) > most else None
    return {
        "items": read.shown(session(), items, asker=actor().subject, now=now()),
        "next_cursor": following,
    }


@blueprint.route("/batches", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(schemas.BatchRequest())
@blueprint.response(201, schemas.BatchShown())
def make_batch(body: dict[str, str]) -> dict[str, Any]:
    """Make a batch of all records of a type that this department imported and that wait for a certificate."""
    batch = make.of_waiting(
        session(), type=body["type"], issuer_code=_office(), catalogue=services().catalogue, actor=actor().subject,
        now=now(),
    )  # fmt: skip
    announce(session())
    return _shown(batch)


@blueprint.route("/batches/files", methods=["POST"])
@allow("department")
@blueprint.arguments(schemas.BatchFileQuery(), location="query")
@blueprint.doc(**schemas.FILE_BODY)
@blueprint.response(201, schemas.BatchShown())
def upload_batch(query: dict[str, str]) -> dict[str, Any]:
    """Make a batch of a file: the body is the CSV or XLSX itself. A worker reads it; larger ones go by the command."""
    request.max_content_length = schemas.MOST_BYTES
    batch = make.upload(
        session(), request.get_data(cache=False), type=query["type"], issuer_code=_office(),
        catalogue=services().catalogue, box=services().box, actor=actor().subject, now=now(),
    )  # fmt: skip
    announce(session())
    return _shown(batch)


@blueprint.route(ONE, methods=["GET"])
@allow("department", "operator")
@blueprint.response(200, schemas.BatchShown())
def show_batch(batch_id: uuid.UUID) -> dict[str, Any]:
    """One batch."""
    return _shown(_batch(batch_id))


@blueprint.route(f"{ONE}/approval", methods=["POST"])
@allow("department")
@blueprint.response(200, schemas.BatchShown())
def approve_batch(batch_id: uuid.UUID) -> dict[str, Any]:
    """Let a batch run that waits for a second person: not for whoever made it."""
    return _moved(batch_id, decide.approve)


@blueprint.route(f"{ONE}/pause", methods=["POST"])
@allow("department", "operator")
@blueprint.response(200, schemas.BatchShown())
def pause_batch(batch_id: uuid.UUID) -> dict[str, Any]:
    """No further chunk is begun until it is resumed."""
    return _moved(batch_id, decide.pause)


@blueprint.route(f"{ONE}/resumption", methods=["POST"])
@allow("department", "operator")
@blueprint.response(200, schemas.BatchShown())
def resume_batch(batch_id: uuid.UUID) -> dict[str, Any]:
    """Let a paused batch go on, or one that stopped by itself."""
    return _moved(batch_id, decide.resume)


@blueprint.route(f"{ONE}/cancellation", methods=["POST"])
@allow("department", "operator")
@blueprint.response(200, schemas.BatchShown())
def cancel_batch(batch_id: uuid.UUID) -> dict[str, Any]:
    """End a batch: what it issued stands, the rest is not issued."""
    return _moved(batch_id, decide.cancel)


@blueprint.route(f"{ONE}/failed-rows", methods=["GET"])
@allow("department", "operator")
@blueprint.response(200, {"type": "string"}, content_type=schemas.CSV)
def show_failed_rows(batch_id: uuid.UUID) -> Response:
    """The rows that failed as a CSV: row, column, code, what is wrong in Chinese and English, the value masked."""
    _batch(batch_id)
    file = _whole(read.failed_rows(session(), batch_id))
    response = Response(FileWrapper(file), mimetype=schemas.CSV)
    response.content_length = file.seek(0, SEEK_END)
    file.seek(0)
    response.headers["Content-Disposition"] = f'attachment; filename="{batch_id}-failed.csv"'
    return response


def _whole(parts: Iterable[str]) -> IO[bytes]:
    """Read to the end before a byte is sent, for a server ends a stream that breaks as if that were its end. Whoever
    sends the file closes it."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - it outlives this function
    try:
        file.writelines(part.encode() for part in parts)
    except BaseException:
        file.close()
        raise
    return file


def _moved(batch_id: uuid.UUID, act: Any) -> dict[str, Any]:
    batch = _batch(batch_id)
    act(session(), batch, actor=actor().subject, now=now())
    return _shown(batch)


def _batch(batch_id: uuid.UUID) -> Batch:
    return decide.find_batch(session(), batch_id, issuer_code=_only())


def _only() -> str | None:
    return _office() if actor().role == "department" else None


def _office() -> str:
    return actor().office or ""


def _shown(batch: Batch) -> dict[str, Any]:
    return read.shown(session(), [batch], asker=actor().subject, now=now())[0]
