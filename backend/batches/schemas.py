"""Shapes of the room batches: numbers and names, never a value of a record."""

import marshmallow as ma

from backend.batches.states import FILE, REGISTER, STATES
from backend.web.paging import page_of
from backend.web.strict import Bilingual, Body, Text, Time

MOST_BYTES = 8 << 20
CSV = "text/csv"
FILE_BODY = {
    "requestBody": {
        "required": True,
        "description": f"A CSV or XLSX file of at most {MOST_BYTES >> 20} MiB; headings as in the type's columns",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class FailedReason(ma.Schema):
    code = ma.fields.String(required=True)
    text = ma.fields.Nested(Bilingual, required=True)
    rows = ma.fields.Integer(required=True)


class BatchShown(ma.Schema):
    """One batch. `rows` = `issued` + `unchanged` + `failed` + `left`, at every moment."""

    batch_id = ma.fields.UUID(required=True)
    issuer_code = ma.fields.String(required=True)
    type_number = ma.fields.Integer(required=True)
    source = ma.fields.String(required=True, validate=ma.validate.OneOf((FILE, REGISTER)))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    rows = ma.fields.Integer(required=True)
    issued = ma.fields.Integer(required=True)
    unchanged = ma.fields.Integer(required=True)
    failed = ma.fields.Integer(required=True)
    left = ma.fields.Integer(required=True)
    reasons = ma.fields.List(ma.fields.Nested(FailedReason), required=True)
    rate = ma.fields.Float(required=True, metadata={"description": "Rows a second in the last minute"})
    seconds_left = ma.fields.Integer(required=True, allow_none=True)
    needs_another = ma.fields.Boolean(required=True, metadata={"description": "Somebody else has to approve it"})
    made_by = ma.fields.String(required=True)
    made_by_name = ma.fields.String(required=True, allow_none=True)
    made_by_me = ma.fields.Boolean(required=True)
    made_at = Time(required=True)
    approved_by = ma.fields.String(required=True, allow_none=True)
    approved_by_name = ma.fields.String(required=True, allow_none=True)
    approved_at = Time(required=True, allow_none=True)
    changed_by = ma.fields.String(required=True, allow_none=True)
    stopped_why = ma.fields.String(required=True, allow_none=True)
    stopped_text = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    started_at = Time(required=True, allow_none=True)
    finished_at = Time(required=True, allow_none=True)


BatchPage = page_of(BatchShown)


class BatchFileQuery(Body):
    type = Text(most=60, required=True, metadata={"description": "Id of the certificate type, such as resident-id"})


class BatchRequest(Body):
    """All records of the type that wait for a certificate."""

    type = Text(most=60, required=True, metadata={"description": "Id of the certificate type, such as resident-id"})
