"""The holder's side of a request: take it by its link, answer it by yes or no, take a yes back.

1. A link is taken by the first phone of a matched person, for good; for everybody else it is not there. One person has
   at most as many open from one asker as `ask` allows.
2. A yes names, in the order asked, one certificate of each type (a type without a required field may be left out), with
   all required fields and the chosen optional ones; it is signed by a phone of the person, about exactly this.
3. Who asks must still be registered for all of it. What is disclosed goes by the rules of every disclosure
   (`verification.released`), and is kept sealed for the asker until the days of keeping are over.
4. Yes, no and the end of the time exclude each other: one conditional UPDATE decides. The same answer again changes
   nothing; another one is refused.
5. A yes is taken back while the asker may read: the result is deleted in the same transaction.
"""

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend import db
from backend.errors import Invalid, NotFound
from backend.people.devices import device_of
from backend.people.persons import person_of
from backend.requests.ask import HOUR, REFERENCE, context_of, note, refuse_many
from backend.requests.askers import still_asks
from backend.requests.models import HolderRequest
from backend.requests.refusals import AskerGone, DisclosureRefused, NoSuchRequest, OverAsking, RequestClosed
from backend.requests.result import sealed_result
from backend.requests.states import GIVEN, LINK, REFUSED, WAITING, WITHDRAWN
from backend.requests.told import tell_asker
from backend.requests.wanted import Wanted, check_asked, stored_wanted
from backend.verification.released import CONSENTED, Named, NamedFields, name_fields, release
from backend.verification.verdict import Attempt
from backend.web.request import Actor, Services
from certs import keys
from certs.disclosure import Disclosure, check_disclosure
from certs.errors import MalformedError

DAY = 86_400


def claim(session: Session, reference: str, *, actor: Actor, services: Services, now: int) -> HolderRequest:
    """Rule 1. Raises NoSuchRequest, RequestClosed, TooManyOpen."""
    presenter = person_of(session, actor)
    key = services.box.blind(REFERENCE, reference)
    row = session.scalars(select(HolderRequest).where(HolderRequest.reference_key == key)).one_or_none()
    if row is None or row.person_id not in (None, presenter):
        raise NoSuchRequest
    if row.person_id == presenter:
        return row
    if row.state != WAITING or now >= row.due_at:
        raise RequestClosed
    refuse_many(session, HolderRequest.person_id == presenter, asker_id=row.asker_id, now=now)
    if not _changed(session, row, HolderRequest.person_id.is_(None), person_id=presenter, claimed_at=now):
        raise NoSuchRequest
    note(session, row, "claimed", actor=actor.subject, now=now)
    return row


def my_request(session: Session, request_id: uuid.UUID, *, actor: Actor) -> HolderRequest:
    """The actor's own. Raises IdentityNotMatched, NoSuchRequest."""
    mine = HolderRequest.request_id == request_id, HolderRequest.person_id == person_of(session, actor)
    row = session.scalars(select(HolderRequest).where(*mine)).one_or_none()
    if row is None:
        raise NoSuchRequest
    return row


def consent(
    session: Session, request_id: uuid.UUID, given: Sequence[Named], *, device_id: uuid.UUID, signature: str,
    actor: Actor, services: Services, now: int,
) -> HolderRequest:  # fmt: skip
    """Rules 2 to 4. Raises NoSuchRequest, RequestClosed, AskerGone, NotUsable, DisclosureRefused, Invalid."""
    row = my_request(session, request_id, actor=actor)
    if _said_before(row, signature, services):
        return row
    if row.state != WAITING or now >= row.due_at:
        raise RequestClosed
    presenter = person_of(session, actor)
    wanted = _still_wanted(session, row, services=services, now=now)
    named = name_fields(session, presenter, given, services=services, now=now)
    _check_choice(row, wanted, named)
    _check_signature(session, row, presenter, device_id, signature, given, services=services, now=now)
    sealed = services.box.of_row(row).seal({"statement": signature}, context_of(row.request_id))
    if not _answered(session, row, GIVEN, now=now, device_id=device_id, sealed_signed=sealed):
        if _said_before(row, signature, services):
            return row
        raise RequestClosed
    _disclose(session, row, named, signature, actor=actor, services=services, now=now)
    return row


def refuse(session: Session, request_id: uuid.UUID, *, actor: Actor, services: Services, now: int) -> HolderRequest:
    """Rule 4. Raises NoSuchRequest, RequestClosed."""
    row = my_request(session, request_id, actor=actor)
    if row.state == REFUSED:
        return row
    if not _answered(session, row, REFUSED, now=now):
        if row.state == REFUSED:
            return row
        raise RequestClosed
    note(session, row, "refused", actor=actor.subject, now=now)
    if row.channel == LINK:  # who looked somebody up learns nothing of a no
        row.told_at = now
        tell_asker(session, row, "consent.refused", box=services.box, now=now)
    return row


def withdraw(session: Session, request_id: uuid.UUID, *, actor: Actor, services: Services, now: int) -> HolderRequest:
    """Rule 5. Raises NoSuchRequest, RequestClosed."""
    row = my_request(session, request_id, actor=actor)
    if row.state == WITHDRAWN:
        return row
    standing = HolderRequest.state == GIVEN, HolderRequest.ends_at > now
    values: dict[str, Any] = {"state": WITHDRAWN, "withdrawn_at": now, "sealed_result": None}
    if not _changed(session, row, *standing, **values):
        if row.state == WITHDRAWN:
            return row
        raise RequestClosed
    note(session, row, "withdrawn", actor=actor.subject, now=now)
    tell_asker(session, row, "consent.withdrawn", box=services.box, now=now)
    return row


def disclosure_of(row: HolderRequest, given: Sequence[Named], *, aud: str) -> Disclosure:
    """What the phone signs (rule 2)."""
    return Disclosure(
        aud=aud, request=str(row.request_id), asker=row.asker_id, purpose=row.purpose, until=row.due_at,
        keep_days=row.keep_days, certificates=[(str(certificate_id), names) for certificate_id, names in given],
    )  # fmt: skip


def _said_before(row: HolderRequest, signature: str, services: Services) -> bool:
    """Rule 4: the same yes."""
    if row.state != GIVEN or row.sealed_signed is None:
        return False
    said: str = services.box.of_row(row).open(row.sealed_signed, context_of(row.request_id))["statement"]
    return said == signature


def _still_wanted(session: Session, row: HolderRequest, *, services: Services, now: int) -> list[Wanted]:
    """Rule 3. Raises AskerGone."""
    verifier = still_asks(session, row.asker_id, channel=row.channel, catalogue=services.catalogue, now=now)
    wanted = stored_wanted(row.wanted, services.catalogue)
    if verifier is None or len(wanted) != len(row.wanted):
        raise AskerGone
    try:
        check_asked(wanted, verifier, row.purpose)
    except OverAsking:
        raise AskerGone from None
    return wanted


def _check_choice(row: HolderRequest, wanted: Sequence[Wanted], named: Sequence[NamedFields]) -> None:
    """Rule 2; of an organisation that was looked up, its own certificates. Raises Invalid."""
    chosen = {one.type.id: one for one in named}
    must = [one.type.id for one in wanted if one.required or one.type.id in chosen]
    problem = ""
    if not named or [one.type.id for one in named] != must:
        problem = "one certificate of each type that is needed, in the order asked"
    for one in wanted:
        names = chosen[one.type.id].names if one.type.id in chosen else one.names
        if not set(one.required) <= set(names) <= set(one.names) or len(set(names)) != len(names) or not names:
            problem = problem or f"{one.type.id}: all required fields, and of the optional ones those chosen"
    others = row.about_id is not None and any(
        one.type.holder_kind == "organisation" and one.certificate.person_id != row.about_id for one in named
    )
    if problem or others:
        raise Invalid(errors=[{"path": "/certificates", "problem": problem or "of the organisation that was named"}])


def _check_signature(
    session: Session, row: HolderRequest, presenter: uuid.UUID, device_id: uuid.UUID, signature: str,
    given: Sequence[Named], *, services: Services, now: int,
) -> None:  # fmt: skip
    """Raises DisclosureRefused."""
    try:
        public = keys.public_from_jwk(device_of(session, presenter, device_id).jwk)
    except NotFound:
        raise DisclosureRefused(errors=[{"path": "/device_id", "problem": "device_unknown"}]) from None
    try:
        check_disclosure(signature, public, disclosure_of(row, given, aud=services.settings.base_url), now=now)
    except MalformedError as error:
        raise DisclosureRefused(errors=[{"path": "/signature", "problem": error.reason}]) from error


def _disclose(
    session: Session, row: HolderRequest, named: Sequence[NamedFields], signature: str, *, actor: Actor,
    services: Services, now: int,
) -> None:  # fmt: skip
    """Rule 3."""
    assert row.person_id is not None  # it is the actor's
    attempt = Attempt(db.new_id(now * 1000), now, row.asker_id, actor.subject, row.purpose)
    verdict = release(
        session, attempt, named, presenter=row.person_id, checks=CONSENTED,
        form="apply" if row.channel == LINK else "look",
        once_id=hashlib.sha256(signature.encode("ascii")).digest()[:16], services=services,
    )  # fmt: skip
    row.verdict_id, row.told_at, row.ends_at = verdict.id, now, now + max(row.keep_days * DAY, HOUR)
    row.sealed_result = sealed_result(row, verdict, box=services.box)
    note(session, row, "given", actor=actor.subject, now=now)
    tell_asker(session, row, "consent.given", box=services.box, now=now)


def _answered(session: Session, row: HolderRequest, state: str, *, now: int, **values: Any) -> bool:
    """Rule 4."""
    waits = HolderRequest.state == WAITING, HolderRequest.due_at > now
    return _changed(session, row, *waits, state=state, answered_at=now, **values)


def _changed(session: Session, row: HolderRequest, *conditions: Any, **values: Any) -> bool:
    """Whether this transaction made the change; the row is read anew either way."""
    which = update(HolderRequest).where(HolderRequest.request_id == row.request_id, *conditions).values(**values)
    done = which.returning(HolderRequest.request_id).execution_options(synchronize_session=False)
    won = session.execute(done).first() is not None
    session.refresh(row)
    return won
