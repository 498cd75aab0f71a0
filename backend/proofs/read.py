"""A request as its person sees it, and as the office that answers it sees it; and that office's queue.

1. The queue names people by a masked name; who opens a request of their own office that waits sees whom it is about and
what was asked. Once it is closed only the officer who answered it does: nobody leafs through what was answered.
2. The queue lists what waits by its last day, and what was answered by when it was asked for last, in one order: the
   due time, then the id.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.matters.terms import Text
from backend.people.persons import identities_of, identity_of
from backend.proofs.answers import in_words, values_of
from backend.proofs.ask import BY_RULE, WAITING, answers_of
from backend.proofs.attest import draft_of
from backend.proofs.due import mark, marked
from backend.proofs.facts import facts
from backend.proofs.kind import Kind
from backend.proofs.kinds_folder import kinds_of
from backend.proofs.models import ProofRequest
from backend.proofs.seal import open_sealed
from backend.registries.calendar import day_of
from backend.verification.models import Verifier
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services

NOTHING_TOLD: Mapping[str, Any] = {"answers": [], "statement": None, "reason": None, "explanation": []}


def kind_document(kind: Kind) -> dict[str, Any]:
    """Everything `schemas.KindAnswer` names."""
    return {
        "code": kind.code, "version": kind.version, "name": kind.name, "office": kind.office.name,
        "legal_basis": list(kind.legal_basis), "what": kind.what, "validity_days": kind.validity_days,
        "promised_days": kind.promised_days, "by_rule": kind.rules is not None,
        "questions": [
            {"code": one.code, "kind": one.kind, "text": one.text, "required": one.required, "least": one.least,
             "most": one.most, "answers": [{"value": part.value, "label": part.label} for part in one.answers]}
            for one in kind.questions
        ],
    }  # fmt: skip


def queue(
    session: Session, *, office: str, state: str, marked_as: str | None, limit: int, cursor: str | None, now: int
) -> list[ProofRequest]:
    """Up to `limit + 1` requests of the office (rule 2), after the cursor."""
    query = select(ProofRequest).where(ProofRequest.office == office, ProofRequest.state == state)
    if marked_as is not None:
        query = query.where(marked(marked_as, now))
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(ProofRequest.due, ProofRequest.request_id) > tuple_(*after))
    return list(session.scalars(query.order_by(ProofRequest.due, ProofRequest.request_id).limit(limit + 1)))


def queue_lines(
    session: Session, rows: Sequence[ProofRequest], *, services: Services, now: int
) -> list[dict[str, Any]]:  # fmt: skip
    """Of each everything `schemas.QueueLine` names (rule 1)."""
    people = identities_of(session, [row.person_id for row in rows], box=services.box)
    return [
        {**request_line(row, services=services), "person": _masked(people[row.person_id].name), "mark": mark(row, now)}
        for row in rows
    ]


def office_document(
    session: Session, row: ProofRequest, *, actor: Actor, services: Services, now: int
) -> dict[str, Any]:  # fmt: skip
    """Everything `schemas.OfficeRequest` names (rule 1)."""
    who = identity_of(session, row.person_id, box=services.box)
    kind = kinds_of(services).get(row.kind)
    draft = None
    if kind is not None and row.state == WAITING:
        found = facts(session, row.person_id, kind, services=services, today=day_of(now))
        draft = draft_of(kind, values_of(kind, answers_of(row, services=services)) | found, who)
    open_ = row.state == WAITING or row.answered_by == actor.subject
    person = {"name": who.name, "number": who.number} if open_ else {"name": _masked(who.name), "number": ""}
    told = _told(row, services=services) if open_ else NOTHING_TOLD
    return {
        **request_line(row, services=services), **told, "mark": mark(row, now), "person": person, "draft": draft,
        "summary": kind.summary if kind is not None else None,
    }  # fmt: skip


def my_document(session: Session, row: ProofRequest, *, services: Services) -> dict[str, Any]:
    """Everything `schemas.MyRequest` names."""
    return {
        **request_line(row, services=services),
        **_told(row, services=services),
        "window": _window(session, row.verifier_id),
        "certificate": _certificate(session, row),
        "acts": ["withdraw"] if row.state == WAITING else [],
    }


def request_line(row: ProofRequest, *, services: Services) -> dict[str, Any]:
    """Everything `schemas.RequestLine` names."""
    kind = kinds_of(services).get(row.kind)
    name = kind.name if kind is not None else Text(row.kind, row.kind)  # it left the list since
    office = kind.office.name if kind is not None else Text(row.office, row.office)
    return {
        "request_id": row.request_id, "kind": {"code": row.kind, "version": row.kind_version, "name": name},
        "office": office, "state": row.state, "revision": row.revision, "reused": row.reused, "channel": row.channel,
        "asked_at": row.asked_at, "case_no": row.case_no,
        "due": {"day": day_of(row.due - 1), "assumed": row.due_assumed},
        "answered_at": row.answered_at, "answered_by": _by(row.answered_by), "certificate_id": row.certificate_id,
    }  # fmt: skip


def _masked(name: str) -> str:
    return f"{name[:1]}**"


def _by(answered_by: str | None) -> str | None:
    """rule | officer; which of the officers is told to nobody but the log."""
    if answered_by is None:
        return None
    return BY_RULE if answered_by == BY_RULE else "officer"


def _told(row: ProofRequest, *, services: Services) -> dict[str, Any]:
    """What was asked, and what was answered, opened."""
    kind = kinds_of(services).get(row.kind)
    reply = open_sealed(row.person_id, row.request_id, row.sealed_reply, box=services.box.of_row(row))
    return {
        "answers": [_answer(kind, code, value) for code, value in answers_of(row, services=services).items()],
        "statement": reply.get("statement"),
        "reason": reply.get("reason"),
        "explanation": [
            {"code": one["code"], "holds": one["holds"], "text": one["text"]} for one in reply.get("explanation", ())
        ],
    }


def _answer(kind: Kind | None, code: str, value: str | int) -> dict[str, Any]:
    question = kind.question(code) if kind is not None else None
    zh, en = in_words(question, value)
    return {
        "question": question.text if question is not None else Text(code, code),
        "answer": {"zh": zh, "en": en},
    }


def _window(session: Session, verifier_id: str | None) -> Mapping[str, str] | None:
    row = session.get(Verifier, verifier_id) if verifier_id is not None else None
    return {"zh": row.name_zh, "en": row.name_en} if row is not None else None


def _certificate(session: Session, row: ProofRequest) -> dict[str, Any] | None:
    if row.certificate_id is None:
        return None
    found: Certificate | None = session.get(Certificate, (row.person_id, row.certificate_id))
    if found is None:
        return None
    return {"certificate_id": found.certificate_id, "state": found.state, "valid_to": found.valid_to}
