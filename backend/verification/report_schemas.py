"""Shapes of the reconciliation report."""

import marshmallow as ma

from backend.verification.seen_schemas import FirstUse
from backend.web.strict import Body, Text, Time

KINDS = ["double_use", "not_valid", "stale", "clock"]


class ReportQuery(Body):
    """Days in China, both included, at most 31; a gate of mine, or all."""

    first_day = ma.fields.Date(required=True, data_key="from")
    last_day = ma.fields.Date(required=True, data_key="to")
    gate = Text(most=40, load_default=None)


class Finding(ma.Schema):
    """One thing to look into. `first`: the earlier use; `state` since `since`: of the certificate; `seconds`: ahead."""

    finding = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    at = Time(required=True)
    gate = ma.fields.String(required=True)
    once_id = ma.fields.String(required=True)
    mode = ma.fields.String(required=True, validate=ma.validate.OneOf(["offline", "challenge"]))
    first = ma.fields.Nested(FirstUse, required=True, allow_none=True)
    state = ma.fields.String(required=True, allow_none=True)
    since = Time(required=True, allow_none=True)
    seconds = ma.fields.Integer(required=True, allow_none=True)


class Reconciliation(ma.Schema):
    """What my gates reported in these days. `findings` lists up to 1,000, the oldest first."""

    verifier_id = ma.fields.String(required=True)
    gate = ma.fields.String(required=True, allow_none=True)
    first_day = ma.fields.Date(required=True, data_key="from")
    last_day = ma.fields.Date(required=True, data_key="to")
    uploaded = ma.fields.Integer(required=True)
    accepted = ma.fields.Integer(required=True)
    refused = ma.fields.Integer(required=True)
    double_uses = ma.fields.Integer(required=True)
    not_valid = ma.fields.Integer(required=True)
    stale = ma.fields.Integer(required=True)
    clocks = ma.fields.Integer(required=True)
    findings = ma.fields.List(ma.fields.Nested(Finding), required=True)
