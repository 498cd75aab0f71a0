"""Who may verify: registered windows and partners, each with its purposes.

A verifier is read from the table at most every five seconds a process, so one that is withdrawn is refused within five.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Forbidden, Invalid, NotFound
from backend.trust import caches
from backend.verification.models import Verifier
from backend.verification.policy import NOTHING, Permitted, check_purposes, read_purposes, read_questions
from backend.web.request import Actor, Services
from certs.catalogue import Catalogue

FRESH = 5  # seconds
TAKEN = frozenset({"current"})  # GET /verifiers/current is the caller's own registration


class NotRegistered(Forbidden):
    code = "verifier_not_registered"
    zh = "该窗口或第三方未登记，或已停用"
    en = "This window or partner is not registered, or no longer active"
    next_zh = "请联系管理员登记核验方"
    next_en = "Ask the administrator to register the verifier"


class NoSuchVerifier(NotFound):
    code = "verifier_not_found"
    zh = "没有这个核验方"
    en = "No such verifier"


@dataclass(frozen=True)
class RegisteredVerifier:
    """A verifier as the rules need it: purpose -> type number -> names of fields, and of yes/no questions."""

    verifier_id: str
    kind: str
    name_zh: str
    name_en: str
    hall: str | None
    purposes: Mapping[str, Permitted]
    questions: Mapping[str, Permitted] = field(default_factory=dict)

    def permitted(self, purpose: str) -> Permitted:
        return self.purposes.get(purpose, NOTHING)


def register_verifier(
    session: Session,
    verifier_id: str,
    *,
    kind: str,
    name_zh: str,
    name_en: str,
    purposes: Mapping[str, Mapping[str, Any]],
    catalogue: Catalogue,
    actor: str,
    now: int,
    hall: str | None = None,
    active: bool = True,
) -> None:
    """Register a window or partner, or replace what was registered. Raises Invalid: unknown types or fields, or a
    name that a route has."""
    if verifier_id in TAKEN:
        raise Invalid(errors=[{"path": "/verifier_id", "problem": "this name is taken"}])
    check_purposes(purposes, catalogue)
    values = {"kind": kind, "name_zh": name_zh, "name_en": name_en, "hall": hall, "active": active}
    allowed = {name: dict(types) for name, types in purposes.items()}
    session.merge(Verifier(verifier_id=verifier_id, purposes=allowed, **values))
    session.flush()  # the next look-up in this transaction must see it
    caches.forget(session)
    subject = f"verifier:{verifier_id}"
    record(session, make_entry(at=now, actor=actor, action="verifier.registered", subject=subject, active=active))


def withdraw_window(session: Session, verifier_id: str, *, actor: str, now: int) -> None:
    """The window verifies nothing any more, until it is registered again. Raises NoSuchVerifier."""
    mine = Verifier.verifier_id == verifier_id, Verifier.kind == "window", Verifier.active.is_(True)
    withdrawn = update(Verifier).where(*mine).values(active=False).returning(Verifier.verifier_id)
    if session.execute(withdrawn.execution_options(synchronize_session=False)).first() is None:
        raise NoSuchVerifier
    caches.forget(session)
    record(session, make_entry(at=now, actor=actor, action="verifier.withdrawn", subject=f"verifier:{verifier_id}"))


def verifier_of(session: Session, actor: Actor, *, services: Services, now: int) -> RegisteredVerifier:
    """The active verifier an actor speaks for; raises NotRegistered."""
    if actor.office is None:
        raise NotRegistered
    key = ("verifier", actor.office)
    known: RegisteredVerifier | None = caches.recall(session, key, now=now, most=FRESH)
    if known is None:
        known = _load(session, actor.office, services.catalogue)
        caches.keep(session, key, known, now=now)
    return known


def admitted(
    session: Session, actor: Actor, channel: str, n: int = 1, *, services: Services, now: int
) -> RegisteredVerifier:
    """The same, let in by a channel for `n` things; a partner's are counted. Raises what `Admit` says, too."""
    verifier = verifier_of(session, actor, services=services, now=now)
    if verifier.kind == "partner":
        services.admit(session, verifier.verifier_id, channel, n, now=now)
    return verifier


def find_verifier(session: Session, verifier_id: str) -> Verifier:
    """The public row of an active verifier: what a phone shows before it answers a challenge."""
    row = session.get(Verifier, verifier_id)
    if row is None or not row.active:
        raise NoSuchVerifier
    return row


def _load(session: Session, verifier_id: str, catalogue: Catalogue) -> RegisteredVerifier:
    row = session.get(Verifier, verifier_id)
    if row is None or not row.active:
        raise NotRegistered
    purposes = read_purposes(row.purposes, catalogue)
    questions = read_questions(row.purposes, catalogue)
    return RegisteredVerifier(row.verifier_id, row.kind, row.name_zh, row.name_en, row.hall, purposes, questions)
