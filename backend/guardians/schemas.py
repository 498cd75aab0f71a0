"""Bodies and answers of wards and guardians."""

import marshmallow as ma

from backend.guardians.record_schemas import NamedPerson
from backend.web.strict import Body, Text, Time

GROUNDS = ("birth", "household", "decision")


class ConfirmBody(Body):
    """`child`: the name and number that were given to find the child, where they were. `signature`: of
    liangma-guardian+jwt."""

    found_id = ma.fields.UUID(required=True)
    child = ma.fields.Nested(NamedPerson, load_default=None, allow_none=True)
    device_id = ma.fields.UUID(required=True)
    signature = Text(required=True, most=4096)


class FoundChild(ma.Schema):
    """A child whom a record proves to be the reader's. `last_day`: the last one before they are 18; `aud`: to whom the
    phone says it."""

    aud = ma.fields.String(required=True)
    found_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    citizen_number = ma.fields.String(required=True, metadata={"description": "Masked"})
    born = ma.fields.Date(required=True)
    ground = ma.fields.String(required=True, validate=ma.validate.OneOf(GROUNDS))
    last_day = ma.fields.Date(required=True)


class FoundChildren(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(FoundChild), required=True)


class WardAnswer(ma.Schema):
    """Who acts for whom. `until`: null, until a department ends it. `frozen`: it rests, for the guardians are in
    dispute. `young`: under 14, whose own phone needs a guardian's yes."""

    guardianship_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    citizen_number = ma.fields.String(required=True, metadata={"description": "Masked"})
    born = ma.fields.Date(required=True, allow_none=True)
    ground = ma.fields.String(required=True, validate=ma.validate.OneOf(GROUNDS))
    since = Time(required=True)
    until = Time(required=True, allow_none=True)
    frozen = ma.fields.Boolean(required=True)
    young = ma.fields.Boolean(required=True)
    others = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "The ward's other guardians"})


class WardList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(WardAnswer), required=True)


class GuardianAnswer(ma.Schema):
    """Who may show the reader's certificates as a guardian."""

    guardianship_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    ground = ma.fields.String(required=True, validate=ma.validate.OneOf(GROUNDS))
    since = Time(required=True)
    until = Time(required=True, allow_none=True)
    frozen = ma.fields.Boolean(required=True)


class GuardianList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(GuardianAnswer), required=True)


class PermitAnswer(ma.Schema):
    expires_at = Time(required=True)
