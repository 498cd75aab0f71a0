"""Routes of the page where a holder answers a wallet that asked: open its request, see what to choose from, answer.

What names the request is a ticket; it comes in the body, so that no address and no log holds it.
"""

from typing import Any

from backend.openid import authorise, authorise_schemas, pushed, redirects
from backend.openid.authorise import Answerer, Choice
from backend.openid.providers import load_providers, named
from backend.openid.pushed import Waiting
from backend.openid.refusals import AuthorisationUnknown
from backend.people.persons import person_of, persons_reachable
from backend.web.access import allow, from_phone
from backend.web.api import Room
from backend.web.request import actor, now, services, session

blueprint = Room("authorisations", description="What wallets ask holders for")
PATH = "/wallet-authorisations"


@blueprint.route(f"{PATH}/openings", methods=["POST"])
@allow("public")
@blueprint.arguments(authorise_schemas.WalletOpening())
@blueprint.response(200, authorise_schemas.WalletOpened())
def open_authorisation(body: dict[str, str]) -> dict[str, Any]:
    """Open a wallet's pushed request, once; the ticket is good for its answer, for ten minutes."""
    own = services()
    waiting, ticket = pushed.open_pushed(session(), body["client_id"], body["request_uri"], box=own.box, now=now())
    types = [own.catalogue.by_id(one) for one in waiting.asked.wanted]
    wallet, providers = waiting.asked.wallet, load_providers(own.settings.wallet_providers_dir)
    by = None if wallet is None else named(providers, wallet.provider)
    return {
        "ticket": ticket,
        "wallet": waiting.asked.client_id,
        "wallet_name": None if by is None or wallet is None else wallet.name,
        "vouched_by": by,
        "goes_to": redirects.place(waiting.asked.redirect_uri),
        "types": [{"id": one.id, "name": dict(one.name)} for one in types if one is not None],
        "expires_at": waiting.ends,
    }


@blueprint.route(f"{PATH}/choices", methods=["POST"])
@allow("citizen")
@blueprint.arguments(authorise_schemas.WalletTicket())
@blueprint.response(200, authorise_schemas.WalletChoices())
def list_choices(body: dict[str, str]) -> dict[str, Any]:
    """The holder's own certificates of each type that the wallet asks for; nothing changes."""
    own = services()
    people = persons_reachable(session(), person_of(session(), actor()))
    waiting = _waiting(body)
    found = authorise.choices(session(), waiting, people, catalogue=own.catalogue, box=own.box, now=now())
    return {"items": [_shown(one) for one in found]}


@blueprint.route(PATH, methods=["POST"])
@allow("citizen")
@from_phone
@blueprint.arguments(authorise_schemas.WalletApproval())
@blueprint.response(200, authorise_schemas.WayBack())
def approve(body: dict[str, Any]) -> dict[str, str]:
    """Say yes, once: the wallet may copy these certificates. Gives the address that the browser goes back to."""
    own = services()
    who = Answerer(persons_reachable(session(), person_of(session(), actor())), actor().subject)
    given: dict[str, Any] = {"catalogue": own.catalogue, "box": own.box, "base_url": own.settings.base_url}
    chosen = body["certificate_ids"]
    return {"redirect": authorise.approve(session(), _waiting(body), who, chosen, now=now(), **given)}


@blueprint.route(f"{PATH}/refusals", methods=["POST"])
@allow("public")
@blueprint.arguments(authorise_schemas.WalletTicket())
@blueprint.response(200, authorise_schemas.WayBack())
def refuse(body: dict[str, str]) -> dict[str, str]:
    """Say no, once, signed in or not. Gives the address that the browser goes back to."""
    base_url = services().settings.base_url
    return {"redirect": authorise.refuse(session(), _waiting(body), base_url=base_url, now=now())}


def _waiting(body: dict[str, Any]) -> Waiting:
    """Raises AuthorisationUnknown."""
    ticket = body["ticket"]
    if not ticket.isascii():
        raise AuthorisationUnknown
    return pushed.read_ticket(ticket, box=services().box, now=now())


def _shown(choice: Choice) -> dict[str, Any]:
    type = choice.type
    return {"type": {"id": type.id, "name": dict(type.name)}, "cards": choice.cards}
