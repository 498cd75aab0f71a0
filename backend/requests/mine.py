"""What a holder reads of the requests to them: who asks, for what, what would be shown, and what has happened since.

1. The list has every request to the person, newest first; or those only that wait for an answer.
2. One request names the holder's own certificates of each type, with those asked fields that they have a value for;
   nothing of it leaves the holder's own answer.
"""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.wallet import showable
from backend.people.persons import identities_of, person_of, persons_reachable
from backend.requests.ask import context_of
from backend.requests.askers import asker_document, purpose_document
from backend.requests.models import HolderRequest, RequestStep
from backend.requests.states import WAITING, for_holder
from backend.requests.wanted import Wanted, stored_wanted
from backend.verification.history import shown_fields
from backend.verification.models import VerdictRow
from backend.verification.named import Refused
from backend.verification.released import name_one, open_named
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services


def my_requests(
    session: Session, *, actor: Actor, waiting: bool, limit: int, cursor: str | None, now: int
) -> Sequence[HolderRequest]:  # fmt: skip
    """Rule 1: up to `limit + 1`. Raises IdentityNotMatched."""
    query = select(HolderRequest).where(HolderRequest.person_id == person_of(session, actor))
    if waiting:
        query = query.where(HolderRequest.state == WAITING, HolderRequest.due_at > now)
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(HolderRequest.asked_at, HolderRequest.request_id) < tuple_(*after))
    order = HolderRequest.asked_at.desc(), HolderRequest.request_id.desc()
    return session.scalars(query.order_by(*order).limit(limit + 1)).all()


def line(session: Session, row: HolderRequest, *, services: Services, now: int) -> dict[str, Any]:
    """As `schemas.RequestToMeLine` names it."""
    wanted = stored_wanted(row.wanted, services.catalogue)
    return {
        "request_id": row.request_id, "channel": row.channel, "state": for_holder(row, now=now),
        "asker": asker_document(session, row.asker_id, now=now),
        "purpose": purpose_document(session, row.asker_id, row.purpose, now=now),
        "types": [one.document()["type"] for one in wanted],
        "asked_at": row.asked_at, "until": row.due_at, "keep_days": row.keep_days, "answered_at": row.answered_at,
        "result_until": row.ends_at, "withdrawn_at": row.withdrawn_at,
    }  # fmt: skip


def document(session: Session, row: HolderRequest, *, services: Services, now: int) -> dict[str, Any]:
    """As `schemas.RequestToMe` names it."""
    words = services.box.of_row(row).open(row.sealed_said, context_of(row.request_id))
    wanted = stored_wanted(row.wanted, services.catalogue)
    waits = for_holder(row, now=now) == WAITING
    steps = select(RequestStep).where(RequestStep.request_id == row.request_id)
    return {
        **line(session, row, services=services, now=now),
        "aud": services.settings.base_url, "reason": words["reason"], "consequence": words["consequence"],
        "certificates": [
            {**one.document(), "mine": _mine(session, row, one, services=services, now=now) if waits else []}
            for one in wanted
        ],
        "given": _given(session, row, services=services),
        "steps": session.scalars(steps.order_by(RequestStep.at, RequestStep.step_id)).all(),
    }  # fmt: skip


def _mine(session: Session, row: HolderRequest, wanted: Wanted, *, services: Services, now: int) -> list[Any]:
    """Rule 2."""
    found = list(_candidates(session, row, wanted, services=services, now=now))
    holders = identities_of(session, [certificate.person_id for certificate, _ in found], box=services.box)
    return [
        {
            "certificate_id": certificate.certificate_id, "fields": names, "valid_to": certificate.valid_to,
            "holder": {
                "kind": holders[certificate.person_id].kind, "name": holders[certificate.person_id].name
            },
        }
        for certificate, names in found
    ]  # fmt: skip


def _candidates(
    session: Session, row: HolderRequest, wanted: Wanted, *, services: Services, now: int
) -> Iterator[tuple[Certificate, list[str]]]:  # fmt: skip
    persons: Sequence[uuid.UUID] = persons_reachable(session, row.person_id) if row.person_id else []
    if row.about_id is not None and wanted.type.holder_kind == "organisation":
        persons = [row.about_id]
    mine = Certificate.person_id.in_(persons), Certificate.type_number == wanted.type.number
    query = select(Certificate).where(*mine, Certificate.state == "valid").order_by(Certificate.certificate_id)
    for certificate in session.scalars(query):
        if not showable(certificate, now):
            continue
        try:
            named = name_one(certificate, wanted.names, services=services, now=now)
            yield certificate, open_named(named, services=services, now=now).names
        except Refused:  # a row made by hand is no certificate
            continue


def _given(session: Session, row: HolderRequest, *, services: Services) -> list[dict[str, Any]]:
    """What was disclosed, by name, as the verdict has it."""
    if row.verdict_id is None:
        return []
    query = select(VerdictRow.shown).where(
        VerdictRow.person_id == row.person_id, VerdictRow.at == row.answered_at, VerdictRow.verdict_id == row.verdict_id
    )
    return shown_fields(session.scalars(query).one_or_none() or [], services.catalogue)
