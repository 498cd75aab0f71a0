"""Bodies and answers of what departments record of families."""

from typing import Any

import marshmallow as ma

from backend.guardians.two_people import KINDS, NEEDS_DAY, NEEDS_OTHER, STATES
from backend.web.paging import page_of
from backend.web.strict import Body, Text, Time


class NamedPerson(Body):
    name = Text(required=True, most=60)
    citizen_number = Text(required=True, most=30)


class FamilyRecordBody(Body):
    """What is recorded. `person`: the deceased, or the child or ward; `guardian`: with the kinds guardian and
    guardian_end; `document`: number of the death certificate or decision; `day`: of the death, or the last day of a
    guardian."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    person = ma.fields.Nested(NamedPerson, required=True)
    guardian = ma.fields.Nested(NamedPerson, load_default=None, allow_none=True)
    document = Text(required=True, most=60)
    day = ma.fields.Date(load_default=None, allow_none=True)
    reason = Text(required=True, most=300)

    @ma.validates_schema(skip_on_field_errors=True)
    def _fits_the_kind(self, data: dict[str, Any], **_: Any) -> None:
        kind = data["kind"]
        if (data["guardian"] is not None) != (kind in NEEDS_OTHER):
            raise ma.ValidationError("the kinds guardian and guardian_end name one, the others do not", "guardian")
        if kind in NEEDS_DAY and data["day"] is None:
            raise ma.ValidationError("this kind names a day", "day")
        if data["day"] is not None and kind not in (*NEEDS_DAY, "guardian"):
            raise ma.ValidationError("this kind names no day", "day")


class FamilyRefusalBody(Body):
    reason = Text(required=True, most=300)


class RecordedPerson(ma.Schema):
    name = ma.fields.String(required=True)
    citizen_number = ma.fields.String(required=True, metadata={"description": "Masked"})


class FamilyRecordAnswer(ma.Schema):
    """A record as its department sees it. By whom: logins. `decides`: whether the reader may decide now.
    `correctable_until`: of a recorded death."""

    record_id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    person = ma.fields.Nested(RecordedPerson, required=True)
    guardian = ma.fields.Nested(RecordedPerson, required=True, allow_none=True)
    document = ma.fields.String(required=True)
    day = ma.fields.String(required=True, allow_none=True)
    reason = ma.fields.String(required=True)
    asked_by = ma.fields.String(required=True)
    asked_at = Time(required=True)
    decide_by = Time(required=True)
    decided_by = ma.fields.String(required=True, allow_none=True)
    decided_at = Time(required=True, allow_none=True)
    why_refused = ma.fields.String(required=True, allow_none=True)
    decides = ma.fields.Boolean(required=True)
    correctable_until = Time(required=True, allow_none=True)


FamilyRecordPage = page_of(FamilyRecordAnswer)
