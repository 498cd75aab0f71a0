"""Shapes of the room registries: what became of an imported file, in numbers and never in values."""

import marshmallow as ma

from backend.web.paging import page_of
from backend.web.strict import Time


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
