"""Which citizens the demo city has: any number names one, but only the first so many live in it."""

from sqlalchemy.orm import Session

from backend.demo import people
from backend.people.persons import CITIZEN, find_person
from backend.security import Box


def is_known(session: Session, index: int, *, box: Box) -> bool:
    return find_person(session, CITIZEN, people.person(index).citizen_number, box=box) is not None


def how_many(session: Session, *, box: Box) -> int:
    """Citizens have the numbers from 0 on, without a gap; 0 where no city was loaded."""
    least, most = 0, 1  # citizens there are at least, and how many are still to be looked for
    while is_known(session, most - 1, box=box):
        least, most = most, most * 2
    while most - least > 1:
        middle = (least + most) // 2
        if is_known(session, middle - 1, box=box):
            least = middle
        else:
            most = middle
    return least
