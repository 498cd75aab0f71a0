"""Bodies and answers of the room webhooks."""

import marshmallow as ma

from backend.web.paging import PageQuery, page_of
from backend.web.strict import Body, Text, Time
from backend.webhooks.events import EVENTS

STATES = ("waiting", "delivered", "failed")


class WebhookBody(Body):
    url = Text(required=True, most=2000, metadata={"description": "https, public, without redirects"})
    events = ma.fields.List(
        ma.fields.String(validate=ma.validate.OneOf(list(EVENTS))), required=True,
        validate=ma.validate.Length(1, len(EVENTS)),
    )  # fmt: skip
    new_secret = ma.fields.Boolean(
        load_default=False, truthy={True}, falsy={False},
        metadata={"description": "Make another secret; the one before signs too for 24 hours"},
    )  # fmt: skip


class WebhookAnswer(ma.Schema):
    """The partner's address. `state` active, resting (after a failure) or paused (set it again to go on)."""

    url = ma.fields.String(required=True)
    events = ma.fields.List(ma.fields.String(), required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(["active", "resting", "paused"]))
    failures = ma.fields.Integer(required=True, metadata={"description": "Failed tries in a row"})
    failing_since = Time(required=True)
    rest_until = Time(required=True)
    paused_at = Time(required=True)
    pause_reason = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf(["failures", "gone", "staff"]),
        metadata={"description": "gone: the address answered 410; staff: administration paused it"},
    )  # fmt: skip
    delivered_at = Time(required=True)
    set_at = Time(required=True)
    previous_secret_until = Time(required=True)
    secret = ma.fields.String(
        required=True, allow_none=True,
        metadata={"description": "whsec_…, told once: in the answer of the request that made it"},
    )  # fmt: skip


class TryAnswer(ma.Schema):
    at = Time(required=True)
    status = ma.fields.Integer(required=True, allow_none=True)
    error = ma.fields.String(required=True, allow_none=True)


class DeliveryAnswer(ma.Schema):
    """One message: its id is the header webhook-id."""

    id = ma.fields.UUID(required=True, attribute="delivery_id")
    event = ma.fields.String(required=True)
    told_at = Time(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    tries = ma.fields.Integer(required=True)
    next_at = Time(required=True, attribute="due_at")
    ended_at = Time(required=True)
    answers = ma.fields.List(ma.fields.Nested(TryAnswer), required=True)


class DeliveryQuery(PageQuery):
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(STATES))


DeliveryPage = page_of(DeliveryAnswer)
