"""What is offered to a citizen, and what a yes would do.

1. The list has what can be answered now: offered or refused, still valid, and still true by the records of now. 2. One
proposal is shown whatever became of it, to its person. 3. It says which data were looked at, what the certificate will
say, who learns what, and why this person: by labels, never by values.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.people.persons import identity_of, person_of, persons_reachable
from backend.proposals.answer import CONSENTED, OFFERED, REFUSED, named, present
from backend.proposals.models import Proposal
from backend.proposals.programme import Programme, root_of
from backend.proposals.refusals import NoSuchProposal
from backend.proposals.weigh import Judge, Weighed, weigh_person
from backend.registries.calendar import day_of
from backend.registries.types import known_type
from backend.trust.models import Issuer
from backend.web.request import Actor, Services
from certs.catalogue import Catalogue, CertificateType

STATES = (OFFERED, REFUSED, CONSENTED, "expired", "changed", "held")


def my_proposals(session: Session, *, actor: Actor, services: Services, now: int) -> list[dict[str, Any]]:
    """Rule 1, newest first."""
    mine = persons_reachable(session, person_of(session, actor))
    which = Proposal.person_id.in_(mine), Proposal.state.in_((OFFERED, REFUSED)), Proposal.expires_at > now
    rows = session.scalars(select(Proposal).where(*which).order_by(Proposal.proposed_at.desc(), Proposal.proposal_id))
    shown = (document(session, row, services=services, now=now) for row in rows if present(row, services))
    return [one for one in shown if one["state"] in (OFFERED, REFUSED)]


def document(session: Session, proposal: Proposal, *, services: Services, now: int) -> dict[str, Any]:
    """Everything `schemas.ProposalAnswer` names. Raises NoSuchProposal when its programme is no more."""
    programme = named(proposal, services)
    if programme is None:
        raise NoSuchProposal
    judge = Judge(programme, services.catalogue, services.box, day_of(now))
    weighed = weigh_person(session, proposal.person_id, judge)
    holder = identity_of(session, proposal.person_id, box=services.box)
    return {
        "proposal_id": proposal.proposal_id,
        "state": _state(proposal, weighed, current=present(proposal, services) is not None, now=now),
        "programme": {"code": programme.code, "version": programme.version, "name": programme.name},
        "office": office_of(session, programme),
        "type": type_of(judge.granted),
        "holder": {"kind": holder.kind, "name": holder.name},
        "what": programme.what,
        "reasons": [rule.text for rule in programme.rules.rules.rules],
        "looked_at": list(_looked_at(programme, services.catalogue)),
        "fields": [_label(judge.granted, made.field) for made in programme.fields],
        "disclosed": programme.disclosed,
        "legal_basis": list(programme.legal_basis),
        "proposed_at": proposal.proposed_at,
        "last_day": day_of(proposal.expires_at - 1),
        "answered_at": proposal.answered_at,
        "certificate_id": proposal.certificate_id,
    }


def _state(proposal: Proposal, weighed: Weighed, *, current: bool, now: int) -> str:
    if proposal.state == CONSENTED:
        return CONSENTED
    if now >= proposal.expires_at:
        return "expired"
    if weighed.held:
        return "held"
    return proposal.state if current and weighed.eligible else "changed"


def _looked_at(programme: Programme, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Rule 3: each type with the labels of its fields that the rules look at; what is not decisive is not looked at."""
    names = {name for condition in programme.rules.conditions for name in condition.names}
    for root, type_id in (("facts", programme.register), *(("certificates", one) for one in programme.also)):
        type = known_type(catalogue, type_id)
        used = {name for name in type.fields if f"{root}.{root_of(type_id)}.{name}" in names}
        yield {"type": type_of(type), "fields": [_label(type, name) for name in type.fields if name in used]}


def _label(type: CertificateType, name: str) -> dict[str, Any]:
    return {"name": name, "label": dict(type.fields[name].title)}


def type_of(type: CertificateType) -> dict[str, Any]:
    return {"id": type.id, "number": type.number, "name": dict(type.name)}


def office_of(session: Session, programme: Programme) -> dict[str, Any]:
    """The issuing office with its registered name; a code that is not registered names itself."""
    found = session.get(Issuer, programme.office)
    code = programme.office
    return {"code": code, "name": {"zh": found.name_zh, "en": found.name_en} if found else {"zh": code, "en": code}}
