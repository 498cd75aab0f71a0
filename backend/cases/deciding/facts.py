"""What the city's registers say of an applicant, as the rules of matters ask it: `facts.holds.TYPE`, `facts.barred`.

1. A type is held while a certificate of it stands (valid or suspended) and has not expired, or while a record of it
   waits for its certificate. 2. A bar counts while it holds (`bars`).
3. Only what is asked for is looked up, in one statement. Nothing is known of nobody.
"""

import uuid
from collections.abc import Container
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from backend.cases.bars import holding
from backend.cases.models import Bar
from backend.certificates.models import Certificate
from backend.certificates.states import STANDING
from backend.matters.rule_inputs import BARRED, HOLDS, word
from backend.registries.calendar import day_of
from backend.registries.models import SourceRecord
from certs.catalogue import Catalogue

PERSON: BindParameter[Any] = bindparam("person", type_=Bar.person_id.type)
TODAY: BindParameter[Any] = bindparam("today", type_=Certificate.valid_to.type)
NOW: BindParameter[Any] = bindparam("now", type_=Bar.since.type)


def facts_of(
    session: Session, person_id: uuid.UUID | None, names: Container[str], *, catalogue: Catalogue, now: int
) -> dict[str, bool]:
    """`names`: whole names, of which those of facts are looked up."""
    held = tuple(type_.number for type_ in catalogue.types if HOLDS + word(type_.id) in names)
    if person_id is None or not (held or BARRED in names):
        return {}
    given = {"person": person_id, "today": day_of(now).isoformat(), "now": now}
    row = session.execute(_question(held, BARRED in names), given).one()
    asked = [HOLDS + word(type_.id) for type_ in catalogue.types if type_.number in held]
    return {name: bool(value) for name, value in zip([*asked, BARRED], row, strict=False)}


@lru_cache(maxsize=128)
def _question(held: tuple[int, ...], barred: bool) -> Select[Any]:
    """One row: for each type whether it is held, then whether the person is barred."""
    columns: list[ColumnElement[Any]] = [_holds(number) for number in held]
    if barred:
        columns.append(exists().where(Bar.person_id == PERSON, *holding(NOW)))
    question: Select[Any] = select(*columns)
    return question


def _holds(number: int) -> ColumnElement[bool]:
    """Rule 1."""
    not_expired = or_(Certificate.valid_to.is_(None), Certificate.valid_to >= TODAY)
    stands = exists().where(
        Certificate.person_id == PERSON, Certificate.type_number == number, Certificate.state.in_(sorted(STANDING)),
        not_expired,
    )  # fmt: skip
    waits = exists().where(
        SourceRecord.person_id == PERSON, SourceRecord.type_number == number, SourceRecord.issued_digest.is_(None)
    )
    return or_(stands, waits)
