"""Bodies and answers about agents: who applies, and who acts for them."""

import marshmallow as ma

from backend.cases.agents import BASES
from backend.cases.states import STATES
from backend.web.strict import Bilingual, Body, Text, Time
from certs.consent import MAX_CHARS

BASIS = (
    "What they act on: the applicant's phone, the applicant being there, a letter, showing the applicant's "
    "certificates on their behalf; none: nobody is the applicant"
)


class SeenBody(Body):
    revision = ma.fields.Integer(
        required=True, validate=ma.validate.Range(1, 2**31 - 1),
        metadata={"description": "The revision that the asker saw"},
    )  # fmt: skip


class LetterBody(SeenBody):
    """A person as their ID card names them."""

    name = Text(most=100, required=True)
    citizen_number = Text(most=24, required=True)


class AppointmentBody(LetterBody):
    until = ma.fields.Date(required=True, metadata={"description": "The last day"})
    device_id = ma.fields.UUID(required=True)
    signature = ma.fields.String(
        required=True, validate=ma.validate.Length(1, MAX_CHARS),
        metadata={"description": "JWS liangma-agent+jwt by the phone's key; see the wire formats"},
    )  # fmt: skip


class AnswersBody(SeenBody):
    answers = ma.fields.Dict(
        keys=Text(most=40), values=Text(most=40), required=True, validate=ma.validate.Length(1, 20),
        metadata={"description": "Situation -> chosen answer, of those that change"},
    )  # fmt: skip


class CasePerson(ma.Schema):
    name = ma.fields.String(required=True)
    number_masked = ma.fields.String(required=True)


class CaseAgentAnswer(CasePerson):
    """Who acts for the applicant."""

    basis = ma.fields.String(required=True, validate=ma.validate.OneOf(BASES), metadata={"description": BASIS})
    since = Time(required=True)
    until = ma.fields.Date(required=True, allow_none=True, metadata={"description": "The last day, where there is one"})


class AgentQuestion(ma.Schema):
    """Which answer says that an agent acts, and which that nobody does."""

    question = ma.fields.String(required=True)
    agent = ma.fields.String(required=True)
    other = ma.fields.String(required=True)


class CasePeople(ma.Schema):
    """Who applies and who acts for them, as the window of the case sees it."""

    agents_allowed = ma.fields.Boolean(
        required=True, metadata={"description": "The matter does not ask for the person"}
    )
    applicant = ma.fields.Nested(CasePerson, required=True, allow_none=True)
    agent = ma.fields.Nested(CaseAgentAnswer, required=True, allow_none=True)
    agent_question = ma.fields.Nested(
        AgentQuestion, required=True, allow_none=True, metadata={"description": "null: the matter does not ask"}
    )
    may_name_applicant = ma.fields.Boolean(
        required=True, metadata={"description": "By the letter of an agent who is here"}
    )


class MyAgentAnswer(ma.Schema):
    """Who acts for me; the name is masked."""

    name = ma.fields.String(required=True)
    basis = ma.fields.String(required=True, validate=ma.validate.OneOf(BASES), metadata={"description": BASIS})
    until = ma.fields.Date(required=True, allow_none=True)
    window = ma.fields.Nested(
        Bilingual, required=True, allow_none=True, metadata={"description": "Where they showed their own code"}
    )
    since = Time(required=True)


class MyAgent(ma.Schema):
    agents_allowed = ma.fields.Boolean(
        required=True, metadata={"description": "The matter does not ask for the person"}
    )
    agent = ma.fields.Nested(MyAgentAnswer, required=True, allow_none=True)
    may_name_agent = ma.fields.Boolean(required=True)
    may_take_back = ma.fields.Boolean(required=True)
    agent_until_most = ma.fields.Date(required=True, metadata={"description": "The last day that may be signed"})


class AgencyMatter(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class AgencyAnswer(ma.Schema):
    """A case in which I act for somebody. Nothing of theirs but the masked name."""

    case_no = ma.fields.String(required=True)
    matter = ma.fields.Nested(AgencyMatter, required=True)
    office = ma.fields.Nested(Bilingual, required=True)
    applicant = ma.fields.String(required=True, allow_none=True, metadata={"description": "Masked name"})
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    basis = ma.fields.String(required=True, validate=ma.validate.OneOf(BASES), metadata={"description": BASIS})
    until = ma.fields.Date(required=True, allow_none=True)
    since = Time(required=True)


class AgencyList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(AgencyAnswer), required=True)
