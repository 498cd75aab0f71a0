"""Bodies and answers of requests: what is asked, how it stands, and the holder's answer."""

from typing import Any

import marshmallow as ma

from backend.partners.registration import GROUNDS
from backend.requests.states import ASKER_STATES, HOLDER_STATES, LINK, LOOKUP
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Body, Text, Time

MOST_TYPES, MOST_FIELDS, MOST_WORDS, MOST_DAYS, MOST_MINUTES = 8, 40, 200, 3650, 10_080
STEPS = ("asked", "claimed", "given", "refused", "read", "withdrawn")


def _names(*, least: int = 0) -> ma.fields.List[Any]:
    return ma.fields.List(Text(most=60), load_default=list, validate=ma.validate.Length(least, MOST_FIELDS))


class WantedType(Body):
    """Of one certificate type: fields that must be shown, and fields that may be. With no required field the whole
    certificate may be left out."""

    type = Text(required=True, most=60, metadata={"description": "Id of the certificate type"})
    required = _names()
    optional = _names()


class HolderRequestBody(Body):
    """What is asked for. Everything lies within what the asker is registered for."""

    purpose = Text(required=True, most=60, metadata={"description": "A registered purpose"})
    reason = Text(required=True, most=MOST_WORDS, metadata={"description": "What it is for, as the holder reads it"})
    consequence = Text(required=True, most=MOST_WORDS, metadata={"description": "What follows a no"})
    certificates = ma.fields.List(
        ma.fields.Nested(WantedType), required=True, validate=ma.validate.Length(1, MOST_TYPES)
    )
    keep_days = ma.fields.Integer(
        load_default=0, strict=True, validate=ma.validate.Range(0, MOST_DAYS),
        metadata={"description": "For how long the asker keeps what it is shown; 0: not at all (read within an hour)"},
    )  # fmt: skip
    minutes = ma.fields.Integer(
        load_default=10, strict=True, validate=ma.validate.Range(1, MOST_MINUTES),
        metadata={"description": "Time to answer: by link 1 to 1440 (a window: 30)"},
    )  # fmt: skip


class AboutBody(Body):
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(["citizen", "organisation"]))
    number = Text(required=True, most=30, metadata={"description": "Citizen number, or credit code"})
    name = Text(required=True, most=100)


class LookUpBody(HolderRequestBody):
    """`minutes`: 60 to 10080; until then nobody learns whether it was refused, or whether there is such a person."""

    about = ma.fields.Nested(AboutBody, required=True)
    minutes = ma.fields.Integer(load_default=1440, strict=True, validate=ma.validate.Range(1, MOST_MINUTES))


class NamedType(ma.Schema):
    id = ma.fields.String(required=True)
    number = ma.fields.Integer(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class RequestedField(ma.Schema):
    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)
    required = ma.fields.Boolean(required=True)


class RequestedCertificate(ma.Schema):
    """`optional`: may be left out as a whole."""

    type = ma.fields.Nested(NamedType, required=True)
    holder_kind = ma.fields.String(required=True)
    optional = ma.fields.Boolean(required=True)
    fields_ = ma.fields.List(ma.fields.Nested(RequestedField), required=True, data_key="fields", attribute="fields")


class AskedRequest(ma.Schema):
    """A request as its asker sees it. A look-up that is not given says `not_given` at its end, whyever."""

    request_id = ma.fields.UUID(required=True)
    channel = ma.fields.String(required=True, validate=ma.validate.OneOf([LINK, LOOKUP]))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(ASKER_STATES))
    purpose = ma.fields.String(required=True)
    reason = ma.fields.String(required=True)
    consequence = ma.fields.String(required=True)
    certificates = ma.fields.List(ma.fields.Nested(RequestedCertificate), required=True)
    asked_at = Time(required=True)
    until = Time(required=True)
    keep_days = ma.fields.Integer(required=True)
    answered_at = Time(required=True, allow_none=True)
    result_until = Time(required=True, allow_none=True)
    withdrawn_at = Time(required=True, allow_none=True)


class NewRequest(AskedRequest):
    """`link` is told this once: show it as a QR code, or open it on the holder's phone."""

    reference = ma.fields.String(required=True, allow_none=True)
    link = ma.fields.String(required=True, allow_none=True)


class RequestsQuery(PageQuery):
    state = ma.fields.String(load_default="all", validate=ma.validate.OneOf(["all", "waiting"]))


class DisclosedCertificate(ma.Schema):
    """`state`: what the certificate is now."""

    type = ma.fields.Nested(NamedType, required=True)
    fields_ = ma.fields.Dict(
        required=True, data_key="fields", attribute="fields", metadata={"description": "Name of the field -> value"}
    )
    valid_to = ma.fields.String(required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_since = Time(required=True, allow_none=True)


class DisclosureAnswer(ma.Schema):
    """What was disclosed; this reading stands in the holder's history."""

    request_id = ma.fields.UUID(required=True)
    purpose = ma.fields.String(required=True)
    as_of = Time(required=True)
    receipt = ma.fields.String(required=True, metadata={"description": "JWS by the platform's key"})
    certificates = ma.fields.List(ma.fields.Nested(DisclosedCertificate), required=True)
    result_until = Time(required=True)


class AskerAnswer(ma.Schema):
    """Who asks, as registered. `logo`: a data URL of a PNG; `registered_since`: of partners."""

    id = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    legal_name = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    logo = ma.fields.String(required=True, allow_none=True)
    hall = ma.fields.String(required=True, allow_none=True)
    registered_since = Time(required=True, allow_none=True)


class PurposeAnswer(ma.Schema):
    code = ma.fields.String(required=True)
    text = ma.fields.Nested(Bilingual, required=True)
    legal_ground = ma.fields.String(required=True, validate=ma.validate.OneOf(GROUNDS))
    basis = ma.fields.String(required=True)


class RequestToMeLine(ma.Schema):
    """A request to me. `until`: the end of the time to answer; `result_until`: until when the asker may read."""

    request_id = ma.fields.UUID(required=True)
    channel = ma.fields.String(required=True, validate=ma.validate.OneOf([LINK, LOOKUP]))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(HOLDER_STATES))
    asker = ma.fields.Nested(AskerAnswer, required=True)
    purpose = ma.fields.Nested(PurposeAnswer, required=True)
    types = ma.fields.List(ma.fields.Nested(NamedType), required=True)
    asked_at = Time(required=True)
    until = Time(required=True)
    keep_days = ma.fields.Integer(required=True)
    answered_at = Time(required=True, allow_none=True)
    result_until = Time(required=True, allow_none=True)
    withdrawn_at = Time(required=True, allow_none=True)


class CertificateHolder(ma.Schema):
    kind = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class MyCandidate(ma.Schema):
    """A certificate of mine that would do. `fields`: those asked that it has a value for."""

    certificate_id = ma.fields.UUID(required=True)
    holder = ma.fields.Nested(CertificateHolder, required=True)
    valid_to = ma.fields.String(required=True, allow_none=True)
    fields_ = ma.fields.List(ma.fields.String(), required=True, data_key="fields", attribute="fields")


class MyWanted(RequestedCertificate):
    mine = ma.fields.List(ma.fields.Nested(MyCandidate), required=True)


class GivenField(ma.Schema):
    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)


class GivenType(ma.Schema):
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class GivenDisclosure(ma.Schema):
    certificate_id = ma.fields.UUID(required=True)
    type = ma.fields.Nested(GivenType, required=True)
    fields_ = ma.fields.List(ma.fields.Nested(GivenField), required=True, data_key="fields", attribute="fields")


class RequestStep(ma.Schema):
    at = Time(required=True)
    act = ma.fields.String(required=True, validate=ma.validate.OneOf(STEPS))


class RequestToMe(RequestToMeLine):
    """`aud`: for whom the phone signs its yes."""

    aud = ma.fields.String(required=True)
    reason = ma.fields.String(required=True)
    consequence = ma.fields.String(required=True)
    certificates = ma.fields.List(ma.fields.Nested(MyWanted), required=True)
    given = ma.fields.List(ma.fields.Nested(GivenDisclosure), required=True)
    steps = ma.fields.List(ma.fields.Nested(RequestStep), required=True)


class ClaimBody(Body):
    reference = Text(required=True, most=60)


class ChosenCertificate(Body):
    certificate_id = ma.fields.UUID(required=True)
    fields_ = ma.fields.List(
        Text(most=60), required=True, data_key="fields", attribute="fields",
        validate=ma.validate.Length(1, MOST_FIELDS),
    )  # fmt: skip


class ConsentBody(Body):
    """The certificates in the order asked, each with its required fields and the optional ones that are shown too."""

    certificates = ma.fields.List(
        ma.fields.Nested(ChosenCertificate), required=True, validate=ma.validate.Length(1, MOST_TYPES)
    )
    device_id = ma.fields.UUID(required=True)
    signature = Text(required=True, most=16_384, metadata={"description": "JWS liangma-disclosure+jwt by the phone"})


AskedPage = page_of(AskedRequest)
RequestToMePage = page_of(RequestToMeLine)
