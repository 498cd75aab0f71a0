"""Bodies and answers of cases."""

from typing import get_args

import marshmallow as ma

from backend.cases.agent_schemas import CasePeople
from backend.cases.limits import MARKS
from backend.cases.states import ACTS, STATES
from backend.cases.weigh import LACKING
from backend.matters.terms import FormKind, MaterialForm, SourceKind
from backend.verification.schemas import MAX_CODE, TypeName, VerdictAnswer
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Body, Text, Time

CHECK_OUTCOMES = ("passed", "failed")  # of the check that follows a promise
MATERIAL_STATES = ("missing", "deferred", "exempt", "not_applicable", "provided", "committed")


class CaseBody(Body):
    matter = Text(most=40, required=True, metadata={"description": "Code of the matter"})
    answers = ma.fields.Dict(
        keys=Text(most=40), values=Text(most=40), load_default=dict, validate=ma.validate.Length(max=20),
        metadata={"description": "Situation -> chosen answer"},
    )  # fmt: skip


class ScanBody(Body):
    code = ma.fields.String(required=True, validate=ma.validate.Length(1, MAX_CODE))
    challenge = ma.fields.String(load_default=None, allow_none=True, validate=ma.validate.Regexp(r"\A[0-9a-f]{16}\Z"))
    role = ma.fields.String(
        load_default="applicant", validate=ma.validate.OneOf(["applicant", "agent"]),
        metadata={"description": "Whose code it is: the applicant's, or that of somebody who acts for them"},
    )  # fmt: skip


class MaterialBody(Body):
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(["provided", "missing"]))


class ActBody(Body):
    revision = ma.fields.Integer(
        required=True, validate=ma.validate.Range(1, 2**31 - 1),
        metadata={"description": "The revision that the asker saw"},
    )  # fmt: skip


class FormBody(ActBody):
    fields_ = ma.fields.Dict(
        keys=Text(most=40), values=Text(most=200), required=True, data_key="fields", attribute="fields",
        validate=ma.validate.Length(max=60), metadata={"description": "All typed fields, by name"},
    )  # fmt: skip


class CaseMatter(ma.Schema):
    code = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class CaseMaterialAnswer(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(MATERIAL_STATES))
    certificates = ma.fields.List(ma.fields.UUID(), required=True, metadata={"description": "What stands for it"})
    why = ma.fields.Nested(Bilingual, required=True)
    changed_at = Time(required=True)
    due = ma.fields.Date(required=True, allow_none=True, metadata={"description": "Last day, once it was deferred"})


class CaseDue(ma.Schema):
    """The last days; counted in working days from the acceptance."""

    promised = ma.fields.Date(required=True)
    statutory = ma.fields.Date(required=True)
    assumed = ma.fields.Boolean(
        required=True, metadata={"description": "A year was counted whose days off are not known: weekends only"}
    )


class CaseFormField(ma.Schema):
    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)
    required = ma.fields.Boolean(required=True)
    value = ma.fields.Raw(required=True, allow_none=True)
    typed = ma.fields.Boolean(required=True, metadata={"description": "Somebody typed it; no certificate says it"})
    kind = ma.fields.String(
        required=True, validate=ma.validate.OneOf(get_args(FormKind)), metadata={"description": "What may be typed"}
    )


class CaseShownAnswer(ma.Schema):
    certificate_id = ma.fields.UUID(required=True)
    type = ma.fields.Nested(TypeName, required=True)


class CaseRule(ma.Schema):
    code = ma.fields.String(required=True)
    holds = ma.fields.Boolean(required=True, allow_none=True, metadata={"description": "null: not known"})
    text = ma.fields.Nested(Bilingual, required=True)


class CaseDecision(ma.Schema):
    """How a case was decided."""

    outcome = ma.fields.String(required=True, validate=ma.validate.OneOf(["approved", "rejected"]))
    by = ma.fields.String(required=True, validate=ma.validate.OneOf(["officer", "rule", "commitment"]))
    at = Time(required=True)
    reason = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    rule_version = ma.fields.String(required=True, allow_none=True)
    rules = ma.fields.List(ma.fields.Nested(CaseRule), required=True)
    result = ma.fields.Nested(Bilingual, required=True, metadata={"description": "What an approval gives, in words"})
    certificates = ma.fields.List(ma.fields.UUID(), required=True, metadata={"description": "Issued with it"})
    issued = ma.fields.List(ma.fields.Nested(CaseShownAnswer), required=True, metadata={"description": "Their types"})


class PartOffice(ma.Schema):
    code = ma.fields.String(required=True)
    zh = ma.fields.String(required=True)
    en = ma.fields.String(required=True)


class CasePart(ma.Schema):
    """What one office does of a case. The lead is the case itself; the others have a number and a state from the
    acceptance on."""

    case_no = ma.fields.String(required=True, allow_none=True)
    office = ma.fields.Nested(PartOffice, required=True)
    does = ma.fields.Nested(Bilingual, required=True)
    lead = ma.fields.Boolean(required=True)
    state = ma.fields.String(required=True, allow_none=True, validate=ma.validate.OneOf([*STATES, None]))
    due = ma.fields.Nested(CaseDue, required=True, allow_none=True)
    mark = ma.fields.String(required=True, validate=ma.validate.OneOf(MARKS))
    closed_at = Time(required=True, allow_none=True)
    reason = ma.fields.Nested(
        Bilingual, required=True, allow_none=True,
        metadata={"description": "Of its decision; only for the applicant and the officer who took the case"},
    )  # fmt: skip


class CaseAnswer(CasePeople):
    """A case: what is exempt, missing or not needed, and the form as far as certificates filled it."""

    case_no = ma.fields.String(required=True)
    matter = ma.fields.Nested(CaseMatter, required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    ready = ma.fields.Boolean(required=True, metadata={"description": "No material is missing or deferred"})
    acts = ma.fields.List(
        ma.fields.String(validate=ma.validate.OneOf(ACTS)), required=True,
        metadata={"description": "What this window may do with it now"},
    )  # fmt: skip
    answers = ma.fields.Dict(required=True)
    applicant_known = ma.fields.Boolean(required=True)
    opened_at = Time(required=True)
    revision = ma.fields.Integer(required=True)
    accepted_at = Time(required=True, allow_none=True)
    due = ma.fields.Nested(CaseDue, required=True, allow_none=True)
    deferred_until = ma.fields.Date(required=True, allow_none=True)
    mark = ma.fields.String(required=True, validate=ma.validate.OneOf(MARKS))
    materials = ma.fields.List(ma.fields.Nested(CaseMaterialAnswer), required=True)
    form = ma.fields.List(ma.fields.Nested(CaseFormField), required=True)
    certificates = ma.fields.List(ma.fields.Nested(CaseShownAnswer), required=True)
    decision = ma.fields.Nested(CaseDecision, required=True, allow_none=True)
    parts = ma.fields.List(
        ma.fields.Nested(CasePart), required=True,
        metadata={"description": "What each office does, where several do the matter together"},
    )  # fmt: skip


class MissingPlace(ma.Schema):
    by = ma.fields.String(required=True, validate=ma.validate.OneOf(get_args(SourceKind)))
    zh = ma.fields.String(required=True)
    en = ma.fields.String(required=True)


class MissingMaterial(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    form = ma.fields.String(required=True, validate=ma.validate.OneOf(get_args(MaterialForm)))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(LACKING))
    where = ma.fields.Nested(MissingPlace, required=True)
    due = ma.fields.Date(
        required=True, allow_none=True,
        metadata={"description": "Last day; of what may follow, the one it would have if it were deferred today"},
    )  # fmt: skip
    due_assumed = ma.fields.Boolean(required=True)
    consequence = ma.fields.Nested(Bilingual, required=True)


class MissingNotice(ma.Schema):
    """Everything that is missing, told at once."""

    case_no = ma.fields.String(required=True)
    matter = ma.fields.Nested(CaseMatter, required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    made_at = Time(required=True)
    materials = ma.fields.List(ma.fields.Nested(MissingMaterial), required=True)


class CasesQuery(PageQuery):
    day = ma.fields.Date(load_default=None, metadata={"description": "Day in China; today when not given"})
    all_days = ma.fields.Boolean(load_default=False, metadata={"description": "Whenever they were opened"})
    mark = ma.fields.String(load_default=None, validate=ma.validate.OneOf(MARKS))
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(STATES))
    ready = ma.fields.Boolean(load_default=None, metadata={"description": "Whether no material is missing or deferred"})


class CaseCounts(ma.Schema):
    missing = ma.fields.Integer(required=True)
    deferred = ma.fields.Integer(required=True)
    exempt = ma.fields.Integer(required=True)
    provided = ma.fields.Integer(required=True)
    not_applicable = ma.fields.Integer(required=True)
    committed = ma.fields.Integer(required=True, metadata={"description": "A signed promise stands for them"})


class CaseLine(ma.Schema):
    """A case in the list of a day: nothing of the applicant."""

    case_no = ma.fields.String(required=True)
    matter = ma.fields.Nested(CaseMatter, required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    opened_at = Time(required=True)
    revision = ma.fields.Integer(required=True)
    applicant_known = ma.fields.Boolean(required=True)
    mine = ma.fields.Boolean(required=True, metadata={"description": "Opened by whoever asks"})
    materials = ma.fields.Nested(CaseCounts, required=True)
    due = ma.fields.Nested(CaseDue, required=True, allow_none=True)
    deferred_until = ma.fields.Date(required=True, allow_none=True)
    mark = ma.fields.String(required=True, validate=ma.validate.OneOf(MARKS))


CasePage = page_of(CaseLine)


class ScanAnswer(ma.Schema):
    verdict = ma.fields.Nested(VerdictAnswer, required=True)
    case = ma.fields.Nested(CaseAnswer, required=True)


class CommittedMaterial(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
