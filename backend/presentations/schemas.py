"""Shapes of what partners and windows ask and get: requests to wallets, and what came of them."""

from typing import Any

import marshmallow as ma

from backend.verification.schemas import VerdictAnswer
from backend.web.strict import Body, Text, Time

MOST_URI = 2000


class WantedCertificate(Body):
    """A certificate type and its fields; without fields only what it always shows."""

    type = Text(most=60, required=True)
    fields_ = ma.fields.List(
        Text(most=60), load_default=list, data_key="fields", attribute="fields", validate=ma.validate.Length(max=64)
    )
    optional = ma.fields.Boolean(load_default=False, truthy={True}, falsy={False})


class PresentationBody(Body):
    """What to ask for: `certificates`, or `dcql_query` as OpenID4VP 1.0 has it; one of the two."""

    purpose = Text(most=60, required=True)
    certificates = ma.fields.List(
        ma.fields.Nested(WantedCertificate), load_default=None, validate=ma.validate.Length(1, 10)
    )
    dcql_query = ma.fields.Dict(load_default=None)
    flow = ma.fields.String(
        load_default="cross_device", validate=ma.validate.OneOf(["cross_device", "same_device"])
    )  # fmt: skip
    response_mode = ma.fields.String(
        load_default="direct_post.jwt", validate=ma.validate.OneOf(["direct_post.jwt", "direct_post"])
    )
    redirect_uri = Text(
        most=MOST_URI, load_default=None, allow_none=True,
        metadata={"description": "With same_device: the asker's own page, to which the browser comes back"},
    )  # fmt: skip

    @ma.validates_schema
    def one_of_two(self, data: dict[str, Any], **_options: Any) -> None:
        if (data["certificates"] is None) == (data["dcql_query"] is None):
            raise ma.ValidationError("certificates or dcql_query, one of them", "dcql_query")


class NewPresentation(ma.Schema):
    """A request that waits five minutes for one wallet. `uri` is the text of its QR code."""

    presentation_id = ma.fields.UUID(required=True)
    uri = ma.fields.String(required=True, metadata={"description": "openid4vp://…"})
    haip_uri = ma.fields.String(required=True, metadata={"description": "The same for wallets of HAIP 1.0"})
    link = ma.fields.String(required=True, metadata={"description": "Opens our own wallet's page"})
    expires_at = Time(required=True)


class PresentationQuery(Body):
    response_code = Text(most=64, load_default=None)


class PresentationResult(ma.Schema):
    """`presented`: for each credential query, which certificates of the verdict answer it."""

    verdict = ma.fields.Nested(VerdictAnswer, required=True)
    presented = ma.fields.Dict(
        keys=ma.fields.String(), values=ma.fields.List(ma.fields.UUID(), required=True), required=True
    )


class PresentationState(ma.Schema):
    """`reason`: why it failed, or the wallet's own error code where it was refused."""

    presentation_id = ma.fields.UUID(required=True)
    state = ma.fields.String(
        required=True, validate=ma.validate.OneOf(["waiting", "fetched", "over", "done", "failed", "refused"])
    )
    purpose = ma.fields.String(required=True)
    reason = ma.fields.String(required=True, allow_none=True)
    verdict_id = ma.fields.UUID(required=True, allow_none=True)
    expires_at = Time(required=True)
    result = ma.fields.Nested(PresentationResult, required=True, allow_none=True)
