"""A young person's own phone: under YOUNG_UNTIL a guardian says yes to each, beforehand.

1. A yes is good for one phone, for a day, and spent by one conditional update. 2. A guardian whose guardianship rests
says none. 3. Whose number does not tell their age is taken as grown up.
"""

import uuid

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.guardians.kinship import born_on
from backend.guardians.models import PhonePermit
from backend.guardians.refusals import GuardianNeeded, WardInDispute
from backend.guardians.wards import own
from backend.people.devices import before_registration
from backend.people.persons import identity_of
from backend.registries.calendar import day_of
from backend.security import Box
from backend.web.request import Actor
from certs.catalogue.dates import age_on

YOUNG_UNTIL = 14
GOOD_FOR = 86_400


def permit(session: Session, guardianship_id: uuid.UUID, *, actor: Actor, now: int) -> PhonePermit:
    """The guardian's yes to one phone. Raises NoSuchWard, WardInDispute, IdentityNotMatched."""
    row = own(session, guardianship_id, actor=actor, now=now)
    if row.frozen_at is not None:
        raise WardInDispute
    made = PhonePermit(
        person_id=row.person_id, permit_id=db.new_id(now * 1000), guardian_id=row.guardian_id, given_at=now,
        expires_at=now + GOOD_FOR, used_at=None,
    )  # fmt: skip
    session.add(made)
    entry = make_entry(
        at=now, actor=actor.subject, action="guardian.phone_allowed", subject=f"guardianship:{guardianship_id}",
        person_id=row.person_id,
    )  # fmt: skip
    record(session, entry)
    return made


def is_young(number: str, *, now: int) -> bool:
    """Rule 3: whether whoever has this number is under YOUNG_UNTIL."""
    born = born_on(number)
    return born is not None and age_on(born, day_of(now)) < YOUNG_UNTIL


@before_registration
def spend_permit(session: Session, person_id: uuid.UUID, *, box: Box, now: int) -> None:
    """Rule 1. Raises GuardianNeeded."""
    if not is_young(identity_of(session, person_id, box=box).number, now=now):
        return
    good = PhonePermit.person_id == person_id, PhonePermit.used_at.is_(None), PhonePermit.expires_at > now
    newest = select(PhonePermit.permit_id).where(*good).order_by(PhonePermit.permit_id.desc()).limit(1)
    which = PhonePermit.permit_id == newest.scalar_subquery(), *good
    spent = update(PhonePermit).where(*which).values(used_at=now).returning(PhonePermit.permit_id)
    if session.execute(spent.execution_options(synchronize_session=False)).first() is None:
        raise GuardianNeeded
