"""Shapes of what offline gates report: codes as they judged them, and what became of each row."""

import marshmallow as ma

from backend.web.strict import Body, Text, Time


class SeenCodeBody(Body):
    """One code as an offline gate judged it. Names of fields only."""

    once_id = Text(
        required=True, most=22, least=22,
        metadata={"description": "The one-time id: 16 bytes, base64url without padding"},
    )  # fmt: skip
    at = ma.fields.Integer(required=True, strict=True, metadata={"description": "Seconds since 1970, the gate's clock"})
    outcome = ma.fields.String(required=True, validate=ma.validate.OneOf(["accepted", "refused"]))
    mode = ma.fields.String(required=True, validate=ma.validate.OneOf(["offline", "challenge"]))
    reason = ma.fields.String(
        load_default=None, allow_none=True, validate=ma.validate.Regexp(r"\A[a-z][a-z0-9_]{0,39}\Z")
    )
    purpose = Text(required=True, most=60)
    handle = ma.fields.String(load_default=None, allow_none=True, validate=ma.validate.Regexp(r"\A[!-~]{8}\Z"))
    fields_ = ma.fields.List(
        Text(most=60), load_default=list, data_key="fields", attribute="fields", validate=ma.validate.Length(max=64)
    )
    tried_online = ma.fields.Boolean(
        load_default=False, truthy={True}, falsy={False},
        metadata={"description": "The gate had asked for a live verdict on this code and got no answer in time"},
    )  # fmt: skip


class SeenCodesBody(Body):
    gate = ma.fields.String(
        load_default="", validate=ma.validate.Regexp(r"\A([A-Za-z0-9_-]{8,40})?\Z"),
        metadata={"description": "Which of the verifier's gates tells: one partner may have many under one id"},
    )  # fmt: skip
    seen = ma.fields.List(ma.fields.Nested(SeenCodeBody), required=True, validate=ma.validate.Length(1, 500))


class FirstUse(ma.Schema):
    at = Time(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(["window", "partner", "gate"]))


class SeenResult(ma.Schema):
    once_id = ma.fields.String(required=True)
    result = ma.fields.String(required=True, validate=ma.validate.OneOf(["recorded", "already_seen", "used_elsewhere"]))
    first = ma.fields.Nested(FirstUse, required=True, allow_none=True)


class SeenAnswer(ma.Schema):
    """What became of each row, in the order told."""

    results = ma.fields.List(ma.fields.Nested(SeenResult), required=True)
    double_uses = ma.fields.Integer(required=True)
