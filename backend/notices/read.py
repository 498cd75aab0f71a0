"""A citizen's notices: told newest first from what other rooms keep, and how far they were read.

Rules: 1. nothing is stored twice: a notice is a row of another room, read again; 2. a reader sees what concerns their
account, their person, and the organisations they act for; before the real-name match only their account; 3. the mark
of what was read only moves forward, and never past now; 4. what happened before the account was made is not news.
"""

import uuid
from collections.abc import Sequence
from heapq import nlargest
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.notices.agent_sources import agencies_decided, agencies_given, agencies_over, agents_came
from backend.notices.case_sources import case_steps, checks_of_promises, consents_asked, deferrals_due, drafts_ending
from backend.notices.company_sources import company_news, roles_offered, roles_over
from backend.notices.family_sources import guardianships
from backend.notices.lending_sources import delegations_accepted, delegations_offered, delegations_over
from backend.notices.models import NoticeMark
from backend.notices.notice import Notice, Reader, Span
from backend.notices.paper_sources import copies_sealed
from backend.notices.printed_sources import codes_printed
from backend.notices.proof_sources import proofs_asked, proofs_refused
from backend.notices.proposal_sources import proposals_offered
from backend.notices.rating_sources import follow_ups_closed, ratings_open
from backend.notices.request_sources import duty_checks_seen, requests_asked
from backend.notices.sources import SOURCES
from backend.notices.wallet_sources import wallets_took_copies
from backend.openid.providers import Providers
from backend.people.models import Account
from backend.people.persons import IdentityNotMatched, person_of, persons_reachable
from backend.proofs.kinds_folder import Kinds
from backend.proposals.folder import Programmes
from backend.registries.working_days import Calendar
from backend.security import Box
from backend.web.request import Actor
from certs.catalogue import Catalogue

MOST_UNREAD = 100
NO_PROGRAMMES: Programmes = MappingProxyType({})
NO_KINDS: Kinds = MappingProxyType({})
NO_PROVIDERS: Providers = MappingProxyType({})
ALL_SOURCES = (
    *SOURCES, case_steps, deferrals_due, drafts_ending, checks_of_promises, consents_asked, proofs_asked,
    proofs_refused, proposals_offered, ratings_open, follow_ups_closed, agents_came, agencies_given, agencies_over,
    agencies_decided, requests_asked, duty_checks_seen, wallets_took_copies, copies_sealed, codes_printed,
    delegations_offered, delegations_accepted, delegations_over,
    guardianships, roles_offered, roles_over, company_news,
)  # fmt: skip


def reader_of(
    session: Session, actor: Actor, *, catalogue: Catalogue, calendar: Calendar, box: Box,
    programmes: Programmes = NO_PROGRAMMES, proof_kinds: Kinds = NO_KINDS, providers: Providers = NO_PROVIDERS,
) -> Reader:  # fmt: skip
    """Rule 2."""
    persons: Sequence[uuid.UUID]
    try:
        persons = persons_reachable(session, person_of(session, actor))
    except IdentityNotMatched:
        persons = ()
    return Reader(
        uuid.UUID(actor.subject_id), tuple(persons), catalogue, calendar, box, programmes, proof_kinds, providers
    )


def notices(session: Session, reader: Reader, span: Span) -> list[Notice]:
    """Up to `span.limit` notices, newest first."""
    found = (notice for source in ALL_SOURCES for notice in source(session, reader, span) if span.holds(notice))
    return nlargest(span.limit, found, key=lambda notice: (notice.at, notice.id))


def read_up_to(session: Session, reader: Reader) -> int:
    """The time up to which every notice was read (rule 4 when none was)."""
    mark = session.get(NoticeMark, reader.account_id, populate_existing=True)
    if mark is not None:
        return mark.read_up_to
    made = session.scalar(select(Account.created_at).where(Account.account_id == reader.account_id))
    return (made or 0) - 1


def unread(session: Session, reader: Reader, *, now: int) -> int:
    """How many are not read yet, at most MOST_UNREAD."""
    span = Span(now, MOST_UNREAD, since=read_up_to(session, reader))
    return len(notices(session, reader, span))


def mark_read(session: Session, reader: Reader, up_to: int, *, now: int) -> None:
    """Rule 3."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    mark = {"account_id": reader.account_id, "read_up_to": min(up_to, now)}
    statement = dialect.insert(NoticeMark).values(mark)
    forward = NoticeMark.read_up_to < statement.excluded.read_up_to
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[NoticeMark.account_id], set_={"read_up_to": statement.excluded.read_up_to}, where=forward
        )
    )
