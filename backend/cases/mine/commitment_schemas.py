"""Bodies and answers of commitments: the text to sign, and what became of it."""

import marshmallow as ma

from backend.cases.intake.schemas import CHECK_OUTCOMES, ActBody, CommittedMaterial
from backend.web.strict import Time

MAX_STATEMENT = 4096


class CommitmentBody(ActBody):
    device_id = ma.fields.UUID(required=True)
    statement = ma.fields.String(required=True, validate=ma.validate.Length(1, MAX_STATEMENT))


class CommitmentRead(ma.Schema):
    """The very document whose digest is signed, with these names and no other."""

    matter = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    zh = ma.fields.String(required=True)
    en = ma.fields.String(required=True)
    materials = ma.fields.List(ma.fields.String(), required=True)
    check_within_days = ma.fields.Integer(required=True, metadata={"description": "Working days from the approval"})
    bars_years = ma.fields.Integer(required=True)


class CaseCommitmentAnswer(ma.Schema):
    """What the applicant is to read and sign, and what became of what they signed."""

    case_no = ma.fields.String(required=True)
    revision = ma.fields.Integer(required=True)
    aud = ma.fields.String(required=True, metadata={"description": "Signed as `aud`"})
    read = ma.fields.Nested(CommitmentRead, required=True)
    digest = ma.fields.String(required=True, metadata={"description": "SHA-256 of `read`, base64url; signed as `text`"})
    materials = ma.fields.List(
        ma.fields.Nested(CommittedMaterial), required=True, metadata={"description": "What the promise stands for"}
    )
    may_sign = ma.fields.Boolean(required=True)
    barred_until = ma.fields.Date(required=True, allow_none=True)
    signed_at = Time(required=True, allow_none=True)
    check_due = ma.fields.Date(required=True, allow_none=True)
    check_outcome = ma.fields.String(required=True, allow_none=True, validate=ma.validate.OneOf(CHECK_OUTCOMES))
    checked_at = Time(required=True, allow_none=True)
    check_reason = ma.fields.String(required=True, allow_none=True)
