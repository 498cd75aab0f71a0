"""Bodies and answers of an applicant's own cases, and of applying online."""

from typing import get_args

import marshmallow as ma

from backend.cases.agent_schemas import MyAgent
from backend.cases.consent_schemas import MyConsentRequest
from backend.cases.intake.schemas import (
    MATERIAL_STATES,
    ActBody,
    CaseBody,
    CaseDecision,
    CaseDue,
    CaseMatter,
    CasePart,
    MissingMaterial,
)
from backend.cases.mine.online import ME
from backend.cases.states import ACTS, STATES
from backend.matters.terms import FormKind, MaterialForm
from backend.people.persons import CITIZEN, ORGANISATION
from backend.verification.schemas import StoredShown
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Text, Time
from certs.consent import MAX_CHARS


class MyCasesQuery(PageQuery):
    """A page of cases."""


class ApplicationBody(CaseBody):
    for_ = Text(
        most=40, load_default=ME, data_key="for", attribute="for_",
        metadata={"description": "`me`, or the id of an organisation that I represent"},
    )  # fmt: skip


class SubmissionBody(ActBody):
    certificates = ma.fields.List(
        ma.fields.UUID(), required=True, validate=ma.validate.Length(max=20),
        metadata={"description": "Certificates that I show to the office for this case, in the order that was signed"},
    )  # fmt: skip
    device_id = ma.fields.UUID(required=True)
    signature = ma.fields.String(
        required=True, validate=ma.validate.Length(1, MAX_CHARS),
        metadata={"description": "JWS liangma-application+jwt by the phone's key; see the wire formats"},
    )  # fmt: skip
    defer = ma.fields.Boolean(
        load_default=False, truthy={True}, falsy={False},
        metadata={"description": "What is missing may follow: accept it with a gap"},
    )  # fmt: skip


class ApplicantAnswer(ma.Schema):
    id = ma.fields.String(required=True, metadata={"description": "`me`, or the id of an organisation"})
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf([CITIZEN, ORGANISATION]))
    name = ma.fields.String(required=True)


class ApplicantList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(ApplicantAnswer), required=True)


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
    submitted = ma.fields.Boolean(required=True, metadata={"description": "Signed and sent in at least once"})
    open_parts = ma.fields.Integer(
        required=True,
        metadata={"description": "Parts that other offices are still to do"},
    )


class MyCaseStep(ma.Schema):
    act = ma.fields.String(required=True, validate=ma.validate.OneOf(["open", *ACTS]))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    at = Time(required=True)


class MyMaterial(ma.Schema):
    """A material. `covered_by`: certificates of my wallet that would strike it off; `by_form`: signing hands it in."""

    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    form = ma.fields.String(required=True, validate=ma.validate.OneOf(get_args(MaterialForm)))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(MATERIAL_STATES))
    due = ma.fields.Date(required=True, allow_none=True)
    why = ma.fields.Nested(Bilingual, required=True)
    covered_by = ma.fields.List(ma.fields.UUID(), required=True)
    by_form = ma.fields.Boolean(required=True)
    may_follow = ma.fields.Boolean(required=True, metadata={"description": "It may be handed in after the acceptance"})


class MyFilling(ma.Schema):
    name = ma.fields.String(required=True)
    value = ma.fields.Raw(required=True)


class MyCertificate(StoredShown):
    """A certificate of my wallet that helps with this case. `fields` are those that would be shown, and no others."""

    stands_for = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "Codes of materials"})
    fills = ma.fields.List(ma.fields.Nested(MyFilling), required=True, metadata={"description": "Fields of the form"})
    suggested = ma.fields.Boolean(required=True)
    shown = ma.fields.Boolean(required=True, metadata={"description": "The case has it already"})


class MyFormField(ma.Schema):
    """`type`: the certificate type that can fill it; `typed`: the value is what I typed."""

    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)
    required = ma.fields.Boolean(required=True)
    value = ma.fields.Raw(required=True, allow_none=True)
    typed = ma.fields.Boolean(required=True)
    type = ma.fields.String(required=True, allow_none=True)
    kind = ma.fields.String(
        required=True, validate=ma.validate.OneOf(get_args(FormKind)), metadata={"description": "What may be typed"}
    )


class MyCaseAnswer(MyCaseLine, MyAgent):
    channel = ma.fields.String(
        required=True, validate=ma.validate.OneOf(["window", "online"]), metadata={"description": "Where it was begun"}
    )
    aud = ma.fields.String(required=True, metadata={"description": "Whom a signed consent is addressed to"})
    answers = ma.fields.Dict(
        keys=ma.fields.String(), values=ma.fields.String(), required=True,
        metadata={"description": "What was answered about the situation: question to answer; signed with the rest"},
    )  # fmt: skip
    missing = ma.fields.List(ma.fields.Nested(MissingMaterial), required=True)
    materials = ma.fields.List(ma.fields.Nested(MyMaterial), required=True)
    certificates = ma.fields.List(
        ma.fields.Nested(MyCertificate), required=True, metadata={"description": "Of a draft begun online"}
    )
    form = ma.fields.List(
        ma.fields.Nested(MyFormField), required=True, metadata={"description": "Of a case begun online"}
    )
    to_come = ma.fields.Nested(
        Bilingual, required=True, allow_none=True,
        metadata={"description": "The certificate that may be offered to other wallets before it is decided"},
    )  # fmt: skip
    decision = ma.fields.Nested(CaseDecision, required=True, allow_none=True)
    parts = ma.fields.List(
        ma.fields.Nested(CasePart), required=True,
        metadata={"description": "What each office does, where several do the matter together"},
    )  # fmt: skip
    consent_requests = ma.fields.List(
        ma.fields.Nested(MyConsentRequest), required=True,
        metadata={"description": "What offices ask me to show: the last request of the case and of each part"},
    )  # fmt: skip
    steps = ma.fields.List(ma.fields.Nested(MyCaseStep), required=True)
    acts = ma.fields.List(
        ma.fields.String(validate=ma.validate.OneOf(ACTS)), required=True,
        metadata={"description": "What I may do with it now"},
    )  # fmt: skip


MyCasePage = page_of(MyCaseLine)
