"""Notices about proofs: a window asked for one in the reader's name, or an officer refused one.

What was issued is told as the certificate that it is.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.matters.terms import Text
from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.proofs.ask import BY_RULE, REFUSED
from backend.proofs.models import ProofRequest
from backend.verification.models import Verifier


def proofs_asked(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Requests that windows sent."""
    at, row_id = ProofRequest.asked_at, ProofRequest.request_id
    query = (
        select(ProofRequest, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == ProofRequest.verifier_id)
        .where(ProofRequest.person_id.in_(reader.persons[:1]), ProofRequest.channel == "window", span.of(at, row_id))
        .order_by(at.desc(), row_id.desc())
        .limit(span.limit + 2)
    )
    for row, window in session.execute(query):
        names = (window.name_zh, window.name_en) if window is not None else (row.verifier_id or "",) * 2
        yield _about(reader, row, "proof_asked", row.asked_at, names)


def proofs_refused(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Officers' refusals; what a rule refused was told at once."""
    at, row_id = ProofRequest.answered_at, ProofRequest.request_id
    mine = ProofRequest.person_id.in_(reader.persons[:1]), ProofRequest.state == REFUSED
    query = select(ProofRequest).where(*mine, ProofRequest.answered_by != BY_RULE, span.of(at, row_id))
    for row in session.scalars(query.order_by(at.desc(), row_id.desc()).limit(span.limit + 2)):
        assert row.answered_at is not None  # a refusal is an answer
        yield _about(reader, row, "proof_refused", row.answered_at, ("", ""))


def _about(reader: Reader, row: ProofRequest, kind: str, at: int, window: tuple[str, str]) -> Notice:
    known = reader.proof_kinds.get(row.kind)
    name = known.name if known is not None else Text(row.kind, row.kind)
    zh, en = ({"name": text, "window": place} for text, place in zip((name.zh, name.en), window, strict=True))
    return Notice(at, notice_id(row.request_id, KINDS[kind].place), kind, zh, en, case_no=row.case_no)
