"""Shapes of the room registries: what became of an imported file, in numbers and never in values; a year's days."""

import marshmallow as ma

from backend.web.paging import page_of
from backend.web.strict import Body, Time


class ImportRunShown(ma.Schema):
    """One import; `finished_at` is null while it runs, and stays so when it was stopped or killed."""

    run_id = ma.fields.UUID(required=True)
    issuer_code = ma.fields.String(required=True)
    type_number = ma.fields.Integer(required=True)
    started_at = Time(required=True)
    finished_at = Time(required=True, allow_none=True)
    added = ma.fields.Integer(required=True)
    changed = ma.fields.Integer(required=True)
    unchanged = ma.fields.Integer(required=True)
    refused = ma.fields.Integer(required=True)


ImportRunPage = page_of(ImportRunShown)


class YearQuery(Body):
    year = ma.fields.Integer(
        load_default=None, validate=ma.validate.Range(2000, 2200), metadata={"description": "This year when not given"}
    )


class WorkingYear(ma.Schema):
    """The days of a year that differ from the week. `source` null: no notice is known, and only weekends are off."""

    year = ma.fields.Integer(required=True)
    source = ma.fields.String(required=True, allow_none=True, metadata={"description": "Number of the notice"})
    days_off = ma.fields.List(ma.fields.Date(), required=True)
    make_up_days = ma.fields.List(ma.fields.Date(), required=True)
    working_days = ma.fields.Integer(required=True, metadata={"description": "How many the whole year has"})
    known = ma.fields.List(ma.fields.Integer(), required=True, metadata={"description": "Years whose notice is known"})
