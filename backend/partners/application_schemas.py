"""What is posted and answered about applications of partners."""

import marshmallow as ma

from backend.partners.document import KEEP, KEYS, MOST_LOGO, SECRET
from backend.partners.register import MOST_KEYS
from backend.partners.registration import CHANNELS, GROUNDS
from backend.partners.schemas import PermittedField
from backend.partners.standing import MOST_OVERLAP
from backend.web.paging import PageQuery
from backend.web.strict import Bilingual, Body, Text, Time

MOST_URL = MOST_LOGO * 4 // 3 + 40
MOST_KEEP = 3650
STATES = ("applied", "approved", "rejected", "withdrawn")
MOST_A_DAY = 10_000_000


class PartnerNames(Body):
    """A name in both languages."""

    zh = Text(most=100, required=True)
    en = Text(most=100, required=True)


class PartnerContactBody(Body):
    """Whom the office calls."""

    name = Text(most=60, required=True)
    phone = Text(most=30, required=True, checks=[ma.validate.Regexp(r"[0-9+() -]+\Z")])
    email = Text(most=120, required=True, checks=[ma.validate.Email()])


class AppliedType(Body):
    number = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(1, 1_000_000))
    fields_ = ma.fields.List(
        Text(most=60), required=True, data_key="fields", attribute="fields", validate=ma.validate.Length(1, 100),
        metadata={"description": 'Field names, or ["*"] for every field'},
    )  # fmt: skip


class AppliedPurpose(Body):
    """What for, by which right, which fields of which types, and for how many days they are kept."""

    purpose = Text(most=40, required=True, checks=[ma.validate.Regexp(r"[a-z0-9_.-]+\Z")])
    zh = Text(most=200, required=True, metadata={"description": "What a phone shows of the purpose, in Chinese"})
    en = Text(most=200, required=True, metadata={"description": "The same in English"})
    legal_ground = Text(required=True, checks=[ma.validate.OneOf(GROUNDS)])
    basis = Text(most=200, least=0, load_default="", metadata={"description": "Law and article; needed for statutory"})
    keep_days = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(0, MOST_KEEP))
    types = ma.fields.List(ma.fields.Nested(AppliedType), required=True, validate=ma.validate.Length(1, 50))
    why_all = Text(most=300, least=0, load_default="", metadata={"description": 'Why every field ("*") is needed'})


class AppliedLimit(Body):
    channel = Text(required=True, checks=[ma.validate.OneOf(CHANNELS)])
    day = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(1, MOST_A_DAY))
    minute = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(1, MOST_A_DAY))


class PartnerApplicationBody(Body):
    """`proves_by`: secret (one is made at approval), keys (public JWKs in `keys`), or keep (of a registered partner).

    For a partner that is registered, all of it takes the place of what is registered.
    """

    client_id = Text(most=40, required=True)
    name = ma.fields.Nested(PartnerNames, required=True)
    legal_name = ma.fields.Nested(PartnerNames, required=True)
    logo = Text(most=MOST_URL, load_default=None, allow_none=True, metadata={"description": "PNG as a data URL"})
    contact = ma.fields.Nested(PartnerContactBody, required=True)
    purposes = ma.fields.List(ma.fields.Nested(AppliedPurpose), required=True, validate=ma.validate.Length(1, 20))
    channels = ma.fields.List(
        Text(checks=[ma.validate.OneOf(CHANNELS)]), required=True, validate=ma.validate.Length(1, len(CHANNELS))
    )
    limits = ma.fields.List(
        ma.fields.Nested(AppliedLimit), load_default=list, validate=ma.validate.Length(0, len(CHANNELS))
    )
    expires_on = ma.fields.Date(required=True, metadata={"description": "The last day, at most two years from now"})
    proves_by = Text(required=True, checks=[ma.validate.OneOf([SECRET, KEYS, KEEP])])
    keys = ma.fields.List(ma.fields.Dict(), load_default=list, validate=ma.validate.Length(0, MOST_KEYS))
    overlap_hours = ma.fields.Integer(load_default=24, strict=True, validate=ma.validate.Range(0, MOST_OVERLAP))


class PartnerReasonBody(Body):
    reason = Text(most=300, required=True)


class PartnerApplicationQuery(PageQuery):
    state = Text(load_default=None, checks=[ma.validate.OneOf(STATES)])
    client_id = Text(most=40, load_default=None)


class RegisteredType(ma.Schema):
    number = ma.fields.Integer(required=True)
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    every = ma.fields.Boolean(required=True, metadata={"description": "Every field of the type"})
    fields_ = ma.fields.List(ma.fields.Nested(PermittedField), required=True, data_key="fields", attribute="fields")


class RegisteredPurpose(ma.Schema):
    purpose = ma.fields.String(required=True)
    zh = ma.fields.String(required=True)
    en = ma.fields.String(required=True)
    legal_ground = ma.fields.String(required=True)
    basis = ma.fields.String(required=True)
    keep_days = ma.fields.Integer(required=True)
    why_all = ma.fields.String(required=True)
    types = ma.fields.List(ma.fields.Nested(RegisteredType), required=True)


class RegisteredLimit(ma.Schema):
    channel = ma.fields.String(required=True)
    day = ma.fields.Integer(required=True)
    minute = ma.fields.Integer(required=True)


class PartnerContact(ma.Schema):
    name = ma.fields.String(required=True)
    phone = ma.fields.String(required=True)
    email = ma.fields.String(required=True)


class Registered(ma.Schema):
    """What is registered, or applied for."""

    client_id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    legal_name = ma.fields.Nested(Bilingual, required=True)
    logo = ma.fields.String(required=True, allow_none=True)
    contact = ma.fields.Nested(PartnerContact, required=True)
    purposes = ma.fields.List(ma.fields.Nested(RegisteredPurpose), required=True)
    channels = ma.fields.List(ma.fields.String(), required=True)
    limits = ma.fields.List(
        ma.fields.Nested(RegisteredLimit), required=True, metadata={"description": "Of each channel"}
    )
    expires_on = ma.fields.Date(required=True, allow_none=True)


class PartnerChange(ma.Schema):
    path = ma.fields.String(required=True)
    before = ma.fields.List(ma.fields.String(), required=True)
    after = ma.fields.List(ma.fields.String(), required=True)


class PartnerApplicationLine(ma.Schema):
    """`changes_registration`: false for a new partner. `mine`: whether the asker applied."""

    application_id = ma.fields.UUID(required=True)
    client_id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    state = ma.fields.String(required=True, metadata={"description": " | ".join(STATES)})
    changes_registration = ma.fields.Boolean(required=True)
    applied_by = ma.fields.String(required=True)
    applied_at = Time(required=True)
    decided_by = ma.fields.String(required=True, allow_none=True)
    decided_at = Time(required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)
    mine = ma.fields.Boolean(required=True)


class PartnerApplicationAnswer(PartnerApplicationLine):
    """`possible`: what the asker may do with it now."""

    document = ma.fields.Nested(Registered, required=True)
    proves_by = ma.fields.String(required=True)
    overlap_hours = ma.fields.Integer(required=True)
    changes = ma.fields.List(ma.fields.Nested(PartnerChange), required=True)
    possible = ma.fields.List(ma.fields.String(), required=True)


class PartnerApplicationPage(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(PartnerApplicationLine), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)


class ApprovedPartner(ma.Schema):
    """`client_secret` is told this once: hand it to the partner by a way that only it reads."""

    client_id = ma.fields.String(required=True)
    client_secret = ma.fields.String(required=True, allow_none=True)


class PartnerRotationBody(Body):
    """Public keys, or none for a new secret; what stood before ends after `overlap_hours`."""

    keys = ma.fields.List(ma.fields.Dict(), load_default=None, allow_none=True, validate=ma.validate.Length(1, 5))
    overlap_hours = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(0, MOST_OVERLAP))


class CredentialLine(ma.Schema):
    """`kind`: secret or key; `thumbprint` (RFC 7638) of a key."""

    credential_id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True)
    thumbprint = ma.fields.String(required=True, allow_none=True)
    created_at = Time(required=True)
    ends_at = Time(required=True, allow_none=True)


class UsedToday(ma.Schema):
    channel = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)
    refused = ma.fields.Integer(required=True)
    most = ma.fields.Integer(required=True)


class OwnRegistration(Registered):
    """`state`: approved, suspended, expired or closed."""

    state = ma.fields.String(required=True)
    credentials = ma.fields.List(ma.fields.Nested(CredentialLine), required=True)
    today = ma.fields.List(ma.fields.Nested(UsedToday), required=True)


class PartnerDetail(OwnRegistration):
    """`possible`: what may be done with the partner now; `waiting`: an application that waits for a decision."""

    state_since = Time(required=True)
    state_reason = ma.fields.String(required=True, allow_none=True)
    created_at = Time(required=True)
    approved_by = ma.fields.String(required=True)
    possible = ma.fields.List(ma.fields.String(), required=True)
    waiting = ma.fields.UUID(required=True, allow_none=True)
