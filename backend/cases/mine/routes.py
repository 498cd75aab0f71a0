"""Routes of an applicant's own cases: where they stand, withdrawing one, and applying online."""

from typing import Any

from backend.cases.consent_schemas import ConsentAnswerBody
from backend.cases.intake.read import id_of
from backend.cases.intake.schemas import ActBody, FormBody
from backend.cases.mine.consent import consent, decline
from backend.cases.mine.my_cases import my_case, my_cases, my_lines, withdraw
from backend.cases.mine.online import applicants, begin, fill
from backend.cases.mine.read_online import my_whole_document
from backend.cases.mine.schemas import (
    ApplicantList,
    ApplicationBody,
    MyCaseAnswer,
    MyCasePage,
    MyCasesQuery,
    SubmissionBody,
)
from backend.cases.mine.submit import submit
from backend.cases.models import Case
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import encode_cursor
from backend.web.request import actor, now, services, session

blueprint = Room("my_cases", description="An applicant's own cases: apply online, see where they stand, withdraw one")

MY_CASES, APPLICATION, FORM = MyCasesQuery(), ApplicationBody(), FormBody()
SUBMISSION, ACT, ANSWER = SubmissionBody(), ActBody(), ConsentAnswerBody()


@blueprint.route("/me/applicants")
@allow("citizen")
@blueprint.response(200, ApplicantList)
def get_applicants() -> dict[str, Any]:
    """For whom I can apply: myself, and the organisations that I represent."""
    return {"items": applicants(session(), actor(), services=services())}


@blueprint.route("/me/cases")
@allow("citizen")
@blueprint.arguments(MY_CASES, location="query")
@blueprint.response(200, MyCasePage)
def get_my_cases(query: dict[str, Any]) -> dict[str, Any]:
    """My cases, and those of organisations that I represent, newest first."""
    limit = query["limit"]
    found = my_cases(session(), actor(), limit=limit, cursor=query["cursor"])
    items, last = found[:limit], found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(last.opened_at, id_of(last.case_no)) if last else None
    return {"items": my_lines(session(), items), "next_cursor": cursor}


@blueprint.route("/me/cases", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(APPLICATION)
@blueprint.response(201, MyCaseAnswer)
def post_my_case(body: dict[str, Any]) -> dict[str, Any]:
    """Begin an application online: a draft, with what my wallet covers. Nothing is disclosed to anybody."""
    case = begin(session(), body["matter"], answers=body["answers"], applicant=body["for_"], **_acting())
    return _document(case)


@blueprint.route("/me/cases/<string:case_no>")
@allow("citizen")
@blueprint.response(200, MyCaseAnswer)
def get_my_case(case_no: str) -> dict[str, Any]:
    """One of my cases: state, last days, materials, all that is missing, and what was done when.

    Of a draft begun online also what my wallet covers: which certificate would strike off which material, fill which
    field, and which of its fields the office would see.
    """
    return _document(my_case(session(), case_no, actor=actor()))


@blueprint.route("/me/cases/<string:case_no>/form", methods=["PUT"])
@allow("citizen")
@blueprint.arguments(FORM)
@blueprint.response(200, MyCaseAnswer)
def put_form(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Type into the form: all typed fields at once. What a certificate of the case says is not typed."""
    return _document(fill(session(), case_no, body["fields"], revision=body["revision"], **_acting()))


@blueprint.route("/me/cases/<string:case_no>/submission", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(SUBMISSION)
@blueprint.response(200, MyCaseAnswer)
def post_submission(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Sign and send: the certificates named are disclosed to the office of the matter and weighed as of now.

    Nothing missing: the case is accepted. Otherwise it stays a draft that names what is missing and goes on here or at
    a window; with `defer` it is accepted with a gap where the matter allows that.
    """
    return _document(submit(session(), case_no, **body, **_acting()))


@blueprint.route("/me/cases/<string:case_no>/withdrawal", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(ACT)
@blueprint.response(200, MyCaseAnswer)
def post_withdrawal(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Withdraw one of my cases; it is not decided any more."""
    return _document(withdraw(session(), case_no, revision=body["revision"], actor=actor(), now=now()))


@blueprint.route("/me/cases/<string:case_no>/consent-request/answer", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(ANSWER)
@blueprint.response(200, MyCaseAnswer)
def post_consent_answer(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Yes, signed by my phone, to what the office asks for: it sees those fields, and the case is weighed again. Or no.

    A part of a case is answered by its own number. The answer is the whole case.
    """
    said = body.pop("answer")
    if said == "yes":
        case = consent(session(), case_no, **body, **_acting())
    else:
        case = decline(session(), case_no, revision=body["revision"], actor=actor(), now=now())
    whole = case if case.parent_no is None else session().get_one(Case, case.parent_no)
    return _document(whole)


def _acting() -> dict[str, Any]:
    return {"actor": actor(), "services": services(), "now": now()}


def _document(case: Case) -> dict[str, Any]:
    return my_whole_document(session(), case, **_acting())
