"""A pushed request on its way: from the wallet's server call to the page that its user opens, and to their answer.

Rules: 1. nothing is kept before somebody comes: the request travels sealed, in its own `request_uri`; 2. that is good
for 90 seconds, for the client that pushed it, and opened once: one INSERT decides; 3. opened, it is a ticket of ten
minutes that the page keeps while its user signs in, and answered once: one INSERT decides.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy.orm import Session

from backend import db
from backend.openid.attestation import Attested
from backend.openid.authorisation_request import Asked
from backend.openid.refusals import AuthorisationUnknown
from backend.openid.server_nonces import first_opening
from backend.security import Box
from certs import base64url
from certs.errors import MalformedError

LIFE, TICKET_LIFE = 90, 600
URN = "urn:ietf:params:oauth:request_uri:"
PUSHED, TICKET = b"pushed-request", b"pushed-request-ticket"


@dataclass(frozen=True)
class Waiting:
    """A request that waits for its user, until `ends`."""

    request_id: bytes
    asked: Asked
    ends: int


def push(asked: Asked, *, box: Box, now: int) -> str:
    """The `request_uri`."""
    return URN + _sealed(Waiting(db.new_id().bytes, asked, now + LIFE), PUSHED, box)


def open_pushed(session: Session, client_id: str, request_uri: str, *, box: Box, now: int) -> tuple[Waiting, str]:
    """(The request, its ticket). Raises AuthorisationUnknown."""
    if not request_uri.startswith(URN):
        raise AuthorisationUnknown
    found = _opened(request_uri.removeprefix(URN), PUSHED, box, now)
    if found.asked.client_id != client_id:
        raise AuthorisationUnknown
    if not first_opening(session, "authorize", found.request_id, now=now, ends=found.ends):
        raise AuthorisationUnknown
    waiting = Waiting(found.request_id, found.asked, now + TICKET_LIFE)
    return waiting, _sealed(waiting, TICKET, box)


def read_ticket(ticket: str, *, box: Box, now: int) -> Waiting:
    """Raises AuthorisationUnknown."""
    return _opened(ticket, TICKET, box, now)


def answer_once(session: Session, waiting: Waiting, *, now: int) -> None:
    """Raises AuthorisationUnknown when it was answered before."""
    if not first_opening(session, "answer", waiting.request_id, now=now, ends=waiting.ends):
        raise AuthorisationUnknown


def _sealed(waiting: Waiting, context: bytes, box: Box) -> str:
    asked = waiting.asked
    members: list[Any] = [
        waiting.request_id.hex(), waiting.ends, asked.client_id, asked.redirect_uri, asked.challenge, asked.state,
        asked.wanted, sorted(asked.narrowed), [one.hex for one in asked.offer or ()], asked.bound_to,
        None if asked.wallet is None else [asked.wallet.provider, asked.wallet.name],
    ]  # fmt: skip
    return base64url.encode(box.seal(members, context))


def _opened(text: str, context: bytes, box: Box, now: int) -> Waiting:
    try:
        members = box.open(base64url.decode(text), context)
        request_id, ends, client_id, redirect_uri, challenge, state, wanted, narrowed, offer, bound_to, by = members
    except (MalformedError, InvalidTag, ValueError) as error:
        raise AuthorisationUnknown from error
    if ends <= now:
        raise AuthorisationUnknown
    asked = Asked(
        client_id, redirect_uri, challenge, state, tuple(wanted), frozenset(narrowed),
        (uuid.UUID(offer[0]), uuid.UUID(offer[1])) if offer else None, bound_to,
        None if by is None else Attested(client_id, by[0], by[1]),
    )  # fmt: skip
    return Waiting(bytes.fromhex(request_id), asked, ends)
