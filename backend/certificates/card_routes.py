"""The route of cards without a phone's key: what a desktop shows of the wallet."""

from typing import Any

from backend.certificates import schemas
from backend.certificates.cards import cards_of
from backend.people.persons import person_of, persons_reachable
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import actor, services, session

blueprint = Room("certificate_cards")


@blueprint.route("/me/certificates", methods=["GET"])
@allow("citizen")
@blueprint.response(200, schemas.Cards())
def list_cards() -> dict[str, Any]:
    """The holder's certificates, masked, without anything to show them with: for a browser that has no key."""
    people = persons_reachable(session(), person_of(session(), actor()))
    return {"items": cards_of(session(), people, catalogue=services().catalogue, box=services().box)}
