"""The holder's certificates as cards alone, for screens without a phone's key: masked, and nothing to show with."""

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from backend.certificates.carried import newest_of
from backend.certificates.reading import Card
from backend.security import Box
from certs.catalogue import Catalogue


def cards_of(session: Session, person_ids: Sequence[uuid.UUID], *, catalogue: Catalogue, box: Box) -> list[Card]:
    """The newest version of each, in order of type."""
    return [one.card for one in newest_of(session, person_ids, catalogue=catalogue, box=box)]
