"""Routes of the room audit: the log, for auditors only. Its check needs the platform's keys and so stands in trust."""

from typing import Any

from backend.audit.look_up import entries
from backend.audit.schemas import EntryPage, EntryQuery
from backend.web.access import allow
from backend.web.api import Room
from backend.web.paging import decode_cursor, page
from backend.web.request import session
from backend.web.sums import DAY, start_of

blueprint = Room("audit", description="The append-only log")

QUERY, PAGE = EntryQuery(), EntryPage()


@blueprint.route("/audit/entries")
@allow("auditor")
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
