"""Bodies and answers of ratings. No answer but the rater's own names a case."""

import marshmallow as ma

from backend.cases.intake.schemas import CaseMatter
from backend.cases.limits import MARKS
from backend.cases.states import STATES
from backend.ratings.figures import TOGETHER
from backend.ratings.follow_up import ANSWERS, CLOSED, OPEN, OUTCOMES, RESULTS
from backend.ratings.words import MOST
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Body, Text, Time

LEVEL = {"description": "1 very bad, 2 bad, 3 fair, 4 good, 5 very good"}
ACT_KINDS = ("number", "call", "closing", "answer")


class RatingBody(Body):
    level = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(1, 5), metadata=LEVEL)
    words = Text(most=MOST, load_default=None, allow_none=True)


class AnswerBody(Body):
    outcome = ma.fields.String(required=True, validate=ma.validate.OneOf(ANSWERS))
    words = Text(most=MOST, load_default=None, allow_none=True)


class CallBody(Body):
    outcome = ma.fields.String(required=True, validate=ma.validate.OneOf(OUTCOMES))
    words = Text(most=MOST, load_default=None, allow_none=True)


class ClosingBody(Body):
    result = ma.fields.String(required=True, validate=ma.validate.OneOf(RESULTS))
    words = Text(most=MOST, required=True, metadata={"description": "Told to the rater"})


class OpenRating(ma.Schema):
    """A contact of mine that I may still rate."""

    case_no = ma.fields.String(required=True)
    matter = ma.fields.Nested(CaseMatter, required=True)
    office = ma.fields.Nested(Bilingual, required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    opened_at = Time(required=True)


class OpenRatings(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(OpenRating), required=True)


class FollowUpStep(ma.Schema):
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(ACT_KINDS))
    day = ma.fields.Date(required=True)
    outcome = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf([*OUTCOMES, *RESULTS, *ANSWERS])
    )
    words = ma.fields.String(required=True, allow_none=True)


class FollowUpProgress(ma.Schema):
    """What the rater sees of the follow-up."""

    state = ma.fields.String(required=True, validate=ma.validate.OneOf([OPEN, CLOSED]))
    due = ma.fields.Date(required=True)
    late = ma.fields.Boolean(required=True, metadata={"description": "Still open after its last day"})
    closed_on = ma.fields.Date(required=True, allow_none=True)
    result = ma.fields.String(required=True, allow_none=True, validate=ma.validate.OneOf(RESULTS))
    acts = ma.fields.List(ma.fields.Nested(FollowUpStep), required=True)
    may_answer = ma.fields.Boolean(required=True)


class MyRatingAnswer(ma.Schema):
    """How I rated a case; `open` while I may. `follow_up` after a bad rating."""

    case_no = ma.fields.String(required=True)
    matter = ma.fields.Nested(CaseMatter, required=True)
    open = ma.fields.Boolean(required=True)
    level = ma.fields.Integer(required=True, allow_none=True, metadata=LEVEL)
    words = ma.fields.String(required=True, allow_none=True)
    day = ma.fields.Date(required=True, allow_none=True)
    follow_up = ma.fields.Nested(FollowUpProgress, required=True, allow_none=True)


class FollowUpAct(FollowUpStep):
    at = Time(required=True, allow_none=True, metadata={"description": "Null for what the rater did"})


class FollowUpAnswer(ma.Schema):
    """A bad rating to be followed up: neither the person nor the case."""

    id = ma.fields.UUID(required=True)
    matter = ma.fields.Nested(CaseMatter, required=True)
    office = ma.fields.Nested(Bilingual, required=True)
    hall = ma.fields.String(required=True, allow_none=True)
    level = ma.fields.Integer(required=True, metadata=LEVEL)
    words = ma.fields.String(required=True, allow_none=True)
    day = ma.fields.Date(required=True, metadata={"description": "On which it was rated"})
    state = ma.fields.String(required=True, validate=ma.validate.OneOf([OPEN, CLOSED]))
    due = ma.fields.Date(required=True)
    due_assumed = ma.fields.Boolean(required=True)
    mark = ma.fields.String(required=True, validate=ma.validate.OneOf(MARKS))
    closed_on = ma.fields.Date(required=True, allow_none=True)
    result = ma.fields.String(required=True, allow_none=True, validate=ma.validate.OneOf(RESULTS))
    acts = ma.fields.List(ma.fields.Nested(FollowUpAct), required=True)


class FollowUpsQuery(PageQuery):
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf([OPEN, CLOSED]))


class FollowUpCounts(ma.Schema):
    """`yellow` and `red` are among the open ones."""

    open = ma.fields.Integer(required=True)
    yellow = ma.fields.Integer(required=True)
    red = ma.fields.Integer(required=True)
    closed = ma.fields.Integer(required=True)


class FollowUpPage(page_of(FollowUpAnswer)):  # type: ignore[misc]  # made by a function
    counts = ma.fields.Nested(FollowUpCounts, required=True)


class NumberAnswer(ma.Schema):
    phone = ma.fields.String(required=True, allow_none=True, metadata={"description": "Null: the account is gone"})


class FiguresQuery(Body):
    matter = Text(most=40, load_default=None, metadata={"description": "Code of the one matter to tell of"})


class FigureAnswer(ma.Schema):
    code = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)
    average = ma.fields.Float(required=True)
    levels = ma.fields.List(
        ma.fields.Integer(), required=True, metadata={"description": "How many of level 1, 2, 3, 4, 5"}
    )


class MatterFigure(FigureAnswer):
    name = ma.fields.Nested(Bilingual, required=True)
    office = ma.fields.Nested(Bilingual, required=True)


class HallFigure(FigureAnswer):
    name = ma.fields.String(required=True)


class RatingFigures(ma.Schema):
    """Ratings are published several at a time, so that no figure leads to one rater."""

    together = ma.fields.Integer(
        required=True, metadata={"description": f"How many of a matter or hall are published at once: {TOGETHER}"}
    )
    matters = ma.fields.List(ma.fields.Nested(MatterFigure), required=True)
    halls = ma.fields.List(ma.fields.Nested(HallFigure), required=True)
