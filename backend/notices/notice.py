"""The values of notices: one Notice, who reads (Reader), and which part of the list is wanted (Span).

A notice's id is the id of the row that it is told from, with the place of its kind in the last bits: stable, and in
the same order as the rows, so that pages can be cut in SQL.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from backend.openid.providers import Providers
from backend.proofs.kinds_folder import Kinds
from backend.proposals.folder import Programmes
from backend.registries.working_days import Calendar
from backend.security import Box
from certs.catalogue import Catalogue, CertificateType

PLACES = 31  # the bits of an id that may name a kind


@dataclass(frozen=True)
class Reader:
    """An account; its person first and then organisations it may act for (none before the real-name match)."""

    account_id: uuid.UUID
    persons: tuple[uuid.UUID, ...]
    catalogue: Catalogue
    calendar: Calendar
    box: Box
    programmes: Programmes
    proof_kinds: Kinds
    providers: Providers


@dataclass(frozen=True)
class Notice:
    """`zh` and `en`: values for the words. Ids of what it is about, where there is such a thing."""

    at: int
    id: uuid.UUID
    kind: str
    zh: dict[str, Any]
    en: dict[str, Any]
    certificate_id: uuid.UUID | None = None
    type: CertificateType | None = None
    verdict_id: uuid.UUID | None = None
    device_id: uuid.UUID | None = None
    passkey_id: uuid.UUID | None = None
    days: int | None = None
    case_no: str | None = None
    proposal_id: uuid.UUID | None = None
    request_id: uuid.UUID | None = None
    delegation_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Span:
    """Up to `limit` notices of `now` or before; older than `before` (time, id); newer than `since` (a time)."""

    now: int
    limit: int
    before: tuple[int, uuid.UUID] | None = None
    since: int | None = None

    def of(self, at: Any, row_id: Any) -> ColumnElement[bool]:
        """The condition on a row's time and id: all that is wanted, and at most one row more."""
        conditions = [at <= self.now]
        if self.since is not None:
            conditions.append(at > self.since)
        if self.before is not None:
            then, last = self.before
            conditions.append(or_(at < then, and_(at == then, row_id <= uuid.UUID(int=last.int | PLACES))))
        return and_(*conditions)

    def holds(self, notice: Notice) -> bool:
        """The same, exactly."""
        if notice.at > self.now or (self.since is not None and notice.at <= self.since):
            return False
        return self.before is None or (notice.at, notice.id) < self.before


def notice_id(row_id: uuid.UUID, place: int) -> uuid.UUID:
    """The id of the notice of this kind about this row."""
    return uuid.UUID(int=row_id.int ^ place)
