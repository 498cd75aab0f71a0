"""What the document at /openapi.json says of the wallets' endpoints, whose shapes the standards fix."""

from typing import Any

import marshmallow as ma

from backend.openid.token_request import AUTHORISATION_CODE, PRE_AUTHORISED

TEXT: dict[str, Any] = {"type": "string"}
OBJECT: dict[str, Any] = {"type": "object", "description": "As OpenID4VCI 1.0 and RFC 8414 describe it"}
JWE: dict[str, Any] = {"schema": {"type": "string", "description": "Compact JWE"}}


class CredentialNonce(ma.Schema):
    """OpenID4VCI 1.0, section 7.2."""

    c_nonce = ma.fields.String(required=True)


class PushedAnswer(ma.Schema):
    """RFC 9126, section 2.2."""

    request_uri = ma.fields.String(required=True)
    expires_in = ma.fields.Integer(required=True)


class WalletTokenAnswer(ma.Schema):
    """RFC 6749, section 5.1; `authorization_details` when the request had it."""

    access_token = ma.fields.String(required=True)
    token_type = ma.fields.String(required=True, metadata={"description": "DPoP | Bearer"})
    expires_in = ma.fields.Integer(required=True)
    scope = ma.fields.String()
    authorization_details = ma.fields.List(ma.fields.Dict())


class OneCredential(ma.Schema):
    credential = ma.fields.String(required=True, metadata={"description": "SD-JWT VC"})


class CredentialAnswer(ma.Schema):
    """OpenID4VCI 1.0, section 8.3."""

    credentials = ma.fields.List(ma.fields.Nested(OneCredential), required=True)
    notification_id = ma.fields.String(metadata={"description": "Not in an answer that was put off"})


def _body(media_type: str, properties: dict[str, Any], required: list[str], **more: Any) -> dict[str, Any]:
    schema = {"type": "object", "required": required, "properties": properties}
    return {"required": True, "content": {media_type: {"schema": schema}, **more}}


FORM = "application/x-www-form-urlencoded"
PUSHED_REQUEST = _body(
    FORM,
    {
        "response_type": {"type": "string", "enum": ["code"]},
        "client_id": TEXT,
        "redirect_uri": TEXT,
        "code_challenge": TEXT,
        "code_challenge_method": {"type": "string", "enum": ["S256"]},
        "scope": TEXT,
        "authorization_details": TEXT,
        "state": TEXT,
        "issuer_state": TEXT,
        "dpop_jkt": TEXT,
    },
    ["response_type", "client_id", "redirect_uri", "code_challenge", "code_challenge_method"],
)
TOKEN_REQUEST = _body(
    FORM,
    {
        "grant_type": {"type": "string", "enum": [PRE_AUTHORISED, AUTHORISATION_CODE]},
        "pre-authorized_code": TEXT,
        "tx_code": TEXT,
        "code": TEXT,
        "redirect_uri": TEXT,
        "code_verifier": TEXT,
        "client_id": TEXT,
        "authorization_details": TEXT,
    },
    ["grant_type"],
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
DEFERRED_REQUEST = _body(
    "application/json",
    {"transaction_id": TEXT, "credential_response_encryption": {"type": "object"}},
    ["transaction_id"],
    **{"application/jwt": JWE},
)
PUT_OFF: dict[str, Any] = {
    "description": "Not yet: ask the deferred endpoint again after so many seconds",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["transaction_id", "interval"],
                "properties": {"transaction_id": TEXT, "interval": {"type": "integer"}},
            }
        },
        "application/jwt": JWE,
    },
}
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
