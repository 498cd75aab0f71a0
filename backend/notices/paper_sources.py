"""Notices told from sealed copies: a window made one of the reader's certificate."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.papers.models import SealedCopy
from backend.papers.read import said_of
from backend.verification.models import Verifier

MADE = "sealed_copy_made"


def copies_sealed(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """One for each copy that a window made. What the holder made is no news to them."""
    at, row_id = SealedCopy.made_at, SealedCopy.copy_id
    query = (
        select(SealedCopy, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == SealedCopy.verifier_id)
        .where(SealedCopy.person_id.in_(reader.persons), SealedCopy.case_no.is_not(None), span.of(at, row_id))
        .order_by(at.desc(), row_id.desc())
        .limit(span.limit + 2)
    )
    for row, window in session.execute(query):
        type_ = reader.catalogue.by_number(row.type_number)
        if type_ is not None:
            names = (window.name_zh, window.name_en) if window is not None else (row.verifier_id or "",) * 2
            recipient = said_of(row, box=reader.box)["recipient"]
            zh, en = (
                {"type": type_.name[language], "window": name, "recipient": recipient}
                for language, name in zip(("zh", "en"), names, strict=True)
            )
            which = notice_id(row.copy_id, KINDS[MADE].place)
            yield Notice(row.made_at, which, MADE, zh, en, certificate_id=row.certificate_id, type=type_)
