"""What is shown of ratings: to the rater their own, to the supervisor the follow-ups, to everybody the figures.

The supervisor sees matter, hall, day, level and words of a bad rating, and neither case nor person; whom to call is an
act of its own. Times of the rater's acts are told to the day.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case as when
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from backend.cases.limits import last_day
from backend.cases.models import Case
from backend.matters.models import MatterVersion
from backend.matters.offered import matter_version, read_versions
from backend.matters.stored import matter_of
from backend.matters.terms import Matter
from backend.ratings.figures import TOGETHER, Figure, figures
from backend.ratings.follow_up import CLOSED, OPEN, NoSuchFollowUp, act_words, acts_of, mark
from backend.ratings.models import FollowUp, FollowUpAct, Rating
from backend.ratings.rate import MyRating, words_of
from backend.registries.calendar import day_of
from backend.security import Box
from backend.web.paging import decode_cursor
from backend.web.sums import EPOCH

SHOWN_TO_RATER = ("call", "closing", "answer")


def open_line(session: Session, case: Case) -> dict[str, Any]:
    """Everything `schemas.OpenRating` names."""
    matter = matter_version(session, case.matter_code, case.matter_version)
    return {
        "case_no": case.case_no, "matter": _named(matter), "office": matter.office.name, "state": case.state,
        "opened_at": case.opened_at,
    }  # fmt: skip


def my_document(session: Session, mine: MyRating, *, box: Box, now: int) -> dict[str, Any]:
    """Everything `schemas.MyRatingAnswer` names."""
    case, rating, follow_up = mine.case, mine.rating, mine.follow_up
    return {
        "case_no": case.case_no,
        "matter": _named(matter_version(session, case.matter_code, case.matter_version)),
        "open": mine.open,
        "level": rating.level if rating else None,
        "words": words_of(rating, box=box) if rating else None,
        "day": _day(rating.day) if rating else None,
        "follow_up": _progress(session, follow_up, box=box, now=now) if follow_up else None,
    }


def follow_ups(session: Session, *, state: str | None, limit: int, cursor: str | None) -> list[FollowUp]:
    """Up to `limit + 1` follow-ups, the first due first, after the cursor."""
    query = select(FollowUp)
    if state is not None:
        query = query.where(FollowUp.state == state)
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(FollowUp.due_at, FollowUp.follow_up_id) > tuple_(*after))
    return list(session.scalars(query.order_by(FollowUp.due_at, FollowUp.follow_up_id).limit(limit + 1)))


def follow_up(session: Session, follow_up_id: uuid.UUID) -> FollowUp:
    """Raises NoSuchFollowUp."""
    found = session.get(FollowUp, follow_up_id)
    if found is None:
        raise NoSuchFollowUp
    return found


def follow_up_counts(session: Session, *, now: int) -> dict[str, int]:
    """How many are open, of these how many are yellow and red, and how many are closed."""
    red = FollowUp.due_at <= now
    which = when(
        (FollowUp.state == CLOSED, "closed"), (red, "red"), (FollowUp.yellow_from <= now, "yellow"), else_="none"
    )
    found = {str(one): int(count) for one, count in session.execute(select(which, func.count()).group_by(which))}
    standing = sum(found.get(one, 0) for one in ("none", "yellow", "red"))
    return {"open": standing, **{one: found.get(one, 0) for one in ("yellow", "red", "closed")}}


def follow_up_documents(
    session: Session, rows: Sequence[FollowUp], *, box: Box, now: int
) -> list[dict[str, Any]]:  # fmt: skip
    """Of each everything `schemas.FollowUpAnswer` names; as many statements for a page as for one."""
    named = Rating.rating_id.in_([row.rating_id for row in rows])
    ratings = {one.rating_id: one for one in session.scalars(select(Rating).where(named))}
    read_versions(session, [(one.matter_code, one.matter_version) for one in ratings.values()])
    acts: dict[uuid.UUID, list[FollowUpAct]] = {row.follow_up_id: [] for row in rows}
    for act in session.scalars(
        select(FollowUpAct).where(FollowUpAct.follow_up_id.in_(acts)).order_by(FollowUpAct.place)
    ):
        acts[act.follow_up_id].append(act)
    return [_follow_up(session, row, ratings[row.rating_id], acts[row.follow_up_id], box=box, now=now) for row in rows]


def _follow_up(
    session: Session, row: FollowUp, rating: Rating, acts: Sequence[FollowUpAct], *, box: Box, now: int
) -> dict[str, Any]:
    matter = matter_version(session, rating.matter_code, rating.matter_version)
    return {
        "id": row.follow_up_id, "matter": _named(matter), "office": matter.office.name,
        "hall": rating.hall or None, "level": rating.level, "words": words_of(rating, box=box),
        "day": _day(rating.day), "state": row.state, "due": last_day(row.due_at), "due_assumed": row.due_assumed,
        "mark": mark(row, now), "closed_on": _closed_on(row), "result": row.result,
        "acts": [_act(act, box=box) | {"at": act.at if act.staff_id else None} for act in acts],
    }  # fmt: skip


def figures_document(
    session: Session, *, matter: str | None = None, offices: Iterable[str] | None = None
) -> dict[str, Any]:
    """Everything `schemas.RatingFigures` names. `offices`: only their matters, and no hall."""
    of_matters = figures(session, "matter", code=matter)
    names = _newest(session, {one.code for one in of_matters})
    wanted = None if offices is None else set(offices)
    lines = [
        {**_figure(one), "name": names[one.code].name, "office": names[one.code].office.name}
        for one in of_matters
        if one.code in names and (wanted is None or names[one.code].office.code in wanted)
    ]
    halls = [] if matter is not None or wanted is not None else figures(session, "hall")
    return {"together": TOGETHER, "matters": lines, "halls": [{**_figure(one), "name": one.code} for one in halls]}


def _figure(one: Figure) -> dict[str, Any]:
    return {"code": one.code, "count": one.count, "average": one.average, "levels": list(one.levels)}


def _newest(session: Session, codes: set[str]) -> dict[str, Matter]:
    query = select(MatterVersion).where(MatterVersion.code.in_(codes)).order_by(MatterVersion.version)
    return {row.code: matter_of(row) for row in session.scalars(query)}


def _progress(session: Session, row: FollowUp, *, box: Box, now: int) -> dict[str, Any]:
    acts = [act for act in _acts(session, row) if act.kind in SHOWN_TO_RATER]
    answered = any(act.kind == "answer" for act in acts)
    return {
        "state": row.state, "due": last_day(row.due_at), "late": row.state == OPEN and mark(row, now) == "red",
        "closed_on": _closed_on(row), "result": row.result,
        "acts": [_act(act, box=box, hidden=act.kind == "call") for act in acts],
        "may_answer": row.state == CLOSED and not answered,
    }  # fmt: skip


def _acts(session: Session, row: FollowUp) -> list[FollowUpAct]:
    return acts_of(session, row.follow_up_id)


def _act(act: FollowUpAct, *, box: Box, hidden: bool = False) -> dict[str, Any]:
    """`hidden`: words of a call are the supervisor's own."""
    words = None if hidden else act_words(act, box=box)
    return {"kind": act.kind, "day": day_of(act.at), "outcome": act.outcome, "words": words}


def _closed_on(row: FollowUp) -> date | None:
    return None if row.closed_at is None else day_of(row.closed_at)


def _day(number: int) -> date:
    return EPOCH + timedelta(days=number)


def _named(matter: Matter) -> dict[str, Any]:
    return {"code": matter.code, "version": matter.version, "name": matter.name}
