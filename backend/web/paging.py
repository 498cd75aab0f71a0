"""Keyset paging: `limit` and an opaque `cursor`; an answer has `items` and `next_cursor` (null at the end)."""

import base64
import binascii
import uuid
from typing import Any

import marshmallow as ma

from backend.errors import Invalid
from backend.web.strict import Body, Text


class PageQuery(Body):
    limit = ma.fields.Integer(load_default=20, validate=ma.validate.Range(1, 100))
    cursor = Text(most=120, load_default=None)


def page_of(item_schema: type[ma.Schema]) -> type[ma.Schema]:
    """The schema of one page of items."""
    fields = {
        "items": ma.fields.List(ma.fields.Nested(item_schema), required=True),
        "next_cursor": ma.fields.String(required=True, allow_none=True),
    }
    return type(f"{item_schema.__name__}Page", (ma.Schema,), fields)


def encode_cursor(at: int, row_id: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(at.to_bytes(8, "big", signed=True) + row_id.bytes).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> tuple[int, uuid.UUID] | None:
    """(time, id) of the last row seen; raises Invalid for anything we did not make."""
    if cursor is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError) as error:
        raise Invalid(errors=[{"path": "/cursor", "problem": "not a cursor"}]) from error
    if len(raw) != 24:
        raise Invalid(errors=[{"path": "/cursor", "problem": "not a cursor"}])
    return int.from_bytes(raw[:8], "big", signed=True), uuid.UUID(bytes=raw[8:])


def page(rows: list[Any], limit: int, *, at: str, row_id: str) -> dict[str, Any]:
    """A page from `limit + 1` rows read; `at` and `row_id` name the attributes that the cursor carries."""
    more = len(rows) > limit
    items = rows[:limit]
    cursor = encode_cursor(getattr(items[-1], at), getattr(items[-1], row_id)) if more else None
    return {"items": items, "next_cursor": cursor}
