"""What both sides read of a delegation: who lends what to whom, on which terms, how it stands and what it was used for.

1. The lending side reads the name and the masked number as they were typed, whoever they belong to.
2. The borrowing side reads the names of holder and lender and which types, but no field, until it has accepted; then
   the certificates stand in its wallet.
3. Both read what hangs on it: to whom it was lent on.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.certificates.models import Showing
from backend.delegations.chain import DEEPEST
from backend.delegations.models import Delegation
from backend.delegations.reach import answers_for, borrowed_by, lent_by
from backend.delegations.refusals import NoSuchDelegation
from backend.delegations.rows import context_of
from backend.delegations.said import MATTER
from backend.delegations.states import ACCEPTED, ROLE, WAITING, for_borrower, for_lender
from backend.delegations.uses import uses
from backend.delegations.whose import newest
from backend.matters.offered import NoSuchMatter, offered_matter
from backend.people.persons import identities_of, person_of
from backend.people.profile import hide_number
from backend.security import Box
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services

LENT, BORROWED = "lent", "borrowed"


def my_delegations(
    session: Session, side: str, *, actor: Actor, limit: int, cursor: str | None, now: int
) -> Sequence[Delegation]:  # fmt: skip
    """Up to `limit + 1`, newest first. Raises IdentityNotMatched."""
    person_id = person_of(session, actor)
    whose = (lent_by if side == LENT else borrowed_by)(session, person_id, now=now)
    query = select(Delegation).where(whose)
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(Delegation.offered_at, Delegation.delegation_id) < tuple_(*after))
    order = Delegation.offered_at.desc(), Delegation.delegation_id.desc()
    return session.scalars(query.order_by(*order).limit(limit + 1)).all()


def readable(session: Session, made: uuid.UUID, *, actor: Actor, now: int) -> tuple[Delegation, str]:
    """The delegation and the reader's side of it. Raises IdentityNotMatched, NoSuchDelegation."""
    person_id = person_of(session, actor)
    for side, whose in ((BORROWED, borrowed_by), (LENT, lent_by)):
        own = whose(session, person_id, now=now)
        row = session.scalars(select(Delegation).where(Delegation.delegation_id == made, own)).one_or_none()
        if row is not None:
            return row, side
    raise NoSuchDelegation


def line(session: Session, row: Delegation, side: str, *, services: Services, now: int) -> dict[str, Any]:
    """As `schemas.DelegationLine` names it."""
    names = identities_of(session, [row.person_id, row.lender_id], box=services.box)
    parties = {one: {"kind": known.kind, "name": known.name} for one, known in names.items()}
    return {
        "delegation_id": row.delegation_id, "side": side,
        "state": (for_lender if side == LENT else for_borrower)(row, now=now),
        "holder": parties[row.person_id], "lender": parties[row.lender_id],
        "to": _to(session, row, side, box=services.box), "types": _types(session, row, services),
        "purposes": [{"purpose": one, "name": _matter(session, one)} for one in row.purposes],
        "places": row.places, "times": row.times, "lend_on": row.lend_on, "parent": row.parent_id,
        "offered_at": row.offered_at, "due": row.due_at, "until": row.until,
        "answered_at": row.answered_at if side == BORROWED or row.state != "refused" else None,
        "ended_at": row.ended_at,
    }  # fmt: skip


def document(
    session: Session, row: Delegation, side: str, *, reader_id: uuid.UUID, services: Services, now: int
) -> dict[str, Any]:
    """As `schemas.DelegationAnswer` names it."""
    mine = Delegation.person_id == row.person_id, Delegation.parent_id == row.delegation_id
    below = session.scalars(select(Delegation).where(*mine).order_by(Delegation.offered_at)).all()
    said = line(session, row, side, services=services, now=now)
    return {
        **said,
        "certificates": _certificates(session, row, said["types"], reader_id, side),
        "uses": uses(session, row, services=services),
        "lent_on": [line(session, one, LENT, services=services, now=now) for one in below],
        "may": _may(session, row, side, said["state"], reader_id, now=now),
    }


def _to(session: Session, row: Delegation, side: str, *, box: Box) -> dict[str, Any]:
    """Rule 1."""
    typed = box.of(session, row.person_id).open(row.sealed, context_of(row.delegation_id))["to"]
    number = typed.get("number")
    name = typed.get("name")
    if row.to_kind == ROLE:
        name = typed["credit_code"]
        if row.borrower_id is not None and (side == BORROWED or row.state == ACCEPTED):
            name = identities_of(session, [row.borrower_id], box=box)[row.borrower_id].name
    return {
        "kind": row.to_kind, "name": name, "role": row.role,
        "number": hide_number(number) if number and side == LENT else None,
    }  # fmt: skip


def _types(session: Session, row: Delegation, services: Services) -> list[dict[str, Any]]:
    """One for each certificate, in order."""
    found = []
    for named in row.certificates:
        certificate = newest(session, row.person_id, uuid.UUID(named))
        type_ = None if certificate is None else services.catalogue.by_number(certificate.type_number)
        if type_ is not None:
            found.append({"id": type_.id, "number": type_.number, "name": dict(type_.name)})
    return found


def _certificates(
    session: Session, row: Delegation, types: list[dict[str, Any]], reader_id: uuid.UUID, side: str
) -> list[dict[str, Any]]:
    """As `schemas.LentCertificate` names it."""
    mine = Showing.person_id == row.person_id, Showing.source_id == row.delegation_id
    who = () if side == LENT else (Showing.presenter_id == reader_id,)
    query = select(Showing.certificate_id, Showing.times_left).where(*mine, *who)
    left = {one.certificate_id: one.times_left for one in session.execute(query)}
    by_number = {one["number"]: one for one in types}
    lines = []
    for named in row.certificates:
        one = newest(session, row.person_id, uuid.UUID(named))
        if one is not None and one.type_number in by_number:
            lines.append({
                "certificate_id": one.certificate_id, "type": by_number[one.type_number], "state": one.state,
                "times_left": left.get(one.certificate_id, row.times),
            })  # fmt: skip
    return lines


def _matter(session: Session, purpose: str) -> dict[str, str]:
    """The matter's name; its code when it is on offer no more."""
    code = purpose.removeprefix(MATTER)
    try:
        name = offered_matter(session, code).name
    except NoSuchMatter:
        return {"zh": code, "en": code}
    return {"zh": name.zh, "en": name.en}


def _may(session: Session, row: Delegation, side: str, state: str, reader_id: uuid.UUID, *, now: int) -> list[str]:
    if side == LENT:
        return ["withdraw"] if state in (WAITING, ACCEPTED) else []
    if state not in (WAITING, ACCEPTED) or not answers_for(session, row, reader_id, now=now):
        return []
    if state == WAITING:
        return ["accept", "refuse"]
    on = row.lend_on > 0 and row.depth < DEEPEST and row.times is None and row.to_kind != ROLE
    return ["give_back", "lend_on"] if on else ["give_back"]
