"""The answer of the room privacy."""

from typing import Any

import marshmallow as ma


class Reader(ma.Schema):
    """Somebody who read, or tried to."""

    at = ma.fields.Integer(required=True)
    verifier_id = ma.fields.String(required=True)
    verifier = ma.fields.String(required=True, allow_none=True)
    verifier_en = ma.fields.String(required=True, allow_none=True)
    outcome = ma.fields.String(required=True)
    reason = ma.fields.String(required=True, allow_none=True)
    purpose = ma.fields.String(required=True, allow_none=True)
    purpose_zh = ma.fields.String(required=True, allow_none=True)
    purpose_en = ma.fields.String(required=True, allow_none=True)
    case_no = ma.fields.String(required=True, allow_none=True)


def _rows() -> Any:
    return ma.fields.List(ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Raw(allow_none=True)))


class OwnData(ma.Schema):
    """Rows by table, newest first. `found_by`: the kinds of numbers that lead here. `more`: rows that are left out."""

    person_id = ma.fields.UUID(required=True)
    made_at = ma.fields.Integer(required=True)
    tables = ma.fields.Dict(required=True, keys=ma.fields.String(), values=_rows())
    found_by = ma.fields.List(ma.fields.String(), required=True)
    readers = ma.fields.List(ma.fields.Nested(Reader), required=True)
    more = ma.fields.Dict(required=True, keys=ma.fields.String(), values=ma.fields.Integer())
