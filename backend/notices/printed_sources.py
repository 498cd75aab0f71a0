"""Notices told from codes on paper: a window or kiosk printed one for the reader."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.verification.models import PrintedCode, Verifier

PRINTED = "code_printed"


def codes_printed(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """The reader's own, also those that they asked for: whoever did not has to know at once."""
    at, row_id = PrintedCode.printed_at, PrintedCode.printed_code_id
    query = (
        select(PrintedCode, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == PrintedCode.office)
        .where(PrintedCode.person_id.in_(reader.persons[:1]), span.of(at, row_id))
        .order_by(at.desc(), row_id.desc())
        .limit(span.limit + 2)
    )
    for row, office in session.execute(query):
        zh, en = (office.name_zh, office.name_en) if office is not None else (row.office,) * 2
        number = f"{row.number[:4]} {row.number[4:]}"
        words = {"office": zh, "number": number}, {"office": en, "number": number}
        yield Notice(row.printed_at, notice_id(row.printed_code_id, KINDS[PRINTED].place), PRINTED, *words)
