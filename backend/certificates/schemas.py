"""Shapes of the room certificates: what departments send, what holders and departments get."""

from typing import Any

import marshmallow as ma

from backend.certificates.states import FINAL_KINDS
from backend.web.strict import Bilingual, Body, Text, Time
from certs.place import KINDS

REASON: dict[str, Any] = {
    "most": 200,
    "required": True,
    "metadata": {"description": "Told to the holder; at most 200 characters"},
}
FIELDS_HELP = "Field names of the certificate type and their values; dates as YYYY-MM-DD, null for an open end"


class Fields(ma.fields.Dict):
    """A record's fields by name; the certificate type judges the values."""

    def __init__(self, *, least: int = 1, **kwargs: Any) -> None:
        names = ma.fields.String(validate=ma.validate.Length(1, 60))
        named: dict[str, Any] = {"attribute": "fields", "data_key": "fields", "metadata": {"description": FIELDS_HELP}}
        bounds = ma.validate.Length(least, 80)
        super().__init__(keys=names, values=ma.fields.Raw(allow_none=True), validate=bounds, **named, **kwargs)


class IssueRequest(Body):
    type = Text(most=60, required=True, metadata={"description": "Id of the certificate type, such as resident-id"})
    record = Fields(required=True)


class Reason(Body):
    reason = Text(**REASON)


class ChangeRequest(Body):
    reason = Text(**REASON)
    record = Fields(required=True)


class RenewalRequest(Body):
    reason = Text(**REASON)
    record = Fields(load_default=dict, least=0)


class RevocationRequest(Body):
    reason = Text(**REASON)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(FINAL_KINDS))


class LookUpRequest(Body):
    type = Text(most=60, required=True)
    number = Text(most=80, required=True, metadata={"description": "The number as printed on the certificate"})


class ViewRequest(Body):
    device_id = ma.fields.UUID(required=True)
    certificate_id = ma.fields.UUID(required=True)
    view = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(1, 65_535))
    showing_id = ma.fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "The card's, where it is shown for another"}
    )


class WalletQuery(Body):
    device_id = ma.fields.UUID(required=True, metadata={"description": "The phone that the views are signed for"})


class CertificateState(ma.Schema):
    """A certificate as its issuer sees it: no field values."""

    certificate_id = ma.fields.UUID(required=True)
    type_number = ma.fields.Integer(required=True)
    issuer_code = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    previous_id = ma.fields.UUID(required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_since = Time(required=True)
    issued_at = Time(required=True)
    valid_from = ma.fields.String(required=True)
    valid_to = ma.fields.String(required=True, allow_none=True)


class CertificateStates(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(CertificateState), required=True)


class ShownField(ma.Schema):
    name = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    label = ma.fields.Nested(Bilingual, required=True)
    value = ma.fields.Raw(required=True, allow_none=True)


class ShownType(ma.Schema):
    number = ma.fields.Integer(required=True)
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    background = ma.fields.String(required=True, metadata={"description": "Colour of the card"})
    foreground = ma.fields.String(required=True)
    number_field = ma.fields.String(required=True, metadata={"description": "Name of the field with its number"})


class Card(ma.Schema):
    certificate_id = ma.fields.UUID(required=True)
    type = ma.fields.Nested(ShownType, required=True)
    holder_kind = ma.fields.String(required=True, metadata={"description": "citizen | organisation"})
    holder_name = ma.fields.String(required=True)
    identifier = ma.fields.String(required=True, metadata={"description": "GB/T 36904"})
    handle = ma.fields.String(required=True, metadata={"description": "Names this version in a code"})
    state = ma.fields.String(required=True)
    state_since = Time(required=True)
    version = ma.fields.Integer(required=True)
    issuer = ma.fields.String(required=True)
    issued_at = Time(required=True)
    valid_from = ma.fields.String(required=True)
    valid_to = ma.fields.String(required=True, allow_none=True)
    fields_shown = ma.fields.List(ma.fields.Nested(ShownField), required=True, attribute="fields", data_key="fields")


class SignedView(ma.Schema):
    number = ma.fields.Integer(required=True)
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    view = ma.fields.String(required=True, metadata={"description": "COSE_Sign1, base64url without padding"})
    expires_at = Time(required=True)


class OnBehalf(ma.Schema):
    """Whose certificate the phone shows, by what right, and within which limits."""

    showing_id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    holder_name = ma.fields.String(required=True)
    source_id = ma.fields.UUID(required=True, metadata={"description": "The delegation, guardianship or role"})
    until = Time(required=True, allow_none=True, metadata={"description": "When it ends; null: with its source"})
    times_left = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "null: as often as wanted"})
    places = ma.fields.Integer(
        required=True, metadata={"description": "A sum: 1 windows, 2 third parties online, 4 verifiers offline"}
    )
    purposes = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "matter:<code>; empty: for any purpose"}
    )


class WalletCard(Card):
    views = ma.fields.List(ma.fields.Nested(SignedView), required=True)
    on_behalf = ma.fields.Nested(OnBehalf, metadata={"description": "Only of a card that is shown for another"})


class Wallet(ma.Schema):
    server_time = Time(required=True)
    cards = ma.fields.List(ma.fields.Nested(WalletCard), required=True)


class CopyRequest(Body):
    certificate_id = ma.fields.UUID(required=True)


class PhoneCopy(ma.Schema):
    """A copy for one presentation; told this once."""

    copy = ma.fields.String(required=True, metadata={"description": "SD-JWT VC with all its disclosures"})
    server_time = Time(required=True)


class Change(ma.Schema):
    from_state = ma.fields.String(required=True)
    to_state = ma.fields.String(required=True)
    reason = ma.fields.String(required=True)
    at = Time(required=True)


class Version(ma.Schema):
    certificate_id = ma.fields.UUID(required=True)
    version = ma.fields.Integer(required=True)
    state = ma.fields.String(required=True)
    issued_at = Time(required=True)
    valid_from = ma.fields.String(required=True)
    valid_to = ma.fields.String(required=True, allow_none=True)
    changes = ma.fields.List(ma.fields.Nested(Change), required=True)


class Cards(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(Card), required=True)


class Versions(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(Version), required=True)
