"""Routes by which a window says who applies when an agent is there, and corrects the answers."""

from typing import Any

from flask import request

from backend.cases.agent_schemas import AnswersBody, LetterBody
from backend.cases.intake.answer import change_answers
from backend.cases.intake.by_letter import name_applicant, remove_agent
from backend.cases.intake.read import case_document
from backend.cases.intake.schemas import CaseAnswer
from backend.cases.models import Case
from backend.people.limits import Visitor
from backend.web.access import allow
from backend.web.api import Room
from backend.web.limit_classes import guesses
from backend.web.request import actor, now, services, session

blueprint = Room("case_agents", description="Who applies when somebody acts for them, and what was answered")
LETTER, ANSWERS = LetterBody(), AnswersBody()


@blueprint.route("/cases/<string:case_no>/applicant", methods=["PUT"])
@allow("window")
@guesses("letter")
@blueprint.arguments(LETTER)
@blueprint.response(200, CaseAnswer)
def put_applicant(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Name the applicant by the letter that their agent brought; the person is told at once.

    Only with an agent whose code was accepted, and while nobody is the applicant. Every mismatch has the same answer.
    """
    visitor = Visitor(request.remote_addr or "")
    return _document(name_applicant(session(), case_no, **body, visitor=visitor, **_acting()))


@blueprint.route("/cases/<string:case_no>/agent", methods=["DELETE"])
@allow("window")
@blueprint.response(200, CaseAnswer)
def delete_agent(case_no: str) -> dict[str, Any]:
    """Remove an agent whose code was scanned by mistake, before the acceptance."""
    return _document(remove_agent(session(), case_no, **_acting()))


@blueprint.route("/cases/<string:case_no>/answers", methods=["PUT"])
@allow("window")
@blueprint.arguments(ANSWERS)
@blueprint.response(200, CaseAnswer)
def put_answers(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Correct what was answered about the situation, before the acceptance; the materials follow."""
    case = change_answers(session(), case_no, body["answers"], revision=body["revision"], **_acting())
    return _document(case)


def _acting() -> dict[str, Any]:
    return {"actor": actor(), "services": services(), "now": now()}


def _document(case: Case) -> dict[str, Any]:
    return case_document(session(), case, services=services(), now=now())
