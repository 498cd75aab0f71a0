"""Who may do what for an organisation now: the one place that says whether a role counts.

1. The legal representative is whom the registry names, from the moment it does; they may do everything.
2. A role counts while it is active, its last day is not over, and the organisation's roles are not frozen. An
   invitation, and a role that waits for the company's word, count for nothing.
3. An administrator invites, confirms and ends keepers and agents; only the representative does so for administrators.
4. Rooms that lend something to a role are told, in the same transaction, when somebody has it no more.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from backend.companies.models import CompanyFreeze, CompanyMember
from backend.people.models import Person

REPRESENTATIVE, ADMINISTRATOR, KEEPER, AGENT = "representative", "administrator", "keeper", "agent"
GIVEN = (ADMINISTRATOR, KEEPER, AGENT)  # by the company; the first of all is given by the registry
INVITED, WAITING, ACTIVE, DECLINED, ENDED = "invited", "waiting", "active", "declined", "ended"
AtRoleEnd = Callable[[Session, "Role", int], None]
_AT_END: list[AtRoleEnd] = []


@dataclass(frozen=True)
class Limits:
    """What a role is good for: numbers of certificate types, codes of matters (none: all), Unix seconds."""

    types: tuple[int, ...] = ()
    matters: tuple[str, ...] = ()
    until: int | None = None
    uses: int | None = None


@dataclass(frozen=True)
class Role:
    """A role that counts. `member_id` None: the registry's representative."""

    organisation_id: uuid.UUID
    person_id: uuid.UUID
    role: str
    member_id: uuid.UUID | None = None
    limits: Limits = Limits()

    def permits_type(self, number: int) -> bool:
        return not self.limits.types or number in self.limits.types


def when_role_ends(act: AtRoleEnd) -> AtRoleEnd:
    """Registers what happens besides, by rule 4: `act(session, role, now)`."""
    _AT_END.append(act)
    return act


def roles_of(session: Session, person_id: uuid.UUID, *, now: int) -> list[Role]:
    """The person's roles that count, in every organisation; as representative first."""
    own = select(Person.person_id).where(Person.represented_by == person_id).order_by(Person.person_id)
    first = [Role(one, person_id, REPRESENTATIVE) for one in session.scalars(own)]
    return [*first, *given_roles(session, person_id, now=now)]


def given_roles(session: Session, person_id: uuid.UUID, *, now: int) -> list[Role]:
    """Those that organisations gave."""
    given = select(CompanyMember).where(CompanyMember.who_id == person_id, *counting(now))
    rows = session.scalars(given.order_by(CompanyMember.person_id, CompanyMember.member_id))
    return [role_of(row) for row in rows]


def members_with(session: Session, organisation_id: uuid.UUID, role: str, *, now: int) -> list[uuid.UUID]:
    """Persons who have this role there, each once; `role`: one of GIVEN, or REPRESENTATIVE."""
    if role == REPRESENTATIVE:
        query = select(Person.represented_by).where(Person.person_id == organisation_id)
        return [one for one in session.scalars(query) if one is not None]
    own = CompanyMember.person_id == organisation_id, CompanyMember.role == role
    query = select(CompanyMember.who_id).where(*own, *counting(now)).distinct().order_by(CompanyMember.who_id)
    return [one for one in session.scalars(query) if one is not None]


def stays(session: Session, role: Role, *, now: int) -> bool:
    """Whether it counts, and will until the transaction ends: whoever ends or freezes it meanwhile waits for us."""
    if role.member_id is None:
        named = select(Person.represented_by).where(Person.person_id == role.organisation_id)
        return session.scalars(named.with_for_update(read=True)).one_or_none() == role.person_id
    mine = CompanyMember.person_id == role.organisation_id, CompanyMember.member_id == role.member_id
    query = select(CompanyMember.member_id).where(*mine)
    session.execute(query.with_for_update(read=True))
    return session.scalars(query.where(*counting(now))).first() is not None  # as it is since we have it


def counting(now: int) -> tuple[ColumnElement[bool], ...]:
    """Rule 2, of rows of CompanyMember."""
    frozen = exists().where(CompanyFreeze.person_id == CompanyMember.person_id, CompanyFreeze.lifted_at.is_(None))
    lasting = or_(CompanyMember.until.is_(None), CompanyMember.until > now)
    return CompanyMember.state == ACTIVE, CompanyMember.who_id.is_not(None), lasting, ~frozen


def role_of(row: CompanyMember) -> Role:
    """The row as a role; it has somebody."""
    assert row.who_id is not None
    limits = Limits(tuple(row.types), tuple(row.matters), row.until, row.uses)
    return Role(row.person_id, row.who_id, row.role, row.member_id, limits)


def tell_ended(session: Session, rows: Iterable[CompanyMember], *, now: int) -> None:
    """Rule 4, of rows that count no more."""
    for row in rows:
        for act in _AT_END if row.who_id is not None else ():
            act(session, role_of(row), now)
