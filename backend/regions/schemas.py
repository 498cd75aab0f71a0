"""Shapes of the room regions."""

import marshmallow as ma

from backend.regions.mapping import MOST
from backend.regions.register import MOST_GRACE
from backend.web.strict import Bilingual, Body, Text, Time

THUMBPRINT = ma.validate.Regexp(r"[A-Za-z0-9_-]{43}\Z", error="an RFC 7638 thumbprint: 43 characters of base64url")


class NameBody(Body):
    zh = Text(most=100, required=True)
    en = Text(most=100, required=True)


class ProposalBody(Body):
    """A region as one person proposes it. `thumbprint` is read from the other side by another way than this address."""

    name = ma.fields.Nested(NameBody, required=True)
    base_url = Text(most=200, required=True)
    thumbprint = ma.fields.String(required=True, validate=THUMBPRINT)
    grace = ma.fields.Integer(
        load_default=21_600, validate=ma.validate.Range(0, MOST_GRACE), strict=True,
        metadata={"description": "Seconds that it is believed beyond its own next update"},
    )  # fmt: skip
    accepts = Text(most=MOST, required=True, metadata={"description": "YAML or JSON: their type ids to ours"})


class ApprovalBody(Body):
    """What the second person compared: the thumbprint, and the version that was read."""

    thumbprint = ma.fields.String(required=True, validate=THUMBPRINT)
    version = ma.fields.Integer(required=True, validate=ma.validate.Range(1, 2**53 - 1), strict=True)


class MappedValue(ma.Schema):
    theirs = ma.fields.String(required=True)
    ours = ma.fields.String(required=True)


class MappedField(ma.Schema):
    """`ours` null: read and left out."""

    theirs = ma.fields.String(required=True)
    ours = ma.fields.String(required=True, allow_none=True)
    label = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    values = ma.fields.List(ma.fields.Nested(MappedValue), required=True)


class OurType(ma.Schema):
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class MappedType(ma.Schema):
    theirs = ma.fields.String(required=True)
    type = ma.fields.Nested(OurType, required=True)
    fields_ = ma.fields.List(ma.fields.Nested(MappedField), required=True, data_key="fields", attribute="fields")


class RegionAnswer(ma.Schema):
    """Another region: registration, what was last taken from it, and how asking goes."""

    region_id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    base_url = ma.fields.String(required=True)
    thumbprint = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(("proposed", "approved", "suspended", "ended")))
    version = ma.fields.Integer(required=True)
    grace = ma.fields.Integer(required=True)
    proposed_by = ma.fields.String(required=True)
    proposed_at = Time(required=True)
    approved_by = ma.fields.String(required=True, allow_none=True)
    approved_at = Time(required=True, allow_none=True)
    changed_by = ma.fields.String(required=True)
    changed_at = Time(required=True)
    number = ma.fields.Integer(required=True)
    issued_at = Time(required=True)
    next_update = Time(required=True)
    believed_until = Time(required=True)
    stale = ma.fields.Boolean(required=True)
    fetched_at = Time(required=True)
    tried_at = Time(required=True)
    failure = ma.fields.String(required=True, allow_none=True)
    failing_since = Time(required=True, allow_none=True)
    accepts = ma.fields.List(ma.fields.Nested(MappedType), required=True)


class RegionList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(RegionAnswer), required=True)
