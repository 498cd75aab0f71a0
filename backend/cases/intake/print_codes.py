"""A window prints a code for a person whom it has identified, to be shown once at any window.

1. The person showed a code to a case of this window in the last half hour (`code`), or the clerk has their ID card in
hand and says why there was no code (`card`): name and number must both be the registry's; tries are counted and logged.
A code that came on paper identifies nobody anew. 2. The matter is on offer, at windows, and for citizens. 3. The code
shows what the matter has a use for, or the types among it that the clerk chose. 4. The person is told, and may revoke.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.cases.intake.proofs import CONSENT
from backend.cases.open import NotAtWindows, own_case
from backend.certificates.models import Certificate
from backend.errors import Conflict, Invalid, NotFound
from backend.matters.offered import offered_matter
from backend.matters.terms import Matter
from backend.people.identity import named_so
from backend.people.limits import Visitor, count_guess
from backend.people.models import Person
from backend.people.persons import CITIZEN
from backend.verification.models import VerdictRow
from backend.verification.printed_codes import Ground, NothingToPrint, Printed, print_code
from backend.verification.verifiers import verifier_of
from backend.web.request import Actor, Services

SHOWN_BY_PHONE = ("view", "pack")


class NobodyIdentified(Conflict):
    code = "nobody_identified"
    zh = "该办件中近半小时没有本人亮码"
    en = "Nobody's own code was accepted for this case in the last half hour"
    next_zh = "请本人亮码，或核对身份证后按证件登记"
    next_en = "Let the person show a code, or enter their ID card and the reason"


class CardNotFound(NotFound):
    """The count of the try stands. No such person and another name answer alike."""

    code = "card_not_found"
    zh = "姓名和公民身份号码与登记不一致"
    en = "Name and citizen number are not those of anybody here"
    next_zh = "请与身份证逐字核对"
    next_en = "Compare both with the card, character by character"
    keeps_writes = True


@dataclass(frozen=True)
class Card:
    """The ID card that the clerk has in hand, and why there was no code."""

    name: str
    citizen_number: str
    reason: str


@dataclass(frozen=True)
class Wanted:
    """What is to be printed. `types`: ids of certificate types, None for all that the matter has a use for."""

    matter_code: str
    day: date
    types: Collection[str] | None = None
    agent: str | None = None


def print_at_window(
    session: Session, wanted: Wanted, by: str | Card, *, visitor: Visitor, actor: Actor, services: Services, now: int
) -> Printed:  # fmt: skip
    """`by`: the number of the case in which the person showed a code, or their card.

    Raises NoSuchCase, NobodyIdentified, CardNotFound, NoSuchMatter, NotAtWindows, NothingToPrint, Invalid, TooMany."""
    window = verifier_of(session, actor, services=services, now=now).verifier_id
    matter = offered_matter(session, wanted.matter_code)
    if "window" not in matter.channels or matter.applicant != CITIZEN:  # rule 2
        raise NotAtWindows
    person_id = (
        _by_card(session, by, visitor=visitor, actor=actor, services=services, now=now) if isinstance(by, Card)
        else _by_code(session, by, actor=actor, now=now)
    )  # fmt: skip
    ids = printable(session, person_id, matter, types=wanted.types, services=services)
    ground: Ground = "card" if isinstance(by, Card) else "code"
    return print_code(
        session, person_id, matter.code, ids, day=wanted.day, ground=ground, office=window, actor=actor,
        services=services, now=now, agent=wanted.agent, reason=by.reason if isinstance(by, Card) else None,
    )  # fmt: skip


def printable(
    session: Session, person_id: uuid.UUID, matter: Matter, *, types: Collection[str] | None, services: Services
) -> list[uuid.UUID]:  # fmt: skip
    """Rule 3: the person's own valid certificates. Raises Invalid for a type that the matter has no use for."""
    useful = {one.type for _, one in matter.replacements()} | {field.type for field in matter.form if field.type}
    beyond = sorted(set(types or ()) - useful)
    if beyond:
        raise Invalid(errors=[{"path": "/types", "problem": f"the matter has no use for: {', '.join(beyond)}"}])
    chosen = useful if types is None else set(types)
    numbers = [type_.number for type_ in services.catalogue.types if type_.id in chosen]
    mine = Certificate.person_id == person_id, Certificate.type_number.in_(numbers), Certificate.state == "valid"
    found = list(session.scalars(select(Certificate.certificate_id).where(*mine)))
    if not found:
        raise NothingToPrint
    return found


def _by_code(session: Session, case_no: str, *, actor: Actor, now: int) -> uuid.UUID:
    """Rule 1: the latest citizen whose phone showed a code."""
    case = own_case(session, case_no, actor=actor)
    here = VerdictRow.case_no == case.case_no, VerdictRow.verifier_id == actor.office
    good = VerdictRow.outcome == "accepted", VerdictRow.at >= now - CONSENT, VerdictRow.form.in_(SHOWN_BY_PHONE)
    alive = Person.kind == CITIZEN, Person.closed_at.is_(None)
    found = session.scalars(
        select(Person.person_id).join(VerdictRow, VerdictRow.person_id == Person.person_id)
        .where(*here, *good, *alive).order_by(VerdictRow.at.desc(), VerdictRow.verdict_id.desc()).limit(1)
    ).first()  # fmt: skip
    if found is None:
        raise NobodyIdentified
    return case.presenter_id or found


def _by_card(
    session: Session, card: Card, *, visitor: Visitor, actor: Actor, services: Services, now: int
) -> uuid.UUID:  # fmt: skip
    """Rule 1."""
    clerk = uuid.UUID(actor.subject_id).bytes
    count_guess(session, "card", clerk, visitor=Visitor(visitor.address), box=services.box, now=now)
    person_id = named_so(session, card.name, card.citizen_number, box=services.box)
    if person_id is None:
        subject = f"verifier:{actor.office}"
        record(session, make_entry(at=now, actor=actor.subject, action="printed_code.card_refused", subject=subject))
        raise CardNotFound
    return person_id
