"""Bodies and answers of what an officer asks an applicant's phone for."""

import marshmallow as ma

from backend.cases.consents import STANDINGS
from backend.verification.schemas import FieldAnswer, StoredField, StoredShown, TypeName
from backend.web.strict import Bilingual, Body, Text, Time
from certs.consent import MAX_CHARS


class ConsentRequestBody(Body):
    revision = ma.fields.Integer(required=True, validate=ma.validate.Range(1, 2**31 - 1))
    types = ma.fields.List(
        Text(most=40), required=True, validate=ma.validate.Length(1, 10),
        metadata={"description": "Ids of certificate types, each once; the case names which (`askable`)"},
    )  # fmt: skip
    reason = Text(most=500, required=True, metadata={"description": "Told to the applicant"})


class ConsentAnswerBody(Body):
    revision = ma.fields.Integer(
        required=True, validate=ma.validate.Range(1, 2**31 - 1), metadata={"description": "Of the request's case"}
    )
    answer = ma.fields.String(required=True, validate=ma.validate.OneOf(["yes", "no"]))
    certificates = ma.fields.List(
        ma.fields.UUID(), load_default=list, validate=ma.validate.Length(max=10),
        metadata={"description": "Of a yes: one of each type that was asked for, in that order"},
    )  # fmt: skip
    device_id = ma.fields.UUID(load_default=None, allow_none=True, metadata={"description": "Of a yes"})
    signature = ma.fields.String(
        load_default=None, allow_none=True, validate=ma.validate.Length(1, MAX_CHARS),
        metadata={"description": "Of a yes: JWS liangma-application+jwt by the phone's key, without a form"},
    )  # fmt: skip

    @ma.validates_schema
    def a_yes_is_signed_and_a_no_shows_nothing(self, data: dict[str, object], **_more: object) -> None:
        given = [name for name in ("certificates", "device_id", "signature") if data.get(name)]
        if data.get("answer") == "yes" and len(given) < 3:
            raise ma.ValidationError("needed for a yes", "signature")
        if data.get("answer") == "no" and given:
            raise ma.ValidationError("a no discloses nothing", given[0])


class AskedType(ma.Schema):
    """A certificate type, and exactly the fields that are shown of it."""

    type = ma.fields.Nested(TypeName, required=True)
    fields_ = ma.fields.List(ma.fields.Nested(StoredField), required=True, data_key="fields", attribute="fields")


class ConsentAsked(ma.Schema):
    """A request. `standing`: closed when the case was decided or withdrawn before the answer."""

    types = ma.fields.List(ma.fields.Nested(AskedType), required=True)
    asked_at = Time(required=True)
    until = ma.fields.Date(required=True, metadata={"description": "The last day to answer"})
    answered_at = Time(required=True, allow_none=True)
    standing = ma.fields.String(required=True, validate=ma.validate.OneOf(STANDINGS))


class MyConsentRequest(ConsentAsked):
    """What an office asks me for, in a case or in a part of it: answered by this number and revision."""

    case_no = ma.fields.String(required=True)
    revision = ma.fields.Integer(required=True, metadata={"description": "Signed with the answer"})
    office = ma.fields.Nested(Bilingual, required=True)
    reason = ma.fields.String(required=True)
    certificates = ma.fields.List(
        ma.fields.Nested(StoredShown), required=True,
        metadata={"description": "What I could say yes with, while the request is open"},
    )  # fmt: skip


class GivenCertificate(StoredShown):
    fields_ = ma.fields.List(ma.fields.Nested(FieldAnswer), required=True, data_key="fields", attribute="fields")


class OfficeConsentRequest(ConsentAsked):
    """As its office sees it; `reason` and `given` only for the officer who took the case."""

    reason = ma.fields.String(required=True, allow_none=True)
    given = ma.fields.List(
        ma.fields.Nested(GivenCertificate), required=True, metadata={"description": "What was disclosed by the yes"}
    )
