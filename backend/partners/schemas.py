"""The token answer of RFC 6749, and the documentation of its request and refusals."""

from typing import Any

import marshmallow as ma

from backend.partners.credentials import ASSERTION_TYPE
from backend.web.paging import PageQuery
from backend.web.strict import Bilingual, Text, Time


class TokenAnswer(ma.Schema):
    """RFC 6749 §5.1."""

    access_token = ma.fields.String(required=True)
    token_type = ma.fields.Constant("Bearer", required=True)
    expires_in = ma.fields.Integer(required=True)


class PartnerQuery(PageQuery):
    cursor = Text(most=40, load_default=None, metadata={"description": "Client id of the last one seen"})


class PermittedField(ma.Schema):
    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)


class PermittedType(ma.Schema):
    number = ma.fields.Integer(required=True)
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    fields_ = ma.fields.List(ma.fields.Nested(PermittedField), required=True, data_key="fields", attribute="fields")


class PermittedPurpose(ma.Schema):
    """What may be seen for one purpose: certificate types and the fields of each. Nothing else is released."""

    purpose = ma.fields.String(required=True)
    types = ma.fields.List(ma.fields.Nested(PermittedType), required=True)


class PartnerAnswer(ma.Schema):
    """A registered third party. `state`: approved, suspended, expired or closed; `proves_by`: secret or keys."""

    client_id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    state = ma.fields.String(required=True)
    proves_by = ma.fields.String(required=True)
    created_at = Time(required=True)
    expires_at = Time(required=True, allow_none=True)
    purposes = ma.fields.List(ma.fields.Nested(PermittedPurpose), required=True)


class PartnerPage(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(PartnerAnswer), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)


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
