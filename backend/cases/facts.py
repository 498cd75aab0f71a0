"""What the city's registers say of an applicant, as the rules of matters ask it: `facts.holds.TYPE`, `facts.barred`.

1. A type is held while a certificate of it stands (valid or suspended) and has not expired, or while a record of it
   waits for its certificate.
2. Only what is asked for is looked up. Nothing is known of nobody.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from backend.cases.bars import bar_of
from backend.certificates.models import Certificate
from backend.certificates.states import STANDING
from backend.matters.rule_inputs import BARRED, HOLDS, word
from backend.registries.calendar import day_of
from backend.registries.models import SourceRecord
from certs.catalogue import Catalogue


def facts_of(
    session: Session, person_id: uuid.UUID | None, names: Iterable[str], *, catalogue: Catalogue, now: int
) -> dict[str, bool]:
    """`names`: whole names, of which those of facts are looked up."""
    if person_id is None:
        return {}
    asked, found = set(names), {}
    for type_ in catalogue.types:
        name = HOLDS + word(type_.id)
        if name in asked:
            found[name] = _holds(session, person_id, type_.number, now=now)
    if BARRED in asked:
        found[BARRED] = bar_of(session, person_id, now=now) is not None
    return found


def _holds(session: Session, person_id: uuid.UUID, type_number: int, *, now: int) -> bool:
    """Rule 1."""
    not_expired = or_(Certificate.valid_to.is_(None), Certificate.valid_to >= day_of(now).isoformat())
    stands = exists().where(
        Certificate.person_id == person_id, Certificate.type_number == type_number,
        Certificate.state.in_(STANDING), not_expired,
    )  # fmt: skip
    waits = exists().where(
        SourceRecord.person_id == person_id, SourceRecord.type_number == type_number,
        SourceRecord.issued_digest.is_(None),
    )  # fmt: skip
    return bool(session.scalar(select(or_(stands, waits))))
