"""Bodies and answers of companies and their roles."""

import marshmallow as ma

from backend.companies.roles import GIVEN
from backend.web.paging import page_of
from backend.web.strict import Bilingual, Body, Text, Time

MOST_TYPES, MOST_MATTERS, MOST_USES = 40, 40, 1000
STATES = ("invited", "waiting", "active", "declined", "ended", "expired", "over", "frozen")


class CompanyInvitationBody(Body):
    """A role, and what it is good for. With name and number for somebody known; without, a link is made."""

    role = ma.fields.String(required=True, validate=ma.validate.OneOf(GIVEN))
    name = Text(most=100, load_default=None, allow_none=True)
    citizen_number = Text(most=24, load_default=None, allow_none=True)
    types = ma.fields.List(
        Text(most=60), load_default=list, validate=ma.validate.Length(0, MOST_TYPES),
        metadata={"description": "Ids of the certificate types it is good for; none: all"},
    )  # fmt: skip
    matters = ma.fields.List(
        Text(most=60), load_default=list, validate=ma.validate.Length(0, MOST_MATTERS),
        metadata={"description": "Codes of the matters it is good for; none: all"},
    )  # fmt: skip
    until = ma.fields.Date(load_default=None, allow_none=True, metadata={"description": "The last day"})
    uses = ma.fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=ma.validate.Range(1, MOST_USES),
        metadata={"description": "How often each certificate may be shown; none: no limit"},
    )  # fmt: skip


class CompanyClaimBody(Body):
    reference = Text(most=64, required=True, metadata={"description": "What follows the last / of the link"})


class CompanyLogQuery(Body):
    limit = ma.fields.Integer(load_default=20, validate=ma.validate.Range(1, 100))
    cursor = Text(most=120, load_default=None)


class CompanyFreezeBody(Body):
    credit_code = Text(most=24, required=True)
    reason = Text(most=300, required=True, metadata={"description": "Kept on the record of the department"})


class LimitedRole(ma.Schema):
    """`until` is the last day."""

    member_id = ma.fields.UUID(required=True)
    role = ma.fields.String(required=True, validate=ma.validate.OneOf(GIVEN))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    types = ma.fields.List(ma.fields.String(), required=True)
    matters = ma.fields.List(ma.fields.String(), required=True)
    until = ma.fields.Date(required=True, allow_none=True)
    uses = ma.fields.Integer(required=True, allow_none=True)
    invited_at = Time(required=True)
    due_at = Time(required=True, allow_none=True)
    since = Time(required=True, allow_none=True)
    ended_at = Time(required=True, allow_none=True)
    ended_why = ma.fields.String(required=True, allow_none=True)


class CompanyName(ma.Schema):
    organisation_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)


class MyCompanyRole(LimitedRole):
    """A role or invitation of mine."""

    company = ma.fields.Nested(CompanyName, required=True)
    acts = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "accept, decline, leave"})


class ManagedCompany(CompanyName):
    power = ma.fields.String(required=True, metadata={"description": "representative, or administrator"})


class MyCompanies(ma.Schema):
    """`manages`: organisations whose roles I give; `roles`: my own roles and invitations, newest first."""

    manages = ma.fields.List(ma.fields.Nested(ManagedCompany), required=True)
    roles = ma.fields.List(ma.fields.Nested(MyCompanyRole), required=True)


class CompanyMemberAnswer(LimitedRole):
    """`name`: as the register has it once the person has said yes; before, as typed; None: nobody took the link."""

    name = ma.fields.String(required=True, allow_none=True)
    by_link = ma.fields.Boolean(required=True)
    invited_by = ma.fields.String(required=True)
    acts = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "confirm, remove"})


class NewInvitation(CompanyMemberAnswer):
    """`link` is told this once."""

    link = ma.fields.String(required=True, allow_none=True)


class CompanyCertificate(ma.Schema):
    certificate_id = ma.fields.UUID(required=True)
    type_id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    state = ma.fields.String(required=True)
    valid_to = ma.fields.String(required=True, allow_none=True)


class CompanyAnswer(CompanyName):
    """An organisation to whoever manages it."""

    credit_code = ma.fields.String(required=True)
    power = ma.fields.String(required=True)
    representative = ma.fields.String(required=True, allow_none=True)
    frozen = ma.fields.Boolean(required=True)
    gives = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "Roles that I may give now"})
    members = ma.fields.List(ma.fields.Nested(CompanyMemberAnswer), required=True)
    certificates = ma.fields.List(ma.fields.Nested(CompanyCertificate), required=True)


class CompanyLogLine(ma.Schema):
    """`by` None: the register, or its department. `about`: whose role."""

    step_id = ma.fields.UUID(required=True)
    at = Time(required=True)
    act = ma.fields.String(required=True)
    by = ma.fields.String(required=True, allow_none=True)
    about = ma.fields.String(required=True, allow_none=True)
    role = ma.fields.String(required=True, allow_none=True)


class CompanyFreezeAnswer(CompanyName):
    freeze_id = ma.fields.UUID(required=True)
    credit_code = ma.fields.String(required=True)
    reason = ma.fields.String(required=True)
    frozen_by = ma.fields.String(required=True, metadata={"description": "Login"})
    frozen_at = Time(required=True)
    lifted_by = ma.fields.String(required=True, allow_none=True)
    lifted_at = Time(required=True, allow_none=True)
    lifts = ma.fields.Boolean(required=True, metadata={"description": "Whether the reader may end it"})


CompanyLog, CompanyFreezePage = page_of(CompanyLogLine), page_of(CompanyFreezeAnswer)
