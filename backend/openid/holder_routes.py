"""Routes for holders: offer a certificate to another wallet, see what was taken, take it back."""

import uuid
from typing import Any

from backend.openid import offer_document, offers, schemas
from backend.openid.providers import load_providers
from backend.openid.refusals import OfferUnknown
from backend.people.persons import person_of, persons_reachable
from backend.web.access import allow, from_phone
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.request import actor, now, services, session

blueprint = Room("offers", description="A holder's certificates in other wallets")
OFFERS = "/certificates/<uuid:certificate_id>/offers"
OF_CASE = "/me/cases/<string:case_no>/offers"


@blueprint.route(OFFERS, methods=["POST"])
@allow("citizen")
@from_phone
@idempotent
@blueprint.response(201, schemas.NewOffer())
def make_offer(certificate_id: uuid.UUID) -> dict[str, Any]:
    """Offer one of the holder's certificates to another wallet: a QR code and, apart from it, six digits."""
    made = offers.make_offer(session(), certificate_id, _people(), box=services().box, now=now(), actor=actor().subject)
    return _told(made)


@blueprint.route(OF_CASE, methods=["POST"])
@allow("citizen")
@from_phone
@idempotent
@blueprint.response(201, schemas.NewOffer())
def make_case_offer(case_no: str) -> dict[str, Any]:
    """Offer the certificate that an open case is to end in: the other wallet gets it once it is issued."""
    own = services()
    given: dict[str, Any] = {"awaited": own.awaited, "catalogue": own.catalogue, "box": own.box, "now": now()}
    return _told(offers.make_case_offer(session(), case_no, _people(), **given, actor=actor().subject))


@blueprint.route(OF_CASE, methods=["GET"])
@allow("citizen")
@blueprint.response(200, schemas.Offers())
def list_case_offers(case_no: str) -> dict[str, Any]:
    """The offers of what the case is to end in, newest first: which wallets took one, and which of them wait."""
    return {"items": offers.case_offers(session(), case_no, _people(), **_shown_with())}


def _told(made: offers.NewOffer) -> dict[str, Any]:
    own = services()
    type = own.catalogue.by_number(made.type_number)
    if type is None:
        raise OfferUnknown
    base_url = own.settings.base_url
    return {
        "offer_id": made.offer_id,
        "by_reference": offer_document.by_reference(made.reference, base_url=base_url),
        "by_value": offer_document.by_value(
            offer_document.document(made.code, type.id, issuer_state=made.issuer_state, base_url=base_url)
        ),
        "tx_code": made.tx_code,
        "expires_at": made.expires_at,
        "server_time": now(),
    }


@blueprint.route(OFFERS, methods=["GET"])
@allow("citizen")
@blueprint.response(200, schemas.Offers())
def list_offers(certificate_id: uuid.UUID) -> dict[str, Any]:
    """The certificate's offers, newest first: which were taken, when, and how many copies stand."""
    return {"items": offers.offers_of(session(), certificate_id, _people(), **_shown_with())}


@blueprint.route("/offers/<uuid:offer_id>", methods=["DELETE"])
@allow("citizen")
@blueprint.response(204)
def withdraw_offer(offer_id: uuid.UUID) -> None:
    """Take an offer back. Copies that were given on it become invalid at once, in every wallet."""
    offers.withdraw(session(), offer_id, _people(), now=now(), actor=actor().subject)


def _people() -> list[uuid.UUID]:
    return persons_reachable(session(), person_of(session(), actor()))


def _shown_with() -> dict[str, Any]:
    own = services()
    providers = load_providers(own.settings.wallet_providers_dir)
    return {"awaited": own.awaited, "providers": providers, "now": now()}
