"""The holder's certificates as cards alone, for screens without a phone's key: masked, and nothing to show with."""

import uuid
from collections.abc import Sequence

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.reading import Card, card_of
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.rows import open_fields
from backend.security import Box
from certs.catalogue import Catalogue

log = structlog.get_logger()


def cards_of(session: Session, person_ids: Sequence[uuid.UUID], *, catalogue: Catalogue, box: Box) -> list[Card]:
    """The newest version of each, in order of type."""
    mine = Certificate.person_id.in_(person_ids), Certificate.state != "superseded"
    query = select(Certificate).where(*mine).order_by(Certificate.type_number, Certificate.certificate_id)
    cards = []
    for certificate in session.scalars(query):
        type = catalogue.by_number(certificate.type_number)
        if type is None:
            continue
        try:
            fields = open_fields(certificate, box=box)
        except CertificateUnknown as forged:  # a row made by hand is no certificate
            log.error("certificate_row_forged", certificate=str(certificate.certificate_id), why=forged.detail)
            continue
        cards.append(card_of(session, certificate, type, fields, box=box))
    return cards
