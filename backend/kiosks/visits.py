"""A person at a kiosk, for a few minutes: who they are is shown, never typed.

Rules: 1. somebody is known by a code of their identity card that is accepted here, by their phone's approval of this
kiosk's request, or by a printed code of this day, which is not used up by it; 2. the kiosk learns a visit's id and
reaches one person by it; the person's own sign-in never comes to the kiosk; 3. a visit ends three minutes after it was
last touched, and after fifteen in any case; 4. the next visit at a kiosk ends the one before; 5. another kiosk's visit
is as one that is not there; 6. a code may have been photographed and a paper found: such a visit is about
the certificates that these show, and about nothing else. Only the phone's approval opens the rest.
"""

import uuid

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.kiosks.models import Kiosk, KioskVisit
from backend.kiosks.refusals import NotRecognised, VisitOver
from backend.kiosks.register import PURPOSE
from backend.people import desktop
from backend.people.desktop_refusals import RequestOver
from backend.people.models import Account
from backend.registries.calendar import day_of
from backend.verification.models import PrintedCode
from backend.verification.printed_codes import key_of, state_of
from backend.verification.verifiers import verifier_of
from backend.verification.verify import verify
from backend.web.request import Actor, Services

IDLE_SECONDS, MOST_SECONDS = 180, 900
CODE, PHONE, PAPER = "code", "phone", "paper"


def by_code(session: Session, kiosk: Kiosk, text: str, *, actor: Actor, services: Services, now: int) -> KioskVisit:
    """Rule 1. Raises NotRecognised, with the reason of the verdict."""
    verifier = verifier_of(session, actor, services=services, now=now)
    verdict = verify(session, text, verifier=verifier, purpose=PURPOSE, actor=actor, services=services, now=now)
    if not verdict.accepted or verdict.presenter is None or any(one.on_behalf for one in verdict.shown):
        raise NotRecognised(reason=verdict.reason or "showing_not_here")
    named = [str(one.certificate_id) for one in verdict.shown]
    return _begin(session, kiosk, verdict.presenter, CODE, named, actor=actor, now=now)


def by_phone(session: Session, kiosk: Kiosk, secret: str, *, actor: Actor, services: Services, now: int) -> KioskVisit:
    """Rule 1. Raises RequestOver, RequestRefused."""
    taken, _sign_in_id = desktop.take(session, secret, kiosk_id=kiosk.kiosk_id, box=services.box, now=now)
    person_id = session.scalar(select(Account.person_id).where(Account.account_id == taken.account_id))
    if person_id is None:
        raise RequestOver
    return _begin(session, kiosk, person_id, PHONE, None, actor=actor, now=now)


def by_paper(session: Session, kiosk: Kiosk, text: str, *, actor: Actor, services: Services, now: int) -> KioskVisit:
    """Rule 1. Raises NotRecognised."""
    found = session.scalars(select(PrintedCode).where(PrintedCode.code_key == key_of(text, services))).first()
    if found is None or state_of(found, now=now) != "waiting" or found.day != day_of(now).isoformat():
        raise NotRecognised(reason="printed_code_unknown")
    named = [str(certificate_id) for certificate_id, _view in found.named]
    return _begin(session, kiosk, found.person_id, PAPER, named, actor=actor, now=now)


def visit_of(session: Session, kiosk: Kiosk, visit_id: uuid.UUID, *, now: int) -> KioskVisit:
    """Raises VisitOver."""
    visit = session.get(KioskVisit, visit_id)
    if visit is None or visit.kiosk_id != kiosk.kiosk_id or visit.ended_at is not None or visit.ends_at <= now:
        raise VisitOver
    return visit


def go_on(session: Session, visit: KioskVisit, *, now: int) -> None:
    """The person is still there (rule 3)."""
    visit.last_at, visit.ends_at = now, min(now + IDLE_SECONDS, visit.began_at + MOST_SECONDS)


def leave(session: Session, kiosk: Kiosk, visit_id: uuid.UUID, *, actor: Actor, now: int) -> None:
    """The visit is over; leaving twice changes nothing."""
    which = KioskVisit.visit_id == visit_id, KioskVisit.kiosk_id == kiosk.kiosk_id
    _end(session, *which, actor=actor, now=now)


def _begin(
    session: Session, kiosk: Kiosk, person_id: uuid.UUID, how: str, named: list[str] | None, *, actor: Actor, now: int
) -> KioskVisit:  # fmt: skip
    _end(session, KioskVisit.kiosk_id == kiosk.kiosk_id, actor=actor, now=now)
    visit = KioskVisit(
        visit_id=uuid.uuid4(), kiosk_id=kiosk.kiosk_id, person_id=person_id, how=how, named=named, began_at=now,
        ends_at=now + IDLE_SECONDS, last_at=now, ended_at=None,
    )  # fmt: skip
    session.add(visit)
    entry = make_entry(
        at=now, actor=actor.subject, action="kiosk_visit", subject=f"kiosk:{kiosk.kiosk_id}", person_id=person_id,
        how=how,
    )  # fmt: skip
    record(session, entry)
    return visit


def _end(session: Session, *which: object, actor: Actor, now: int) -> None:
    ended = update(KioskVisit).where(*which, KioskVisit.ended_at.is_(None)).values(ended_at=now)  # type: ignore[arg-type]
    statement = ended.returning(KioskVisit.kiosk_id, KioskVisit.person_id)
    for row in session.execute(statement.execution_options(synchronize_session=False)).all():
        entry = make_entry(
            at=now, actor=actor.subject, action="kiosk_visit_ended", subject=f"kiosk:{row.kiosk_id}",
            person_id=row.person_id,
        )  # fmt: skip
        record(session, entry)
