"""Shapes of the audit room's queries and answers."""

import marshmallow as ma

from backend.web.paging import PageQuery, page_of
from backend.web.strict import Text, Time


class EntryQuery(PageQuery):
    """Which entries: of one action, of one subject (`key:…`, `certificate:…`), of one holder, of some days, or all."""

    action = Text(most=60, load_default=None, metadata={"description": "Such as `certificate.issued`"})
    subject = Text(most=80, load_default=None)
    person_id = ma.fields.UUID(load_default=None)
    since = ma.fields.Date(data_key="from", load_default=None, metadata={"description": "First day in China"})
    until = ma.fields.Date(data_key="to", load_default=None, metadata={"description": "Last day in China"})


class EntrySchema(ma.Schema):
    """One audit entry. `detail` is the JSON text as hashed, byte for byte; `hash` is hex."""

    chain = ma.fields.Integer(required=True)
    seq = ma.fields.Integer(required=True)
    at = Time(required=True)
    actor = ma.fields.String(required=True)
    action = ma.fields.String(required=True)
    subject = ma.fields.String(required=True)
    person_id = ma.fields.UUID(required=True, allow_none=True)
    detail = ma.fields.String(required=True)
    hash = ma.fields.Function(lambda entry: entry.hash.hex(), metadata={"type": "string"})


class BreakSchema(ma.Schema):
    """Where the log is not what it was. `kind`: altered, deleted, relinked, cut, rewritten.

    Or unbelieved: no believed key signed the checkpoint `file`; chain and seq are 0 then.
    """

    chain = ma.fields.Integer(required=True)
    seq = ma.fields.Integer(required=True)
    kind = ma.fields.String(required=True)
    file = ma.fields.String(required=True, allow_none=True)


class ReportSchema(ma.Schema):
    """What a check found: how much was read, held against how many checkpoints, and every break."""

    entries = ma.fields.Integer(required=True)
    chains = ma.fields.Integer(required=True)
    checkpoints = ma.fields.Integer(required=True)
    breaks = ma.fields.List(ma.fields.Nested(BreakSchema), required=True)


EntryPage = page_of(EntrySchema)
