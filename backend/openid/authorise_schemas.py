"""Shapes of the page where a holder answers a wallet that asked."""

import marshmallow as ma

from backend.certificates.schemas import Card
from backend.web.strict import Bilingual, Body, Text, Time

MOST_TICKET, MOST_CHOSEN = 4000, 5


class WalletOpening(Body):
    """What stands in the address of the page (RFC 9126, section 4)."""

    client_id = Text(most=200, required=True)
    request_uri = Text(most=MOST_TICKET, required=True)


class WalletAskedType(ma.Schema):
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)


class WalletOpened(ma.Schema):
    """`wallet` is what it calls itself and `goes_to` where the answer is sent; only `vouched_by` vouches for it."""

    ticket = ma.fields.String(required=True)
    wallet = ma.fields.String(required=True)
    wallet_name = ma.fields.String(required=True, allow_none=True, metadata={"description": "As its provider puts it"})
    vouched_by = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    goes_to = ma.fields.String(required=True, metadata={"description": "Host, or scheme of an app"})
    types = ma.fields.List(ma.fields.Nested(WalletAskedType), required=True)
    expires_at = Time(required=True)


class WalletTicket(Body):
    ticket = Text(most=MOST_TICKET, required=True)


class WalletApproval(WalletTicket):
    certificate_ids = ma.fields.List(
        ma.fields.UUID(), required=True, validate=ma.validate.Length(1, MOST_CHOSEN),
        metadata={"description": "At most one of each type that was asked for"},
    )  # fmt: skip


class WalletChoice(ma.Schema):
    type = ma.fields.Nested(WalletAskedType, required=True)
    cards = ma.fields.List(ma.fields.Nested(Card), required=True)


class WalletChoices(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(WalletChoice), required=True)


class WayBack(ma.Schema):
    redirect = ma.fields.String(required=True, metadata={"description": "Address to go to, now"})
