"""What ends with a death, and what happens when it was an error.

1. A death closes the wallet: phones, passkeys and sign-ins end (`people.closing`), what was shown or lent for or by the
   person ends with it, and every valid certificate is suspended, so that its codes stop online at once and offline by
   the status lists. 2. For CORRECT_WITHIN it may be corrected: what it suspended, and nothing else, is valid again; the
   person matches themselves anew. 3. Then it is settled by the rule of each certificate's type: lapse ends it for good,
   suspend leaves it suspended, keep makes it valid again, for those who inherit. Views that a phone kept are over by
   then. 4. A certificate that somebody else moved meanwhile stays as it is.
"""

import uuid
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.certificates.hold import hold
from backend.certificates.lifecycle import move
from backend.certificates.models import Certificate
from backend.guardians.models import Death
from backend.guardians.refusals import RecordConflicts
from backend.people import closing
from backend.security import Box
from backend.web.request import Actor
from certs.catalogue import Catalogue

DAY = 86_400
CORRECT_WITHIN = 15 * DAY  # longer than any view lives
WORKER = Actor("worker", "operator")
WHY, CORRECTED, SETTLED = "持证人死亡登记", "死亡登记更正", "持证人死亡，按证照类型规则处理"


def record_death(
    session: Session, person_id: uuid.UUID, died_on: date, *, record_id: uuid.UUID, box: Box, actor: Actor, now: int
) -> Death:
    """Rule 1. Raises RecordConflicts (death_known)."""
    mine = Certificate.person_id == person_id, Certificate.state == "valid"
    hold(session, *mine)  # before what others show of them ends with the wallet
    if not closing.close(session, person_id, actor=actor.subject, now=now):
        raise RecordConflicts(errors=[{"path": "/person", "problem": "death_known"}])
    suspended = []
    for certificate in hold(session, *mine):
        move(session, certificate, "suspend", reason=WHY, box=box, now=now, actor=actor)
        suspended.append(str(certificate.certificate_id))
    death = Death(
        person_id=person_id, record_id=record_id, died_on=died_on.isoformat(), recorded_at=now,
        settles_at=now + CORRECT_WITHIN, settled_at=None, corrected_at=None, suspended=suspended,
    )  # fmt: skip
    session.add(death)
    _note(session, death, "recorded", actor=actor.subject, now=now)
    return death


def correct_death(session: Session, person_id: uuid.UUID, *, box: Box, actor: Actor, now: int) -> Death:
    """Rule 2. Raises RecordConflicts (no_death, correction_too_late)."""
    which = Death.person_id == person_id, Death.corrected_at.is_(None)
    death = session.scalars(select(Death).where(*which).with_for_update()).one_or_none()
    if death is None:
        raise RecordConflicts(errors=[{"path": "/person", "problem": "no_death"}])
    if death.settled_at is not None or now >= death.settles_at:
        raise RecordConflicts(errors=[{"path": "/person", "problem": "correction_too_late"}])
    closing.open_again(session, person_id)
    for certificate in _suspended(session, death):
        move(session, certificate, "resume", reason=CORRECTED, box=box, now=now, actor=actor)
    death.corrected_at = now
    _note(session, death, "corrected", actor=actor.subject, now=now)
    return death


def settle_deaths(session: Session, *, catalogue: Catalogue, box: Box, now: int) -> int:
    """Rule 3 for those whose time is over; how many."""
    due = Death.settles_at <= now, Death.settled_at.is_(None), Death.corrected_at.is_(None)
    query = select(Death).where(*due).order_by(Death.settles_at).limit(100).with_for_update(skip_locked=True)
    deaths = session.scalars(query).all()
    for death in deaths:
        for certificate in _suspended(session, death):
            type_ = catalogue.by_number(certificate.type_number)
            act = {"lapse": "lapsed", "keep": "resume"}.get(type_.after_death if type_ else "")
            if act is not None:
                move(session, certificate, act, reason=SETTLED, box=box, now=now, actor=WORKER)
        death.settled_at = now
        _note(session, death, "settled", actor=WORKER.subject, now=now)
    return len(deaths)


def _suspended(session: Session, death: Death) -> Iterable[Certificate]:
    """Rule 4: what this death suspended and nobody touched since."""
    untouched = Certificate.state == "suspended", Certificate.state_since == death.recorded_at
    ids = [uuid.UUID(one) for one in death.suspended]
    return hold(session, Certificate.person_id == death.person_id, Certificate.certificate_id.in_(ids), *untouched)


def _note(session: Session, death: Death, act: str, *, actor: str, now: int) -> None:
    entry = make_entry(
        at=now, actor=actor, action=f"death.{act}", subject=f"family-record:{death.record_id}",
        person_id=death.person_id, certificates=len(death.suspended),
    )  # fmt: skip
    record(session, entry)
