"""What a phone carries for others: cards of their certificates, with views signed for this phone that say whose it is.

Rules: 1. the facts behind them are looked at first; 2. a view names the showing's own handle and status, and ends with
the showing; 3. only the presenter's own phone, not removed, gets any.
"""

import dataclasses
import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.carried import these
from backend.certificates.models import Certificate, Showing
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.showings import on_behalf, refresh_all, showings_for
from backend.certificates.wallet import Carrier, SignedView, WalletCard, card_with_views, sign_view
from backend.people.models import Device
from backend.security import Box
from certs import keys
from certs.catalogue import Catalogue


@dataclasses.dataclass(frozen=True)
class LentCard:
    """A card with views, and the showing they are of."""

    card: WalletCard
    showing: Showing

    @property
    def terms(self) -> dict[str, Any]:
        """Whose it is and within which limits, as the wallet tells it."""
        one, whose = self.showing, self.card.card
        return {
            "showing_id": one.showing_id, "kind": one.kind, "holder_name": whose.holder_name, "until": one.until,
            "times_left": one.times_left, "places": one.places, "purposes": one.purposes, "source_id": one.source_id,
        }  # fmt: skip


def lent_cards(
    session: Session, presenter_id: uuid.UUID, public: keys.PublicKey, *, catalogue: Catalogue, box: Box, now: int
) -> list[LentCard]:
    """The cards that this person shows for others, by type, with views for the phone whose key is `public`; rule 1 is
    done."""
    showings = showings_for(session, presenter_id, now=now)
    named = [(one.person_id, one.certificate_id) for one in showings]
    found = these(session, named, catalogue=catalogue, box=box)
    cards = []
    for showing in showings:
        opened = found.get(showing.certificate_id)
        if opened is None:
            continue
        carrier = carrier_of(showing, box=box)
        card = card_with_views(session, opened, public, box=box, now=now, carrier=carrier)
        cards.append(
            LentCard(dataclasses.replace(card, card=dataclasses.replace(card.card, handle=showing.handle)), showing)
        )
    return sorted(cards, key=lambda one: (one.card.card.type.number, one.showing.showing_id))


def sign_lent(
    session: Session, device: Device, showing_id: uuid.UUID, *, view: int, catalogue: Catalogue, box: Box, now: int
) -> SignedView:
    """One view, signed anew. Raises CertificateUnknown, ViewUnknown, NotShowable, NoActiveKey."""
    refresh_all(session, device.person_id, box=box, now=now)
    showing = next(
        (one for one in showings_for(session, device.person_id, now=now) if one.showing_id == showing_id), None
    )
    if showing is None:
        raise CertificateUnknown
    return sign_view(
        session, _certificate(session, showing), device, view=view, catalogue=catalogue, box=box, now=now,
        carrier=carrier_of(showing, box=box),
    )  # fmt: skip


def carrier_of(showing: Showing, *, box: Box) -> Carrier:
    """Rule 2."""
    return Carrier(showing.handle, (showing.list_no, showing.idx), on_behalf(showing, box=box), showing.until)


def _certificate(session: Session, showing: Showing) -> Certificate:
    mine = Certificate.person_id == showing.person_id, Certificate.certificate_id == showing.certificate_id
    return session.scalars(select(Certificate).where(*mine)).one()
