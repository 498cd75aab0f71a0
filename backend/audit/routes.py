"""Routes of the room audit: the log, for auditors only; and what anybody may keep to see that it is not rewritten.

The log's check needs the platform's keys and so stands in trust.
"""

from typing import Any

from flask import Response, request

from backend.audit import checkpoint, proofs
from backend.audit.look_up import entries
from backend.audit.models import LogCheckpoint
from backend.audit.schemas import (
    CheckpointAnswer,
    CheckpointPage,
    CheckpointQuery,
    Continuity,
    ContinuityQuery,
    EntryPage,
    EntryQuery,
)
from backend.web.access import allow
from backend.web.api import Room
from backend.web.paging import decode_cursor, page
from backend.web.replica import may_lag
from backend.web.request import session
from backend.web.sums import DAY, start_of

blueprint = Room("audit", description="The append-only log")

QUERY, PAGE = EntryQuery(), EntryPage()
FROM, CHECKPOINT, CHECKPOINTS = CheckpointQuery(), CheckpointAnswer(), CheckpointPage()
BETWEEN, CONTINUITY = ContinuityQuery(), Continuity()
JWS_TEXT = {"type": "string", "description": "Compact JWS (ES256)"}
JWT = "application/jwt"
KEPT, KEPT_LATEST = 86_400, 10  # seconds an answer may be kept: one that never changes, and the newest


@blueprint.route("/audit/entries")
@allow("auditor")
@may_lag
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, PAGE)
def audit_entries(query: dict[str, Any]) -> Any:
    """Audit entries, newest first."""
    limit = query["limit"]
    after = decode_cursor(query["cursor"])
    found = entries(
        session(), action=query["action"], subject=query["subject"], person_id=query["person_id"],
        after=after, most=limit + 1, since=start_of(query["since"]) if query["since"] else 0,
        before=start_of(query["until"]) + DAY if query["until"] else None,
    )  # fmt: skip
    return page(found, limit, at="at", row_id="row_id")


@blueprint.route("/log/checkpoints/latest")
@allow("public")
@blueprint.response(200, JWS_TEXT, content_type=JWT)
def latest_checkpoint() -> Response:
    """The newest signed checkpoint of the log: sizes, last hashes and roots of its chains. Keep it: a log that was
    rewritten does not continue it."""
    found = checkpoint.latest(session())
    if found is None:
        raise proofs.CheckpointUnknown("none yet")
    return _token(found, keep=KEPT_LATEST)


@blueprint.route("/log/checkpoints/<int(max=2147483647):number>")
@allow("public")
@blueprint.response(200, JWS_TEXT, content_type=JWT)
def numbered_checkpoint(number: int) -> Response:
    """A checkpoint by its number, as it was signed."""
    return _token(proofs.checkpoint(session(), number), keep=KEPT)


@blueprint.route("/log/checkpoints")
@allow("public")
@blueprint.arguments(FROM, location="query")
@blueprint.response(200, CHECKPOINTS)
def checkpoints(query: dict[str, Any]) -> dict[str, Any]:
    """Checkpoints in the order of their numbers, from `from` on; `next` is where the next page begins."""
    found = checkpoint.checkpoints_from(session(), query["first"], query["limit"] + 1)
    items = found[: query["limit"]]
    return {"items": items, "next": found[-1].number if len(found) > len(items) else None}


@blueprint.route("/log/continuity")
@allow("public")
@blueprint.arguments(BETWEEN, location="query")
@blueprint.response(200, CONTINUITY)
def continuity(query: dict[str, Any]) -> dict[str, Any]:
    """The proofs (RFC 9162, 2.1.4), by chain, that checkpoint number `to` continues checkpoint number `from`."""
    return {"proofs": proofs.continuity(session(), query["first"], query["second"])}


def _token(found: LogCheckpoint, *, keep: int) -> Response:
    response = Response(found.token, content_type=JWT)
    response.set_etag(str(found.number))
    response.headers["Cache-Control"] = f"public, max-age={keep}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.make_conditional(request)
    return response
