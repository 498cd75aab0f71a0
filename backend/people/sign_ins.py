"""Sign-ins: begin, refresh, end, and the bearer check that every request passes.

Rules: 1. a sign-in is a row; what its holder may do stands there and not in the token; 2. only the newest refresh
token refreshes, once, decided by one conditional UPDATE; 3. any older one revokes the whole family, whoever comes; 4.
one exception: the page whose answer was lost on the way asks again under the name that it gave the attempt beforehand
and gets the same successor, if that is still the newest; a thief of the cookie does not know that name; 5. a revoked
or ended sign-in admits nobody: at once in this process, within five seconds in any other; 6. when a phone is removed,
the account's sign-ins but the remover's are stale: one of them may be that phone's, so they make no keys and give no
copies away until somebody signs in again. A desktop's is none: it ends with the phone that let it in.
"""

import hashlib
import secrets
import threading
import uuid
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import ColumnElement, Engine, Row, event, insert, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.config import Settings
from backend.errors import NotSignedIn
from backend.people import sms, tokens
from backend.people.models import SignIn
from backend.web.request import Actor, Authenticate

ACCESS_SECONDS = 600
REMEMBER_SECONDS = 5
IDLE_SECONDS = {"citizen": 30 * 86400, "kiosk": 30 * 86400}  # how long a refresh token waits to be used
STAFF_IDLE_SECONDS = 1800
LIFE_SECONDS = {"citizen": 180 * 86400, "kiosk": 400 * 86400}
STAFF_LIFE_SECONDS = 12 * 3600
DESKTOP, STALE = "desktop", "stale"
DESKTOP_IDLE_SECONDS, DESKTOP_LIFE_SECONDS = 1800, 8 * 3600
MAX_REMEMBERED = 20_000

_Turned = Row[str, str, str | None, str | None, int]
_TURNED = SignIn.subject, SignIn.role, SignIn.kind, SignIn.current_jti, SignIn.expires_at


class SignInEnded(NotSignedIn):
    """A refresh that is refused; the revocation of the family must stand."""

    keeps_writes = True


@dataclass(frozen=True)
class Tokens:
    """What a sign-in hands out. `refresh` is None where there is none (partners). Times are seconds since 1970."""

    access: str
    access_expires_at: int
    refresh: str | None
    refresh_expires_at: int | None
    role: str


def configure(app: Flask, settings: Settings) -> None:
    """Token settings and the SMS gateway of this start; raises ConfigError when no gateway is configured."""
    tokens.configure(app, settings)
    app.extensions["liangma_sms"] = sms.gateway_for(settings)


class Authenticator:
    """Bearer token -> Actor. A verified bearer is remembered, by hash, for five seconds at most, never past its end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: OrderedDict[bytes, tuple[Actor, int, int]] = OrderedDict()
        self._forgotten = 0  # how often sign-ins ended: what was checked before one of them is not remembered
        self._lock = threading.Lock()
        _AUTHENTICATORS.add(self)

    def __call__(self, token: str, now: int) -> Actor:
        """The actor; raises NotSignedIn. Works inside the app that `configure` prepared."""
        known = self.remembered(token, now)
        if known is not None:
            return known
        before = self._forgotten
        actor, expires_at = self._check(token, now)
        with self._lock:
            if self._forgotten == before:
                self._known[_key(token)] = (actor, now, expires_at)
                self._known.move_to_end(_key(token))
            while len(self._known) > MAX_REMEMBERED:
                self._known.popitem(last=False)
        return actor

    def remembered(self, token: str, now: int) -> Actor | None:
        """The actor of a token that was checked a moment ago."""
        known = self._known.get(_key(token))
        if known and 0 <= now - known[1] < REMEMBER_SECONDS and now < known[2]:
            return known[0]
        return None

    def forget(self, sign_in_ids: frozenset[uuid.UUID]) -> None:
        with self._lock:
            self._forgotten += 1
            for key in [key for key, known in self._known.items() if known[0].sign_in_id in sign_in_ids]:
                del self._known[key]

    def _check(self, text: str, now: int) -> tuple[Actor, int]:
        token = tokens.read(text, "access", now=now)
        with db.open_session(self._engine, reading=True) as session:
            row = session.get(SignIn, token.sign_in_id)
        if row is None or row.revoked_at is not None or row.expires_at <= now or row.subject != token.subject:
            raise NotSignedIn
        kind = {"desktop": row.kind == DESKTOP, "stale": row.kind == STALE}
        actor = Actor(row.subject, row.role, row.office, row.sign_in_id, **kind)
        return actor, min(token.expires_at, row.expires_at)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


_AUTHENTICATORS: "weakref.WeakSet[Authenticator]" = weakref.WeakSet()


def make_authenticator(engine: Engine, settings: Settings) -> Authenticate:
    """The bearer check of this start; the settings' part of it is done by `configure`."""
    return Authenticator(engine)


def begin_sign_in(
    session: Session, subject: str, *, role: str, office: str | None, now: int,
    kind: str | None = None, sign_in_id: uuid.UUID | None = None,
) -> Tokens:  # fmt: skip
    """A new family for `account:<uuid>`, `staff:<uuid>` or `kiosk:<id>`, with its first access and refresh token."""
    sign_in_id, jti = sign_in_id or uuid.uuid4(), secrets.token_urlsafe(16)
    ends = now + (DESKTOP_LIFE_SECONDS if kind == DESKTOP else LIFE_SECONDS.get(role, STAFF_LIFE_SECONDS))
    _insert(session, sign_in_id, subject, role=role, office=office, kind=kind, jti=jti, now=now, ends=ends)
    record(session, make_entry(at=now, actor=subject, action="sign_in", subject=subject, role=role))
    return _hand_out(subject, sign_in_id, role=role, kind=kind, jti=jti, now=now, ends=ends)


def begin_partner_sign_in(session: Session, client_id: str, *, until: int | None = None, now: int) -> Tokens:
    """A sign-in of one access token, without refresh, for a partner that is registered `until` then."""
    subject, sign_in_id, ends = f"partner:{client_id}", uuid.uuid4(), now + ACCESS_SECONDS
    ends = ends if until is None else min(ends, until)
    _insert(session, sign_in_id, subject, role="partner", office=client_id, kind=None, jti=None, now=now, ends=ends)
    record(session, make_entry(at=now, actor=subject, action="sign_in", subject=subject, role="partner"))
    access = tokens.make_access(subject, sign_in_id, now=now, expires_at=ends)
    return Tokens(access=access, access_expires_at=ends, refresh=None, refresh_expires_at=None, role="partner")


def refresh(session: Session, text: str, *, csrf: str, attempt: str | None = None, now: int) -> Tokens:
    """New tokens for the newest refresh token; any other ends the family. Raises NotSignedIn, SignInEnded.

    `attempt`: a name that the page made up and kept before it asked. It becomes the CSRF value of the new token, so
    that the page can go on even when the cookie reached it and the answer's body did not.
    """
    token = tokens.read(text, "refresh", now=now, csrf=(csrf, attempt or ""))
    row = _turn(session, token, attempt=attempt, now=now) or _same_again(session, token, attempt=attempt, now=now)
    if row is None:
        end(session, token.sign_in_id, now=now, actor=token.subject, reason="refresh_reused")
        raise SignInEnded
    subject, role, kind, jti, ends = row
    assert jti is not None  # what refreshes has one
    return _hand_out(subject, token.sign_in_id, role=role, kind=kind, jti=jti, now=now, ends=ends, csrf=attempt)


def _turn(session: Session, token: tokens.Token, *, attempt: str | None, now: int) -> _Turned | None:
    """The newest token gives way to a new one."""
    turned = (
        update(SignIn)
        .where(*_alive(token, now), SignIn.current_jti == token.jti)
        .values(current_jti=secrets.token_urlsafe(16), turned_from=token.jti, turned_by=attempt and _key(attempt))
        .returning(*_TURNED)
    )
    return session.execute(turned.execution_options(synchronize_session=False)).first()


def _same_again(session: Session, token: tokens.Token, *, attempt: str | None, now: int) -> _Turned | None:
    """The successor of a token, for the attempt that made it."""
    if attempt is None:
        return None
    made = SignIn.turned_from == token.jti, SignIn.turned_by == _key(attempt)
    return session.execute(select(*_TURNED).where(*_alive(token, now), *made)).first()


def _alive(token: tokens.Token, now: int) -> tuple[ColumnElement[bool], ...]:
    return SignIn.sign_in_id == token.sign_in_id, SignIn.revoked_at.is_(None), SignIn.expires_at > now


def end(session: Session, sign_in_id: uuid.UUID, *, now: int, actor: str, reason: str = "signed_out") -> None:
    """Revoke one family; ending it twice changes nothing."""
    _revoke(session, SignIn.sign_in_id == sign_in_id, now=now, actor=actor, reason=reason)


def end_all(
    session: Session, subject: str, *, now: int, actor: str, reason: str, but: uuid.UUID | None = None
) -> None:  # fmt: skip
    """Revoke every family of a subject (a dismissed employee, a closed partner). `but`: the one that stays."""
    theirs = SignIn.subject == subject
    which = theirs if but is None else theirs & (SignIn.sign_in_id != but)
    _revoke(session, which, now=now, actor=actor, reason=reason)


def make_others_stale(session: Session, subject: str, own: uuid.UUID | None) -> None:
    """Rule 6; `own`: the remover's."""
    others = SignIn.subject == subject, SignIn.sign_in_id != own, SignIn.kind.is_(None), SignIn.revoked_at.is_(None)
    statement = update(SignIn).where(*others).values(kind=STALE).returning(SignIn.sign_in_id)
    _forget_later(session, session.scalars(statement.execution_options(synchronize_session=False)).all())


def _insert(
    session: Session,
    sign_in_id: uuid.UUID,
    subject: str,
    *,
    role: str,
    office: str | None,
    kind: str | None,
    jti: str | None,
    now: int,
    ends: int,
) -> None:
    values = {"sign_in_id": sign_in_id, "subject": subject, "role": role, "office": office, "kind": kind,
              "current_jti": jti, "created_at": now, "expires_at": ends, "revoked_at": None}  # fmt: skip
    session.execute(insert(SignIn).values(values))


def _hand_out(
    subject: str, sign_in_id: uuid.UUID, *, role: str, kind: str | None, jti: str, now: int, ends: int,
    csrf: str | None = None,
) -> Tokens:  # fmt: skip
    access_ends = min(now + ACCESS_SECONDS, ends)
    idle = DESKTOP_IDLE_SECONDS if kind == DESKTOP else IDLE_SECONDS.get(role, STAFF_IDLE_SECONDS)
    refresh_ends = min(now + idle, ends)
    return Tokens(
        access=tokens.make_access(subject, sign_in_id, now=now, expires_at=access_ends),
        access_expires_at=access_ends,
        refresh=tokens.make_refresh(subject, sign_in_id, jti=jti, now=now, expires_at=refresh_ends, csrf=csrf),
        refresh_expires_at=refresh_ends,
        role=role,
    )


def _revoke(session: Session, which: ColumnElement[bool], *, now: int, actor: str, reason: str) -> None:
    statement = update(SignIn).where(which, SignIn.revoked_at.is_(None)).values(revoked_at=now)
    rows = session.execute(
        statement.returning(SignIn.sign_in_id, SignIn.subject).execution_options(synchronize_session=False)
    ).all()
    for row in rows:
        record(session, make_entry(at=now, actor=actor, action="sign_in_ended", subject=row.subject, reason=reason))
    _forget_later(session, [row.sign_in_id for row in rows])


def _forget_later(session: Session, changed: Sequence[uuid.UUID]) -> None:
    """Only after the commit: before it, another thread could remember the bearer again."""
    if changed:
        event.listen(session, "after_commit", lambda _session: _forget(frozenset(changed)), once=True)


def _forget(sign_in_ids: frozenset[uuid.UUID]) -> None:
    for authenticator in list(_AUTHENTICATORS):
        authenticator.forget(sign_in_ids)
