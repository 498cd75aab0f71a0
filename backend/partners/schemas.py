"""The token answer of RFC 6749, and the documentation of its request and refusals."""

from typing import Any

import marshmallow as ma

from backend.partners.credentials import ASSERTION_TYPE


class TokenAnswer(ma.Schema):
    """RFC 6749 §5.1."""

    access_token = ma.fields.String(required=True)
    token_type = ma.fields.Constant("Bearer", required=True)
    expires_in = ma.fields.Integer(required=True)


TEXT = {"type": "string"}
REQUEST: dict[str, Any] = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["grant_type"],
                "properties": {
                    "grant_type": {"type": "string", "enum": ["client_credentials"]},
                    "client_id": TEXT,
                    "client_secret": TEXT,
                    "client_assertion": TEXT,
                    "client_assertion_type": {"type": "string", "enum": [ASSERTION_TYPE]},
                },
            }
        }
    },
}
REFUSAL: dict[str, Any] = {
    "description": "Refused (RFC 6749 §5.2)",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error"],
                "properties": {
                    "error": {
                        "type": "string",
                        "enum": ["invalid_request", "invalid_client", "unsupported_grant_type", "slow_down"],
                    },
                    "error_description": TEXT,
                },
            }
        }
    },
}
