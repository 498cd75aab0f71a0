"""Queries, bodies and answers of the checks that follow promises."""

import marshmallow as ma

from backend.cases.intake.schemas import CHECK_OUTCOMES, CaseMatter, CommittedMaterial
from backend.cases.limits import MARKS
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Body, Text, Time


class ChecksQuery(PageQuery):
    mark = ma.fields.String(load_default=None, validate=ma.validate.OneOf(MARKS))


class CheckBody(Body):
    outcome = ma.fields.String(required=True, validate=ma.validate.OneOf(CHECK_OUTCOMES))
    reason = Text(most=500, load_default=None, allow_none=True, metadata={"description": "Needed when it failed"})


class CheckLine(ma.Schema):
    """A promise to be checked; names nobody."""

    case_no = ma.fields.String(required=True)
    matter = ma.fields.Nested(CaseMatter, required=True)
    materials = ma.fields.List(ma.fields.Nested(CommittedMaterial), required=True)
    signed_at = Time(required=True)
    approved_at = Time(required=True, allow_none=True)
    due = ma.fields.Date(required=True)
    due_assumed = ma.fields.Boolean(required=True)
    mark = ma.fields.String(required=True, validate=ma.validate.OneOf(MARKS))
    outcome = ma.fields.String(required=True, allow_none=True, validate=ma.validate.OneOf(CHECK_OUTCOMES))
    checked_at = Time(required=True, allow_none=True)


CheckPage = page_of(CheckLine)
