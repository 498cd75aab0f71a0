"""A phone's wallet as JSON, written out: what `schemas.Wallet` makes of it, at a twentieth of the price."""

from typing import Any

import orjson

from backend.certificates.lent import LentCard
from backend.certificates.reading import Card
from backend.certificates.wallet import SignedView, WalletCard
from backend.web.strict import rfc3339
from certs import base64url


def document(cards: list[WalletCard], lent: list[LentCard], *, now: int) -> bytes:
    """The answer's body; cards of the holder's side first."""
    told = [_card(one) for one in cards] + [_card(one.card) | {"on_behalf": _terms(one)} for one in lent]
    return orjson.dumps({"server_time": rfc3339(now), "cards": told})


def view(signed: SignedView) -> dict[str, Any]:
    """One view as its schema takes it."""
    text = base64url.encode(signed.view)
    return {"number": signed.number, "id": signed.id, "name": signed.name, "view": text, "expires_at": signed.exp}


def _card(one: WalletCard) -> dict[str, Any]:
    card: Card = one.card
    of_type = card.type
    return {
        "certificate_id": card.certificate_id,
        "type": {
            "number": of_type.number, "id": of_type.id, "name": of_type.name, "background": of_type.background,
            "foreground": of_type.foreground, "number_field": of_type.number_field,
        },
        "holder_kind": card.holder_kind, "holder_name": card.holder_name, "identifier": card.identifier,
        "handle": card.handle, "state": card.state, "state_since": rfc3339(card.state_since), "version": card.version,
        "issuer": card.issuer, "issued_at": rfc3339(card.issued_at), "valid_from": card.valid_from,
        "valid_to": card.valid_to, "fields": [
            {"name": name, "kind": kind, "label": label, "value": value} for name, kind, label, value in card.fields
        ],
        "views": [view(signed) | {"expires_at": rfc3339(signed.exp)} for signed in one.views],
    }  # fmt: skip


def _terms(one: LentCard) -> dict[str, Any]:
    terms = one.terms
    return terms | {"until": None if terms["until"] is None else rfc3339(terms["until"])}
