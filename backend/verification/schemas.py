"""Bodies and answers of verification. One instance of each is reused for every request."""

import re
from typing import Any

import marshmallow as ma

from backend.audit.schemas import LogProof
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Body, Text, Time
from certs.place import KINDS

PLAIN = {"code", "purpose"}
PURPOSE = re.compile(r"[a-z0-9_.-]{1,60}")
MAX_CODE = 8192  # longer than any code, so that an over-long code is a verdict and an absurd body is not


class VerificationBody(Body):
    """A code to verify, or the ten digits of a typed code (spaces allowed).

    `code` is taken as it is: a code that cannot be read is a verdict, not an error. A body of the usual shape is not
    read field by field (`load`): that would cost as much as a signature.
    """

    code = ma.fields.String(required=True, validate=ma.validate.Length(1, MAX_CODE))
    purpose = Text(most=60, required=True)
    challenge = ma.fields.String(
        load_default=None, allow_none=True, validate=ma.validate.Regexp(r"\A[0-9a-f]{16}\Z"),
        metadata={"description": "The 8 bytes this verifier showed, in hex"},
    )  # fmt: skip

    def load(self, data: Any, **options: Any) -> Any:
        if is_plain(data) and not options:
            return data | {"challenge": None}
        return super().load(data, **options)


def is_plain(data: Any) -> bool:
    """Whether a body is a code and a purpose, both as `VerificationBody` takes them, and nothing else."""
    if type(data) is not dict or data.keys() != PLAIN:
        return False
    code, purpose = data["code"], data["purpose"]
    return type(code) is str and 0 < len(code) <= MAX_CODE and type(purpose) is str and bool(PURPOSE.fullmatch(purpose))


class BatchBody(Body):
    """Up to 50 codes, as scanned: no typed numbers, no challenge."""

    codes = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(1, MAX_CODE)), required=True, validate=ma.validate.Length(1, 50)
    )
    purpose = Text(most=60, required=True)


class TypedCodeBody(Body):
    code = ma.fields.String(required=True, validate=ma.validate.Length(1, MAX_CODE))


class TypedCodeState(ma.Schema):
    typed_code_id = ma.fields.UUID(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(["waiting", "used", "cancelled", "expired"]))
    expires_at = Time(required=True)


class TypedCodeAnswer(ma.Schema):
    """The number to read out: ten digits, the last one a check digit (ISO/IEC 7064, MOD 11,10)."""

    typed_code_id = ma.fields.UUID(required=True)
    number = ma.fields.String(required=True, validate=ma.validate.Regexp(r"\A[0-9]{10}\Z"))
    expires_at = Time(required=True)


RESULTS = ("passed", "failed", "skipped", "deferred", "warning")


class CheckAnswer(ma.Schema):
    name = ma.fields.String(required=True)
    title = ma.fields.Nested(Bilingual, required=True)
    result = ma.fields.String(required=True, validate=ma.validate.OneOf(RESULTS))
    reason = ma.fields.String(required=True, allow_none=True)
    text = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    next_step = ma.fields.Nested(Bilingual, required=True, allow_none=True)


class BatchProblem(ma.Schema):
    """Why one code has no verdict now; it was not used up."""

    code = ma.fields.String(required=True)
    message = ma.fields.Nested(Bilingual, required=True)
    next_step = ma.fields.Nested(Bilingual, required=True)


class TypeName(ma.Schema):
    id = ma.fields.String(required=True)
    number = ma.fields.Integer()
    name = ma.fields.Nested(Bilingual, required=True)


class FieldAnswer(ma.Schema):
    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)
    value = ma.fields.Raw(required=True, allow_none=True)


class ShownBy(ma.Schema):
    """Whose phone showed a certificate that is not theirs: by what right, and their name."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    name = ma.fields.String(required=True)


class ShownAnswer(ma.Schema):
    certificate_id = ma.fields.UUID(required=True)
    type = ma.fields.Nested(TypeName, required=True)
    valid_to = ma.fields.String(
        required=True, allow_none=True,
        metadata={"format": "date", "description": "The last day; null when it is open, or not among the fields shown"},
    )  # fmt: skip
    fields_ = ma.fields.List(ma.fields.Nested(FieldAnswer), required=True, data_key="fields", attribute="fields")
    on_behalf = ma.fields.Nested(ShownBy, metadata={"description": "Only where another's phone showed it"})


class RegionIssuer(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class RegionOfCode(ma.Schema):
    """The other region whose certificate it is, its issuer there, and when the status was true."""

    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    issuer = ma.fields.Nested(RegionIssuer, required=True)
    as_of = ma.fields.String(required=True, metadata={"format": "date-time"})


class VerdictAnswer(ma.Schema):
    """One verdict. A refused code has accepted=false, a reason, a text and a next step, and no certificates."""

    id = ma.fields.UUID(required=True)
    accepted = ma.fields.Boolean(required=True)
    reason = ma.fields.String(required=True, allow_none=True)
    text = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    next_step = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    checks = ma.fields.List(ma.fields.Nested(CheckAnswer), required=True)
    certificates = ma.fields.List(ma.fields.Nested(ShownAnswer), required=True)
    as_of = ma.fields.String(required=True, metadata={"format": "date-time"})
    verifier = ma.fields.String(required=True)
    purpose = ma.fields.String(required=True)
    receipt = ma.fields.String(required=True, metadata={"description": "JWS by the platform's key"})
    region = ma.fields.Nested(RegionOfCode, metadata={"description": "Only of a certificate of another region"})
    on_behalf = ma.fields.Nested(ShownBy, metadata={"description": "Only where another's phone showed one of them"})
    brought_by = ma.fields.String(metadata={"description": "Only of a printed code that names who brings it"})


class BatchResult(ma.Schema):
    """A verdict, or a problem; the other is null."""

    verdict = ma.fields.Nested(VerdictAnswer, required=True, allow_none=True)
    problem = ma.fields.Nested(BatchProblem, required=True, allow_none=True)


class BatchAnswer(ma.Schema):
    """One result for each code, in the order given."""

    results = ma.fields.List(ma.fields.Nested(BatchResult), required=True)
    accepted = ma.fields.Integer(required=True, metadata={"description": "How many codes were accepted"})


class StoredField(ma.Schema):
    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)


class StoredBehalf(ma.Schema):
    """Who showed it for whom; to those two by name."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    name = ma.fields.String(required=True, allow_none=True)
    holder_name = ma.fields.String(required=True, allow_none=True)


class StoredShown(ma.Schema):
    certificate_id = ma.fields.UUID(required=True)
    type = ma.fields.Nested(TypeName, required=True)
    fields_ = ma.fields.List(ma.fields.Nested(StoredField), required=True, data_key="fields", attribute="fields")
    region = ma.fields.String(allow_none=True, metadata={"description": "Id of the other region whose it is"})
    on_behalf = ma.fields.Nested(StoredBehalf, allow_none=True)


class StoredVerdict(VerdictAnswer):
    """A verdict read again: which fields were shown, without their values."""

    certificates = ma.fields.List(ma.fields.Nested(StoredShown), required=True)


class ChallengeAnswer(ma.Schema):
    challenge = ma.fields.String(required=True, metadata={"description": "8 bytes in hex"})
    expires_at = Time(required=True)
    qr = ma.fields.String(required=True, metadata={"description": "LM1C:<verifier id>:<challenge>"})


class VerifierName(ma.Schema):
    """A registered verifier, as the phone and the history name it."""

    verifier_id = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    name_zh = ma.fields.String(required=True)
    name_en = ma.fields.String(required=True)
    hall = ma.fields.String(required=True, allow_none=True)


class ReadAnswer(ma.Schema):
    """One read of the holder's certificates: who, where, when, for what, which fields; never a value."""

    id = ma.fields.UUID(required=True)
    at = Time(required=True)
    verifier = ma.fields.Nested(VerifierName, required=True)
    purpose = ma.fields.String(required=True)
    purpose_text = ma.fields.Nested(
        Bilingual, required=True, allow_none=True,
        metadata={"description": "What a third party said that it asks for; null where it was never said in words"},
    )  # fmt: skip
    matter_code = ma.fields.String(required=True, allow_none=True)
    case_no = ma.fields.String(required=True, allow_none=True)
    outcome = ma.fields.String(required=True, validate=ma.validate.OneOf(["accepted", "rejected"]))
    offline = ma.fields.Boolean(required=True, metadata={"description": "Reported later by a gate without a network"})
    reason = ma.fields.String(required=True, allow_none=True)
    text = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    next_step = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    shown = ma.fields.List(ma.fields.Nested(StoredShown), required=True)


class HistoryQuery(PageQuery):
    """Narrows the history; a certificate stands for all its versions."""

    certificate_id = ma.fields.UUID(load_default=None)
    verifier_kind = ma.fields.String(load_default=None, validate=ma.validate.OneOf(["window", "partner"]))
    outcome = ma.fields.String(load_default=None, validate=ma.validate.OneOf(["accepted", "rejected"]))
    first_day = ma.fields.Date(
        load_default=None, data_key="from", metadata={"description": "First day (in China), included"}
    )
    last_day = ma.fields.Date(
        load_default=None, data_key="to", metadata={"description": "Last day (in China), included"}
    )


class ReceiptAnswer(ma.Schema):
    """A receipt with its proof: `python -m certs receipt` checks it, offline."""

    receipt = ma.fields.String(required=True, metadata={"description": "JWS liangma-receipt+jwt by the platform"})
    log = ma.fields.Nested(LogProof, required=True)


HistoryPage = page_of(ReadAnswer)


class OwnVerifier(VerifierName):
    """The caller's own registration: what a gate may see, offline too."""

    purposes = ma.fields.Dict(
        required=True, metadata={"description": "Purpose -> number of the certificate type -> names of fields"}
    )
    questions = ma.fields.Dict(
        required=True,
        metadata={"description": "Purpose -> number of the certificate type -> yes/no questions that may be asked"},
    )
