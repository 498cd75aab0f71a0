"""What was read of a person, by whom, when and for what: accepted, failed and refused alike, without field values.

1. A citizen sees the reads of their own certificates and of organisations they represent. 2. Newest first, by page.
3. A filter narrows what is seen and never widens it; a certificate stands for all its versions. 4. A verifier sees its
own verdicts again, by id. 5. Nobody else sees any.
A page is read along the index of the holder's own verdicts, whatever the filter.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.errors import NotFound
from backend.people.persons import person_of, persons_reachable
from backend.registries.calendar import end_of
from backend.verification import asked
from backend.verification.models import VerdictRow, Verifier
from backend.web.paging import decode_cursor
from backend.web.request import Actor

DAY = 86_400


@dataclass(frozen=True)
class Read:
    """One verdict with the verifier that asked; the verifier is None if it is registered no more."""

    at: int
    verdict_id: uuid.UUID
    row: VerdictRow
    verifier: Verifier | None


@dataclass(frozen=True)
class Filter:
    """What to see of the history; None leaves a part open. Days are days in China, both included."""

    certificate_id: uuid.UUID | None = None
    verifier_kind: str | None = None
    outcome: str | None = None
    first_day: date | None = None
    last_day: date | None = None


EVERYTHING = Filter()


def history(
    session: Session, *, actor: Actor, limit: int, cursor: str | None, wanted: Filter = EVERYTHING
) -> list[Read]:
    """Up to `limit + 1` reads of the actor's person, newest first, after the cursor. Raises IdentityNotMatched."""
    persons = persons_reachable(session, person_of(session, actor))
    query = (
        select(VerdictRow, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == VerdictRow.verifier_id)
        .where(VerdictRow.person_id.in_(persons), *_conditions(session, wanted, persons))
        .order_by(VerdictRow.at.desc(), VerdictRow.verdict_id.desc())
        .limit(limit + 1)
    )
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(VerdictRow.at, VerdictRow.verdict_id) < tuple_(*after))
    return [Read(row.at, row.verdict_id, row, verifier) for row, verifier in session.execute(query)]


def _conditions(session: Session, wanted: Filter, persons: Sequence[uuid.UUID]) -> Iterator[ColumnElement[bool]]:
    """Rule 3."""
    if wanted.outcome is not None:
        yield VerdictRow.outcome == wanted.outcome
    if wanted.verifier_kind is not None:
        yield Verifier.kind == wanted.verifier_kind
    if wanted.first_day is not None:
        yield VerdictRow.at >= end_of(wanted.first_day) - DAY
    if wanted.last_day is not None:
        yield VerdictRow.at < end_of(wanted.last_day)
    if wanted.certificate_id is not None:
        ids = _versions(session, wanted.certificate_id, persons)
        yield or_(*(cast(VerdictRow.shown, Text).contains(str(one)) for one in ids))


def _versions(session: Session, certificate_id: uuid.UUID, persons: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Every version of the person's certificate; the id itself when it is not theirs."""
    mine = Certificate.person_id.in_(persons)
    record = select(Certificate.record_id).where(mine, Certificate.certificate_id == certificate_id).scalar_subquery()
    found = list(session.scalars(select(Certificate.certificate_id).where(mine, Certificate.record_id == record)))
    return found or [certificate_id]


def own_verdict(session: Session, verdict_id: uuid.UUID, *, actor: Actor) -> VerdictRow:
    """A verdict of the actor's own office, or about the citizen themselves; raises NotFound for any other."""
    row = session.scalars(select(VerdictRow).where(VerdictRow.verdict_id == verdict_id)).first()
    if row is None or not _may_see(session, row, actor):
        raise NotFound
    return row


def _may_see(session: Session, row: VerdictRow, actor: Actor) -> bool:
    if actor.role == "citizen":
        return row.person_id in persons_reachable(session, person_of(session, actor))
    return actor.office is not None and row.verifier_id == actor.office


def to_its_verifier(shown: list[Any]) -> list[Any]:
    """What a verifier may read again: of yes/no questions not even which certificate answered."""
    return [one for one in shown if not any(name.startswith(asked.MARK) for name in one["fields"])]


def shown_fields(shown: list[Any], catalogue: Any) -> list[dict[str, Any]]:
    """The stored `shown` with each type's and field's name in both languages."""
    lines = []
    for one in shown:
        type_ = catalogue.by_id(one["type"])
        titles = {} if type_ is None else {**type_.fields, **type_.derived}
        fields = [
            {"name": name, "label": dict(titles[name].title) if name in titles else asked.label(type_, name)}
            for name in one["fields"]
        ]
        name = dict(type_.name) if type_ is not None else {"zh": one["type"], "en": one["type"]}
        named = {"id": one["type"], "name": name}
        lines.append(
            {"certificate_id": one["certificate_id"], "type": named, "fields": fields, "region": one.get("region")}
        )
    return lines
