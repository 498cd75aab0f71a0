"""The citizen's answer: yes, no, and taking the no back.

1. A proposal is answered by its person, one to an organisation by its legal representative; for others it is not there.
2. A yes is weighed again: the rules are asked of the records of now, and what became untrue is refused (409).
3. A yes issues the certificate in the same transaction; said again, it gives the same certificate.
4. What the rules saw at the yes is kept sealed: their version, what became of each, and keyed digests of the values.
5. A no stands until it is taken back, which is possible as long as the proposal is valid; nothing was given away.
6. Until a yes nobody but the person learns of a proposal: the log names it by its id, never the person it was made to.
"""

import os
import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.certificates.issue import issue_all
from backend.people.persons import person_of, persons_reachable
from backend.proposals.folder import Programmes, load_programmes
from backend.proposals.models import Proposal
from backend.proposals.programme import Made, Programme, key_of
from backend.proposals.refusals import AlreadyHeld, NoSuchProposal, ProposalAnswered, ProposalChanged, ProposalExpired
from backend.proposals.weigh import Judge, Weighed, weigh_person
from backend.registries.calendar import day_of
from backend.registries.refusals import NameDiffers, RecordRefused
from backend.trust.models import Issuer
from backend.web.request import Actor, Services

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SERIAL = 12
OFFERED, CONSENTED, REFUSED = "offered", "consented", "refused"


def programmes_of(services: Services) -> Programmes:
    return load_programmes(services.settings.programmes_dir, services.catalogue)


def consent(session: Session, proposal_id: uuid.UUID, *, actor: Actor, services: Services, now: int) -> Proposal:
    """Rules 2 to 4. Raises NoSuchProposal, ProposalAnswered, ProposalExpired, ProposalChanged, AlreadyHeld."""
    proposal = my_proposal(session, proposal_id, actor=actor, lock=True)
    if proposal.state == CONSENTED:
        return proposal
    if proposal.state == REFUSED:
        raise ProposalAnswered
    _refuse_late(proposal, now)
    programme = present(proposal, services)
    if programme is None:
        raise ProposalChanged
    judge, salt = Judge(programme, services.catalogue, services.box, day_of(now)), os.urandom(16)
    weighed = weigh_person(session, proposal.person_id, judge, salt=salt)
    if weighed.held:
        raise AlreadyHeld
    if not weighed.eligible:
        raise ProposalChanged
    proposal.certificate_id = _issue(session, proposal, programme, weighed, actor=actor, services=services, now=now)
    proposal.sealed = services.box.of_row(proposal).seal(_seen(weighed, salt), proposal_context(proposal))
    _answer(session, proposal, CONSENTED, action="proposal.consented", actor=actor, now=now)
    return proposal


def refuse(session: Session, proposal_id: uuid.UUID, *, actor: Actor, now: int) -> Proposal:
    """Rule 5; said again, it changes nothing. Raises NoSuchProposal, ProposalAnswered, ProposalExpired."""
    proposal = my_proposal(session, proposal_id, actor=actor, lock=True)
    if proposal.state == CONSENTED:
        raise ProposalAnswered
    if proposal.state == OFFERED:
        _refuse_late(proposal, now)
        _answer(session, proposal, REFUSED, action="proposal.refused", actor=actor, now=now)
    return proposal


def take_back(session: Session, proposal_id: uuid.UUID, *, actor: Actor, now: int) -> Proposal:
    """Rule 5: offered again; where there is no refusal, nothing changes. Raises as `refuse` does."""
    proposal = my_proposal(session, proposal_id, actor=actor, lock=True)
    if proposal.state == CONSENTED:
        raise ProposalAnswered
    _refuse_late(proposal, now)
    if proposal.state == REFUSED:
        _answer(session, proposal, OFFERED, action="proposal.refusal_taken_back", actor=actor, now=now)
        proposal.answered_at = None
    return proposal


def my_proposal(session: Session, proposal_id: uuid.UUID, *, actor: Actor, lock: bool = False) -> Proposal:
    """Rule 1. Raises IdentityNotMatched, NoSuchProposal."""
    mine = persons_reachable(session, person_of(session, actor))
    query = select(Proposal).where(Proposal.person_id.in_(mine), Proposal.proposal_id == proposal_id)
    proposal = session.scalars(query.with_for_update() if lock else query).first()
    if proposal is None:
        raise NoSuchProposal
    return proposal


def present(proposal: Proposal, services: Services) -> Programme | None:
    """The programme as it is now; None when it was stopped, or changed since it was offered."""
    programme = named(proposal, services)
    unchanged = programme is not None and programme.version == proposal.version and not programme.paused
    return programme if unchanged else None


def named(proposal: Proposal, services: Services) -> Programme | None:
    """The programme of any version, or None when there is none of this code any more."""
    found = programmes_of(services).values()
    return next((one for one in found if key_of(one.code, box=services.box) == proposal.programme_key), None)


def proposal_context(proposal: Proposal) -> bytes:
    return b"proposal:" + proposal.person_id.bytes + proposal.proposal_id.bytes


def serial_of(proposal_id: uuid.UUID) -> str:
    """12 characters of [0-9A-Z] from the random bits of the id: the number says nothing of who has it."""
    number, found = proposal_id.int & (1 << 62) - 1, []
    for _ in range(SERIAL):
        number, digit = divmod(number, len(ALPHABET))
        found.append(ALPHABET[digit])
    return "".join(found)


def _refuse_late(proposal: Proposal, now: int) -> None:
    if now >= proposal.expires_at:
        raise ProposalExpired


def _issue(
    session: Session, proposal: Proposal, programme: Programme, weighed: Weighed, *, actor: Actor, services: Services,
    now: int,
) -> uuid.UUID:  # fmt: skip
    """Rule 3: the certificate's id."""
    fields = _fields(session, proposal, programme, weighed, now=now)
    try:
        issued = issue_all(
            session, fields, type=programme.grants, issuer_code=programme.office, catalogue=services.catalogue,
            box=services.box, base_url=services.settings.base_url, now=now, actor=actor,
        )  # fmt: skip
    except (NameDiffers, RecordRefused) as error:
        raise ProposalChanged from error
    mine = [one.certificate_id for one in issued if one.person_id == proposal.person_id]
    if len(mine) != 1 or len(issued) != 1:
        raise ProposalChanged
    return mine[0]


def _fields(
    session: Session, proposal: Proposal, programme: Programme, weighed: Weighed, *, now: int
) -> dict[str, Any]:
    """What nothing gives is left out: only fields that need not be there can be so."""
    office = session.get_one(Issuer, programme.office).name_zh
    today = day_of(now).isoformat()

    def made(one: Made) -> Any:
        if one.way == "record":
            return weighed.fields.get(one.value)
        if one.way == "number":
            return one.value.format(year=today[:4], serial=serial_of(proposal.proposal_id))
        return {"today": today, "office": office}.get(one.way, one.value)

    found = {one.field: made(one) for one in programme.fields}
    return {name: value for name, value in found.items() if value is not None}


def _seen(weighed: Weighed, salt: bytes) -> dict[str, Any]:
    """Rule 4."""
    decision = weighed.decision
    assert decision is not None  # it was eligible
    became = {one.code: one.holds for one in decision.explanation}
    return {"rules": decision.rule_version, "became": became, "inputs": dict(decision.inputs), "salt": salt.hex()}


def _answer(session: Session, proposal: Proposal, state: str, *, action: str, actor: Actor, now: int) -> None:
    """Rule 6."""
    proposal.state, proposal.answered_at = state, now
    subject = f"proposal:{proposal.proposal_id}"
    record(session, make_entry(at=now, actor=actor.subject, action=action, subject=subject))
