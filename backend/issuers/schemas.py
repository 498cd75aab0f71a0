"""Shapes of the room issuers."""

import marshmallow as ma

from backend.issuers.decide import ACTS, LONGEST_OVERLAP, STATES
from backend.web.strict import Body, Text, Time

MOST_TYPES = 200
MOST_DAYS = LONGEST_OVERLAP // 86_400


class NewKeyBody(Body):
    in_device = ma.fields.Boolean(required=True, metadata={"description": "Whether the device makes and keeps it"})


class KeyDecisionBody(Body):
    """What one of the security role asks for. `thumbprint`: of the pending key to activate, or of the one that leaked.
    `since`: when it leaked (now, when not given). `types`: numbers to allow or withdraw."""

    act = ma.fields.String(required=True, validate=ma.validate.OneOf(tuple(ACTS)))
    issuer_code = Text(most=4, required=True)
    reason = Text(most=200, required=True)
    thumbprint = Text(most=43, load_default=None, allow_none=True)
    overlap_days = ma.fields.Integer(load_default=15, validate=ma.validate.Range(0, MOST_DAYS), strict=True)
    in_device = ma.fields.Boolean(load_default=False)
    since = ma.fields.AwareDateTime(format="iso", load_default=None, allow_none=True)
    types = ma.fields.List(
        ma.fields.Integer(strict=True, validate=ma.validate.Range(1, 2**31 - 1)), load_default=list,
        validate=ma.validate.Length(max=MOST_TYPES),
    )  # fmt: skip


class KeyRefusalBody(Body):
    reason = Text(most=200, required=True)


class NewKeyAnswer(ma.Schema):
    thumbprint = ma.fields.String(required=True)


class KeyDecisionAnswer(ma.Schema):
    """What was asked about an issuer's key or rights, and what became of it; null: not of this act, or not yet."""

    decision_id = ma.fields.UUID(required=True)
    act = ma.fields.String(required=True, validate=ma.validate.OneOf(tuple(ACTS)))
    issuer_code = ma.fields.String(required=True)
    thumbprint = ma.fields.String(required=True, allow_none=True, metadata={"description": "The key it is about"})
    overlap_days = ma.fields.Integer(required=True, allow_none=True)
    in_device = ma.fields.Boolean(required=True, allow_none=True)
    since = Time(required=True, allow_none=True)
    types = ma.fields.List(ma.fields.Integer(), required=True)
    reason = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    asked_by = ma.fields.String(required=True)
    asked_at = Time(required=True)
    decide_by = Time(required=True, metadata={"description": "A compromise waits longer, and is reminded of"})
    decided_by = ma.fields.String(required=True, allow_none=True)
    decided_at = Time(required=True, allow_none=True)
    why_refused = ma.fields.String(required=True, allow_none=True)
    decides = ma.fields.Boolean(required=True, metadata={"description": "Whether the asker may agree or refuse"})
    takes_back = ma.fields.Boolean(required=True, metadata={"description": "Whether the asker may take it back"})


class KeyDecisionPage(ma.Schema):
    """Newest first. `device`: whether this office has a device that keys can lie in."""

    items = ma.fields.List(ma.fields.Nested(KeyDecisionAnswer), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)
    device = ma.fields.Boolean(required=True)
