"""Routes of the versions of matters, for administration: read, try, save, retire."""

from typing import Any

from backend.matters.draft import read_draft
from backend.matters.models import MatterVersion
from backend.matters.retire import retire_matter
from backend.matters.save import newest_version, save_version
from backend.matters.version_schemas import (
    MatterDraftAnswer,
    MatterDraftBody,
    MatterRetireBody,
    MatterSaveBody,
    MatterVersionAnswer,
    MatterVersionLine,
    MatterVersionList,
    MatterVersionPage,
    MatterVersionsQuery,
)
from backend.matters.versions import newest_versions, version_document, version_line, versions_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.request import actor, now, services, session

blueprint = Room("matter_versions", description="Matters as they are administered: edited, saved as versions, retired")

QUERY, DRAFT, SAVE, RETIRE = MatterVersionsQuery(), MatterDraftBody(), MatterSaveBody(), MatterRetireBody()
READERS = ("department", "operator", "security", "auditor")
ONE = "/matters/<string:code>"


@blueprint.route("/matter-versions")
@allow(*READERS)
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, MatterVersionPage)
def get_matter_versions(query: dict[str, Any]) -> dict[str, Any]:
    """Every matter there ever was, by code: its newest version, and whether it is on offer."""
    limit = query["limit"]
    found = newest_versions(session(), offered=query["offered"], after=query["cursor"] or "", limit=limit + 1)
    return {"items": found[:limit], "next_cursor": found[limit - 1]["code"] if len(found) > limit else None}


@blueprint.route(f"{ONE}/versions")
@allow(*READERS)
@blueprint.response(200, MatterVersionList)
def get_versions(code: str) -> dict[str, Any]:
    """The versions of one matter, newest first."""
    return {"items": versions_of(session(), code)}


@blueprint.route(f"{ONE}/versions/<int(max=1000000):version>")
@allow(*READERS)
@blueprint.response(200, MatterVersionAnswer)
def get_version(code: str, version: int) -> dict[str, Any]:
    """One version with its text in YAML, rules and all."""
    return version_document(session().get(MatterVersion, (code, version)))


@blueprint.route(f"{ONE}/checks", methods=["POST"])
@allow("operator")
@blueprint.arguments(DRAFT)
@blueprint.response(200, MatterDraftAnswer)
def post_check(body: dict[str, Any], code: str) -> Any:
    """What is wrong with a text, and what it would change; nothing is saved."""
    newest = newest_version(session(), code)
    return read_draft(body["text"], code, newest=newest, catalogue=services().catalogue)


@blueprint.route(f"{ONE}/versions", methods=["POST"])
@allow("operator")
@idempotent
@blueprint.arguments(SAVE)
@blueprint.response(201, MatterVersionAnswer)
def post_version(body: dict[str, Any], code: str) -> dict[str, Any]:
    """Save a text as the next version, which is on offer from now on. Cases keep the version they were opened with."""
    row = save_version(
        session(), code, body["text"], seen=body["seen"], catalogue=services().catalogue, actor=actor().subject,
        now=now(),
    )  # fmt: skip
    return version_document(row)


@blueprint.route(f"{ONE}/retirement", methods=["POST"])
@allow("operator")
@idempotent
@blueprint.arguments(RETIRE)
@blueprint.response(200, MatterVersionLine)
def post_retirement(body: dict[str, Any], code: str) -> dict[str, Any]:
    """Take the matter off the offer; its cases go on. Saving a version offers it again."""
    return version_line(retire_matter(session(), code, version=body["version"], actor=actor().subject, now=now()))
