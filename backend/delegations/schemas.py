"""Bodies and answers of delegations: what is lent, to whom, on which terms, and how it stands."""

import marshmallow as ma

from backend.companies.roles import AGENT, KEEPER
from backend.delegations.said import MOST_CERTIFICATES, MOST_LENT_ON, MOST_PURPOSES, MOST_TIMES
from backend.delegations.states import LINK, PERSON, ROLE, SEEN
from backend.web.paging import PageQuery, page_of
from backend.web.strict import Bilingual, Body, Text, Time

KINDS = (PERSON, LINK, ROLE)
PLACES = {"description": "A sum of 1 windows, 2 third parties online, 4 verifiers offline"}
NEEDED = {PERSON: ("name", "citizen_number"), LINK: ("name", "link"), ROLE: ("credit_code", "role")}


class BorrowerBody(Body):
    """A person by name and citizen number; whoever of that name opens a link; or a role of an organisation."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    name = Text(most=100)
    citizen_number = Text(most=30)
    link = ma.fields.String(
        validate=ma.validate.Regexp(r"[A-Za-z0-9_-]{43}\Z"),
        metadata={"description": "SHA-256 of the link's secret, base64url; the secret is made by the phone"},
    )
    credit_code = Text(most=30)
    role = ma.fields.String(validate=ma.validate.OneOf([KEEPER, AGENT]))

    @ma.validates_schema
    def check_kind(self, data: dict[str, str], **_: object) -> None:
        """Exactly what the kind needs."""
        needed = NEEDED.get(data.get("kind", ""), ())
        given = set(data) - {"kind"}
        wrong = {name: ["missing"] for name in needed if name not in given}
        wrong |= {name: ["not with this kind"] for name in sorted(given - set(needed))}
        if needed and wrong:
            raise ma.ValidationError(wrong)


class LendBody(Body):
    to = ma.fields.Nested(BorrowerBody, required=True)
    certificates = ma.fields.List(ma.fields.UUID(), required=True, validate=ma.validate.Length(1, MOST_CERTIFICATES))
    purposes = ma.fields.List(
        Text(most=80), load_default=list, validate=ma.validate.Length(0, MOST_PURPOSES),
        metadata={"description": "matter:<code>; none: any"},
    )  # fmt: skip
    places = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(1, 7), metadata=PLACES)
    until = ma.fields.Date(required=True, metadata={"description": "The last day, at most a year ahead"})
    times = ma.fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=ma.validate.Range(1, MOST_TIMES),
        metadata={"description": "How often each certificate may be shown; null: as often as needed"},
    )  # fmt: skip
    lend_on = ma.fields.Integer(
        load_default=0,
        strict=True,
        validate=ma.validate.Range(0, MOST_LENT_ON),
        metadata={"description": "How many more persons it may go on to, one after the other"},
    )
    parent = ma.fields.UUID(load_default=None, allow_none=True)
    device_id = ma.fields.UUID(required=True)
    signature = Text(required=True, most=16_384, metadata={"description": "JWS liangma-delegation+jwt by the phone"})


class LinkBody(Body):
    secret = Text(required=True, most=60)


class DelegationsQuery(PageQuery):
    side = ma.fields.String(required=True, validate=ma.validate.OneOf(["lent", "borrowed"]))


class PartyName(ma.Schema):
    kind = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class BorrowerAnswer(ma.Schema):
    """As the lender typed it; the organisation's name once it accepted. `number`: masked, to the lender alone."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    name = ma.fields.String(required=True, allow_none=True)
    number = ma.fields.String(required=True, allow_none=True)
    role = ma.fields.String(required=True, allow_none=True)


class LentPurpose(ma.Schema):
    purpose = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class LentType(ma.Schema):
    id = ma.fields.String(required=True)
    number = ma.fields.Integer(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class DelegationLine(ma.Schema):
    """`side`: the reader's. `due`: the end of the time to answer; `until`: the first second after the last day."""

    delegation_id = ma.fields.UUID(required=True)
    side = ma.fields.String(required=True, validate=ma.validate.OneOf(["lent", "borrowed"]))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(SEEN))
    holder = ma.fields.Nested(PartyName, required=True)
    lender = ma.fields.Nested(PartyName, required=True)
    to = ma.fields.Nested(BorrowerAnswer, required=True)
    types = ma.fields.List(ma.fields.Nested(LentType), required=True)
    purposes = ma.fields.List(ma.fields.Nested(LentPurpose), required=True)
    places = ma.fields.Integer(required=True, metadata=PLACES)
    times = ma.fields.Integer(required=True, allow_none=True)
    lend_on = ma.fields.Integer(required=True)
    parent = ma.fields.UUID(required=True, allow_none=True)
    offered_at = Time(required=True)
    due = Time(required=True)
    until = Time(required=True)
    answered_at = Time(required=True, allow_none=True)
    ended_at = Time(required=True, allow_none=True)


class LentCertificate(ma.Schema):
    """`certificate_id`: the version that stands now, and its state. `times_left`: of who reads it, where it is counted;
    of the lending side, of whoever shows it."""

    certificate_id = ma.fields.UUID(required=True)
    type = ma.fields.Nested(LentType, required=True)
    state = ma.fields.String(required=True)
    times_left = ma.fields.Integer(required=True, allow_none=True)


class UsedType(ma.Schema):
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class LentUse(ma.Schema):
    """An accepted use: where and for what. `presenter`: who showed it."""

    verdict_id = ma.fields.UUID(required=True)
    at = Time(required=True)
    verifier = ma.fields.Nested(Bilingual, required=True)
    purpose = ma.fields.String(required=True)
    case_no = ma.fields.String(required=True, allow_none=True)
    types = ma.fields.List(ma.fields.Nested(UsedType), required=True)
    presenter = ma.fields.String(required=True)


class DelegationAnswer(DelegationLine):
    """`may`: what the reader may do now. `lent_on`: what hangs on it, for the lending side and its borrower."""

    certificates = ma.fields.List(ma.fields.Nested(LentCertificate), required=True)
    uses = ma.fields.List(ma.fields.Nested(LentUse), required=True)
    lent_on = ma.fields.List(ma.fields.Nested(DelegationLine), required=True)
    may = ma.fields.List(
        ma.fields.String(validate=ma.validate.OneOf(["accept", "refuse", "withdraw", "give_back", "lend_on"])),
        required=True,
    )


class DelegationPage(page_of(DelegationLine)):  # type: ignore[misc]  # a schema that is made
    """`aud`: for whom the phone signs what it lends."""

    aud = ma.fields.String(required=True)
