"""Check a sealed copy: by its number, by the token of its QR code, or by the file itself. Anybody may.

1. A file is genuine when it is byte for byte what was sealed. One that is not, and speaks of a copy, is altered: added
to, cut off or changed; a scan or print saved as a file is none of ours either. 2. Number and token stand on paper that
anybody can print: they say that there is such a copy (registered), and the token what its face says, to be compared.
3. A number alone shows no purpose, no recipient and no field. 4. Of a recalled or expired copy nothing but that is told
of the certificate. 5. Guesses are counted by what is checked and address together, so that no stranger uses up the
checks of a paper, by address, and by everyone together, hits and misses alike.
6. Each check of a known copy is counted for its holder.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from backend.papers.make import number_key, token_key
from backend.papers.marks import numbers_and_tokens
from backend.papers.models import SealedCopy
from backend.papers.number import read_number
from backend.papers.read import VALID, file_of, state_of
from backend.papers.refusals import FileRefused
from backend.people.limits import Visitor, count_guess
from backend.security import Box
from backend.web.networks import network_of

By = Literal["number", "token", "file"]
GENUINE, REGISTERED, ALTERED, UNKNOWN = "genuine", "registered", "altered", "unknown"
APPENDED, TRUNCATED, CHANGED = "appended", "truncated", "changed"
MOST_BYTES = 2_000_000
HEAD = 1024  # where a PDF says that it is one


@dataclass(frozen=True)
class Finding:
    """What a check found. `row` is None for unknown ones; `how`: in what an altered file differs."""

    by: By
    state: str
    row: SealedCopy | None = None
    how: str | None = None

    @property
    def whole(self) -> bool:
        """Whether what the face says may be told (rules 2 to 4)."""
        return self.state == REGISTERED and self.by == "token"

    @property
    def annotated(self) -> bool:
        """Whether purpose and recipient may be told (rule 3)."""
        return self.by != "number" and self.state not in (ALTERED, UNKNOWN)


def by_number(session: Session, text: str, *, visitor: Visitor, box: Box, now: int) -> Finding:
    """Raises TooMany."""
    number = read_number(text)
    key = number_key(number or "", box=box)
    _count(session, key, visitor=visitor, box=box, now=now)
    row = _first(session, SealedCopy.number_key == key) if number else None
    return _counted(session, _found("number", row, REGISTERED, now), now)


def by_token(session: Session, token: str, *, visitor: Visitor, box: Box, now: int) -> Finding:
    """Raises TooMany."""
    key = token_key(token, box=box)
    _count(session, key, visitor=visitor, box=box, now=now)
    row = _first(session, SealedCopy.token_key == key)
    return _counted(session, _found("token", row, REGISTERED, now), now)


def by_file(session: Session, data: bytes, *, visitor: Visitor, box: Box, now: int) -> Finding:
    """Raises TooMany, FileRefused."""
    digest = hashlib.sha256(data).digest()
    _count(session, digest, visitor=visitor, box=box, now=now)
    if not data:
        raise FileRefused(problem="empty")
    if len(data) > MOST_BYTES:
        raise FileRefused(problem="too_large")
    if b"%PDF-" not in data[:HEAD]:
        raise FileRefused(problem="not_a_pdf")
    row = _first(session, SealedCopy.digest == digest)
    if row is not None:
        return _counted(session, _found("file", row, GENUINE, now), now)
    return _counted(session, _altered(session, data, box=box), now)


def _count(session: Session, key: bytes, *, visitor: Visitor, box: Box, now: int) -> None:
    """Rule 5. Raises TooMany."""
    account = box.blind("sealed-copy-check", f"{key.hex()}\n{network_of(visitor.address)}")
    count_guess(session, "sealed-copy", account, visitor=Visitor(visitor.address), box=box, now=now)


def _found(by: By, row: SealedCopy | None, good: str, now: int) -> Finding:
    if row is None:
        return Finding(by, UNKNOWN)
    state = state_of(row, now)
    return Finding(by, good if state == VALID else state, row)


def _altered(session: Session, data: bytes, *, box: Box) -> Finding:
    """Rule 1, of a file that is not ours as it is."""
    numbers, tokens = numbers_and_tokens(data)
    keys: list[ColumnElement[bool]] = []
    if numbers:
        keys.append(SealedCopy.number_key.in_([number_key(one, box=box) for one in numbers]))
    if tokens:
        keys.append(SealedCopy.token_key.in_([token_key(one, box=box) for one in tokens]))
    row = _first(session, or_(*keys)) if keys else None
    if row is None:
        return Finding("file", UNKNOWN)
    return Finding("file", ALTERED, row, _how(data, row, file_of(session, row, box=box)))


def _how(data: bytes, row: SealedCopy, stored: bytes | None) -> str:
    if hashlib.sha256(data[: row.size]).digest() == row.digest:
        return APPENDED
    return TRUNCATED if stored is not None and stored.startswith(data) else CHANGED


def _first(session: Session, which: ColumnElement[bool]) -> SealedCopy | None:
    return session.scalars(select(SealedCopy).where(which).order_by(SealedCopy.copy_id).limit(1)).first()


def _counted(session: Session, finding: Finding, now: int) -> Finding:
    """Rule 6."""
    row = finding.row
    if row is not None:
        mine = SealedCopy.person_id == row.person_id, SealedCopy.copy_id == row.copy_id
        more = {"checks": SealedCopy.checks + 1, "altered": SealedCopy.altered + int(finding.state == ALTERED)}
        counted = update(SealedCopy).where(*mine).values(**more, checked_at=now)
        session.execute(counted.execution_options(synchronize_session=False))
    return finding
