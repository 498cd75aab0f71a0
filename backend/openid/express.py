"""A wallet's request for copies in its plainest form, for its express lane: JSON, and nothing encrypted."""

from typing import Any

from sqlalchemy.orm import Session

from backend.openid import addresses, wallet_request
from backend.openid.cors import OPEN
from backend.openid.deferred import Waiting
from backend.openid.dpop import Sent
from backend.openid.give import document, give
from backend.openid.refusals import InvalidCredentialRequest
from backend.openid.server_nonces import dpop_nonce
from backend.openid.tokens import offers_of_token
from backend.web.express import Answered, Call
from backend.web.limit_classes import CLASSES
from backend.web.request import Services


def _answer(environ: dict[str, Any], data: bytes, session: Session, services: Services, now: int) -> Answered:
    base_url, box, proof = services.settings.base_url, services.box, environ.get("HTTP_DPOP")
    scheme, token = wallet_request.token_of(environ.get("HTTP_AUTHORIZATION", ""))
    sent = None if proof is None else Sent("POST", base_url + addresses.CREDENTIAL, proof)
    offers = offers_of_token(session, scheme, token, sent, box=box, now=now)
    body = wallet_request.object_of(data, InvalidCredentialRequest)
    given = give(
        session, offers, body, encrypted=False, awaited=services.awaited, catalogue=services.catalogue, box=box,
        base_url=base_url, now=now,
    ).given  # fmt: skip
    status = "202 ACCEPTED" if isinstance(given, Waiting) else "200 OK"
    return Answered(document(given, named=True), status, [*OPEN, ("DPoP-Nonce", dpop_nonce(box=box, now=now))])


LANE = Call(addresses.CREDENTIAL, CLASSES["public"], _answer)
