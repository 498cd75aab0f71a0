"""What administration sees and sends of the versions of matters."""

import marshmallow as ma

from backend.matters.schemas import OfficeAnswer
from backend.web.strict import Bilingual, Body, Text, Time

LONGEST = 100_000


class MatterVersionsQuery(Body):
    offered = ma.fields.Boolean(load_default=None, metadata={"description": "Without it: offered or not"})
    cursor = Text(most=40, load_default=None)
    limit = ma.fields.Integer(load_default=100, validate=ma.validate.Range(1, 200))


class MatterDraftBody(Body):
    text = Text(most=LONGEST, required=True, metadata={"description": "YAML; the version in it is of no account"})


class MatterSaveBody(MatterDraftBody):
    seen = ma.fields.Integer(
        required=True, allow_none=True, validate=ma.validate.Range(1, 1_000_000),
        metadata={"description": "The newest version when the editing began; null for a new matter"},
    )  # fmt: skip


class MatterRetireBody(Body):
    version = ma.fields.Integer(
        required=True, validate=ma.validate.Range(1, 1_000_000), metadata={"description": "The version on offer"}
    )


class MatterVersionLine(ma.Schema):
    code = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    office = ma.fields.Nested(OfficeAnswer, required=True)
    offered = ma.fields.Boolean(required=True)
    saved_at = Time(required=True)


class MatterVersionPage(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(MatterVersionLine), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)


class MatterVersionList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(MatterVersionLine), required=True)


class MatterVersionAnswer(MatterVersionLine):
    """A version with its text, as a file of matters would hold it."""

    text = ma.fields.String(required=True)


class MatterProblem(ma.Schema):
    place = ma.fields.String(required=True, metadata={"description": "A key or code of the text; empty: the whole"})
    line = ma.fields.Integer(required=True, allow_none=True)
    reason = ma.fields.Nested(Bilingual, required=True)


class ChangedLine(ma.Schema):
    """A line in both texts, or in one of them; the numbers count from 1."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(("same", "removed", "added")))
    text = ma.fields.String(required=True)
    before = ma.fields.Integer(required=True, allow_none=True)
    after = ma.fields.Integer(required=True, allow_none=True)


class MatterDraftAnswer(ma.Schema):
    version = ma.fields.Integer(required=True, metadata={"description": "What it would be saved as"})
    problems = ma.fields.List(ma.fields.Nested(MatterProblem), required=True)
    changes = ma.fields.List(
        ma.fields.Nested(ChangedLine), required=True, metadata={"description": "Against the newest version"}
    )
