"""Shapes of printed codes."""

import marshmallow as ma

from backend.verification.schemas import TypeName
from backend.web.strict import Bilingual, Time


class PaperBase(ma.Schema):
    printed_code_id = ma.fields.UUID(required=True)
    number = ma.fields.String(required=True, metadata={"description": "To speak of it; opens nothing"})
    matter_code = ma.fields.String(required=True)
    day = ma.fields.Date(required=True)


class Paper(PaperBase):
    """What goes onto the paper, answered once."""

    text = ma.fields.String(required=True, metadata={"description": "The text of its QR code"})
    matter_name = ma.fields.Nested(Bilingual, required=True)
    types = ma.fields.List(ma.fields.Nested(TypeName), required=True)
    agent = ma.fields.String(required=True, allow_none=True)


class PrintedLine(PaperBase):
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(("waiting", "used", "revoked", "expired")))
    printed_at = Time(required=True)
    used_at = Time(required=True, allow_none=True)
    revoked_at = Time(required=True, allow_none=True)


class PrintedList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(PrintedLine), required=True)


class MyPrintedLine(PrintedLine):
    """`office_name`: of the window or kiosk that printed it. `ground`: how the person was identified."""

    matter_name = ma.fields.Nested(Bilingual, required=True)
    office_name = ma.fields.Nested(Bilingual, required=True)
    ground = ma.fields.String(required=True, validate=ma.validate.OneOf(("code", "card", "self")))
    agent = ma.fields.String(required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)
    verdict_id = ma.fields.UUID(required=True, allow_none=True)


class MyPrintedList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(MyPrintedLine), required=True)
