"""What a person sees and takes with them at a kiosk: masked cards, cases, what a matter still needs, a printed code."""

import uuid
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.mine.my_cases import my_lines
from backend.cases.models import Case
from backend.certificates.cards import cards_of
from backend.certificates.reading import Card
from backend.kiosks.models import KioskVisit
from backend.kiosks.refusals import PhoneNeeded
from backend.matters.offered import offered_matter
from backend.matters.terms import Material
from backend.people.persons import identity_of, persons_reachable
from backend.people.profile import masked
from backend.registries.calendar import day_of
from backend.verification.printed_codes import paper, print_code
from backend.web.request import Actor, Services

MOST_CASES = 20


def overview(session: Session, visit: KioskVisit, *, services: Services) -> dict[str, Any]:
    """Name, certificates and cases of the person, as far as the visit is about them, masked as on any public screen."""
    found = _cards(session, visit, services=services)
    cards = [replace(card, holder_name=card.holder_name[:1] + "*" * (len(card.holder_name) - 1)) for card in found]
    who = masked(identity_of(session, visit.person_id, box=services.box))
    return {"name": who["name"], "certificates": cards, "cases": my_lines(session, _cases(session, visit))}


def _cards(session: Session, visit: KioskVisit, *, services: Services) -> list[Card]:
    people = persons_reachable(session, visit.person_id)
    found = cards_of(session, people, catalogue=services.catalogue, box=services.box)
    return [one for one in found if visit.named is None or str(one.certificate_id) in visit.named]


def _cases(session: Session, visit: KioskVisit) -> list[Case]:
    if visit.named is not None:
        return []
    people = persons_reachable(session, visit.person_id)
    mine = select(Case).where(Case.person_id.in_(people), Case.parent_no.is_(None))
    return list(session.scalars(mine.order_by(Case.opened_at.desc(), Case.case_no.desc()).limit(MOST_CASES)))


def needed(session: Session, visit: KioskVisit, matter_code: str, *, services: Services, now: int) -> dict[str, Any]:
    """What the matter asks of everybody, and for each whether a valid certificate of the person stands for it. Raises
    NoSuchMatter."""
    matter = offered_matter(session, matter_code)
    cards = _cards(session, visit, services=services)
    held = {card.type.id for card in cards if _good(card, day_of(now).isoformat())}
    items = [
        {"code": one.code, "name": one.name, "required": one.required, "there": _there(one, held)}
        for one in matter.materials
        if not one.applies_when
    ]
    return {"code": matter.code, "name": matter.name, "office": matter.office.name, "materials": items}


def print_for(
    session: Session, visit: KioskVisit, matter_code: str, certificate_ids: list[uuid.UUID] | None, *, actor: Actor,
    services: Services, now: int,
) -> dict[str, Any]:  # fmt: skip
    """A printed code for this matter and day. Raises PhoneNeeded, NoSuchMatter, NothingToPrint, Invalid, TooMany."""
    if visit.named is not None:
        raise PhoneNeeded
    matter = offered_matter(session, matter_code)
    printed = print_code(
        session, visit.person_id, matter.code, certificate_ids, day=day_of(now), ground="self",
        office=visit.kiosk_id, actor=actor, services=services, now=now,
    )  # fmt: skip
    return paper(printed, agent=None) | {"matter_name": matter.name}


def _good(card: Card, today: str) -> bool:
    return card.state == "valid" and card.valid_from <= today and (card.valid_to is None or today <= card.valid_to)


def _there(material: Material, held: set[str]) -> bool:
    return any(way and all(one.type in held for one in way) for way in material.replaced_by)
