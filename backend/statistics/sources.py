"""Where each measure is counted from: the rows of other rooms, through an index, in the order they were written.

Rules: 1. a row is found by when it was written (its UUIDv7, its case number, its time of change) and counted on the day
it speaks of; 2. a material counts on the day it last became exempt; 3. what belongs to a matter counts for the office
that answers for the matter; 4. no person is read; 5. a part
of a case is not a case of its own, and what its copies show was spared once; 6. what a partner was shown counts by the
channel that it came by.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import String, case, cast, func, select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseMaterial
from backend.certificates.models import Certificate
from backend.matters.models import MatterVersion
from backend.registries.calendar import day_of, end_of
from backend.verification.models import SeenCode, VerdictRow, Verifier
from backend.verification.verdict import WITHOUT_CODE
from backend.web.sums import day_column

Key = tuple[int, str, str, str]  # day number, office, subject, item
NO_OFFICE = ""


@dataclass(frozen=True)
class Source:
    """`written`: the condition for rows written from `since` and, when given, before `before` (seconds since 1970).

    `first`: when the first row at or after a moment was written, or None. `by_matter`: rule 3, `office` holds a matter.
    """

    select: Any
    written: Callable[[int, int | None], tuple[Any, ...]]
    first: Callable[[Session, int], int | None]
    by_matter: bool

    def statement(self, since: int, before: int | None) -> Any:
        """day, office, subject, item, count."""
        inner = self.select.where(*self.written(since, before)).subquery()
        columns = (inner.c.day, inner.c.office, inner.c.subject, inner.c.item)
        return select(*columns, func.count().label("count")).group_by(*columns)


def counted(session: Session, source: Source, since: int, before: int | None = None) -> Counter[Key]:
    """How many rows were written between the two moments, by key."""
    offices = _offices(session) if source.by_matter else {}
    found: Counter[Key] = Counter()
    for day, office, subject, item, count in session.execute(source.statement(since, before)):
        known = offices.get(office, NO_OFFICE) if source.by_matter else office
        found[day, known, subject, item] += count
    return found


def _offices(session: Session) -> dict[str, str]:
    """Matter code -> the office that answers for it, of every matter there ever was."""
    rows = session.execute(select(MatterVersion.code, MatterVersion.document).order_by(MatterVersion.version))
    return {code: str(document["office"]["code"]) for code, document in rows}


def least_id(at: int) -> uuid.UUID:
    """The smallest UUIDv7 of the second."""
    return uuid.UUID(int=max(at, 0) * 1000 << 80)


def _by_id(column: Any) -> Callable[[int, int | None], tuple[Any, ...]]:
    def written(since: int, before: int | None) -> tuple[Any, ...]:
        later = column >= least_id(since)
        return (later,) if before is None else (later, column < least_id(before))

    return written


def _first_id(column: Any) -> Callable[[Session, int], int | None]:
    def first(session: Session, since: int) -> int | None:
        query = select(column).where(column >= least_id(since)).order_by(column).limit(1)
        found = session.scalars(query).first()
        return None if found is None else max(since, (found.int >> 80) // 1000)

    return first


def _cases_written(since: int, before: int | None) -> tuple[Any, ...]:
    later = (Case.case_no >= _day_text(since), Case.opened_at >= since)
    if before is None:
        return later
    return *later, Case.case_no < _day_text(before + 86_400), Case.opened_at < before


def _first_case(session: Session, since: int) -> int | None:
    query = select(Case.case_no).where(Case.case_no >= _day_text(since)).order_by(Case.case_no).limit(1)
    found = session.scalars(query).first()
    if found is None:
        return None
    day = datetime.strptime(found[:8], "%Y%m%d").replace(tzinfo=UTC).date()
    return max(since, end_of(day) - 86_400)


def _day_text(at: int) -> str:
    return f"{day_of(max(at, 0)):%Y%m%d}"


def _materials_written(since: int, before: int | None) -> tuple[Any, ...]:
    later = CaseMaterial.changed_at >= since
    return (later,) if before is None else (later, CaseMaterial.changed_at < before)


def _first_material(session: Session, since: int) -> int | None:
    column = CaseMaterial.changed_at
    return session.scalars(select(column).where(column >= since).order_by(column).limit(1)).first()


def _seen_written(since: int, before: int | None) -> tuple[Any, ...]:
    later = SeenCode.uploaded_at >= since
    return (later,) if before is None else (later, SeenCode.uploaded_at < before)


def _first_seen(session: Session, since: int) -> int | None:
    column = SeenCode.uploaded_at
    return session.scalars(select(column).where(column >= since).order_by(column).limit(1)).first()


def _columns(at: Any, office: Any, subject: Any, item: Any) -> Any:
    return select(
        day_column(at).label("day"), office.label("office"), subject.label("subject"), item.label("item")
    )  # fmt: skip


ISSUED = _columns(
    Certificate.issued_at,
    Certificate.issuer_code,
    cast(Certificate.type_number, String),
    case((Certificate.version == 1, "first"), else_="next"),
)
SCANS = (
    _columns(
        VerdictRow.at,
        func.coalesce(VerdictRow.matter_code, ""),
        func.coalesce(Verifier.kind, "unknown"),
        func.coalesce(VerdictRow.reason, "accepted"),
    )
    .outerjoin(Verifier, Verifier.verifier_id == VerdictRow.verifier_id)
    .where(VerdictRow.form.not_in(WITHOUT_CODE))
)
WHOLE = Case.parent_no.is_(None)  # rule 5
CASES = _columns(Case.opened_at, Case.matter_code, Case.matter_code, func.coalesce("", "")).where(WHOLE)
EXEMPTED = (
    _columns(CaseMaterial.changed_at, Case.matter_code, Case.matter_code, CaseMaterial.material_code)
    .join(Case, Case.case_no == CaseMaterial.case_no)
    .where(CaseMaterial.state == "exempt", WHOLE)
)
PARTNER = Verifier.kind == "partner"
CHANNELS = {"apply": "consent", "look": "lookup", "vp": "openid4vp"}  # of a verdict's form; else a code, online
PARTNERS = (
    _columns(
        VerdictRow.at,
        VerdictRow.verifier_id,
        case(CHANNELS, value=VerdictRow.form, else_="online"),
        func.coalesce(VerdictRow.reason, "accepted"),
    )
    .join(Verifier, Verifier.verifier_id == VerdictRow.verifier_id)
    .where(PARTNER)
)
REPORTED = (
    _columns(
        SeenCode.at,
        SeenCode.verifier_id,
        func.coalesce("offline", ""),
        case((SeenCode.first_at.is_not(None), "used_elsewhere"), (SeenCode.outcome == "accepted", "accepted"),
             else_=func.coalesce(SeenCode.reason, "rejected")),
    )
    .join(Verifier, Verifier.verifier_id == SeenCode.verifier_id)
    .where(PARTNER)
)  # fmt: skip
SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "issued": Source(ISSUED, _by_id(Certificate.certificate_id), _first_id(Certificate.certificate_id), False),
        "scans": Source(SCANS, _by_id(VerdictRow.verdict_id), _first_id(VerdictRow.verdict_id), True),
        "cases": Source(CASES, _cases_written, _first_case, True),
        "exempted": Source(EXEMPTED, _materials_written, _first_material, True),
        "partners": Source(PARTNERS, _by_id(VerdictRow.verdict_id), _first_id(VerdictRow.verdict_id), False),
        "reported": Source(REPORTED, _seen_written, _first_seen, False),
    }
)
