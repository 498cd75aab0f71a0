"""Rate a contact.

1. Only the applicant rates, and for an organisation its legal representative; anybody else finds no such case.
2. Once, never changed: of two at a time one wins. 3. The two bad levels open a follow-up. 4. The log learns that there
was a rating, not whose, of which case, or how good.
"""

from dataclasses import dataclass

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.cases.mine.my_cases import my_case
from backend.cases.models import Case
from backend.errors import Conflict
from backend.ratings import figures, words
from backend.ratings.contact import follow_up_id_of, hall_of, may_be_rated, rating_id_of
from backend.ratings.follow_up import BAD, open_follow_up
from backend.ratings.models import FollowUp, Rating
from backend.security import Box
from backend.web.request import Actor, Services
from backend.web.sums import day_number

SOMEBODY = "citizen"  # who did it, as the log names them


class NotRateable(Conflict):
    code = "not_rateable"
    zh = "这个办件还不能评价"
    en = "This case cannot be rated yet"
    next_zh = "请在受理、办结、撤回，或到窗口免交过材料之后评价"
    next_en = "Rate it once it was accepted, decided or withdrawn, or once a certificate spared a paper at a window"


class AlreadyRated(Conflict):
    code = "already_rated"
    zh = "这个办件已经评价过，评价不能修改"
    en = "This case was rated before; a rating is never changed"
    next_zh = "可在办件中查看评价和回访进展"
    next_en = "The rating and what followed it stand in the case"


@dataclass(frozen=True)
class MyRating:
    """What is kept of a case's rating: none before it was rated, a follow-up only after a bad one."""

    case: Case
    open: bool
    rating: Rating | None
    follow_up: FollowUp | None


def rate(
    session: Session, case_no: str, *, level: int, text: str | None, actor: Actor, services: Services, now: int
) -> MyRating:
    """The rating just given. Raises IdentityNotMatched, NoSuchCase, NotRateable, AlreadyRated."""
    case = my_case(session, case_no, actor=actor)
    if not may_be_rated(session, case):
        raise NotRateable
    rating = _insert(session, case, level, text, box=services.box, now=now)
    figures.add(session, rating)
    follow_up = None
    if level in BAD:
        follow_up = open_follow_up(session, case_no, rating, actor=actor, services=services, now=now)
    session.flush()  # the audit entry follows what it records
    subject = f"rating:{rating.rating_id}"
    record(session, make_entry(at=now, actor=SOMEBODY, action="rating.given", subject=subject))
    return MyRating(case, False, rating, follow_up)


def my_rating(session: Session, case_no: str, *, actor: Actor, box: Box) -> MyRating:
    """What the rater may look at again. Raises IdentityNotMatched, NoSuchCase."""
    case = my_case(session, case_no, actor=actor)
    rating = session.get(Rating, rating_id_of(case_no, box=box))
    follow_up = session.get(FollowUp, follow_up_id_of(case_no, box=box)) if rating else None
    return MyRating(case, rating is None and may_be_rated(session, case), rating, follow_up)


def words_of(rating: Rating, *, box: Box) -> str | None:
    return words.opened(rating.sealed_words, b"rating:" + rating.rating_id.bytes, box=box)


def _insert(session: Session, case: Case, level: int, text: str | None, *, box: Box, now: int) -> Rating:
    """Rule 2."""
    rating_id = rating_id_of(case.case_no, box=box)
    row = {
        "rating_id": rating_id, "matter_code": case.matter_code, "matter_version": case.matter_version,
        "hall": hall_of(session, case), "level": level, "day": day_number(now),
        "sealed_words": words.seal(text, b"rating:" + rating_id.bytes, box=box),
    }  # fmt: skip
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Rating).values(row).on_conflict_do_nothing().returning(Rating.rating_id)
    if session.execute(statement).first() is None:
        raise AlreadyRated
    return session.get_one(Rating, rating_id)
