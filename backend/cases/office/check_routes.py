"""Routes of the checks that follow commitments, for officers."""

from typing import Any

from backend.cases.intake.read import id_of
from backend.cases.office.check_schemas import CheckBody, CheckLine, CheckPage, ChecksQuery
from backend.cases.office.checks import check_line, open_checks, record_check
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import encode_cursor
from backend.web.request import actor, now, services, session

blueprint = Room("commitment_checks", description="The checks that follow promises")

CHECKS, CHECK = ChecksQuery(), CheckBody()


@blueprint.route("/commitment-checks")
@allow("officer")
@blueprint.arguments(CHECKS, location="query")
@blueprint.response(200, CheckPage)
def get_checks(query: dict[str, Any]) -> dict[str, Any]:
    """What was promised to my office and is still to be checked, the first due first."""
    limit = query["limit"]
    found = open_checks(
        session(), actor().office, marked=query["mark"], limit=limit, cursor=query["cursor"], now=now()
    )  # fmt: skip
    last = found[limit - 1][0] if len(found) > limit else None
    cursor = encode_cursor(last.check_due or 0, id_of(last.case_no)) if last else None
    return {"items": [check_line(session(), *one, now=now()) for one in found[:limit]], "next_cursor": cursor}


@blueprint.route("/commitment-checks/<string:case_no>", methods=["POST"])
@allow("officer")
@idempotent
@blueprint.arguments(CHECK)
@blueprint.response(200, CheckLine)
def post_check(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Say what the check found. Failed: what was issued on the promise is withdrawn, and the applicant is barred."""
    given = record_check(
        session(), case_no, body["outcome"], reason=body["reason"], actor=actor(), services=services(), now=now()
    )
    return check_line(session(), *given, now=now())
