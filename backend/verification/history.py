"""What was read of a person, by whom, when and for what: accepted, failed and refused alike, without field values.

1. A citizen sees the reads of their own certificates and of organisations they represent. 2. Newest first, by page.
3. A verifier sees its own verdicts again, by id. 4. Nobody else sees any.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.errors import NotFound
from backend.people.persons import person_of, persons_reachable
from backend.verification.models import VerdictRow, Verifier
from backend.web.paging import decode_cursor
from backend.web.request import Actor


@dataclass(frozen=True)
class Read:
    """One verdict with the verifier that asked; the verifier is None if it is registered no more."""

    at: int
    verdict_id: uuid.UUID
    row: VerdictRow
    verifier: Verifier | None


def history(session: Session, *, actor: Actor, limit: int, cursor: str | None) -> list[Read]:
    """Up to `limit + 1` reads of the actor's person, newest first, after the cursor. Raises IdentityNotMatched."""
    persons = persons_reachable(session, person_of(session, actor))
    query = (
        select(VerdictRow, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == VerdictRow.verifier_id)
        .where(VerdictRow.person_id.in_(persons))
        .order_by(VerdictRow.at.desc(), VerdictRow.verdict_id.desc())
        .limit(limit + 1)
    )
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(VerdictRow.at, VerdictRow.verdict_id) < tuple_(*after))
    return [Read(row.at, row.verdict_id, row, verifier) for row, verifier in session.execute(query)]


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


def shown_fields(shown: list[Any], catalogue: Any) -> list[dict[str, Any]]:
    """The stored `shown` with each type's and field's name in both languages."""
    lines = []
    for one in shown:
        type_ = catalogue.by_id(one["type"])
        titles = {} if type_ is None else {**type_.fields, **type_.derived}
        fields = [
            {"name": name, "label": dict(titles[name].title) if name in titles else {"zh": name, "en": name}}
            for name in one["fields"]
        ]
        name = dict(type_.name) if type_ is not None else {"zh": one["type"], "en": one["type"]}
        named = {"id": one["type"], "name": name}
        lines.append({"certificate_id": one["certificate_id"], "type": named, "fields": fields})
    return lines
