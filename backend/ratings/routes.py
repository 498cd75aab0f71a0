"""Routes of the room ratings: rate and look again; follow up; figures for everybody."""

import uuid
from typing import Any

from backend.ratings import follow_up as acts
from backend.ratings.contact import unrated
from backend.ratings.models import FollowUp
from backend.ratings.rate import MyRating, my_rating, rate
from backend.ratings.read import (
    figures_document,
    follow_up,
    follow_up_counts,
    follow_up_documents,
    follow_ups,
    my_document,
    open_line,
)
from backend.ratings.schemas import (
    AnswerBody,
    CallBody,
    ClosingBody,
    FiguresQuery,
    FollowUpAnswer,
    FollowUpPage,
    FollowUpsQuery,
    MyRatingAnswer,
    NumberAnswer,
    OpenRatings,
    RatingBody,
    RatingFigures,
)
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import page
from backend.web.replica import may_lag
from backend.web.request import actor, now, services, session

blueprint = Room("ratings", description="How a contact was: five levels, once; what follows a bad one; public averages")

RATING, ANSWER, CALL, CLOSING = RatingBody(), AnswerBody(), CallBody(), ClosingBody()
FIGURES, FOLLOW_UPS = FiguresQuery(), FollowUpsQuery()
KEEP = {"Cache-Control": "public, max-age=300"}
ONE = "/follow-ups/<uuid:follow_up_id>"


@blueprint.route("/ratings")
@allow("public")
@may_lag
@blueprint.arguments(FIGURES, location="query")
@blueprint.response(200, RatingFigures)
def get_ratings(query: dict[str, Any]) -> Any:
    """Averages by matter and by hall, the most rated first. Ratings are added several at a time, never one."""
    return figures_document(session(), matter=query["matter"]), 200, KEEP


@blueprint.route("/me/ratings/open")
@allow("citizen")
@blueprint.response(200, OpenRatings)
def get_open_ratings() -> dict[str, Any]:
    """My contacts that I may still rate, newest first."""
    return {"items": [open_line(session(), case) for case in unrated(session(), actor(), box=services().box)]}


@blueprint.route("/me/cases/<string:case_no>/rating")
@allow("citizen")
@blueprint.response(200, MyRatingAnswer)
def get_my_rating(case_no: str) -> dict[str, Any]:
    """How I rated this case, and what followed."""
    return _mine(my_rating(session(), case_no, actor=actor(), box=services().box))


@blueprint.route("/me/cases/<string:case_no>/rating", methods=["POST"])
@allow("citizen")
@blueprint.arguments(RATING)
@blueprint.response(201, MyRatingAnswer)
def post_my_rating(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Rate one of my cases, once; the office does not learn who. A bad level opens a follow-up.

    The case number is key enough: a second time is 409 `already_rated`, and no key is kept that names who rated when.
    """
    given = {"level": body["level"], "text": body["words"]}
    return _mine(rate(session(), case_no, **given, actor=actor(), services=services(), now=now()))


@blueprint.route("/me/cases/<string:case_no>/rating/answer", methods=["POST"])
@allow("citizen")
@blueprint.arguments(ANSWER)
@blueprint.response(200, MyRatingAnswer)
def post_my_answer(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Say once whether a closed follow-up settled it; the rating stays as it is."""
    own = services()
    mine = my_rating(session(), case_no, actor=actor(), box=own.box)
    acts.answer(session(), mine.follow_up, outcome=body["outcome"], text=body["words"], box=own.box, now=now())
    return _mine(mine)


@blueprint.route("/follow-ups")
@allow("operator")
@blueprint.arguments(FOLLOW_UPS, location="query")
@blueprint.response(200, FollowUpPage)
def get_follow_ups(query: dict[str, Any]) -> dict[str, Any]:
    """Bad ratings to be followed up, the first due first."""
    limit = query["limit"]
    found = follow_ups(session(), state=query["state"], limit=limit, cursor=query["cursor"])
    answer = page(found, limit, at="due_at", row_id="follow_up_id")
    items = follow_up_documents(session(), answer["items"], box=services().box, now=now())
    return {**answer, "items": items, "counts": follow_up_counts(session(), now=now())}


@blueprint.route(ONE)
@allow("operator")
@blueprint.response(200, FollowUpAnswer)
def get_follow_up(follow_up_id: uuid.UUID) -> dict[str, Any]:
    """One follow-up."""
    return _follow_up(follow_up(session(), follow_up_id))


@blueprint.route(f"{ONE}/number-readings", methods=["POST"])
@allow("operator")
@blueprint.response(200, NumberAnswer)
def post_number_reading(follow_up_id: uuid.UUID) -> dict[str, Any]:
    """The number to call. Each reading is logged, and none is possible once the follow-up is closed."""
    return {"phone": acts.read_number(session(), follow_up_id, actor=actor(), box=services().box, now=now())}


@blueprint.route(f"{ONE}/calls", methods=["POST"])
@allow("operator")
@idempotent
@blueprint.arguments(CALL)
@blueprint.response(201, FollowUpAnswer)
def post_call(body: dict[str, Any], follow_up_id: uuid.UUID) -> dict[str, Any]:
    """Record a call, whether somebody was reached or not."""
    given = {"outcome": body["outcome"], "text": body["words"]}
    return _follow_up(acts.record_call(session(), follow_up_id, **given, **_acting()))


@blueprint.route(f"{ONE}/closing", methods=["POST"])
@allow("operator")
@idempotent
@blueprint.arguments(CLOSING)
@blueprint.response(200, FollowUpAnswer)
def post_closing(body: dict[str, Any], follow_up_id: uuid.UUID) -> dict[str, Any]:
    """Close it with a result and words for the rater; then whom to call is forgotten."""
    given = {"result": body["result"], "text": body["words"]}
    return _follow_up(acts.close(session(), follow_up_id, **given, **_acting()))


def _acting() -> dict[str, Any]:
    return {"actor": actor(), "box": services().box, "now": now()}


def _mine(mine: MyRating) -> dict[str, Any]:
    return my_document(session(), mine, box=services().box, now=now())


def _follow_up(row: FollowUp) -> dict[str, Any]:
    return follow_up_documents(session(), [row], box=services().box, now=now())[0]
