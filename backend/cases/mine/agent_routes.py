"""Routes about agents on the phone: whom I let act for me, and for whom I act."""

from typing import Any

from backend.cases.agent_schemas import AgencyList, AppointmentBody
from backend.cases.mine.agencies import agencies
from backend.cases.mine.appoint import appoint, dismiss
from backend.cases.mine.read_online import my_whole_document
from backend.cases.mine.schemas import MyCaseAnswer
from backend.cases.models import Case
from backend.people import cookies
from backend.web.access import allow
from backend.web.api import Room
from backend.web.limit_classes import guesses
from backend.web.request import actor, now, services, session

blueprint = Room("my_agents", description="Who may act for me in a case, and the cases in which I act for somebody")
APPOINTMENT = AppointmentBody()


@blueprint.route("/me/cases/<string:case_no>/agent", methods=["PUT"])
@allow("citizen")
@guesses("agent")
@blueprint.arguments(APPOINTMENT)
@blueprint.response(200, MyCaseAnswer)
def put_agent(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Let somebody act for me in this case until a day, signed by my phone; in place of whom I named before.

    Their own code brings the case to a window, and stands for the letter. They can neither promise nor consent for me.
    """
    return _document(appoint(session(), case_no, **body, visitor=cookies.visitor(), **_acting()))


@blueprint.route("/me/cases/<string:case_no>/agent", methods=["DELETE"])
@allow("citizen")
@blueprint.response(200, MyCaseAnswer)
def delete_agent(case_no: str) -> dict[str, Any]:
    """Take it back at once. What was handed in already stays."""
    return _document(dismiss(session(), case_no, **_acting()))


@blueprint.route("/me/agencies")
@allow("citizen")
@blueprint.response(200, AgencyList)
def get_agencies() -> dict[str, Any]:
    """The cases in which I act for somebody, as long as I may; nothing of theirs but the masked name."""
    return {"items": agencies(session(), actor(), services=services(), now=now())}


def _acting() -> dict[str, Any]:
    return {"actor": actor(), "services": services(), "now": now()}


def _document(case: Case) -> dict[str, Any]:
    return my_whole_document(session(), case, **_acting())
