"""Bodies and answers of the room proofs."""

import marshmallow as ma

from backend.proofs.answer import OUTCOMES
from backend.proofs.ask import STATES
from backend.proofs.due import MARKS
from backend.proofs.kind import QUESTION_KINDS
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Body, Text, Time

MOST_STATEMENT = 600


class KindChoice(ma.Schema):
    value = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)


class KindQuestion(ma.Schema):
    code = ma.fields.String(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(QUESTION_KINDS))
    text = ma.fields.Nested(Bilingual, required=True)
    required = ma.fields.Boolean(required=True)
    answers = ma.fields.List(ma.fields.Nested(KindChoice), required=True)
    least = ma.fields.Integer(required=True)
    most = ma.fields.Integer(required=True)


class KindAnswer(ma.Schema):
    """A kind of proof. `by_rule`: answered at once where the registers know enough."""

    code = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    office = ma.fields.Nested(Bilingual, required=True)
    legal_basis = ma.fields.List(ma.fields.String(), required=True)
    what = ma.fields.Nested(Bilingual, required=True)
    validity_days = ma.fields.Integer(required=True)
    promised_days = ma.fields.Integer(required=True, metadata={"description": "Working days"})
    by_rule = ma.fields.Boolean(required=True)
    questions = ma.fields.List(ma.fields.Nested(KindQuestion), required=True)


class KindList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(KindAnswer), required=True)


class AskBody(Body):
    kind = Text(required=True, most=40, metadata={"description": "Code of the kind of proof"})
    answers = ma.fields.Dict(
        keys=Text(most=40), values=ma.fields.Raw(), load_default=dict, validate=ma.validate.Length(max=20),
        metadata={"description": "Question -> answer: text, or a whole number where a number is asked"},
    )  # fmt: skip


class MyRequestsQuery(PageQuery):
    """A page of my requests."""


class QueueQuery(PageQuery):
    state = ma.fields.String(load_default="waiting", validate=ma.validate.OneOf(STATES))
    mark = ma.fields.String(load_default=None, validate=ma.validate.OneOf(MARKS))


class Seen(Body):
    revision = ma.fields.Integer(
        required=True, validate=ma.validate.Range(1, 2**31 - 1),
        metadata={"description": "The revision that the asker saw"},
    )  # fmt: skip


class ReplyBody(Seen):
    outcome = ma.fields.String(required=True, validate=ma.validate.OneOf(OUTCOMES))
    statement = Text(most=MOST_STATEMENT, load_default=None, allow_none=True)
    reason = Text(most=MOST_STATEMENT, load_default=None, allow_none=True)


class KindName(ma.Schema):
    code = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class ProofDue(ma.Schema):
    day = ma.fields.Date(required=True)
    assumed = ma.fields.Boolean(
        required=True, metadata={"description": "Reckoned through a year whose days off are not known"}
    )


class RequestLine(ma.Schema):
    """A request. `reused`: a proof that stood already was the answer, no other was issued."""

    request_id = ma.fields.UUID(required=True)
    kind = ma.fields.Nested(KindName, required=True)
    office = ma.fields.Nested(Bilingual, required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    revision = ma.fields.Integer(required=True)
    reused = ma.fields.Boolean(required=True)
    channel = ma.fields.String(required=True, validate=ma.validate.OneOf(["phone", "window"]))
    asked_at = Time(required=True)
    case_no = ma.fields.String(required=True, allow_none=True)
    due = ma.fields.Nested(ProofDue, required=True)
    answered_at = Time(required=True, allow_none=True)
    answered_by = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf(["rule", "officer"])
    )  # fmt: skip
    certificate_id = ma.fields.UUID(required=True, allow_none=True)


class QueueLine(RequestLine):
    person = ma.fields.String(required=True, metadata={"description": "Masked name"})
    mark = ma.fields.String(required=True, validate=ma.validate.OneOf(MARKS))


class AnsweredQuestion(ma.Schema):
    question = ma.fields.Nested(Bilingual, required=True)
    answer = ma.fields.Nested(Bilingual, required=True)


class RuleLine(ma.Schema):
    """What became of one rule: true, false, or null for unknown."""

    code = ma.fields.String(required=True)
    holds = ma.fields.Boolean(required=True, allow_none=True)
    text = ma.fields.Nested(Bilingual, required=True)


class _Told(RequestLine):
    answers = ma.fields.List(ma.fields.Nested(AnsweredQuestion), required=True)
    statement = ma.fields.String(required=True, allow_none=True)
    reason = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    explanation = ma.fields.List(ma.fields.Nested(RuleLine), required=True)


class ProofCertificate(ma.Schema):
    certificate_id = ma.fields.UUID(required=True)
    state = ma.fields.String(required=True)
    valid_to = ma.fields.String(required=True, allow_none=True)


class MyRequest(_Told):
    window = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    certificate = ma.fields.Nested(ProofCertificate, required=True, allow_none=True)
    acts = ma.fields.List(ma.fields.String(validate=ma.validate.OneOf(["withdraw"])), required=True)


class ProofPerson(ma.Schema):
    name = ma.fields.String(required=True)
    number = ma.fields.String(required=True)


class OfficeRequest(_Told):
    mark = ma.fields.String(required=True, validate=ma.validate.OneOf(MARKS))
    person = ma.fields.Nested(ProofPerson, required=True)
    summary = ma.fields.String(required=True, allow_none=True, metadata={"description": "What an issued proof says"})
    draft = ma.fields.String(required=True, allow_none=True, metadata={"description": "Statement to begin with"})


MyRequestPage = page_of(RequestLine)
QueuePage = page_of(QueueLine)
