"""Bodies and answers of checks under a legal duty."""

import marshmallow as ma

from backend.requests.duty import STATES
from backend.requests.schemas import MOST_FIELDS, MOST_TYPES, NamedType, RequestedCertificate
from backend.web.paging import page_of
from backend.web.strict import Bilingual, Body, Text, Time


class PermittedName(ma.Schema):
    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)


class GroundType(ma.Schema):
    type = ma.fields.Nested(NamedType, required=True)
    fields_ = ma.fields.List(ma.fields.Nested(PermittedName), required=True, data_key="fields", attribute="fields")


class LegalGround(ma.Schema):
    """What the law lets an office see. `tell_after_days`: when the holder is told; 0: at once."""

    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    law = ma.fields.String(required=True)
    tell_after_days = ma.fields.Integer(required=True)
    certificates = ma.fields.List(ma.fields.Nested(GroundType), required=True)


class LegalGroundList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(LegalGround), required=True)


class DutyType(Body):
    type = Text(required=True, most=60)
    fields_ = ma.fields.List(
        Text(most=60), required=True, data_key="fields", attribute="fields",
        validate=ma.validate.Length(1, MOST_FIELDS),
    )  # fmt: skip


class DutyBody(Body):
    """Whose certificates, on what ground, for which case. Nothing is looked up before the second person's yes."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(["citizen", "organisation"]))
    number = Text(required=True, most=30, metadata={"description": "Citizen number, or credit code"})
    ground = Text(required=True, most=40)
    case_number = Text(required=True, most=60, metadata={"description": "The office's own case number"})
    reason = Text(required=True, most=300)
    certificates = ma.fields.List(ma.fields.Nested(DutyType), required=True, validate=ma.validate.Length(1, MOST_TYPES))


class DutyRefusalBody(Body):
    reason = Text(required=True, most=300)


class DutyCheckAnswer(ma.Schema):
    """A check as its office sees it, without any field value. By whom: logins. `decides`, `sees`: whether the
    reader may do that now."""

    check_id = ma.fields.UUID(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    kind = ma.fields.String(required=True)
    number = ma.fields.String(required=True, metadata={"description": "Masked"})
    ground = ma.fields.Nested(LegalGround, required=True, allow_none=True)
    case_number = ma.fields.String(required=True)
    reason = ma.fields.String(required=True)
    certificates = ma.fields.List(ma.fields.Nested(RequestedCertificate), required=True)
    asked_by = ma.fields.String(required=True)
    asked_at = Time(required=True)
    decided_by = ma.fields.String(required=True, allow_none=True)
    decided_at = Time(required=True, allow_none=True)
    refusal = ma.fields.String(required=True, allow_none=True)
    seen_at = Time(required=True, allow_none=True)
    decides = ma.fields.Boolean(required=True)
    sees = ma.fields.Boolean(required=True)


class SeenCertificate(ma.Schema):
    type = ma.fields.Nested(NamedType, required=True)
    fields_ = ma.fields.Dict(required=True, data_key="fields", attribute="fields")
    valid_to = ma.fields.String(required=True, allow_none=True)


class DutyReading(ma.Schema):
    """What is seen, this once. It is not to stand on the screen after `hide_at`."""

    check = ma.fields.Nested(DutyCheckAnswer, required=True)
    found = ma.fields.Boolean(required=True, metadata={"description": "Whether the number belongs to anybody"})
    certificates = ma.fields.List(ma.fields.Nested(SeenCertificate), required=True)
    hide_at = Time(required=True)


DutyCheckPage = page_of(DutyCheckAnswer)
