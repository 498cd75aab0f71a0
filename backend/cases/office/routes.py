"""Routes of the cases of an office, for its officers."""

from typing import Any

from backend.cases.consent_schemas import ConsentRequestBody
from backend.cases.intake.read import id_of
from backend.cases.intake.schemas import ActBody
from backend.cases.models import Case
from backend.cases.office.ask import ask
from backend.cases.office.queue import office_case, office_cases, office_document, office_line
from backend.cases.office.schemas import DecisionBody, OfficeCaseAnswer, OfficeCasePage, OfficeCasesQuery
from backend.cases.office.take import decide, take
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import encode_cursor
from backend.web.request import actor, now, services, session

blueprint = Room("office_cases", description="What waits for the officers of an office, and their decisions")

QUERY, ACT, DECISION, ASKED = OfficeCasesQuery(), ActBody(), DecisionBody(), ConsentRequestBody()


@blueprint.route("/office-cases")
@allow("officer")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, OfficeCasePage)
def get_office_cases(query: dict[str, Any]) -> dict[str, Any]:
    """The cases of my office that wait, or are in one state, the first due first, with their marks."""
    limit = query["limit"]
    found = office_cases(
        session(), actor().office, marked=query["mark"], state=query["state"], limit=limit, cursor=query["cursor"],
        now=now(),
    )  # fmt: skip
    last = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(last.due_promised or 0, id_of(last.case_no)) if last else None
    items = [office_line(session(), case, actor=actor(), now=now()) for case in found[:limit]]
    return {"items": items, "next_cursor": cursor}


@blueprint.route("/office-cases/<string:case_no>")
@allow("officer")
@blueprint.response(200, OfficeCaseAnswer)
def get_office_case(case_no: str) -> dict[str, Any]:
    """A case of my office from its acceptance on; with form and applicant once I took it."""
    return _document(office_case(session(), case_no, actor=actor()))


@blueprint.route("/office-cases/<string:case_no>/taking", methods=["POST"])
@allow("officer")
@idempotent
@blueprint.arguments(ACT)
@blueprint.response(200, OfficeCaseAnswer)
def post_taking(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Take a case to decide it, or take over what a colleague took."""
    return _document(take(session(), case_no, revision=body["revision"], actor=actor(), now=now()))


@blueprint.route("/office-cases/<string:case_no>/decision", methods=["POST"])
@allow("officer")
@idempotent
@blueprint.arguments(DECISION)
@blueprint.response(200, OfficeCaseAnswer)
def post_decision(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Approve or reject a case that I took. At an approval its certificates are weighed again and its result is issued.

    What ceased to be valid since the acceptance is missing again, and is named (materials_missing).
    """
    case = decide(
        session(), case_no, body["outcome"], reason=body["reason"], revision=body["revision"], actor=actor(),
        services=services(), now=now(),
    )  # fmt: skip
    return _document(case)


@blueprint.route("/office-cases/<string:case_no>/consent-requests", methods=["POST"])
@allow("officer")
@idempotent
@blueprint.arguments(ASKED)
@blueprint.response(200, OfficeCaseAnswer)
def post_consent_request(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Ask the applicant's phone for certificates that the matter has a use for, in a case that I took.

    Nothing is disclosed by asking. The applicant sees who asks, which fields, and why, and has five working days.
    """
    return _document(ask(session(), case_no, **body, actor=actor(), services=services(), now=now()))


def _document(case: Case) -> dict[str, Any]:
    return office_document(session(), case, actor=actor(), services=services(), now=now())
