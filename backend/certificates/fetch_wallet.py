"""A phone fetches its wallet: all of it, or that nothing has changed since the version it has.

Rules: 1. the facts behind what it shows for others are looked at first; 2. a version says what the answer was made of
and until when time changes nothing of it, under a key of ours: it is compared with what the answer would be made of
now, and nothing is remembered for that; 3. that day is when the first view is to be renewed (`wallet.RENEW_BEFORE`),
and sooner where a certificate begins or ends or its holder comes of an age; 4. whoever has no version, an old one or
another phone's gets everything.
"""

import hmac
import re
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from backend.certificates.lent import LentCard, lent_cards
from backend.certificates.showings import refresh_all
from backend.certificates.wallet import RENEW_BEFORE, WalletCard, latest_exp, wallet
from backend.certificates.wallet_basis import Basis, basis_of
from backend.security import Box
from backend.web.request import Actor
from certs import base64url
from certs.catalogue import Catalogue

VERSION = re.compile(r"([0-9]{10})-([A-Za-z0-9_-]{22})", re.ASCII)


@dataclass(frozen=True)
class Fetched:
    """`cards` and `lent` are None where the phone has them already."""

    version: str
    cards: list[WalletCard] | None = None
    lent: list[LentCard] | None = None


def fetch_wallet(
    session: Session, actor: Actor, device_id: uuid.UUID, *, have: str | None, catalogue: Catalogue, box: Box, now: int
) -> Fetched:  # fmt: skip
    """`have`: the version of the answer that the phone keeps. Raises IdentityNotMatched, NotFound."""
    basis = _looked_at(session, actor, device_id, box=box, now=now)
    said = basis.said(session, catalogue=catalogue, box=box, now=now)
    if have is not None and _stands(have, said, box=box, now=now):
        return Fetched(have)
    given: dict[str, Any] = {"catalogue": catalogue, "box": box, "now": now}
    cards = wallet(session, basis.people, basis.public, **given)
    lent = lent_cards(session, basis.person_id, basis.public, **given) if basis.lent else []
    changes = [one.changes_at for one in (*cards, *(each.card for each in lent)) if one.changes_at is not None]
    until = min([latest_exp(now) - RENEW_BEFORE, *changes])
    return Fetched(_version(until, said, box=box), cards, lent)


def _looked_at(session: Session, actor: Actor, device_id: uuid.UUID, *, box: Box, now: int) -> Basis:
    """Rule 1."""
    basis = basis_of(session, actor, device_id, now=now)
    if "1" not in basis.concerned:
        return basis
    refresh_all(session, basis.person_id, box=box, now=now, concerned=basis.concerned)
    session.flush()  # what was found out is read back by a statement of its own
    return basis_of(session, actor, device_id, now=now)


def _version(until: int, said: str, *, box: Box) -> str:
    return f"{until:010}-{base64url.encode(box.blind('wallet', f'{until} {said}')[:16])}"


def _stands(version: str, said: str, *, box: Box, now: int) -> bool:
    """Rules 2 and 3."""
    found = VERSION.fullmatch(version)
    if found is None or int(found[1]) <= now:
        return False
    return hmac.compare_digest(version, _version(int(found[1]), said, box=box))
