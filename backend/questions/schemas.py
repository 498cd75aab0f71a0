"""Bodies and answers of the room questions."""

import marshmallow as ma

from backend.questions.answer import NO, UNKNOWN, YES
from backend.verification.schemas import MAX_CODE
from backend.web.strict import Bilingual, Body, Text

MOST = 10


class QuestionBody(Body):
    question = Text(
        required=True, most=40,
        metadata={"description": "over_18, over_60, name_matches, number_matches, certificate_number_matches, "
                                 "valid_certificate, same_holder"},
    )  # fmt: skip
    value = Text(
        load_default=None, allow_none=True, most=200,
        metadata={"description": "What to compare: a name or number, or for same_holder the id of an earlier verdict"},
    )  # fmt: skip


class QuestionsBody(Body):
    """A code, or the ten digits of a typed code, and yes/no questions; each question stands once."""

    code = ma.fields.String(required=True, validate=ma.validate.Length(1, MAX_CODE))
    purpose = Text(most=60, required=True)
    challenge = ma.fields.String(
        load_default=None, allow_none=True, validate=ma.validate.Regexp(r"\A[0-9a-f]{16}\Z"),
        metadata={"description": "The 8 bytes this verifier showed, in hex"},
    )  # fmt: skip
    questions = ma.fields.List(
        ma.fields.Nested(QuestionBody), required=True, validate=ma.validate.Length(1, MOST)
    )  # fmt: skip

    @ma.validates_schema
    def _once_each(self, data: dict[str, object], **_options: object) -> None:
        asked = [one["question"] for one in data["questions"]]  # type: ignore[attr-defined]
        if len(set(asked)) < len(asked):
            raise ma.ValidationError("a question stands twice", "questions")


class AnswerLine(ma.Schema):
    question = ma.fields.String(required=True)
    answer = ma.fields.String(required=True, validate=ma.validate.OneOf([YES, NO, UNKNOWN]))


class AnswersAnswer(ma.Schema):
    """The verdict on the code without any field, and the answers in the order asked."""

    id = ma.fields.UUID(required=True)
    accepted = ma.fields.Boolean(required=True)
    reason = ma.fields.String(required=True, allow_none=True)
    text = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    next_step = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    answers = ma.fields.List(ma.fields.Nested(AnswerLine), required=True)
    as_of = ma.fields.String(required=True, metadata={"format": "date-time"})
    verifier = ma.fields.String(required=True)
    purpose = ma.fields.String(required=True)
    receipt = ma.fields.String(required=True, metadata={"description": "JWS by the platform's key; names questions"})
