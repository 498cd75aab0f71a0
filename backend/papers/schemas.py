"""What is asked and answered about sealed copies."""

import marshmallow as ma

from backend.papers.check import MOST_BYTES
from backend.papers.typeset import LAYOUTS
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Body, Text, Time


class Wished(Body):
    purpose = Text(most=200, required=True, metadata={"description": "仅用于…: what it may be used for"})
    recipient = Text(most=100, required=True, metadata={"description": "提供给…: who is given it"})
    until = ma.fields.Date(required=True, metadata={"description": "Its last day"})
    layout = ma.fields.String(load_default="a4", validate=ma.validate.OneOf(LAYOUTS))
    fields_shown = ma.fields.List(
        Text(most=60), load_default=None, allow_none=True, data_key="fields", validate=ma.validate.Length(1, 60),
        metadata={"description": "Fields of the face; without it, all that the certificate has"},
    )  # fmt: skip

    @ma.pre_load
    def trimmed(self, data: object, **_: object) -> object:
        """A blank purpose or recipient is none."""
        if not isinstance(data, dict):
            return data
        given = ("purpose", "recipient")
        return {k: v.strip() if k in given and isinstance(v, str) else v for k, v in data.items()}


class CopyBody(Wished):
    certificate_id = ma.fields.UUID(required=True)


class CopiesQuery(PageQuery):
    certificate_id = ma.fields.UUID(load_default=None)


class CopyType(ma.Schema):
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class SealedCopy(ma.Schema):
    """A sealed copy as its holder reads it. `altered`: files that were made to look like it, among the `checks`."""

    copy_id = ma.fields.UUID(required=True)
    certificate_id = ma.fields.UUID(required=True)
    number = ma.fields.String(required=True, metadata={"description": "16 digits in groups of four"})
    type = ma.fields.Nested(CopyType, required=True)
    purpose = ma.fields.String(required=True)
    recipient = ma.fields.String(required=True)
    fields_shown = ma.fields.List(ma.fields.String(), required=True, data_key="fields", attribute="fields")
    layout = ma.fields.String(required=True)
    until = ma.fields.String(required=True)
    state = ma.fields.String(required=True, metadata={"description": "valid | recalled | expired"})
    made_by = ma.fields.String(required=True, metadata={"description": "holder | window"})
    case_no = ma.fields.String(required=True, allow_none=True)
    made_at = Time(required=True)
    recalled_at = Time(required=True, allow_none=True)
    checks = ma.fields.Integer(required=True)
    altered = ma.fields.Integer(required=True)
    checked_at = Time(required=True, allow_none=True)
    downloadable = ma.fields.Boolean(required=True)


SealedCopyPage = page_of(SealedCopy)


class SealedCopies(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(SealedCopy), required=True)


class CopyCheckBody(Body):
    """Either what is typed or what the QR code says."""

    number = Text(most=60, metadata={"description": "16 digits; spaces and hyphens do not matter"})
    token = Text(most=300, metadata={"description": "The last part of the check address, or the whole address"})

    @ma.validates_schema
    def one_of(self, data: dict[str, object], **_: object) -> None:
        if len(data) != 1:
            raise ma.ValidationError("give either number or token")


class CheckedCopy(ma.Schema):
    """`purpose` and `recipient` are null where only a number was given, and of an altered file."""

    number = ma.fields.String(required=True)
    type = ma.fields.Nested(CopyType, required=True)
    issuer = ma.fields.Nested(Bilingual, required=True)
    purpose = ma.fields.String(required=True, allow_none=True)
    recipient = ma.fields.String(required=True, allow_none=True)
    until = ma.fields.String(required=True)
    made_at = Time(required=True)
    recalled_at = Time(required=True, allow_none=True)
    state = ma.fields.String(required=True, metadata={"description": "Of the copy itself: valid | recalled | expired"})


class CertificateNow(ma.Schema):
    """How the certificate stands at this moment; `valid_now`: valid and within its period."""

    state = ma.fields.String(required=True)
    since = Time(required=True)
    valid_to = ma.fields.String(required=True, allow_none=True)
    valid_now = ma.fields.Boolean(required=True)


class FaceLine(ma.Schema):
    """What the paper's face must say. `kind`: text, or image (base64 of a WebP)."""

    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)
    kind = ma.fields.String(required=True)
    value = ma.fields.String(required=True)


class CopyCheckAnswer(ma.Schema):
    """What a check found.

    `state`: genuine (this very file was sealed here) · registered (there is such a copy: compare what is told with the
    paper) · altered · recalled · expired · unknown. `how`, of altered files: appended | truncated | changed.
    """

    by = ma.fields.String(required=True, metadata={"description": "number | token | file"})
    state = ma.fields.String(required=True)
    how = ma.fields.String(required=True, allow_none=True)
    copy = ma.fields.Nested(CheckedCopy, required=True, allow_none=True)
    certificate = ma.fields.Nested(CertificateNow, required=True, allow_none=True)
    face = ma.fields.List(ma.fields.Nested(FaceLine), required=True, allow_none=True)
    checked_at = Time(required=True)


PDF = "application/pdf"
BINARY = {"schema": {"type": "string", "format": "binary"}}
PDF_BODY = {
    "requestBody": {
        "required": True,
        "description": f"The file itself, at most {MOST_BYTES} bytes",
        "content": {PDF: BINARY},
    }
}
