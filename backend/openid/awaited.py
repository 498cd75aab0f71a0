"""The certificate that a case is still to end in, offered to another wallet before anybody has decided.

Rules: 1. it is offered by the applicant, or whoever represents them, while the case is handed in and open, and only
where it will be the applicant's own; 2. such an offer is taken by its codes alone, for there is nothing yet to choose
at a wallet's own request; 3. what the wallet asks for is put off while the case is open; 4. from the decision on the
offer is of the certificate that was issued with it, and of a case that ended otherwise nothing is given any more.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.openid.models import WalletOffer
from backend.openid.refusals import NothingToCome, OffersCaseUnknown, RequestDenied
from backend.openid.statements import Offer
from backend.web.awaited import Await, Awaited
from certs.catalogue import Catalogue, CertificateType


def to_come(
    session: Session, case_no: str, person_ids: Sequence[uuid.UUID], *, awaited: Await, catalogue: Catalogue
) -> tuple[Awaited, CertificateType]:
    """Rule 1. Raises OffersCaseUnknown, NothingToCome."""
    found = mine(session, case_no, person_ids, awaited=awaited)
    type_ = catalogue.by_id(found.type_id or "")
    if found.how != "open" or type_ is None or type_.holder_kind != found.applicant:
        raise NothingToCome
    return found, type_


def mine(session: Session, case_no: str, person_ids: Sequence[uuid.UUID], *, awaited: Await) -> Awaited:
    """Raises OffersCaseUnknown, also for a case that is somebody else's."""
    found = awaited(session, case_no)
    if found is None or found.person_id not in person_ids:
        raise OffersCaseUnknown
    return found


def settle(session: Session, offer: Offer, *, awaited: Await) -> uuid.UUID | None:
    """Rules 3 and 4: the certificate that the offer is of by now. Raises RequestDenied."""
    if offer.certificate_id is not None:
        return offer.certificate_id
    found = awaited(session, offer.case_no or "")
    if found is None or found.person_id != offer.person_id or found.how == "over":
        raise RequestDenied("the case ended without this certificate")
    if found.certificate_id is not None:
        mine = WalletOffer.person_id == offer.person_id, WalletOffer.offer_id == offer.offer_id
        issued = update(WalletOffer).where(*mine).values(certificate_id=found.certificate_id)
        session.execute(issued.execution_options(synchronize_session=False))
    return found.certificate_id
