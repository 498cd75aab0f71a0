"""Shapes of what the holder asks and gets: offers of a certificate to another wallet."""

import marshmallow as ma

from backend.web.strict import Bilingual, Time


class NewOffer(ma.Schema):
    """An offer, told this once. The QR code holds `by_reference`; `tx_code` is typed into the other wallet by hand."""

    offer_id = ma.fields.UUID(required=True)
    by_reference = ma.fields.String(required=True, metadata={"description": "openid-credential-offer:// URI"})
    by_value = ma.fields.String(required=True, metadata={"description": "The same, whole, for a wallet on this phone"})
    tx_code = ma.fields.String(required=True)
    expires_at = Time(required=True)
    server_time = Time(required=True)


class Offer(ma.Schema):
    """One offer and what became of it. `wallet` is what the wallet called itself; nobody but `vouched_by`
    vouches for it."""

    offer_id = ma.fields.UUID(required=True)
    state = ma.fields.String(
        required=True, metadata={"description": "waiting | authorised | over | blocked | withdrawn | taken"}
    )
    created_at = Time(required=True)
    expires_at = Time(required=True)
    taken_at = Time(required=True, allow_none=True)
    wallet = ma.fields.String(required=True, allow_none=True)
    wallet_name = ma.fields.String(required=True, allow_none=True, metadata={"description": "As its provider puts it"})
    vouched_by = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    copies = ma.fields.Integer(required=True)
    standing = ma.fields.Integer(required=True, metadata={"description": "Copies that were not ended alone"})
    put_off = ma.fields.Boolean(
        required=True, metadata={"description": "Whether the wallet waits for copies that cannot be given yet"}
    )
    event = ma.fields.String(required=True, allow_none=True, metadata={"description": "What the wallet said last"})


class Offers(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(Offer), required=True)
