"""A wallet's answer: verified in full, used once, and written down as a verdict like that of a code.

Rules: 1. only a request that was fetched, still waits and is not over takes an answer, and one conditional UPDATE
decides which answer ends it; 2. the asker's registration counts as it stands now; 3. all certificates are of one
person, or of organisations that this person represents; 4. one presentation that is refused refuses all, and nothing of
it is kept; 5. what was asked for and shown is sealed for the asker for ten minutes; verdict, receipt and the holder's
history stay; 6. on the same device the answer leads back to the asker's page with a code that opens the result.
"""

import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import orjson
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from backend import db
from backend.audit.record import make_entry, record
from backend.people.persons import persons_reachable
from backend.presentations import answer, dcql
from backend.presentations.ask import SAME_DEVICE, check_registered, context_of
from backend.presentations.examine import ORDER, Expected, RefusedOf, examine
from backend.presentations.finish import FORM, accepted, finish
from backend.presentations.matching import unanswered
from backend.presentations.models import Presentation
from backend.presentations.refusals import AnswerRefused, NotVerified, OverAsking, RequestUriRefused
from backend.presentations.request_object import find
from backend.presentations.statements import Request
from backend.presentations.told import is_partner, tell_asker
from backend.presentations.who import still_registered
from backend.registries.calendar import day_of
from backend.trust.lists import current_trust
from backend.verification.answer import answer as verdict_answer
from backend.verification.named import Refused, checks_in
from backend.verification.verdict import Attempt, Refusal, Shown, Verdict
from backend.verification.write import write_refusal
from backend.web.request import Services
from certs import base64url

KEEP_RESULT = 600
Presented = Mapping[str, Sequence[Shown]]


def receive(session: Session, reference: str, form: MultiDict[str, str], *, services: Services, now: int) -> str | None:
    """Where the wallet sends the holder's browser next, None for nowhere. Raises AnswerRefused, NotVerified."""
    row = find(session, reference, services=services)
    if row.state != "waiting" or row.expires_at <= now or row.fetched_at is None:
        raise AnswerRefused("answered before, over, or never fetched")
    given = answer.read(form, row, box=services.box)
    if given.error is not None:
        return _declined(session, row, given.error, services=services, now=now)
    attempt = Attempt(db.new_id(now * 1000), now, row.verifier_id, row.actor, row.purpose)
    try:
        presented, presenter = _examined(session, row, given.presented, services=services, now=now)
    except Refused as why:
        _failed(session, row, attempt, why, services=services, now=now)
    return _accepted(session, row, attempt, presented, presenter, services=services, now=now)


def _examined(
    session: Session, row: Request, given: Mapping[str, Sequence[str]], *, services: Services, now: int
) -> tuple[Presented, uuid.UUID]:
    """Rules 2 to 4. Raises Refused."""
    query, base_url = dcql.read_text(row.query), services.settings.base_url
    try:
        verifier = still_registered(session, row, services=services, now=now)
        check_registered(query, verifier.permitted(row.purpose), services.catalogue)
    except (RequestUriRefused, OverAsking):
        raise Refused("purpose", "purpose_unknown") from None
    if unanswered(query, {name: len(texts) for name, texts in given.items()}) is not None:
        raise Refused("form", "required_field_missing")
    expected = Expected(row.client_id, row.nonce, base_url, day_of(now).isoformat(), now)
    trust = current_trust(session, services.catalogue, now=now)
    presented = {
        name: _counted(examine(session, text, query.credentials[name], expected, trust) for text in texts)
        for name, texts in given.items()
    }
    return presented, _presenter(session, presented)


def _counted(shown: Iterable[Shown]) -> list[Shown]:
    """Each is verified, and copies of one certificate count as one: the first."""
    found: dict[uuid.UUID, Shown] = {}
    for one in shown:
        found.setdefault(one.certificate_id, one)
    return list(found.values())


def _presenter(session: Session, presented: Presented) -> uuid.UUID:
    """Rule 3."""
    persons = {one.person_id for shown in presented.values() for one in shown}
    if len(persons) == 1:
        return persons.pop()
    for person in sorted(persons):
        if persons <= set(persons_reachable(session, person)):
            return person
    raise Refused("certificates", "holders_differ")


def _accepted(
    session: Session, row: Request, attempt: Attempt, presented: Presented, presenter: uuid.UUID, *,
    services: Services, now: int,
) -> str | None:  # fmt: skip
    code = base64url.encode(secrets.token_bytes(24)) if row.flow == SAME_DEVICE else None
    shown = [one for several in presented.values() for one in several]
    verdict = accepted(
        session, attempt, shown, presenter=presenter, checks=checks_in(ORDER, None), once_id=row.presentation_id.bytes,
        services=services,
    )  # fmt: skip
    ended = {
        "which": row.presentation_id.hex, "ended_at": now, "result_until": now + KEEP_RESULT,
        "sealed_result": _sealed(row, verdict, presented, services=services),
        "code_key": code_key(code, services=services) if code else None,
    }  # fmt: skip
    if is_partner(row):
        session.connection()  # what is told to a partner is written with it
    if not finish(session, attempt, verdict, ended):
        raise AnswerRefused("answered before")
    tell_asker(session, row, "presentation.done", verdict, services=services, now=now)
    return None if code is None else _back(row, code)


def _failed(session: Session, row: Request, attempt: Attempt, why: Refused, *, services: Services, now: int) -> None:
    """Always raises NotVerified, once the refusal is written."""
    _end(session, row, "failed", reason=why.reason, now=now, verdict_id=attempt.verdict_id)
    holder = why.person_id if isinstance(why, RefusedOf) else None
    refusal = Refusal(why.reason, checks_in(ORDER, why), FORM, row.presentation_id.bytes, holder)
    verdict = write_refusal(session, attempt, refusal, services=services)
    tell_asker(session, row, "presentation.failed", verdict, services=services, now=now)
    raise NotVerified(f"not accepted: {why.reason}")


def _declined(session: Session, row: Request, error: str, *, services: Services, now: int) -> str | None:
    """The holder said no, or the wallet has nothing that fits."""
    _end(session, row, "refused", reason=error, now=now)
    entry = make_entry(
        at=now, actor="wallet", action="presentation.declined", subject=f"presentation:{row.presentation_id}",
        verifier=row.verifier_id, purpose=row.purpose,
    )  # fmt: skip
    record(session, entry)
    tell_asker(session, row, "presentation.failed", None, services=services, now=now)
    return row.redirect_uri


def _end(session: Session, row: Request, state: str, *, now: int, **given: Any) -> None:
    """Rule 1. Raises AnswerRefused for whoever comes second, of whom nothing is kept."""
    mine = Presentation.presentation_id == row.presentation_id, Presentation.state == "waiting"
    values = {"state": state, "ended_at": now, "sealed_key": None} | given
    ended = update(Presentation).where(*mine).values(values).returning(Presentation.presentation_id)
    if session.execute(ended.execution_options(synchronize_session=False)).first() is None:
        raise AnswerRefused("answered before")


def _sealed(row: Request, verdict: Verdict, presented: Presented, *, services: Services) -> bytes:
    """Rule 5."""
    by_query = {name: [str(one.certificate_id) for one in shown] for name, shown in presented.items()}
    result = {"verdict": orjson.Fragment(verdict_answer(verdict)), "presented": by_query}
    return services.box.seal(result, context_of(row.presentation_id))


def code_key(code: str, *, services: Services) -> bytes:
    """What a response code is compared by."""
    return services.box.blind("presentation-code", code)


def _back(row: Request, code: str) -> str:
    assert row.redirect_uri is not None
    parts = urlsplit(row.redirect_uri)
    query = "&".join(filter(None, (parts.query, urlencode({"response_code": code}))))
    return urlunsplit(parts._replace(query=query))
