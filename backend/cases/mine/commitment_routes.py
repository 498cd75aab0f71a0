"""Routes of commitments, for the applicant: read and sign one."""

from typing import Any

from backend.cases.mine.commit import commit, commitment_document
from backend.cases.mine.commitment_schemas import CaseCommitmentAnswer, CommitmentBody
from backend.cases.mine.my_cases import my_case
from backend.cases.models import Case
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.request import actor, now, services, session

blueprint = Room("commitments", description="Promises that stand for materials")

COMMITMENT = CommitmentBody()


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


def _document(case: Case) -> dict[str, Any]:
    return commitment_document(session(), case, services=services(), now=now())
