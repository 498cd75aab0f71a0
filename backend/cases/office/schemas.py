"""Bodies and answers of the cases of an office, for its officers."""

from typing import get_args

import marshmallow as ma

from backend.cases.consent_schemas import AskedType, OfficeConsentRequest
from backend.cases.intake.schemas import ActBody, CaseAnswer, CaseDue, CaseMatter, CaseRule
from backend.cases.limits import MARKS
from backend.cases.states import STATES
from backend.matters.terms import ApplicantKind
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Text, Time


class OfficeCasesQuery(PageQuery):
    mark = ma.fields.String(load_default=None, validate=ma.validate.OneOf(MARKS))
    state = ma.fields.String(
        load_default=None, validate=ma.validate.OneOf(["accepted", "deciding", "approved", "rejected"]),
        metadata={"description": "Without it: those that wait, accepted and deciding"},
    )  # fmt: skip


class PartOf(ma.Schema):
    """Of which case this is a part, and what the office does of it."""

    parent_no = ma.fields.String(required=True)
    does = ma.fields.Nested(Bilingual, required=True)


class OfficeCaseLine(ma.Schema):
    """A case that the office decides; names nobody."""

    case_no = ma.fields.String(required=True)
    matter = ma.fields.Nested(CaseMatter, required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    channel = ma.fields.String(required=True, validate=ma.validate.OneOf(["window", "online"]))
    revision = ma.fields.Integer(required=True)
    accepted_at = Time(required=True)
    due = ma.fields.Nested(CaseDue, required=True)
    mark = ma.fields.String(required=True, validate=ma.validate.OneOf(MARKS))
    taken = ma.fields.Boolean(required=True, metadata={"description": "An officer took it"})
    mine = ma.fields.Boolean(required=True, metadata={"description": "Whoever asks took it"})
    closed_at = Time(required=True, allow_none=True)
    part = ma.fields.Nested(
        PartOf, required=True, allow_none=True, metadata={"description": "null: no part of another case"}
    )


OfficeCasePage = page_of(OfficeCaseLine)


class DecisionBody(ActBody):
    outcome = ma.fields.String(required=True, validate=ma.validate.OneOf(["approved", "rejected"]))
    reason = Text(most=500, load_default=None, allow_none=True, metadata={"description": "Needed to reject"})


class CaseApplicant(ma.Schema):
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(get_args(ApplicantKind)))
    name = ma.fields.String(required=True)
    number = ma.fields.String(required=True)


class OfficeCaseAnswer(CaseAnswer):
    """A case as its office sees it. `applicant`, `agent` and the form's values only for the officer who took it."""

    channel = ma.fields.String(required=True, validate=ma.validate.OneOf(["window", "online"]))
    taken = ma.fields.Boolean(required=True)
    mine = ma.fields.Boolean(required=True)
    closed_at = Time(required=True, allow_none=True)
    part = ma.fields.Nested(
        PartOf, required=True, allow_none=True, metadata={"description": "null: no part of another case"}
    )
    applicant = ma.fields.Nested(CaseApplicant, required=True, allow_none=True)
    weighed_by_rule = ma.fields.List(
        ma.fields.Nested(CaseRule), required=True, allow_none=True,
        metadata={"description": "What the rules say now of a case that waits for a person; null: it has no rules"},
    )  # fmt: skip
    committed = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "Materials that a signed promise stands for"}
    )
    consent_request = ma.fields.Nested(
        OfficeConsentRequest, required=True, allow_none=True,
        metadata={"description": "What the applicant was asked for last"},
    )  # fmt: skip
    askable = ma.fields.List(
        ma.fields.Nested(AskedType), required=True,
        metadata={"description": "What I may ask the applicant's phone for now"},
    )  # fmt: skip
