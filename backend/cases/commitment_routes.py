"""Routes of commitments: the applicant reads and signs one, an officer checks what was promised."""

from typing import Any

from backend.cases.checks import check_line, open_checks, record_check
from backend.cases.commit import commit, commitment_document
from backend.cases.commitment_schemas import (
    CaseCommitmentAnswer,
    CheckBody,
    CheckLine,
    CheckPage,
    ChecksQuery,
    CommitmentBody,
)
from backend.cases.mine import my_case
from backend.cases.models import Case
from backend.cases.read import id_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import encode_cursor
from backend.web.request import actor, now, services, session

blueprint = Room("commitments", description="Promises that stand for materials, and the checks that follow them")

COMMITMENT, CHECKS, CHECK = CommitmentBody(), ChecksQuery(), CheckBody()


@blueprint.route("/me/cases/<string:case_no>/commitment")
@allow("citizen")
@blueprint.response(200, CaseCommitmentAnswer)
def get_commitment(case_no: str) -> dict[str, Any]:
    """What I am to read and sign so that my promise stands for materials, and what became of it."""
    return _document(my_case(session(), case_no, actor=actor()))


@blueprint.route("/me/cases/<string:case_no>/commitment", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(COMMITMENT)
@blueprint.response(200, CaseCommitmentAnswer)
def post_commitment(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Promise, signed with my phone's key. A case at a window that then lacks nothing is accepted and decided at once.

    Refused while I am barred because an earlier promise was false.
    """
    case = commit(
        session(), case_no, body["statement"], revision=body["revision"], device_id=body["device_id"], actor=actor(),
        services=services(), now=now(),
    )  # fmt: skip
    return _document(case)


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
    last = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(last.check_due or 0, id_of(last.case_no)) if last else None
    return {"items": [check_line(session(), one, now=now()) for one in found[:limit]], "next_cursor": cursor}


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
    return check_line(session(), given, now=now())


def _document(case: Case) -> dict[str, Any]:
    return commitment_document(session(), case, services=services(), now=now())
