"""What a holder, or the window that made it, reads of sealed copies; and how a holder takes one back.

1. A holder sees the copies of their own certificates and of organisations they represent, whoever made them, with how
often anybody checked them. 2. The PDF is given while the copy is neither recalled nor over; then it is forgotten.
3. Recalling is once and for good, and at once. 4. A window sees what it made in its case, and each fetch is logged.
"""

import base64
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.papers.models import SealedCopy, SealedCopyFile, copy_context, file_context
from backend.papers.number import grouped
from backend.papers.refusals import CopyOver, CopyUnknown
from backend.security import Box
from certs.catalogue import Catalogue

VALID, RECALLED, EXPIRED = "valid", "recalled", "expired"


def state_of(row: SealedCopy, now: int) -> str:
    """valid, recalled or expired."""
    if row.recalled_at is not None:
        return RECALLED
    return VALID if now < row.until_at else EXPIRED


def said_of(row: SealedCopy, *, box: Box) -> dict[str, Any]:
    """number, purpose, recipient and names of fields, opened."""
    opened: dict[str, Any] = box.of_row(row).open(row.sealed, copy_context(row.copy_id))
    return opened


def copies_of(
    session: Session, person_ids: Sequence[uuid.UUID], *, certificate_id: uuid.UUID | None,
    after: tuple[int, uuid.UUID] | None, most: int,
) -> list[SealedCopy]:  # fmt: skip
    """Rule 1, newest first."""
    query = select(SealedCopy).where(SealedCopy.person_id.in_(person_ids))
    if certificate_id is not None:
        query = query.where(SealedCopy.certificate_id == certificate_id)
    if after is not None:
        query = query.where(tuple_(SealedCopy.made_at, SealedCopy.copy_id) < after)
    return list(session.scalars(query.order_by(SealedCopy.made_at.desc(), SealedCopy.copy_id.desc()).limit(most)))


def own_copy(session: Session, copy_id: uuid.UUID, person_ids: Sequence[uuid.UUID]) -> SealedCopy:
    """Raises CopyUnknown."""
    mine = SealedCopy.person_id.in_(person_ids), SealedCopy.copy_id == copy_id
    row = session.scalars(select(SealedCopy).where(*mine)).one_or_none()
    if row is None:
        raise CopyUnknown
    return row


def pdf_of(session: Session, row: SealedCopy, *, box: Box, now: int) -> bytes:
    """Rule 2. Raises CopyOver."""
    if state_of(row, now) != VALID:
        raise CopyOver(state=state_of(row, now))
    stored = file_of(session, row, box=box)
    if stored is None:
        raise CopyUnknown
    return stored


def file_of(session: Session, row: SealedCopy, *, box: Box) -> bytes | None:
    """The signed bytes while they are kept."""
    kept = session.get(SealedCopyFile, (row.person_id, row.copy_id))
    return None if kept is None else base64.b64decode(box.of_row(kept).open(kept.sealed_pdf, file_context(row.copy_id)))


def recall(
    session: Session, copy_id: uuid.UUID, person_ids: Sequence[uuid.UUID], *, actor: str, now: int
) -> SealedCopy:
    """Rule 3. Raises CopyUnknown, CopyOver."""
    row = own_copy(session, copy_id, person_ids)
    which = SealedCopy.person_id == row.person_id, SealedCopy.copy_id == copy_id
    standing = SealedCopy.recalled_at.is_(None), SealedCopy.until_at > now
    recalled = update(SealedCopy).where(*which, *standing).values(recalled_at=now).returning(SealedCopy.copy_id)
    if session.execute(recalled.execution_options(synchronize_session=False)).first() is None:
        session.refresh(row)
        raise CopyOver(state=state_of(row, now))
    forgotten = SealedCopyFile.person_id == row.person_id, SealedCopyFile.copy_id == copy_id
    session.execute(delete(SealedCopyFile).where(*forgotten).execution_options(synchronize_session=False))
    subject = f"sealed-copy:{copy_id}"
    entry = make_entry(at=now, actor=actor, action="sealed_copy.recalled", subject=subject, person_id=row.person_id)
    record(session, entry)
    session.refresh(row)
    return row


def document(row: SealedCopy, *, catalogue: Catalogue, box: Box, now: int) -> Mapping[str, Any]:
    """A copy as its holder or its window reads it."""
    said, type = said_of(row, box=box), catalogue.by_number(row.type_number)
    name = {"zh": str(row.type_number), "en": str(row.type_number)} if type is None else dict(type.name)
    plain = ("copy_id", "certificate_id", "layout", "until", "made_at", "case_no", "recalled_at", "checks", "altered")
    return {name: getattr(row, name) for name in plain} | {
        "state": state_of(row, now),
        "number": grouped(said["number"]),
        "type": {"id": "" if type is None else type.id, "name": name},
        "purpose": said["purpose"],
        "recipient": said["recipient"],
        "fields": said["fields"],
        "made_by": "holder" if row.case_no is None else "window",
        "checked_at": row.checked_at,
        "downloadable": state_of(row, now) == VALID,
    }
