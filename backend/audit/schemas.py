"""Shapes of the audit room's queries and answers."""

import marshmallow as ma

from backend.audit.breaks import BREAKS
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Body, Text, Time
from certs import base64url


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
    """Where the log is not what it was. Of `unbelieved`, no believed key signed the checkpoint `file`; chain and seq
    are 0 then."""

    chain = ma.fields.Integer(required=True)
    seq = ma.fields.Integer(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(list(BREAKS)))
    text = ma.fields.Nested(Bilingual, required=True, metadata={"description": "What the kind means"})
    next_step = ma.fields.Nested(Bilingual, required=True, metadata={"description": "What to do about the kind"})
    file = ma.fields.String(required=True, allow_none=True)


class ReportSchema(ma.Schema):
    """What a check found: how much was read, held against how many checkpoints, and every break."""

    entries = ma.fields.Integer(required=True)
    chains = ma.fields.Integer(required=True)
    checkpoints = ma.fields.Integer(required=True)
    breaks = ma.fields.List(ma.fields.Nested(BreakSchema), required=True)


NUMBER = ma.validate.Range(1, 2_147_483_647)


class CheckpointQuery(Body):
    first = ma.fields.Integer(data_key="from", load_default=1, validate=NUMBER)
    limit = ma.fields.Integer(load_default=20, validate=ma.validate.Range(1, 100))


class CheckpointAnswer(ma.Schema):
    """A checkpoint as it was signed."""

    number = ma.fields.Integer(required=True)
    at = Time(required=True)
    checkpoint = ma.fields.String(
        attribute="token", required=True, metadata={"description": "JWS liangma-audit-checkpoint+jwt by the platform"}
    )


class CheckpointPage(ma.Schema):
    """Some checkpoints in order; `next`: the number with which the next page begins, null at the end."""

    items = ma.fields.List(ma.fields.Nested(CheckpointAnswer), required=True)
    next = ma.fields.Integer(required=True, allow_none=True)


class ContinuityQuery(Body):
    first = ma.fields.Integer(data_key="from", required=True, validate=NUMBER)
    second = ma.fields.Integer(data_key="to", required=True, validate=NUMBER)


class Hash(ma.fields.Field[bytes]):
    """32 bytes in base64url."""

    def _serialize(self, value: bytes | None, *_args: object, **_more: object) -> str | None:
        return None if value is None else base64url.encode(value)


HASH = {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"}


class Continuity(ma.Schema):
    """By chain, the hashes of its proof (empty where the chain did not grow)."""

    proofs = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.List(Hash(metadata=HASH)), required=True)


class LogProof(ma.Schema):
    """Where a receipt's entry lies in the log. `state`: covered, by `checkpoint`; waiting, ask again at `come_back`;
    or unbound, of before receipts were bound to the log. Only what is covered has the rest."""

    state = ma.fields.String(required=True, validate=ma.validate.OneOf(["covered", "waiting", "unbound"]))
    come_back = Time(allow_none=True)
    chain = ma.fields.Integer(allow_none=True)
    index = ma.fields.Integer(allow_none=True, metadata={"description": "The leaf's place in its chain's tree, from 0"})
    entry = Hash(allow_none=True, metadata=HASH | {"description": "The entry's hash"})
    path = ma.fields.List(Hash(metadata=HASH), metadata={"description": "Hashes beside the path, from the leaf up"})
    checkpoint = ma.fields.String(allow_none=True, metadata={"description": "JWS of the checkpoint that covers it"})


EntryPage = page_of(EntrySchema)
