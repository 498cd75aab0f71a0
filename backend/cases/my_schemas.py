"""Bodies and answers of an applicant's own cases."""

import marshmallow as ma

from backend.cases.schemas import CaseDue, CaseMatter, MissingMaterial
from backend.cases.states import ACTS, STATES
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Time


class MyCasesQuery(PageQuery):
    """A page of cases."""


class MyCaseLine(ma.Schema):
    """One of my cases. `due` from the acceptance on, `deferred_until` while something may still follow."""

    case_no = ma.fields.String(required=True)
    matter = ma.fields.Nested(CaseMatter, required=True)
    office = ma.fields.Nested(Bilingual, required=True, metadata={"description": "Who decides"})
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    opened_at = Time(required=True)
    revision = ma.fields.Integer(required=True)
    accepted_at = Time(required=True, allow_none=True)
    due = ma.fields.Nested(CaseDue, required=True, allow_none=True)
    deferred_until = ma.fields.Date(required=True, allow_none=True)
    closed_at = Time(required=True, allow_none=True)


class MyCaseStep(ma.Schema):
    act = ma.fields.String(required=True, validate=ma.validate.OneOf(["open", *ACTS]))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    at = Time(required=True)


class MyCaseAnswer(MyCaseLine):
    missing = ma.fields.List(ma.fields.Nested(MissingMaterial), required=True)
    steps = ma.fields.List(ma.fields.Nested(MyCaseStep), required=True)
    acts = ma.fields.List(
        ma.fields.String(validate=ma.validate.OneOf(ACTS)), required=True,
        metadata={"description": "What I may do with it now"},
    )  # fmt: skip


MyCasePage = page_of(MyCaseLine)
