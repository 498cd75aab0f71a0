"""Shapes of the room seals."""

import marshmallow as ma

from backend.seals.picture import MOST_BYTES, OVAL, ROUND, UPLOADED
from backend.web.strict import Bilingual, Body, Text, Time

PNG = "data:image/png;base64,"
MOST_URL = len(PNG) + MOST_BYTES // 3 * 4 + 4
STATES = ("proposed", "active", "stopped")


class SealNameBody(Body):
    zh = Text(most=100, required=True)
    en = Text(most=100, required=True)


class SealProposalBody(Body):
    """A seal as one person proposes it. `picture` in place of a drawn one."""

    issuer_code = Text(most=4, required=True)
    name = ma.fields.Nested(SealNameBody, load_default=None, allow_none=True)
    in_charge = Text(most=80, required=True, metadata={"description": "Who answers for its use, by name"})
    shape = ma.fields.String(load_default=ROUND, validate=ma.validate.OneOf((ROUND, OVAL)))
    picture = Text(most=MOST_URL, load_default=None, allow_none=True, metadata={"description": "PNG as a data URL"})


class SealVersionBody(Body):
    """What the second person agrees to: the version that was read."""

    version = ma.fields.Integer(required=True, validate=ma.validate.Range(1, 2**53 - 1), strict=True)


class SealReasonBody(Body):
    reason = Text(most=200, required=True)


class SealAnswer(ma.Schema):
    """A seal, who asked for it and who agreed. Times of what has not happened are null."""

    seal_id = ma.fields.UUID(required=True)
    issuer_code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    in_charge = ma.fields.String(required=True)
    shape = ma.fields.String(required=True, validate=ma.validate.OneOf((ROUND, OVAL, UPLOADED)))
    key_place = ma.fields.String(required=True, validate=ma.validate.OneOf(("database", "token")))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    version = ma.fields.Integer(required=True)
    certificate_number = ma.fields.String(required=True, allow_none=True, metadata={"description": "Serial, in hex"})
    not_after = Time(required=True, allow_none=True)
    ends_soon = ma.fields.Boolean(required=True)
    ended = ma.fields.Boolean(required=True, metadata={"description": "Its certificate ended: it seals nothing"})
    proposed_by = ma.fields.String(required=True)
    proposed_at = Time(required=True)
    approved_by = ma.fields.String(required=True, allow_none=True)
    approved_at = Time(required=True, allow_none=True)
    stop_asked_by = ma.fields.String(required=True, allow_none=True)
    stop_asked_at = Time(required=True, allow_none=True)
    stop_reason = ma.fields.String(required=True, allow_none=True)
    stopped_by = ma.fields.String(required=True, allow_none=True)
    stopped_at = Time(required=True, allow_none=True)
    asked_by_me = ma.fields.Boolean(
        required=True, metadata={"description": "Whether the asker is the first person, so that another has to agree"}
    )


class SealAuthorityAnswer(ma.Schema):
    """Who signs the seals' certificates now."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(("built_in", "imported")))
    name = ma.fields.String(required=True)
    thumbprint = ma.fields.String(required=True, metadata={"description": "SHA-256 of its certificate, in hex"})
    not_after = Time(required=True)


class SealList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(SealAnswer), required=True)
    authority = ma.fields.Nested(SealAuthorityAnswer, required=True, allow_none=True)


class SealPicture(ma.Schema):
    svg = ma.fields.String(required=True)
