"""Ask a holder for named fields: by a link that a phone opens, or by a number that is looked up.

1. Purpose, types, fields and days of keeping lie within what the asker is registered for; one thing too many refuses
   all of it, before anything is looked up.
2. A link carries 128 random bits, told once; only their keyed digest is kept. The first phone of a matched person that
   takes it is asked, and nobody else.
3. A look-up answers alike and works alike whoever is behind the number, or nobody: name and number must both be the
   register's; an organisation's legal representative is asked.
4. About one number an asker has at most MOST_OPEN requests open and asks at most MOST_A_DAY times a day; of one person
   it has at most MOST_OPEN open by link. What counts as open is what looks open to the asker.
"""

import hmac
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.people.limits import count_attempt
from backend.people.models import Person
from backend.people.persons import CITIZEN, find_person, name_key
from backend.requests.askers import PARTNER, Asker, asker_of
from backend.requests.models import HolderRequest, RequestStep
from backend.requests.refusals import OverAsking, TooManyOpen
from backend.requests.states import LINK, LOOKUP, WAITING, seems_open
from backend.requests.wanted import Wanted, check_asked, read_wanted
from backend.security import Box
from backend.web.request import Actor, Services
from certs.catalogue.numbers import citizen_number, credit_code
from certs.catalogue.problems import FieldProblem

MOST_OPEN, MOST_A_DAY = 3, 6
MOST_AN_HOUR = 600  # by one asker
REFERENCE = "request-reference"  # kind of blind index
MINUTE, HOUR, DAY = 60, 3600, 86_400
LEAST = {LINK: 1, LOOKUP: 60}  # minutes to answer
MOST = {("window", LINK): 30, (PARTNER, LINK): 24 * 60, (PARTNER, LOOKUP): 7 * 24 * 60}


@dataclass(frozen=True)
class Asked:
    """A request as it was stored, with its link's secret, told this once; None for a look-up."""

    row: HolderRequest
    reference: str | None


@dataclass(frozen=True)
class About:
    """Whom a look-up is about. `kind`: citizen | organisation."""

    kind: str
    number: str
    name: str


def ask(session: Session, said: Mapping[str, Any], *, actor: Actor, services: Services, now: int) -> Asked:
    """Rule 2. Raises NotRegistered, ChannelNotRegistered, QuotaReached, TooMany, Invalid, OverAsking."""
    reference = secrets.token_urlsafe(16)
    row = _request(session, said, LINK, actor=actor, services=services, now=now)
    row.reference_key = services.box.blind(REFERENCE, reference)
    _store(session, row, actor=actor, now=now)
    return Asked(row, reference)


def look_up(
    session: Session, said: Mapping[str, Any], about: About, *, actor: Actor, services: Services, now: int
) -> Asked:  # fmt: skip
    """Rule 3. Raises as `ask`, and TooManyOpen."""
    row = _request(session, said, LOOKUP, actor=actor, services=services, now=now)
    form = _form(about)
    row.about_key = services.box.blind(f"looked-up-{about.kind}", form)
    count_attempt(
        session, "lookup-one", services.box.blind("lookup-one", f"{row.asker_id}:{row.about_key.hex()}"),
        window_seconds=DAY, most=MOST_A_DAY, now=now,
    )  # fmt: skip
    refuse_many(session, HolderRequest.about_key == row.about_key, asker_id=row.asker_id, now=now)
    row.about_id, row.person_id = _asked(session, about, form, box=services.box)
    _store(session, row, actor=actor, now=now)
    return Asked(row, None)


def refuse_many(session: Session, whose: Any, *, asker_id: str, now: int) -> None:
    """Rule 4. Raises TooManyOpen."""
    mine = HolderRequest.asker_id == asker_id, whose, seems_open(now)
    if (session.scalar(select(func.count()).select_from(HolderRequest).where(*mine)) or 0) >= MOST_OPEN:
        raise TooManyOpen


def context_of(request_id: uuid.UUID) -> bytes:
    """What is sealed of a request is bound to its row."""
    return b"request:" + request_id.bytes


def note(session: Session, row: HolderRequest, act: str, *, actor: str, now: int) -> None:
    """A step that the holder reads, and its audit entry."""
    session.add(RequestStep(request_id=row.request_id, step_id=db.new_id(), at=now, act=act))
    entry = make_entry(
        at=now, actor=actor, action=f"request.{act}", subject=f"request:{row.request_id}", person_id=row.person_id,
        asker=row.asker_id, purpose=row.purpose,
    )  # fmt: skip
    record(session, entry)


def _request(
    session: Session, said: Mapping[str, Any], channel: str, *, actor: Actor, services: Services, now: int
) -> HolderRequest:  # fmt: skip
    """Rule 1: the row, not stored yet."""
    purpose = said["purpose"]
    asker = asker_of(session, actor, channel=channel, purpose=purpose, services=services, now=now)
    key = services.box.blind("asker", asker.verifier.verifier_id)
    count_attempt(session, "request-ask", key, window_seconds=HOUR, most=MOST_AN_HOUR, now=now)
    wanted = read_wanted(said["certificates"], services.catalogue)
    check_asked(wanted, asker.verifier, purpose)
    _check_times(asker, said, channel)
    request_id = db.new_id(now * 1000)
    words = {"reason": said["reason"], "consequence": said["consequence"]}
    return HolderRequest(
        request_id=request_id, asker_id=asker.verifier.verifier_id, asked_by=actor.subject, channel=channel,
        purpose=purpose, wanted=_stored(wanted), sealed_said=services.box.seal(words, context_of(request_id)),
        keep_days=said["keep_days"], asked_at=now, due_at=now + said["minutes"] * MINUTE, state=WAITING,
    )  # fmt: skip


def _stored(wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
    return [one.stored() for one in wanted]


def _check_times(asker: Asker, said: Mapping[str, Any], channel: str) -> None:
    """Rule 1."""
    least, most = LEAST[channel], MOST[asker.verifier.kind, channel]
    problems = []
    if said["keep_days"] > asker.text.keep_days:
        problems.append({"path": "/keep_days", "problem": f"at most {asker.text.keep_days}"})
    if not least <= said["minutes"] <= most:
        problems.append({"path": "/minutes", "problem": f"{least} to {most}"})
    if problems:
        raise OverAsking(errors=problems)


def _form(about: About) -> str:
    """The one form of the number; what is no number is looked up all the same (rule 3)."""
    try:
        return citizen_number(about.number) if about.kind == CITIZEN else credit_code(about.number)
    except FieldProblem:
        return about.number.strip().upper()


def _asked(
    session: Session, about: About, form: str, *, box: Box
) -> tuple[uuid.UUID | None, uuid.UUID | None]:  # fmt: skip
    """Rule 3, in the same steps either way: (the organisation, who is asked)."""
    found = find_person(session, about.kind, form, box=box)
    query = select(Person.name_key, Person.represented_by).where(Person.person_id == (found or db.NOBODY))
    known = session.execute(query).one_or_none()
    right = hmac.compare_digest(known.name_key if known else bytes(32), name_key(about.kind, about.name, box))
    if found is None or known is None or not right:
        return None, None
    return (None, found) if about.kind == CITIZEN else (found, known.represented_by)


def _store(session: Session, row: HolderRequest, *, actor: Actor, now: int) -> None:
    session.add(row)
    session.flush()  # its steps and what follows in this transaction read it
    note(session, row, "asked", actor=actor.subject, now=now)
