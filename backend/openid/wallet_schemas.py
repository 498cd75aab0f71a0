"""What the document at /openapi.json says of the wallets' endpoints, whose shapes the standards fix."""

from typing import Any

import marshmallow as ma

from backend.openid.token_request import PRE_AUTHORISED

TEXT: dict[str, Any] = {"type": "string"}
OBJECT: dict[str, Any] = {"type": "object", "description": "As OpenID4VCI 1.0 and RFC 8414 describe it"}
JWE: dict[str, Any] = {"schema": {"type": "string", "description": "Compact JWE"}}


class CredentialNonce(ma.Schema):
    """OpenID4VCI 1.0, section 7.2."""

    c_nonce = ma.fields.String(required=True)


class WalletTokenAnswer(ma.Schema):
    """RFC 6749, section 5.1; `authorization_details` when the request had it."""

    access_token = ma.fields.String(required=True)
    token_type = ma.fields.String(required=True, metadata={"description": "DPoP | Bearer"})
    expires_in = ma.fields.Integer(required=True)
    authorization_details = ma.fields.List(ma.fields.Dict())


class OneCredential(ma.Schema):
    credential = ma.fields.String(required=True, metadata={"description": "SD-JWT VC"})


class CredentialAnswer(ma.Schema):
    """OpenID4VCI 1.0, section 8.3."""

    credentials = ma.fields.List(ma.fields.Nested(OneCredential), required=True)
    notification_id = ma.fields.String(required=True)


def _body(media_type: str, properties: dict[str, Any], required: list[str], **more: Any) -> dict[str, Any]:
    schema = {"type": "object", "required": required, "properties": properties}
    return {"required": True, "content": {media_type: {"schema": schema}, **more}}


TOKEN_REQUEST = _body(
    "application/x-www-form-urlencoded",
    {
        "grant_type": {"type": "string", "enum": [PRE_AUTHORISED]},
        "pre-authorized_code": TEXT,
        "tx_code": TEXT,
        "client_id": TEXT,
        "authorization_details": TEXT,
    },
    ["grant_type", "pre-authorized_code", "tx_code"],
)
CREDENTIAL_REQUEST = _body(
    "application/json",
    {
        "credential_configuration_id": TEXT,
        "credential_identifier": TEXT,
        "proofs": {"type": "object", "properties": {"jwt": {"type": "array", "items": TEXT}}},
        "credential_response_encryption": {"type": "object"},
    },
    ["proofs"],
    **{"application/jwt": JWE},
)
NOTIFICATION_REQUEST = _body(
    "application/json",
    {"notification_id": TEXT, "event": TEXT, "event_description": TEXT},
    ["notification_id", "event"],
)
REFUSAL: dict[str, Any] = {
    "description": "Refused, in the words of OAuth 2.0 and OpenID4VCI",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error"],
                "properties": {"error": TEXT, "error_description": TEXT},
            }
        }
    },
}


def refusals(*statuses: str) -> dict[str, Any]:
    """Documented refusals of these statuses."""
    return dict.fromkeys(statuses, REFUSAL)
