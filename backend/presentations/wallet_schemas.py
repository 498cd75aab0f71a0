"""What the document at /openapi.json says of the wallets' endpoints, whose shapes the standards fix."""

from typing import Any

import marshmallow as ma

TEXT: dict[str, Any] = {"type": "string"}
FORM = "application/x-www-form-urlencoded"
REQUEST_OBJECT = "application/oauth-authz-req+jwt"


class AnswerTaken(ma.Schema):
    """OpenID4VP 1.0, section 8.2: where the holder's browser goes next, if anywhere."""

    redirect_uri = ma.fields.String()


def _form(*names: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": dict.fromkeys(names, TEXT)}
    return {"required": False, "content": {FORM: {"schema": schema}}}


WALLET = _form("wallet_metadata", "wallet_nonce")
ANSWER = _form("response", "vp_token", "state", "error", "error_description")
SIGNED: dict[Any, Any] = {200: {"content": {REQUEST_OBJECT: {"schema": TEXT}}, "description": "Signed request object"}}
REFUSAL: dict[str, Any] = {
    "description": "Refused, in the words of OAuth 2.0",
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


def refusals(*statuses: str) -> dict[Any, Any]:
    """Documented refusals of these statuses."""
    return dict.fromkeys(statuses, REFUSAL)
