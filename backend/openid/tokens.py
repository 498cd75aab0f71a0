"""From an offer's code to an access token, once; and whose a shown access token is.

Rules: 1. a proof of possession that is wrong is refused before anything is looked up; 2. whether the code is known,
unused and not over is settled before a guess is counted or the code is used up; 3. a transaction code is tried five
times at most, each try counted before it is compared; 4. using the code up is one conditional UPDATE, so of two
wallets one wins, on every node; 5. the token is good for this offer alone, or those of one authorisation, for half an
hour; 6. a token bound to a key is refused without a proof by that key, and as a bearer token.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.openid.attestation import Attested
from backend.openid.dpop import Sent, check_bound, check_proof
from backend.openid.models import WalletOffer
from backend.openid.offers import MOST_TRIES, key_of, offer_by_code, state_of, tx_key
from backend.openid.refusals import (
    InvalidAuthorizationDetails,
    InvalidGrant,
    InvalidRequest,
    InvalidToken,
    WrongTransactionCode,
)
from backend.openid.statements import Offer, offers_by_token
from backend.openid.token_request import TokenRequest
from backend.security import Box
from certs import base64url
from certs.catalogue import Catalogue

LIFE = 1800


@dataclass(frozen=True)
class Given:
    """An access token. `bound`: by DPoP; `named`: identifiers by configuration, where the wallet asked by details.

    `scope`: the configurations that a holder chose, where they were asked for by scope.
    """

    token: str
    expires_at: int
    bound: bool
    named: Mapping[str, str]
    scope: str | None = None


def redeem(
    session: Session, asked: TokenRequest, sent: Sent | None, wallet: Attested | None, *, catalogue: Catalogue,
    box: Box, now: int,
) -> Given:  # fmt: skip
    """`wallet`: whom a provider vouches for. Raises InvalidDpopProof, UseDpopNonce, InvalidGrant, InvalidRequest,
    InvalidAuthorizationDetails."""
    bound_to = check_proof(session, sent, box=box, now=now) if sent is not None else None
    offer = offer_by_code(session, asked.code, box=box)
    if offer is None or state_of(offer, now) != "waiting":
        raise InvalidGrant("unknown, used or over")
    if asked.tx_code is None:
        raise InvalidRequest("tx_code is missing")
    _compare_configuration(offer, asked.configuration, catalogue)
    _try(session, offer, asked.tx_code, box=box, now=now)
    named = {} if asked.configuration is None else {asked.configuration: str(offer.offer_id)}
    given = Given(base64url.encode(secrets.token_bytes(32)), now + LIFE, bound_to is not None, named)
    values = {
        "taken_at": now, **client_of(wallet, asked.client_id), "token_key": key_of("token", given.token, box=box),
        "token_expires_at": given.expires_at, "bound_to": bound_to, "narrowed": asked.configuration is not None,
    }  # fmt: skip
    taken = update(WalletOffer).where(*_waiting(offer, now)).values(values).returning(WalletOffer.offer_id)
    if session.execute(taken.execution_options(synchronize_session=False)).first() is None:
        raise InvalidGrant("unknown, used or over")
    entry = make_entry(
        at=now, actor="wallet", action="offer.taken", subject=f"offer:{offer.offer_id}", person_id=offer.person_id,
        bound=given.bound,
    )  # fmt: skip
    record(session, entry)
    return given


def client_of(wallet: Attested | None, client_id: str | None) -> dict[str, str | None]:
    """What is kept of the wallet that takes an offer."""
    if wallet is None:
        return {"client_id": client_id}
    return {"client_id": wallet.client_id, "attested_by": wallet.provider, "wallet_name": wallet.name}


def offers_of_token(session: Session, scheme: str, token: str, sent: Sent | None, *, box: Box, now: int) -> list[Offer]:
    """The offers that an access token is for, one at least (rule 6). Raises InvalidToken, InvalidDpopProof,
    UseDpopNonce."""
    if scheme == "dpop" and sent is None:
        raise InvalidToken("a DPoP token needs its proof")
    found = offers_by_token(session, key_of("token", token, box=box))
    offers = [one for one in found if one.withdrawn_at is None and (one.token_expires_at or 0) > now]
    if not offers:
        raise InvalidToken("unknown or ended")
    offer = offers[0]
    if (offer.bound_to is not None) != (scheme == "dpop"):
        raise InvalidToken("not the scheme that the token was given for")
    if sent is not None and offer.bound_to is not None:
        check_bound(check_proof(session, sent, token=token, box=box, now=now), offer.bound_to)
    return offers


def _try(session: Session, offer: WalletOffer, tx_code: str, *, box: Box, now: int) -> None:
    """Rule 3."""
    counted = update(WalletOffer).where(*_waiting(offer, now), WalletOffer.tries < MOST_TRIES)
    counted = counted.values(tries=WalletOffer.tries + 1)
    tried = session.execute(counted.returning(WalletOffer.tries).execution_options(synchronize_session=False)).first()
    if tried is None:
        raise InvalidGrant("unknown, used or over")
    if not hmac.compare_digest(tx_key(offer.offer_id, tx_code, box=box), offer.tx_key or b""):
        raise WrongTransactionCode("unknown, used or over")


def _waiting(offer: WalletOffer, now: int) -> tuple[ColumnElement[bool], ...]:
    mine = WalletOffer.person_id == offer.person_id, WalletOffer.offer_id == offer.offer_id
    free = WalletOffer.taken_at.is_(None), WalletOffer.withdrawn_at.is_(None), WalletOffer.authorisation_id.is_(None)
    return (*mine, *free, WalletOffer.expires_at > now)


def _compare_configuration(offer: WalletOffer, wanted: str | None, catalogue: Catalogue) -> None:
    type = catalogue.by_number(offer.type_number)
    if wanted is not None and (type is None or type.id != wanted):
        raise InvalidAuthorizationDetails("the offer is of another credential")
