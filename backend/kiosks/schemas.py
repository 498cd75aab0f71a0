"""Bodies and answers of kiosks."""

import marshmallow as ma

from backend.cases.mine.schemas import MyCaseLine
from backend.certificates.schemas import Card
from backend.web.strict import Bilingual, Body, Text, Time


class KioskName(Body):
    zh = Text(required=True, most=30)
    en = Text(required=True, most=60)


class NewKiosk(Body):
    name = ma.fields.Nested(KioskName, required=True)
    hall = Text(required=True, most=100)


class KioskAnswer(ma.Schema):
    kiosk_id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    hall = ma.fields.String(required=True)
    registered_at = Time(required=True)
    set_up_at = Time(required=True, allow_none=True)
    stopped_at = Time(required=True, allow_none=True)
    setup_until = Time(required=True, allow_none=True, metadata={"description": "While a set-up code waits"})


class KioskWithCode(KioskAnswer):
    setup_code = ma.fields.String(required=True, metadata={"description": "Shown once; good once, for an hour"})


class KioskList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(KioskAnswer), required=True)


class SetupCode(Body):
    setup_code = Text(required=True, most=20)


class ThisKiosk(ma.Schema):
    kiosk_id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    hall = ma.fields.String(required=True)


class VisitBody(Body):
    """One of the two."""

    code = Text(most=2000, metadata={"description": "The text of a phone's code (LM1:) or of a printed one (LMP:)"})
    secret = Text(most=80, metadata={"description": "Of this kiosk's request that a phone approved"})

    @ma.validates_schema
    def one_of(self, data: dict[str, str], **_kwargs: object) -> None:
        if ("code" in data) is ("secret" in data):
            raise ma.ValidationError("code or secret, one of them", "code")


class VisitState(ma.Schema):
    visit_id = ma.fields.UUID(required=True)
    how = ma.fields.String(required=True, metadata={"description": "code | phone | paper"})
    ends_at = Time(required=True)


class VisitAnswer(VisitState):
    name = ma.fields.String(required=True, metadata={"description": "Masked"})
    certificates = ma.fields.List(ma.fields.Nested(Card), required=True)
    cases = ma.fields.List(ma.fields.Nested(MyCaseLine), required=True)


class NeededMaterial(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    required = ma.fields.Boolean(required=True)
    there = ma.fields.Boolean(required=True, metadata={"description": "A valid certificate stands for it"})


class NeededAnswer(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    office = ma.fields.Nested(Bilingual, required=True)
    materials = ma.fields.List(ma.fields.Nested(NeededMaterial), required=True)


class KioskPrintBody(Body):
    matter = Text(required=True, most=40)
    certificate_ids = ma.fields.List(
        ma.fields.UUID(), load_default=None, allow_none=True, validate=ma.validate.Length(1, 20),
        metadata={"description": "Nothing: all that can be shown"},
    )  # fmt: skip
