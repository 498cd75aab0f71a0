"""Notices told from proposals: what the reader can have without applying. An answer makes no notice of its own: a yes
is told by its certificate."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.proposals.models import Proposal
from backend.proposals.programme import key_of

OFFERED = "proposal_offered"


def proposals_offered(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Each proposal when it was made; none whose programme is no more."""
    names = {key_of(one.code, box=reader.box): one.name for one in reader.programmes.values()}
    at, row_id = Proposal.proposed_at, Proposal.proposal_id
    query = select(Proposal).where(Proposal.person_id.in_(reader.persons), span.of(at, row_id))
    for row in session.scalars(query.order_by(at.desc(), row_id.desc()).limit(span.limit + 2)):
        name = names.get(row.programme_key)
        if name is not None:
            found = notice_id(row.proposal_id, KINDS[OFFERED].place)
            words = {"name": name.zh}, {"name": name.en}
            yield Notice(row.proposed_at, found, OFFERED, *words, proposal_id=row.proposal_id)
