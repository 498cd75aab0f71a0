"""Registering a partner takes two people: one applies, another decides.

Rules: 1. what is asked beyond a purpose is refused before anybody decides (`document`); 2. one application waits for a
partner at a time; 3. who applied does not decide; 4. what was decided on is what is registered: when the registration
changed meanwhile, the application is made anew; 5. approval writes the rights, the registration and the credentials in
one transaction, and a secret is told in that answer and never again; 6. an application that replaces a secret or keys
lets the old ones end after `overlap_hours`; 7. every act is in the log.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.errors import Conflict, Forbidden, NotFound
from backend.partners import states
from backend.partners.document import KEEP, NothingChanges, read_document, registration_from, rights_of
from backend.partners.models import Partner, PartnerApplication
from backend.partners.register import PartnerMalformed, add_credentials, end_credentials, end_tokens, require_new
from backend.partners.registration import state_of
from backend.partners.standing import document_of
from backend.people.two_people import SecondPersonNeeded, require_another
from backend.trust import caches
from backend.verification.models import Verifier
from certs.catalogue import Catalogue


class NoSuchApplication(NotFound):
    code = "partner_application_not_found"
    zh = "没有这份登记申请"
    en = "No such application"


class ApplicationWaits(Conflict):
    code = "partner_application_waits"
    zh = "该第三方已有一份申请待审批"
    en = "An application for this partner waits already"
    next_zh = "请先审批或撤回那份申请"
    next_en = "Have that one decided or withdraw it first"


class SecondPerson(SecondPersonNeeded):
    code = "second_person_required"
    zh = "申请人不能审批自己的申请"
    en = "Who applied cannot decide"
    next_zh = "请由另一位管理员审批"
    next_en = "Let another administrator decide"


class NotTheApplicant(Forbidden):
    code = "not_the_applicant"
    zh = "只有申请人可以撤回"
    en = "Only who applied may withdraw"
    next_zh = "请由申请人撤回，或驳回该申请"
    next_en = "Let the applicant withdraw it, or reject it"


class ChangedMeanwhile(Conflict):
    code = "partner_changed_meanwhile"
    zh = "申请之后登记已有变化"
    en = "The registration changed after this was applied for"
    next_zh = "请撤回后按现状重新申请"
    next_en = "Withdraw it and apply anew"


@dataclass(frozen=True)
class Approved:
    """`secret` is told this once; None when there are keys, or nothing was replaced."""

    client_id: str
    secret: str | None


def apply(
    session: Session, body: Mapping[str, Any], *, catalogue: Catalogue, actor: str, now: int
) -> PartnerApplication:
    """File an application for a new partner, or for a change of one. Raises what `read_document` raises, PartnerExists
    (a window has the id), ApplicationWaits, WrongState, NothingChanges."""
    document = read_document(body, catalogue=catalogue, now=now)
    client_id, replaces = body["client_id"], None
    partner = session.get(Partner, client_id)
    if partner is None:
        require_new(session, client_id)
        if document["proves_by"] == KEEP:
            raise PartnerMalformed(errors=[{"path": "/proves_by", "problem": "a new partner has nothing to keep"}])
    else:
        states.target_of(states.PARTNERS, state_of(partner, now=now), "change")
        replaces = document_of(session, partner)
        if document["proves_by"] == KEEP and _same(document, replaces):
            raise NothingChanges
    row = PartnerApplication(
        application_id=db.new_id(now * 1000), client_id=client_id, state=states.APPLIED, document=document,
        replaces=replaces, applied_by=actor, applied_at=now,
    )  # fmt: skip
    _add(session, row)
    _log(session, row, "partner.applied", actor=actor, now=now)
    return row


def approve(session: Session, application_id: uuid.UUID, *, actor: str, now: int) -> Approved:
    """Rule 5. Raises NoSuchApplication, SecondPerson, WrongState, ChangedMeanwhile, PartnerExists."""
    row = _decide(session, application_id, "approve", actor=actor, reason=None, now=now)
    if row.document["expires_at"] <= now:
        raise ChangedMeanwhile
    partner = session.get(Partner, row.client_id)
    if partner is None:
        require_new(session, row.client_id)
        _create(session, row, actor=actor, now=now)
    else:
        _change(session, row, partner, actor=actor, now=now)
    secret = None
    if row.document["proves_by"] != KEEP:
        end_credentials(session, row.client_id, at=now + row.document["overlap_hours"] * 3600)
        if row.document["overlap_hours"] == 0:
            end_tokens(session, row.client_id, actor=actor, now=now)
        jwks = {"keys": row.document["keys"]} if row.document["keys"] else None
        secret = add_credentials(session, row.client_id, secret=None, jwks=jwks, now=now)
    caches.forget(session)
    _log(session, row, "partner.approved", actor=actor, now=now)
    return Approved(row.client_id, secret)


def reject(session: Session, application_id: uuid.UUID, *, reason: str, actor: str, now: int) -> PartnerApplication:
    """Raises NoSuchApplication, SecondPerson, WrongState."""
    row = _decide(session, application_id, "reject", actor=actor, reason=reason, now=now)
    _log(session, row, "partner.rejected", actor=actor, now=now)
    return row


def withdraw(session: Session, application_id: uuid.UUID, *, actor: str, now: int) -> PartnerApplication:
    """Raises NoSuchApplication, NotTheApplicant, WrongState."""
    row = _decide(session, application_id, "withdraw", actor=actor, reason=None, now=now)
    _log(session, row, "partner.withdrawn", actor=actor, now=now)
    return row


def find_application(session: Session, application_id: uuid.UUID) -> PartnerApplication:
    """Raises NoSuchApplication."""
    row = session.get(PartnerApplication, application_id)
    if row is None:
        raise NoSuchApplication
    return row


def _decide(
    session: Session, application_id: uuid.UUID, act: str, *, actor: str, reason: str | None, now: int
) -> PartnerApplication:
    """One conditional UPDATE: of two who decide at once, one does."""
    row = find_application(session, application_id)
    target = states.target_of(states.APPLICATIONS, row.state, act)
    if act == "withdraw" and row.applied_by != actor:
        raise NotTheApplicant
    if act != "withdraw":
        require_another(session, row.applied_by, actor, refusal=SecondPerson)
    open_ = PartnerApplication.application_id == application_id, PartnerApplication.state == row.state
    decided = {"state": target, "decided_by": actor, "decided_at": now, "reason": reason}
    statement = update(PartnerApplication).where(*open_).values(decided).returning(PartnerApplication.state)
    if session.execute(statement.execution_options(synchronize_session=False)).first() is None:
        session.refresh(row)
        states.target_of(states.APPLICATIONS, row.state, act)
    session.refresh(row)
    return row


def _add(session: Session, row: PartnerApplication) -> None:
    waiting = PartnerApplication.client_id == row.client_id, PartnerApplication.state == states.APPLIED
    if session.scalars(select(PartnerApplication.application_id).where(*waiting)).first() is not None:
        raise ApplicationWaits
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()  # the index decides between two who apply at once
    except IntegrityError as error:
        raise ApplicationWaits from error


def _create(session: Session, row: PartnerApplication, *, actor: str, now: int) -> None:
    document = row.document
    partner = {"client_id": row.client_id, "state": states.APPROVED, "state_since": now, "approved_by": actor,
               "registration": registration_from(document), "created_at": now,
               "expires_at": document["expires_at"]}  # fmt: skip
    session.execute(insert(Partner).values(partner))
    verifier = {"verifier_id": row.client_id, "kind": "partner", "name_zh": document["name"]["zh"],
                "name_en": document["name"]["en"], "hall": None, "purposes": rights_of(document),
                "active": True}  # fmt: skip
    session.execute(insert(Verifier).values(verifier))


def _change(session: Session, row: PartnerApplication, partner: Partner, *, actor: str, now: int) -> None:
    """Rule 4."""
    document = row.document
    target = states.target_of(states.PARTNERS, state_of(partner, now=now), "change")
    if row.replaces is None or document_of(session, partner) != row.replaces:
        raise ChangedMeanwhile
    if target != partner.state:
        partner.state_since, partner.state_by = now, actor
    partner.state, partner.approved_by, partner.expires_at = target, actor, document["expires_at"]
    partner.registration = registration_from(document)
    verifier = session.get_one(Verifier, row.client_id)
    verifier.name_zh, verifier.name_en = document["name"]["zh"], document["name"]["en"]
    verifier.purposes, verifier.active = rights_of(document), target == states.APPROVED
    session.flush()  # what is read again in this transaction is the new registration


def _same(document: Mapping[str, Any], replaces: Mapping[str, Any]) -> bool:
    return all(document[name] == value for name, value in replaces.items())


def _log(session: Session, row: PartnerApplication, action: str, *, actor: str, now: int) -> None:
    subject = f"partner:{row.client_id}"
    record(session, make_entry(at=now, actor=actor, action=action, subject=subject, application=row.application_id))
