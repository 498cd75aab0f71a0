"""From an authorisation code to an access token, once.

Rules: 1. a token for a code is bound to a key: without a DPoP proof there is none; 2. the code is shown by the client
and with the redirect address of the pushed request, with the verifier of its challenge (RFC 7636), and by the DPoP
key that was named then, and by a wallet whom the same provider vouches for; what is refused uses nothing up; 3. using
it up is one conditional UPDATE, so of two requests one wins, on every node; 4. a used code that is shown again ends
the token that it gave, for somebody has read it; 5. the token is for the certificates that the holder chose.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.openid.attestation import Attested
from backend.openid.authorise import code_key
from backend.openid.dpop import Sent, check_proof
from backend.openid.models import WalletAuthorisation, WalletOffer
from backend.openid.offers import key_of
from backend.openid.refusals import CodeUsedTwice, InvalidClient, InvalidDpopProof, InvalidGrant
from backend.openid.token_request import CodeRequest
from backend.openid.tokens import LIFE, Given, client_of
from backend.security import Box
from certs import base64url
from certs.catalogue import Catalogue


def redeem_code(
    session: Session, asked: CodeRequest, sent: Sent | None, wallet: Attested | None, *, catalogue: Catalogue, box: Box,
    now: int,
) -> Given:  # fmt: skip
    """`wallet`: whom a provider vouches for. Raises InvalidDpopProof, UseDpopNonce, InvalidGrant, InvalidClient."""
    if sent is None:
        raise InvalidDpopProof("a token for a code is bound to a key: send a DPoP proof")
    bound_to = check_proof(session, sent, box=box, now=now)
    query = select(WalletAuthorisation).where(WalletAuthorisation.code_key == code_key(asked.code, box=box))
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None or not _belongs(found, asked, bound_to):
        raise InvalidGrant("unknown, over, or shown without what belongs to it")
    if found.attested_by is not None and (wallet is None or wallet.provider != found.attested_by):
        raise InvalidClient("the wallet was attested when it asked")
    _use_up(session, found, now)
    given, offers = _give(session, found, wallet, bound_to, catalogue=catalogue, box=box, now=now)
    for offer in offers:
        entry = make_entry(
            at=now, actor="wallet", action="offer.taken", subject=f"offer:{offer.offer_id}",
            person_id=offer.person_id, bound=True,
        )  # fmt: skip
        record(session, entry)
    return given


def _belongs(found: WalletAuthorisation, asked: CodeRequest, bound_to: str) -> bool:
    """Rule 2."""
    digest = base64url.encode(hashlib.sha256(asked.verifier.encode()).digest())
    same_client = (found.client_id, found.redirect_uri) == (asked.client_id, asked.redirect_uri)
    return same_client and hmac.compare_digest(digest, found.challenge) and found.bound_to in (None, bound_to)


def _use_up(session: Session, found: WalletAuthorisation, now: int) -> None:
    """Rules 3 and 4."""
    this = (
        WalletAuthorisation.person_id == found.person_id,
        WalletAuthorisation.authorisation_id == found.authorisation_id,
    )
    free = WalletAuthorisation.redeemed_at.is_(None), WalletAuthorisation.expires_at > now
    used = update(WalletAuthorisation).where(*this, *free).values(redeemed_at=now)
    used = used.returning(WalletAuthorisation.authorisation_id).execution_options(synchronize_session=False)
    if session.execute(used).first() is not None:
        return
    ended = update(WalletOffer).where(
        WalletOffer.authorisation_id == found.authorisation_id, WalletOffer.token_expires_at > now
    )
    ended = ended.values(token_expires_at=now).returning(WalletOffer.offer_id)
    if session.execute(ended.execution_options(synchronize_session=False)).all():
        subject = f"authorisation:{found.authorisation_id}"
        entry = make_entry(
            at=now, actor="wallet", action="wallet.code_used_twice", subject=subject, person_id=found.person_id
        )
        record(session, entry)
    raise CodeUsedTwice("unknown, over, or shown without what belongs to it")


def _give(
    session: Session, found: WalletAuthorisation, wallet: Attested | None, bound_to: str, *, catalogue: Catalogue,
    box: Box, now: int,
) -> tuple[Given, Sequence[WalletOffer]]:  # fmt: skip
    """Rule 5. Raises InvalidGrant when the holder has taken all of it back meanwhile."""
    token = base64url.encode(secrets.token_bytes(32))
    this = WalletOffer.authorisation_id == found.authorisation_id, WalletOffer.withdrawn_at.is_(None)
    values = {
        "taken_at": now, **client_of(wallet, found.client_id), "token_key": key_of("token", token, box=box),
        "token_expires_at": now + LIFE, "bound_to": bound_to,
    }  # fmt: skip
    taken = update(WalletOffer).where(*this).values(values).returning(WalletOffer)
    offers = session.scalars(taken.execution_options(synchronize_session=False)).all()
    if not offers:
        raise InvalidGrant("unknown, over, or shown without what belongs to it")
    names = {one.offer_id: type.id for one in offers if (type := catalogue.by_number(one.type_number)) is not None}
    scoped = [names[one.offer_id] for one in offers if not one.narrowed]
    named = {names[one.offer_id]: str(one.offer_id) for one in offers if one.narrowed}
    return Given(token, now + LIFE, bound=True, named=named, scope=" ".join(sorted(scoped)) or None), offers
