"""The credential endpoint: copies of the offered certificate, each bound to a key that the wallet proved.

Rules: 1. what is asked is named in one way: by the identifier that the token answer gave, else by the configuration;
2. an unknown configuration or identifier is told as such, a known one that the token is not for is refused by scope;
3. an answer is encrypted when the wallet asks so in an encrypted request; 4. proofs come before anything is written;
5. an offer that stands gives twenty copies in all, counted by one conditional UPDATE, which also decides between a
wallet that takes them and a holder who takes the offer back; 6. the certificate is looked at now, under its lock: one
that cannot be given yet is put off, as is one that its case has not ended in yet; one that ended is denied.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.orm import Session

from backend.certificates.copies import Batch, sign_copies
from backend.certificates.refusals import CertificateUnknown, NotShowable
from backend.certificates.rows import Held
from backend.certificates.wallet import awaited as not_yet
from backend.openid.awaited import settle
from backend.openid.deferred import Waiting, deferral_of, put_off, use_up, wait_on
from backend.openid.encryption import ReplyTo, read_reply
from backend.openid.key_proofs import MOST, Expected, proven_keys
from backend.openid.refusals import (
    InsufficientScope,
    InvalidCredentialRequest,
    InvalidEncryption,
    InvalidToken,
    RequestDenied,
    UnknownConfiguration,
    UnknownIdentifier,
)
from backend.openid.statements import Offer, count_copies, lock_certificate
from backend.registries.refusals import TypeNotAllowed
from backend.security import Box
from backend.trust.keys import NoActiveKey
from backend.web.awaited import Await
from certs.catalogue import Catalogue
from certs.keys import PublicKey, public_from_jwk

REPLY = "credential_response_encryption"


@dataclass(frozen=True)
class Answer:
    """What is told, and how it is to be encrypted, if at all."""

    given: Batch | Waiting
    reply_to: ReplyTo | None


def give(
    session: Session,
    offers: Sequence[Offer],
    body: Mapping[str, Any],
    *,
    encrypted: bool,
    awaited: Await,
    catalogue: Catalogue,
    box: Box,
    base_url: str,
    now: int,
) -> Answer:
    """Raises the refusals of the credential endpoint. `encrypted`: the request came in a JWE."""
    offer, reply_to = _named(offers, body, catalogue), _reply_to(body, encrypted=encrypted)
    expected = Expected(base_url, offer.client_id)
    holders = proven_keys(session, body.get("proofs"), expected, box=box, now=now)
    certificate = _locked(session, offer, awaited, box=box)  # before the offer, which whoever changes it ends by then
    _count(session, offer, len(holders))
    given = _copies(session, offer, certificate, holders, catalogue=catalogue, box=box, base_url=base_url, now=now)
    return Answer(given or put_off(session, offer, certificate, holders, box=box, now=now), reply_to)


def collect(
    session: Session, offers: Sequence[Offer], body: Mapping[str, Any], *, encrypted: bool, awaited: Await,
    catalogue: Catalogue, box: Box, base_url: str, now: int,
) -> Answer:  # fmt: skip
    """What was put off, or that it still is. Raises InvalidTransaction, InvalidEncryption, InvalidToken,
    RequestDenied."""
    reply_to = _reply_to(body, encrypted=encrypted)
    waiting, offer = deferral_of(session, offers, body.get("transaction_id"), box=box)
    certificate, holders = _locked(session, offer, awaited, box=box), [public_from_jwk(one) for one in waiting.holders]
    if not count_copies(session, offer, 0, most=MOST):  # counted before; who takes the offer back now waits for us
        raise InvalidToken("unknown or ended")
    given = _copies(session, offer, certificate, holders, catalogue=catalogue, box=box, base_url=base_url, now=now)
    if given is None:
        return Answer(wait_on(session, waiting, offer, certificate, body["transaction_id"], now=now), reply_to)
    use_up(session, waiting, now=now)
    return Answer(given, reply_to)


def document(given: Batch | Waiting, *, named: bool) -> bytes:
    """The answer's JSON. `named`: with the id that the wallet may speak of the copies by."""
    if isinstance(given, Waiting):
        return orjson.dumps({"transaction_id": given.transaction_id, "interval": given.interval})
    told: dict[str, Any] = {"credentials": [{"credential": one} for one in given.tokens]}
    return orjson.dumps(told | {"notification_id": str(given.batch_id)} if named else told)


def _reply_to(body: Mapping[str, Any], *, encrypted: bool) -> ReplyTo | None:
    """Rule 3."""
    reply_to = read_reply(body[REPLY]) if REPLY in body else None
    if reply_to is not None and not encrypted:
        raise InvalidEncryption("ask for an encrypted answer in an encrypted request")
    return reply_to


def _copies(
    session: Session, offer: Offer, certificate: Held | None, holders: Sequence[PublicKey], *,
    catalogue: Catalogue, box: Box, base_url: str, now: int,
) -> Batch | None:  # fmt: skip
    """Rule 6; None for what cannot be given yet. Raises RequestDenied."""
    if certificate is None or not_yet(certificate, now):
        return None
    try:
        return sign_copies(
            session, certificate, holders, offer_id=offer.offer_id, catalogue=catalogue, box=box, base_url=base_url,
            now=now, actor="wallet",
        )  # fmt: skip
    except NoActiveKey:
        return None
    except (NotShowable, CertificateUnknown, TypeNotAllowed) as error:
        raise RequestDenied("the certificate cannot be given any more") from error


def _named(offers: Sequence[Offer], body: Mapping[str, Any], catalogue: Catalogue) -> Offer:
    """Rules 1 and 2: the offer of the token that is meant."""
    configuration, identifier = body.get("credential_configuration_id"), body.get("credential_identifier")
    texts = [one for one in (configuration, identifier) if isinstance(one, str)]
    if len(texts) != 1 or (configuration is not None and identifier is not None):
        raise InvalidCredentialRequest("credential_identifier or credential_configuration_id, one of them")
    if identifier is not None:
        return _by_identifier(offers, texts[0])
    type = catalogue.by_id(texts[0])
    if type is None:
        raise UnknownConfiguration("not in the issuer's metadata")
    offer = next((one for one in offers if one.type_number == type.number), None)
    if offer is None:
        raise InsufficientScope("the access token is for another credential")
    if offer.narrowed:
        raise InvalidCredentialRequest("name it by the credential_identifier of the token response")
    return offer


def _by_identifier(offers: Sequence[Offer], identifier: str) -> Offer:
    for one in offers:
        if one.narrowed and identifier == str(one.offer_id):
            return one
    raise UnknownIdentifier("not an identifier of this access token")


def _count(session: Session, offer: Offer, more: int) -> None:
    """Rule 5."""
    if not count_copies(session, offer, more, most=MOST):
        raise RequestDenied(f"an offer gives {MOST} copies")


def _locked(session: Session, offer: Offer, awaited: Await, *, box: Box) -> Held | None:
    """None: the offer's case is still open. Raises RequestDenied."""
    certificate_id = settle(session, offer, awaited=awaited)
    return None if certificate_id is None else lock_certificate(session, offer.person_id, certificate_id, box=box)
