"""What is read of an organisation's roles: by whoever manages it, and by whoever has one.

1. Managers read names in full once somebody has said yes; before that only what the inviter typed, so that an
   invitation tells nothing of whom the register knows.
2. Whoever has a role reads the organisation's name, their own limits and how it stands; nobody else's.
3. All roles that are not over are listed, and the last ENDED_SHOWN that are.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_ as both
from sqlalchemy import not_, select, tuple_
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.companies.invite import Manager, context_of, is_frozen, open_rows, over
from backend.companies.models import CompanyMember, CompanyStep
from backend.companies.roles import (
    ACTIVE,
    ADMINISTRATOR,
    GIVEN,
    INVITED,
    REPRESENTATIVE,
    WAITING,
    members_with,
    roles_of,
)
from backend.people.persons import identities_of, identity_of
from backend.registries.calendar import day_of
from backend.security import Box
from backend.web.paging import decode_cursor
from certs.catalogue import Catalogue

ENDED_SHOWN = 50
Names = Mapping[uuid.UUID, str]


def company_document(
    session: Session, manager: Manager, *, catalogue: Catalogue, box: Box, now: int
) -> dict[str, Any]:  # fmt: skip
    """As `schemas.CompanyAnswer` names it."""
    identity = identity_of(session, manager.organisation_id, box=box)
    frozen = is_frozen(session, manager.organisation_id)
    first = members_with(session, manager.organisation_id, REPRESENTATIVE, now=now)
    return {
        "organisation_id": manager.organisation_id, "name": identity.name, "credit_code": identity.number,
        "power": manager.power, "frozen": frozen, "gives": [] if frozen else _gives(manager),
        "representative": identity_of(session, first[0], box=box).name if first else None,
        "members": member_documents(
            session, manager, _members(session, manager, now=now), catalogue=catalogue, box=box, now=now
        ),
        "certificates": _certificates(session, manager.organisation_id, catalogue),
    }  # fmt: skip


def member_documents(
    session: Session, manager: Manager, rows: Sequence[CompanyMember], *, catalogue: Catalogue, box: Box, now: int
) -> list[dict[str, Any]]:  # fmt: skip
    """Rule 1, as `schemas.CompanyMemberAnswer` names them."""
    frozen = is_frozen(session, manager.organisation_id)
    names = _names(session, [one for row in rows for one in (_known(row), row.invited_by)], box=box)
    gives = [] if frozen else _gives(manager)
    return [
        {**_limited(row, catalogue, frozen=frozen, now=now), **_member(row, names, gives, box=box, now=now)}
        for row in rows
    ]


def mine_document(
    session: Session, row: CompanyMember, *, catalogue: Catalogue, box: Box, now: int
) -> dict[str, Any]:  # fmt: skip
    """Rule 2, as `schemas.MyCompanyRole` names it."""
    frozen, standing = is_frozen(session, row.person_id), not over(row, now=now)
    acts = {INVITED: ["decline"] if frozen else ["accept", "decline"], WAITING: ["leave"], ACTIVE: ["leave"]}
    company = {"organisation_id": row.person_id, "name": identity_of(session, row.person_id, box=box).name}
    limited = _limited(row, catalogue, frozen=frozen, now=now)
    return {**limited, "company": company, "acts": acts.get(row.state, []) * standing}


def managed(session: Session, person_id: uuid.UUID, *, box: Box, now: int) -> list[dict[str, Any]]:
    """Organisations whose roles the person gives, each once, as `schemas.ManagedCompany` names them."""
    powers: dict[uuid.UUID, str] = {}
    for one in roles_of(session, person_id, now=now):
        if one.role in (REPRESENTATIVE, ADMINISTRATOR):
            powers.setdefault(one.organisation_id, one.role)
    names = _names(session, list(powers), box=box)
    return [{"organisation_id": one, "name": names[one], "power": power} for one, power in powers.items()]


def log_lines(
    session: Session, organisation_id: uuid.UUID, *, limit: int, cursor: str | None
) -> Sequence[CompanyStep]:  # fmt: skip
    """Up to `limit + 1`, newest first."""
    query = select(CompanyStep).where(CompanyStep.person_id == organisation_id)
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(CompanyStep.at, CompanyStep.step_id) < tuple_(*after))
    return session.scalars(query.order_by(CompanyStep.at.desc(), CompanyStep.step_id.desc()).limit(limit + 1)).all()


def log_documents(session: Session, lines: Sequence[CompanyStep], *, box: Box) -> list[dict[str, Any]]:
    """As `schemas.CompanyLogLine` names them; rule 1 for whom they are about."""
    about = {one.member_id for one in lines if one.member_id is not None}
    query = select(CompanyMember).where(CompanyMember.member_id.in_(sorted(about)))
    query = query.where(CompanyMember.person_id.in_({one.person_id for one in lines}))
    rows = {row.member_id: row for row in session.scalars(query)}
    names = _names(session, [*(one.by_id for one in lines), *map(_known, rows.values())], box=box)
    return [_line(one, rows.get(one.member_id) if one.member_id else None, names, box=box) for one in lines]


def last_day(until: int | None) -> date | None:
    return None if until is None else day_of(until - 1)


def _line(line: CompanyStep, row: CompanyMember | None, names: Names, *, box: Box) -> dict[str, Any]:
    return {
        "step_id": line.step_id, "at": line.at, "act": line.act, "by": names[line.by_id] if line.by_id else None,
        "about": None if row is None else _name(row, names, box=box), "role": None if row is None else row.role,
    }  # fmt: skip


def _members(session: Session, manager: Manager, *, now: int) -> list[CompanyMember]:
    """Rule 3, each part newest first."""
    order = CompanyMember.invited_at.desc(), CompanyMember.member_id.desc()
    standing = open_rows(manager.organisation_id, now=now)
    ended = select(CompanyMember).where(standing[0], not_(both(*standing[1:]))).order_by(*order).limit(ENDED_SHOWN)
    return [*session.scalars(select(CompanyMember).where(*standing).order_by(*order)), *session.scalars(ended)]


def _gives(manager: Manager) -> list[str]:
    return [role for role in GIVEN if role != ADMINISTRATOR or manager.power == REPRESENTATIVE]


def _member(
    row: CompanyMember, names: Names, gives: Sequence[str], *, box: Box, now: int
) -> dict[str, Any]:  # fmt: skip
    acts = {INVITED: ["remove"], WAITING: ["confirm", "remove"], ACTIVE: ["remove"]}.get(row.state, [])
    may = row.role in gives and not over(row, now=now)
    return {
        "name": _name(row, names, box=box), "acts": acts if may else [],
        "by_link": box.of_row(row).open(row.sealed, context_of(row.member_id)) is None,
        "invited_by": names[row.invited_by],
    }  # fmt: skip


def _limited(row: CompanyMember, catalogue: Catalogue, *, frozen: bool, now: int) -> dict[str, Any]:
    types = [one.id for one in map(catalogue.by_number, row.types) if one is not None]
    return {
        "member_id": row.member_id, "role": row.role, "state": _state(row, frozen=frozen, now=now), "types": types,
        "matters": row.matters, "until": last_day(row.until), "uses": row.uses,
        "invited_at": row.invited_at, "due_at": row.due_at, "since": row.since, "ended_at": row.ended_at,
        "ended_why": row.ended_why,
    }  # fmt: skip


def _state(row: CompanyMember, *, frozen: bool, now: int) -> str:
    if row.state in (INVITED, WAITING) and over(row, now=now):
        return "expired"
    if row.state == ACTIVE:
        return "over" if over(row, now=now) else "frozen" if frozen else ACTIVE
    return row.state


def _known(row: CompanyMember) -> uuid.UUID | None:
    """Rule 1: whose name is read. Before they took the role none is: one look-up more would tell by the
    clock that there is such a person."""
    return None if row.since is None else row.who_id


def _name(row: CompanyMember, names: Names, *, box: Box) -> str | None:
    """Rule 1."""
    who_id = _known(row)
    if who_id is not None:
        return names[who_id]
    said = box.of_row(row).open(row.sealed, context_of(row.member_id))
    return None if said is None else str(said["name"])


def _names(session: Session, ids: Sequence[uuid.UUID | None], *, box: Box) -> dict[uuid.UUID, str]:
    found = identities_of(session, [one for one in ids if one is not None], box=box)
    return {one: identity.name for one, identity in found.items()}


def _certificates(session: Session, organisation_id: uuid.UUID, catalogue: Catalogue) -> list[dict[str, Any]]:
    mine = Certificate.person_id == organisation_id, Certificate.state != "superseded"
    query = select(Certificate).where(*mine).order_by(Certificate.type_number, Certificate.certificate_id)
    found = [(row, catalogue.by_number(row.type_number)) for row in session.scalars(query)]
    return [
        {"certificate_id": row.certificate_id, "type_id": type_.id, "name": dict(type_.name), "state": row.state,
         "valid_to": row.valid_to}
        for row, type_ in found if type_ is not None
    ]  # fmt: skip
