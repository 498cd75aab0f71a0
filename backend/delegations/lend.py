"""Lending: the holder's phone says which certificates, to whom, for what, where, until when and how often.

1. The phone's key signs exactly that; a statement is one delegation, and saying it again changes nothing.
2. Only what is the lender's to lend: their own, or of an organisation that they act for (`whose`); or lent to them for
   lending on (`chain`).
3. A person is named by name and citizen number, or by name and a link that they open; an organisation by credit code.
   The answer is the same whether there is such a person or organisation or not. Tries are counted.
4. Nobody lends to themselves, and no company to its own roles. Of anybody else above, the borrower's own answer says
   so (`answer`): refusing here would tell whose number it is.
5. MOST delegations of one lender wait or stand at a time.
"""

import uuid
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.delegations.chain import check_lent, parent_of
from backend.delegations.models import Delegation
from backend.delegations.refusals import LendingCircular, LendingRefused, NotLendable, TooManyDelegations
from backend.delegations.rows import context_of, link_key, note
from backend.delegations.said import Borrower, Said, check_said
from backend.delegations.states import ACCEPTED, LINK, OFFERED, PERSON, ROLE
from backend.delegations.whose import may_lend, named_certificates
from backend.errors import NotFound
from backend.people.devices import device_of
from backend.people.identity import named_so
from backend.people.limits import Visitor, count_guess
from backend.people.persons import ORGANISATION, find_person, person_of, stay
from backend.security import Box
from backend.web.request import Actor, Services
from certs.catalogue.numbers import credit_code
from certs.catalogue.problems import FieldProblem
from certs.delegation import check_lending, delegation_id
from certs.errors import MalformedError
from certs.keys import public_from_jwk

DAYS_TO_ANSWER, DAY = 7, 86_400
MOST = 100


def lend(
    session: Session, said: Said, *, device_id: uuid.UUID, signature: str, visitor: Visitor, actor: Actor,
    services: Services, now: int,
) -> Delegation:  # fmt: skip
    """The delegation, offered. Raises LendingRefused, Invalid, NotLendable, NotLentOn, LendingCircular,
    TooManyDelegations, NoSuchDelegation, TooMany."""
    lender_id = person_of(session, actor)
    _check_signature(session, said, lender_id, device_id, signature, services=services, now=now)
    made = delegation_id(signature)
    known = _mine(session, made, lender_id)
    if known is not None:
        return known
    check_said(session, said, now=now)
    parent = parent_of(session, said, lender_id, now=now)
    holder_id = _holder(session, said, parent, lender_id, now=now)
    _refuse_many(session, lender_id, now=now)
    stay(session, holder_id)
    borrower_id = _borrower(session, said.to, visitor=visitor, actor=actor, box=services.box, now=now)
    if borrower_id == lender_id or (said.to.kind == ROLE and borrower_id == holder_id):
        raise LendingCircular
    kept = services.box.of(session, holder_id).seal({"to": said.to.kept(), "statement": signature}, context_of(made))
    return _store(session, {
        "person_id": holder_id, "delegation_id": made, "lender_id": lender_id, "parent_id": said.parent,
        "depth": 1 if parent is None else parent.depth + 1, "to_kind": said.to.kind, "borrower_id": borrower_id,
        "role": said.to.role or None, "link_key": link_key(said.to.link, services.box),
        "certificates": [str(one) for one in said.certificates], "purposes": list(said.purposes),
        "places": said.places, "until": said.ends, "times": said.times, "lend_on": said.lend_on, "sealed": kept,
        "device_id": device_id, "state": OFFERED, "offered_at": now,
        "due_at": min(now + DAYS_TO_ANSWER * DAY, said.ends),
    }, actor=actor, now=now)  # fmt: skip


def _check_signature(
    session: Session, said: Said, lender_id: uuid.UUID, device_id: uuid.UUID, signature: str, *, services: Services,
    now: int,
) -> None:  # fmt: skip
    """Rule 1."""
    try:
        public = public_from_jwk(device_of(session, lender_id, device_id).jwk)
    except NotFound:
        raise LendingRefused(errors=[{"path": "/device_id", "problem": "device_unknown"}]) from None
    try:
        check_lending(signature, public, said.signed(services.settings.base_url), now=now)
    except MalformedError as error:
        raise LendingRefused(errors=[{"path": "/signature", "problem": error.reason}]) from error


def _mine(session: Session, made: uuid.UUID, lender_id: uuid.UUID) -> Delegation | None:
    own = Delegation.delegation_id == made, Delegation.lender_id == lender_id
    return session.scalars(select(Delegation).where(*own)).one_or_none()


def _holder(session: Session, said: Said, parent: Delegation | None, lender_id: uuid.UUID, *, now: int) -> uuid.UUID:
    """Rule 2: whose certificates they are."""
    named = named_certificates(session, said.certificates, now=now)
    holder_id = named[0].person_id
    if parent is not None:
        check_lent(session, parent, named, lender_id)
    elif not may_lend(session, lender_id, holder_id, now=now):
        raise NotLendable
    return holder_id


def _refuse_many(session: Session, lender_id: uuid.UUID, *, now: int) -> None:
    """Rule 5."""
    standing = Delegation.lender_id == lender_id, Delegation.state.in_((OFFERED, ACCEPTED)), Delegation.until > now
    if (session.scalar(select(func.count()).select_from(Delegation).where(*standing)) or 0) >= MOST:
        raise TooManyDelegations


def _borrower(
    session: Session, to: Borrower, *, visitor: Visitor, actor: Actor, box: Box, now: int
) -> uuid.UUID | None:  # fmt: skip
    """Rule 3."""
    if to.kind == LINK:
        return None
    account = uuid.UUID(actor.subject_id).bytes
    count_guess(session, "delegation", account, visitor=Visitor(visitor.address), box=box, now=now)
    if to.kind == PERSON:
        return named_so(session, to.name, to.citizen_number, box=box)
    try:
        return find_person(session, ORGANISATION, credit_code(to.credit_code), box=box)
    except FieldProblem:
        return None


def _store(session: Session, values: dict[str, Any], *, actor: Actor, now: int) -> Delegation:
    """Rule 1: the primary key decides when the same statement comes twice at once."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(Delegation).values(values).on_conflict_do_nothing().returning(Delegation.delegation_id)
    first = session.execute(insert).first() is not None
    row = session.get_one(Delegation, (values["person_id"], values["delegation_id"]), populate_existing=True)
    if first:
        note(session, row, "offered", actor=actor.subject, now=now)
    return row
