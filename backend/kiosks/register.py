"""Kiosks: registered by an operator, set up once by a code, stopped at once.

Rules: 1. a kiosk is a verifier of its own, which takes codes of identity cards, to know whose they are, and nothing
else; 2. its set-up code has ten characters, is kept as a keyed digest, works once and for an hour; guesses are counted;
3. setting up and asking for a new code end what was signed in before; 4. a stopped kiosk reaches nothing from that
moment on.
"""

import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.kiosks.models import Kiosk
from backend.kiosks.refusals import NoSuchKiosk, SetupRefused
from backend.people import sign_ins
from backend.people.limits import Visitor, count_guess
from backend.security import Box
from backend.verification.verifiers import register_verifier, withdraw_window
from backend.web.request import Actor
from certs.catalogue import Catalogue

SETUP_SECONDS = 3600
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
PURPOSE = "kiosk"
ID_TYPE = "resident-id"


@dataclass(frozen=True)
class Named:
    """What a kiosk is called, in both languages, and the hall it stands in."""

    zh: str
    en: str
    hall: str


def register(
    session: Session, named: Named, *, catalogue: Catalogue, box: Box, actor: Actor, now: int
) -> tuple[Kiosk, str]:
    """The kiosk and the code that sets it up, shown once (rules 1 and 2)."""
    kiosk_id = f"kiosk-{uuid.uuid4().hex[:12]}"
    readable = {str(one.number): "*" for one in catalogue.types if one.id == ID_TYPE}
    register_verifier(
        session, kiosk_id, kind="window", name_zh=named.zh, name_en=named.en, hall=named.hall,
        purposes={PURPOSE: readable}, catalogue=catalogue, actor=actor.subject, now=now,
    )  # fmt: skip
    kiosk = Kiosk(kiosk_id=kiosk_id, name_zh=named.zh, name_en=named.en, hall=named.hall, registered_at=now)
    code = _new_code(kiosk, box=box, now=now)
    session.add(kiosk)
    record(session, make_entry(at=now, actor=actor.subject, action="kiosk_registered", subject=f"kiosk:{kiosk_id}"))
    return kiosk, code


def ask_setup(session: Session, kiosk_id: str, *, box: Box, actor: Actor, now: int) -> tuple[Kiosk, str]:
    """A new set-up code; the machine that was set up before is out (rule 3). Raises NoSuchKiosk."""
    kiosk = active_kiosk(session, kiosk_id)
    code = _new_code(kiosk, box=box, now=now)
    sign_ins.end_all(session, f"kiosk:{kiosk_id}", now=now, actor=actor.subject, reason="kiosk_setup_asked")
    record(session, make_entry(at=now, actor=actor.subject, action="kiosk_setup_asked", subject=f"kiosk:{kiosk_id}"))
    return kiosk, code


def set_up(session: Session, code: str, *, visitor: Visitor, box: Box, now: int) -> sign_ins.Tokens:
    """The machine is the kiosk from now on. Raises TooMany, SetupRefused."""
    key = _key(code, box)
    count_guess(session, "kiosk", key, visitor=visitor, box=box, now=now)
    which = Kiosk.setup_key == key, Kiosk.setup_until > now, Kiosk.stopped_at.is_(None)
    spent = update(Kiosk).where(*which).values(setup_key=None, setup_until=None, set_up_at=now)
    statement = spent.returning(Kiosk.kiosk_id).execution_options(synchronize_session=False)
    kiosk_id = session.scalars(statement).first()
    if kiosk_id is None:
        raise SetupRefused
    subject = f"kiosk:{kiosk_id}"
    sign_ins.end_all(session, subject, now=now, actor=subject, reason="kiosk_set_up")
    record(session, make_entry(at=now, actor=subject, action="kiosk_set_up", subject=subject))
    return sign_ins.begin_sign_in(session, subject, role="kiosk", office=kiosk_id, now=now)


def stop(session: Session, kiosk_id: str, *, actor: Actor, now: int) -> None:
    """Rule 4. Raises NoSuchKiosk, also the second time."""
    kiosk = active_kiosk(session, kiosk_id)
    kiosk.stopped_at, kiosk.setup_key, kiosk.setup_until = now, None, None
    withdraw_window(session, kiosk_id, actor=actor.subject, now=now)
    sign_ins.end_all(session, f"kiosk:{kiosk_id}", now=now, actor=actor.subject, reason="kiosk_stopped")
    record(session, make_entry(at=now, actor=actor.subject, action="kiosk_stopped", subject=f"kiosk:{kiosk_id}"))


def kiosks(session: Session) -> list[Kiosk]:
    """All of them, the newest first."""
    return list(session.scalars(select(Kiosk).order_by(Kiosk.registered_at.desc(), Kiosk.kiosk_id)))


def active_kiosk(session: Session, kiosk_id: str | None) -> Kiosk:
    """Raises NoSuchKiosk."""
    kiosk = session.get(Kiosk, kiosk_id or "")
    if kiosk is None or kiosk.stopped_at is not None:
        raise NoSuchKiosk
    return kiosk


def _new_code(kiosk: Kiosk, *, box: Box, now: int) -> str:
    code = "".join(secrets.choice(LETTERS) for _ in range(10))
    kiosk.setup_key, kiosk.setup_until = _key(code, box), now + SETUP_SECONDS
    return code


def _key(code: str, box: Box) -> bytes:
    """However it was typed: small letters, blanks, hyphens."""
    return box.blind("kiosk-setup", "".join(code.upper().replace("-", "").split()))
