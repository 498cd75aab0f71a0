"""What was read of a person, by whom, when and for what: accepted, failed and refused alike, without field values.

1. A citizen sees the reads of their own certificates, of organisations they represent, and of what their phone showed
for others. 2. Newest first, by page.
3. A filter narrows what is seen and never widens it; a certificate stands for all its versions. 4. A verifier sees its
own verdicts again, by id. 5. Who acts for a young child sees the reads of the child's own certificates, and not what
the child's phone showed for others; whether they may is decided with guardians. 6. Nobody else sees any.
A page is read along the index of the holder's own verdicts, whatever the filter.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.errors import NotFound
from backend.people.persons import identities_of, person_of, persons_reachable
from backend.registries.calendar import end_of
from backend.security import Box
from backend.verification import asked
from backend.verification.models import ShowingUse, VerdictRow, Verifier
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
NOBODYS: Mapping[str, str] = MappingProxyType({})


def history(
    session: Session, *, actor: Actor, limit: int, cursor: str | None, wanted: Filter = EVERYTHING
) -> list[Read]:
    """Up to `limit + 1` reads of the actor's person, newest first, after the cursor. Raises IdentityNotMatched."""
    persons = persons_reachable(session, person_of(session, actor))
    whose = VerdictRow.person_id.in_(persons), _shown_by(persons)
    return _reads(session, persons, whose, limit=limit, cursor=cursor, wanted=wanted)


def history_of_ward(
    session: Session, ward_id: uuid.UUID, *, limit: int, cursor: str | None, wanted: Filter = EVERYTHING
) -> list[Read]:
    """Rule 5: the same of a ward, for whoever may look."""
    whose = (VerdictRow.person_id == ward_id,)
    return _reads(session, [ward_id], whose, limit=limit, cursor=cursor, wanted=wanted)


def _reads(
    session: Session, persons: Sequence[uuid.UUID], each: Iterable[ColumnElement[bool]], *, limit: int,
    cursor: str | None, wanted: Filter,
) -> list[Read]:  # fmt: skip
    """Rule 2, of what each of the conditions finds."""
    conditions = list(_conditions(session, wanted, persons))
    after = decode_cursor(cursor)
    if after is not None:
        conditions.append(tuple_(VerdictRow.at, VerdictRow.verdict_id) < tuple_(*after))
    found: list[Read] = []
    for whose in each:
        query = (
            select(VerdictRow, Verifier)
            .outerjoin(Verifier, Verifier.verifier_id == VerdictRow.verifier_id)
            .where(whose, *conditions)
            .order_by(VerdictRow.at.desc(), VerdictRow.verdict_id.desc())
            .limit(limit + 1)
        )
        found += [Read(row.at, row.verdict_id, row, verifier) for row, verifier in session.execute(query)]
    return sorted(found, key=lambda one: (one.at, one.verdict_id), reverse=True)[: limit + 1]


def _shown_by(persons: Sequence[uuid.UUID]) -> ColumnElement[bool]:
    """The end of rule 1: reads of what these persons' phones showed for somebody else."""
    uses = select(ShowingUse.kept_by, ShowingUse.at, ShowingUse.verdict_id).where(ShowingUse.presenter_id.in_(persons))
    here = tuple_(VerdictRow.person_id, VerdictRow.at, VerdictRow.verdict_id).in_(uses)
    return and_(here, VerdictRow.person_id.not_in(persons))


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


def wards_verdict(session: Session, verdict_id: uuid.UUID, ward_id: uuid.UUID) -> VerdictRow:
    """Rule 5: one verdict on the ward; raises NotFound for any other."""
    which = VerdictRow.verdict_id == verdict_id, VerdictRow.person_id == ward_id
    row = session.scalars(select(VerdictRow).where(*which)).first()
    if row is None:
        raise NotFound
    return row


def _may_see(session: Session, row: VerdictRow, actor: Actor) -> bool:
    if actor.role == "citizen":
        persons = persons_reachable(session, person_of(session, actor))
        return row.person_id in persons or _showed(session, row, persons)
    return actor.office is not None and row.verifier_id == actor.office


def _showed(session: Session, row: VerdictRow, persons: Sequence[uuid.UUID]) -> bool:
    mine = ShowingUse.person_id == row.person_id, ShowingUse.at == row.at, ShowingUse.verdict_id == row.verdict_id
    query = select(ShowingUse.showing_id).where(*mine, ShowingUse.presenter_id.in_(persons)).limit(1)
    return session.scalars(query).first() is not None


def names_behind(session: Session, found: Sequence[Read], *, box: Box) -> dict[str, str]:
    """The names of those who showed something for somebody, and of those, by their ids: for these two to read."""
    said = [by for read in found for one in read.row.shown if (by := one.get("on_behalf")) is not None]
    ids = {uuid.UUID(by[who]) for by in said for who in ("presenter", "holder")}
    return {str(one): identity.name for one, identity in identities_of(session, ids, box=box).items()} if ids else {}


def to_its_verifier(shown: list[Any]) -> list[Any]:
    """What a verifier may read again: of yes/no questions not even which certificate answered."""
    return [one for one in shown if not any(name.startswith(asked.MARK) for name in one["fields"])]


def shown_fields(shown: list[Any], catalogue: Any, names: Mapping[str, str] = NOBODYS) -> list[dict[str, Any]]:
    """The stored `shown` with each type's and field's name in both languages. `names`: of persons, by their ids."""
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
            {
                "certificate_id": one["certificate_id"], "type": named, "fields": fields, "region": one.get("region"),
                "on_behalf": _behalf(one.get("on_behalf"), names),
            }
        )  # fmt: skip
    return lines


def _behalf(by: dict[str, str] | None, names: Mapping[str, str]) -> dict[str, str | None] | None:
    if by is None:
        return None
    return {"kind": by["kind"], "name": names.get(by["presenter"]), "holder_name": names.get(by["holder"])}
