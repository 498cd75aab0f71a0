"""A demo citizen as if nobody had been them yet, so that a developer can begin again.

The account is parted from the person, its phones and passkeys are removed, copies in other wallets and showings are
ended. What happened stays where it is in any city: in the log, the history, the cases.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.copies import end_copies
from backend.certificates.models import Showing
from backend.certificates.showings import end
from backend.demo import people
from backend.errors import NotFound
from backend.people.identity import release
from backend.people.models import Account
from backend.people.persons import CITIZEN, find_person
from backend.security import Box


def reset(session: Session, index: int, *, box: Box, now: int, actor: str) -> uuid.UUID:
    """The person. Raises NotFound where the city has no such citizen."""
    person_id = find_person(session, CITIZEN, people.person(index).citizen_number, box=box)
    if person_id is None:
        raise NotFound(f"{index}: the demo city has fewer citizens")
    matched = session.scalars(select(Account.account_id).where(Account.person_id == person_id)).all()
    for account_id in matched:
        release(session, account_id, now=now, actor=actor)
    end_copies(session, person_id, now=now)
    end(session, person_id, now=now, why="reset")
    for holder in set(session.scalars(select(Showing.person_id).where(Showing.presenter_id == person_id))):
        end(session, holder, Showing.presenter_id == person_id, now=now, why="reset")
    return person_id
