"""Bodies and answers of notices."""

import marshmallow as ma

from backend.notices.words import KINDS
from backend.verification.schemas import TypeName
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Body, Time

MOMENT = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z"


class NoticeCertificate(ma.Schema):
    certificate_id = ma.fields.UUID(required=True)
    type = ma.fields.Nested(TypeName, required=True)


class NoticeAnswer(ma.Schema):
    """One notice. `certificate`, the ids, `case_no` and `days` where the kind has them, else null."""

    id = ma.fields.UUID(required=True, metadata={"description": "Stable"})
    at = Time(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(list(KINDS)))
    read = ma.fields.Boolean(required=True)
    title = ma.fields.Nested(Bilingual, required=True)
    next_step = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    certificate = ma.fields.Nested(NoticeCertificate, required=True, allow_none=True)
    verdict_id = ma.fields.UUID(required=True, allow_none=True, metadata={"description": "Its line in the history"})
    device_id = ma.fields.UUID(required=True, allow_none=True)
    passkey_id = ma.fields.UUID(required=True, allow_none=True)
    case_no = ma.fields.String(required=True, allow_none=True)
    proposal_id = ma.fields.UUID(required=True, allow_none=True)
    request_id = ma.fields.UUID(required=True, allow_none=True)
    delegation_id = ma.fields.UUID(required=True, allow_none=True)
    days = ma.fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Until it ends: 30, 7, 1; or 3 working days"},
    )


class NoticePage(page_of(NoticeAnswer)):  # type: ignore[misc]  # made by a function
    unread = ma.fields.Integer(required=True, metadata={"description": "Not read yet, counted up to 100"})


class NoticeQuery(PageQuery):
    """A page of notices."""


class ReadBody(Body):
    up_to = ma.fields.String(
        required=True, validate=ma.validate.Regexp(MOMENT), metadata={"description": "The `at` of the newest one read"}
    )


class Unread(ma.Schema):
    unread = ma.fields.Integer(required=True, metadata={"description": "Not read yet, counted up to 100"})
