"""What an office and the administration see of proposals: numbers, never people.

1. A number is told in fives, rounded down; below five it is not told at all. So no answer of one person can be read
   from a number, nor from the difference of two. 2. A department sees its own programmes, an operator all.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from backend.proposals.models import Proposal, ProposalRun
from backend.proposals.programme import Programme

FEWEST = 5
MOST_RUNS = 10


@dataclass(frozen=True)
class Numbers:
    """Of one version of a programme; None: fewer than five."""

    offered: int | None
    waiting: int | None
    consented: int | None
    refused: int | None
    expired: int | None


def in_fives(count: int) -> int | None:
    """Rule 1."""
    return count - count % FEWEST if count >= FEWEST else None


def numbers_of(session: Session, programme: Programme, *, key: bytes, now: int) -> Numbers:
    """Of the present version."""
    late = (Proposal.state == "offered") & (Proposal.expires_at <= now)
    state = case((late, "expired"), else_=Proposal.state)
    which = Proposal.programme_key == key, Proposal.version == programme.version
    rows = session.execute(select(state, func.count()).where(*which).group_by(state))
    counts: dict[str, int] = {row[0]: row[1] for row in rows}
    waiting, *others = (in_fives(counts.get(name, 0)) for name in ("offered", "consented", "refused", "expired"))
    return Numbers(in_fives(sum(counts.values())), waiting, *others)


def runs_of(session: Session, programme: Programme) -> list[ProposalRun]:
    """The newest runs, of all versions."""
    newest = ProposalRun.started_at.desc(), ProposalRun.run_id.desc()
    mine = select(ProposalRun).where(ProposalRun.programme == programme.code)
    return list(session.scalars(mine.order_by(*newest).limit(MOST_RUNS)))


def visible(programmes: Iterable[Programme], *, office: str | None) -> list[Programme]:
    """Rule 2: `office` None sees all."""
    return [one for one in programmes if office is None or one.office == office]
