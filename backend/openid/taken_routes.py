"""The line of a holder's history about other wallets: which took copies, when, how many."""

from typing import Any

import marshmallow as ma

from backend.openid.providers import load_providers
from backend.openid.taken import TakenCopies, taken_of
from backend.people.persons import person_of, persons_reachable
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import actor, services, session
from backend.web.strict import Bilingual, Time

blueprint = Room("taken_copies", description="What other wallets took of a holder's certificates")


class TakenCopiesAnswer(ma.Schema):
    """Copies that one wallet took at once. `wallet` is its own word; only `vouched_by` vouches for it."""

    offer_id = ma.fields.UUID(required=True)
    certificate_id = ma.fields.UUID(required=True, allow_none=True)
    type_name = ma.fields.Nested(Bilingual, required=True)
    taken_at = Time(required=True)
    wallet = ma.fields.String(required=True, allow_none=True)
    wallet_name = ma.fields.String(required=True, allow_none=True)
    vouched_by = ma.fields.Nested(Bilingual, required=True, allow_none=True)
    copies = ma.fields.Integer(required=True)
    standing = ma.fields.Integer(required=True, metadata={"description": "Copies that were not taken back or ended"})


class TakenCopiesList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(TakenCopiesAnswer), required=True)


@blueprint.route("/me/wallet-copies")
@allow("citizen")
@blueprint.response(200, TakenCopiesList)
def get_taken() -> dict[str, Any]:
    """Which other wallets took copies of my certificates, when and how many; the last fifty. No field, no copy."""
    own = services()
    people = persons_reachable(session(), person_of(session(), actor()))
    found = taken_of(session(), people, providers=load_providers(own.settings.wallet_providers_dir))
    return {"items": [_told(one) for one in found]}


def _told(one: TakenCopies) -> dict[str, Any]:
    type_ = services().catalogue.by_number(one.type_number)
    name = {"zh": "", "en": ""} if type_ is None else dict(type_.name)
    return {
        "offer_id": one.offer_id, "certificate_id": one.certificate_id, "type_name": name, "taken_at": one.taken_at,
        "wallet": one.wallet, "wallet_name": one.wallet_name, "vouched_by": one.vouched_by, "copies": one.copies,
        "standing": one.standing,
    }  # fmt: skip
