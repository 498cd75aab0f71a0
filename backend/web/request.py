"""What a route may reach for: this start's services, the request's session, its clock reading and its actor."""

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

from flask import current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from backend import db
from backend.config import Settings
from backend.security import Box
from backend.web.answer_times import AnswerTimes
from backend.web.awaited import Await
from backend.web.purposes import PurposeWords
from backend.web.refused_codes import RefusedCodes
from backend.web.replica import Replica
from backend.web.request_limits import RequestLimits
from backend.web.route_times import RouteTimes
from certs.catalogue import Catalogue


@dataclass(frozen=True)
class Actor:
    """Who asks. `subject` is account:<uuid>, staff:<uuid>, partner:<client id> or 'public'."""

    subject: str
    role: str
    office: str | None = None  # verifier id of a window or partner, issuer code of a department
    sign_in_id: uuid.UUID | None = None
    desktop: bool = False  # a citizen on a desktop, let in by their phone: without a key of its own
    stale: bool = False  # a citizen whose sign-in stood when another removed a phone: it may be that phone's

    @property
    def subject_id(self) -> str:
        return self.subject.partition(":")[2]


Value = TypeVar("Value")
PUBLIC = Actor(subject="public", role="public")


class Authenticate(Protocol):
    """The bearer check: `now` in Unix seconds."""

    def __call__(self, token: str, now: int) -> Actor:
        """Whose token it is; raises NotSignedIn."""
        ...

    def remembered(self, token: str, now: int) -> Actor | None:
        """The same from memory alone: None for a token that was not checked in the last seconds."""
        ...


class Admit(Protocol):
    """The turnstile of third parties: raises when one is not registered for a channel, or has used up its quota."""

    def __call__(self, session: Session, client_id: str, channel: str, n: int = 1, *, now: int) -> None:
        """Count `n` things asked by a channel. `now` in Unix seconds."""
        ...


@dataclass(frozen=True)
class Services:
    """What one start of the program is made of; built once by `backend.app.create_app`."""

    settings: Settings
    engine: Engine
    box: Box
    catalogue: Catalogue
    request_limits: RequestLimits
    refused_codes: RefusedCodes
    answer_times: AnswerTimes
    authenticate: Authenticate
    admit: Admit
    awaited: Await
    purpose_words: PurposeWords
    route_times: RouteTimes = field(default_factory=RouteTimes)
    replica: Replica | None = None  # where lists may be read from


def unwrapped(proxy: Value) -> Value:
    """What stands behind one of the framework's proxies. Each use of a proxy is a look-up, so the edge uses it once."""
    return cast(Value, proxy._get_current_object())  # type: ignore[attr-defined]


def bearer_of(environ: Mapping[str, Any]) -> str:
    """The bearer token of the Authorization header, and of nothing else (RFC 6750); empty when there is none."""
    given: str = environ.get("HTTP_AUTHORIZATION", "")
    scheme, _, token = given.partition(" ")
    return token if scheme.lower() == "bearer" and len(token) <= 4096 else ""


def services() -> Services:
    return cast(Services, current_app.extensions["liangma"])


def session() -> Session:
    """The request's one session, opened on first use; readers get a read transaction on SQLite."""
    kept = unwrapped(g)
    if "session" not in kept:
        reading = request.method in ("GET", "HEAD")
        copied = _from_replica() if reading else None
        kept.session = copied or db.open_session(services().engine, reading=reading)
    return cast(Session, kept.session)


def _from_replica() -> Session | None:
    """A session on the copy, for a route that may lag and somebody who did not write lately."""
    replica = services().replica
    view = current_app.view_functions.get(request.endpoint or "")
    return replica.session(actor().subject) if replica is not None and hasattr(view, "may_lag") else None


def clock() -> int:
    """The clock, in whole seconds since 1970. Whoever answers a request reads it once."""
    return int(time.time())


def now() -> int:
    """The request's one clock reading, whole seconds since 1970."""
    kept = unwrapped(g)
    if "now" not in kept:
        kept.now = clock()
    return cast(int, kept.now)


def actor() -> Actor:
    return cast(Actor, g.actor)


def end_session(*, keep: bool) -> None:
    """Commit or roll back the request's session, if one was opened."""
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        db.finish(opened, keep=keep)
