"""The asker's side of a request: how it stands, and what was disclosed.

1. An asker reaches its own requests; any other is not there. What it is told of a look-up, `states` says.
2. What was disclosed is read while the consent stands and its days are not over. Each read is a step that the holder
   sees, and an audit entry; a withdrawal that is under way is waited for.
3. With the values goes what each certificate is now, for it may have ended since.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.requests.ask import context_of, note
from backend.requests.models import HolderRequest
from backend.requests.refusals import NoSuchRequest, NotGiven, ResultGone
from backend.requests.states import GIVEN, WITHDRAWN, asker_knows, for_asker, seems_open
from backend.requests.wanted import stored_wanted
from backend.security import Box
from backend.verification.verdict import Shown, Verdict
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services


def asked_request(session: Session, request_id: uuid.UUID, *, asker_id: str, lock: bool = False) -> HolderRequest:
    """Rule 1. Raises NoSuchRequest."""
    mine = HolderRequest.request_id == request_id, HolderRequest.asker_id == asker_id
    query = select(HolderRequest).where(*mine).execution_options(populate_existing=True)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NoSuchRequest
    return row


def asked_requests(
    session: Session, *, asker_id: str, waiting: bool, limit: int, cursor: str | None, now: int
) -> Sequence[HolderRequest]:  # fmt: skip
    """Up to `limit + 1` of the asker's own, newest first."""
    query = select(HolderRequest).where(HolderRequest.asker_id == asker_id)
    if waiting:
        query = query.where(seems_open(now))
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(HolderRequest.asked_at, HolderRequest.request_id) < tuple_(*after))
    order = HolderRequest.asked_at.desc(), HolderRequest.request_id.desc()
    return session.scalars(query.order_by(*order).limit(limit + 1)).all()


def asked_document(row: HolderRequest, *, services: Services, now: int) -> dict[str, Any]:
    """As `schemas.AskedRequest` names it: nothing in it tells a look-up's no from nobody."""
    knows = asker_knows(row, now=now)
    words = services.box.of_row(row).open(row.sealed_said, context_of(row.request_id))
    return {
        "request_id": row.request_id, "channel": row.channel, "state": for_asker(row, now=now),
        "purpose": row.purpose, "reason": words["reason"], "consequence": words["consequence"],
        "certificates": [one.document() for one in stored_wanted(row.wanted, services.catalogue)],
        "asked_at": row.asked_at, "until": row.due_at, "keep_days": row.keep_days,
        "answered_at": row.answered_at if knows else None, "result_until": row.ends_at if knows else None,
        "withdrawn_at": row.withdrawn_at,
    }  # fmt: skip


def sealed_result(row: HolderRequest, verdict: Verdict, *, box: Box) -> bytes:
    """What the asker may read, kept for it."""
    content = {
        "receipt": verdict.receipt, "as_of": verdict.as_of, "certificates": [_kept(one) for one in verdict.shown]
    }  # fmt: skip
    return box.of_row(row).seal(content, context_of(row.request_id))


def read_result(
    session: Session, request_id: uuid.UUID, *, asker_id: str, actor: Actor, services: Services, now: int
) -> dict[str, Any]:  # fmt: skip
    """Rules 2 and 3. Raises NoSuchRequest, NotGiven, ResultGone."""
    row = asked_request(session, request_id, asker_id=asker_id, lock=True)
    if row.state == WITHDRAWN:
        raise ResultGone
    if row.state != GIVEN:
        raise NotGiven(state=for_asker(row, now=now))
    if row.sealed_result is None or row.ends_at is None or row.ends_at <= now:
        raise ResultGone
    note(session, row, "read", actor=actor.subject, now=now)
    kept = services.box.of_row(row).open(row.sealed_result, context_of(row.request_id))
    certificates = [_read(session, one, services=services) for one in kept["certificates"]]
    return {
        "request_id": row.request_id, "purpose": row.purpose, "as_of": kept["as_of"], "receipt": kept["receipt"],
        "certificates": certificates, "result_until": row.ends_at,
    }  # fmt: skip


def _kept(shown: Shown) -> dict[str, Any]:
    return {
        "certificate_id": str(shown.certificate_id), "person_id": str(shown.person_id), "type": shown.type.id,
        "fields": dict(shown.fields), "valid_to": shown.valid_to,
    }  # fmt: skip


def _read(session: Session, kept: dict[str, Any], *, services: Services) -> dict[str, Any]:
    """Rule 3."""
    key = uuid.UUID(kept["person_id"]), uuid.UUID(kept["certificate_id"])
    row = session.get(Certificate, key, populate_existing=True)
    type_ = services.catalogue.by_id(kept["type"])
    named = {"id": kept["type"], "number": type_.number, "name": dict(type_.name)} if type_ else None
    return {
        "type": named or {"id": kept["type"], "number": 0, "name": {"zh": kept["type"], "en": kept["type"]}},
        "fields": kept["fields"], "valid_to": kept["valid_to"],
        "state": row.state if row else "revoked", "state_since": row.state_since if row else None,
    }  # fmt: skip
