"""What a guardian sees of a young ward's affairs: who looked at the ward's certificates, and what is kept about them.

1. Under YOUNG_UNTIL the guardian consents for the child, and so asks for the child (Personal Information Protection
Law, articles 31 and 45); from that birthday on the ward alone does, whoever acts for them: a decision that names a
guardian for a grown-up does not say how far it goes. Whose number does not tell their age is taken as grown up.
2. Only who acts for the ward now: what is over by its day, or proven by its record no more, is over here too, whether
or not anybody has ended the row. 3. While it rests nothing is seen. 4. Each look is entered in the log first; the ward
and the ward's other guardians are told of it.
"""

import uuid

from sqlalchemy.orm import Session

from backend.guardians import ending
from backend.guardians.refresh import over
from backend.guardians.refusals import NoSuchWard, WardDecides, WardInDispute
from backend.guardians.wards import own
from backend.guardians.young import is_young
from backend.people.persons import identity_of
from backend.security import Box
from backend.web.request import Actor

SAW_READERS, TOOK_DATA = "saw_readers", "took_data"  # what the log says, after `guardian.`


def look(session: Session, guardianship_id: uuid.UUID, act: str, *, actor: Actor, box: Box, now: int) -> uuid.UUID:
    """Rules 1 to 4: the ward's person_id. Raises NoSuchWard, WardInDispute, WardDecides, IdentityNotMatched."""
    row = own(session, guardianship_id, actor=actor, now=now)
    if over(session, row, box=box, now=now) is not None:
        raise NoSuchWard
    if row.frozen_at is not None:
        raise WardInDispute
    if not is_young(identity_of(session, row.person_id, box=box).number, now=now):
        raise WardDecides
    ending.note(session, row, act, actor=actor.subject, now=now)
    return row.person_id
