"""Answers about proposals."""

import marshmallow as ma

from backend.proposals.mine import STATES
from backend.verification.schemas import TypeName
from backend.web.strict import Bilingual, Time

FIVES = {"description": "In fives, rounded down; null: fewer than five"}


class Labelled(ma.Schema):
    name = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)


class LookedAt(ma.Schema):
    """A register or certificate of mine, and the fields of it that are looked at."""

    type = ma.fields.Nested(TypeName, required=True)
    fields_ = ma.fields.List(ma.fields.Nested(Labelled), required=True, data_key="fields", attribute="fields")


class ProgrammeName(ma.Schema):
    code = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class ProposalOffice(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class ProposalHolder(ma.Schema):
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(["citizen", "organisation"]))
    name = ma.fields.String(required=True)


class ProposalAnswer(ma.Schema):
    """What is offered and what a yes does. `changed`: no longer true by the records of now; `held`: it is there."""

    proposal_id = ma.fields.UUID(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    programme = ma.fields.Nested(ProgrammeName, required=True)
    office = ma.fields.Nested(ProposalOffice, required=True, metadata={"description": "Who issues it"})
    type = ma.fields.Nested(TypeName, required=True)
    holder = ma.fields.Nested(ProposalHolder, required=True)
    what = ma.fields.Nested(Bilingual, required=True)
    reasons = ma.fields.List(ma.fields.Nested(Bilingual), required=True, metadata={"description": "Why me"})
    looked_at = ma.fields.List(ma.fields.Nested(LookedAt), required=True)
    fields_ = ma.fields.List(
        ma.fields.Nested(Labelled), required=True, data_key="fields", attribute="fields",
        metadata={"description": "What the certificate will say"},
    )  # fmt: skip
    disclosed = ma.fields.Nested(Bilingual, required=True)
    legal_basis = ma.fields.List(ma.fields.String(), required=True)
    proposed_at = Time(required=True)
    last_day = ma.fields.Date(required=True, metadata={"description": "On which it can be answered"})
    answered_at = Time(required=True, allow_none=True)
    certificate_id = ma.fields.UUID(required=True, allow_none=True, metadata={"description": "After a yes"})


class ProposalList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(ProposalAnswer), required=True)


class ProposalNumbers(ma.Schema):
    """Of the programme's present version."""

    offered = ma.fields.Integer(required=True, allow_none=True, metadata=FIVES)
    waiting = ma.fields.Integer(required=True, allow_none=True, metadata=FIVES)
    consented = ma.fields.Integer(required=True, allow_none=True, metadata=FIVES)
    refused = ma.fields.Integer(required=True, allow_none=True, metadata=FIVES)
    expired = ma.fields.Integer(required=True, allow_none=True, metadata=FIVES)


class ProposalRunAnswer(ma.Schema):
    version = ma.fields.Integer(required=True)
    day = ma.fields.String(required=True, metadata={"format": "date"})
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(["running", "done"]))
    looked_at = ma.fields.Integer(required=True, allow_none=True, metadata=FIVES)
    offered = ma.fields.Integer(required=True, allow_none=True, metadata=FIVES)
    started_at = Time(required=True)
    finished_at = Time(required=True, allow_none=True)


class ProgrammeAnswer(ma.Schema):
    """A programme with its numbers and its newest runs."""

    programme = ma.fields.Nested(ProgrammeName, required=True)
    office = ma.fields.Nested(ProposalOffice, required=True)
    type = ma.fields.Nested(TypeName, required=True)
    register = ma.fields.Nested(TypeName, required=True)
    rules = ma.fields.List(ma.fields.Nested(Bilingual), required=True)
    legal_basis = ma.fields.List(ma.fields.String(), required=True)
    valid_days = ma.fields.Integer(required=True)
    paused = ma.fields.Boolean(required=True)
    numbers = ma.fields.Nested(ProposalNumbers, required=True)
    runs = ma.fields.List(ma.fields.Nested(ProposalRunAnswer), required=True)


class ProgrammeList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(ProgrammeAnswer), required=True)
