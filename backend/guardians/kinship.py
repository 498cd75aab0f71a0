"""Which children a parent has, as the registries' records say.

1. A record of birth proves it of the mother or father whose citizen number it names. It names the child by name, sex
   and day of birth: the child is the one person so named on a page of a household of either parent. Two prove nothing.
2. A household's page proves it of the head: its relation is that of a child. A spouse of the head is proven by rule 1.
3. Records are looked for with the parent, in the parent's household and with the parent's spouse; where the parent
   names the child's number, in the child's household too. Collective households (more than MOST_PAGES) say nothing.
4. A record whose certificate was ended proves nothing. Whoever is 18, or dead, has no parents here.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.states import FINAL_KINDS
from backend.people.closing import is_closed
from backend.people.persons import CITIZEN, find_person, identity_of
from backend.registries.calendar import day_of, end_of
from backend.registries.models import SourceRecord
from backend.registries.records import record_context
from backend.security import Box
from certs.catalogue import Catalogue
from certs.catalogue.dates import age_on
from certs.catalogue.text import match_key

BIRTH, HOUSEHOLD = "birth", "household"
TYPES = {BIRTH: "birth", HOUSEHOLD: "household-register"}
MARRIAGE = "marriage"
ADULT = 18
MOST_PAGES = 40
HEAD = "户主"
CHILD = frozenset(
    {"子", "女", "儿子", "女儿", "独生子", "独生女", "养子", "养女"}
    | {place + word for place in "长次二三四五六" for word in ("子", "女")}
)


@dataclass(frozen=True)
class Page:
    """A record of a registry, opened; with a household's page, its own person is the one it is about."""

    person_id: uuid.UUID
    record_id: uuid.UUID
    key: bytes
    digest: bytes
    said: dict[str, Any]


@dataclass(frozen=True)
class Child:
    """A child of the parent who asked: who they are, and the record that proves it."""

    person_id: uuid.UUID
    name: str
    number: str
    born: date
    ground: str
    proof: Page

    @property
    def grown_up_at(self) -> int:
        """The midnight in China at which the child turns 18, Unix seconds."""
        return grown_up_at(self.born)


def grown_up_at(born: date) -> int:
    """The midnight in China at which somebody turns 18; who was born on 29 February does so on 1 March."""
    try:
        birthday = born.replace(year=born.year + ADULT)
    except ValueError:
        birthday = date(born.year + ADULT, 3, 1)
    return end_of(birthday - timedelta(days=1))


def born_on(number: str) -> date | None:
    """The day of birth in a citizen number; None for another document's."""
    digits = number[6:14]
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}") if len(number) == 18 else None
    except ValueError:
        return None


def children_of(
    session: Session, parent_id: uuid.UUID, *, number: str | None = None, catalogue: Catalogue, box: Box, now: int
) -> list[Child]:
    """The parent's children under 18 by rules 1 to 4, by day of birth. `number`: of a child they named (rule 3)."""
    look = _Look(session, catalogue, box)
    mine, own = identity_of(session, parent_id, box=box).number, look.household(parent_id)
    child_id = find_person(session, CITIZEN, number, box=box) if number else None
    theirs = look.household(child_id) if child_id else []
    near = {parent_id, *(page.person_id for page in (*own, *theirs)), *look.spouses(parent_id, mine)}
    found = {child.person_id: child for child in _of_the_head(own, mine)}
    for record in look.records(near, TYPES[BIRTH]):
        if mine in (record.said.get("mother_code"), record.said.get("father_code")):
            found |= {child.person_id: child for child in _born_of(look, record, [*own, *theirs])}
    return sorted(_standing(session, found.values(), parent_id, now=now), key=lambda one: (one.born, one.name))


def still_proven(
    session: Session, ground: str, source: tuple[uuid.UUID, uuid.UUID], digest: bytes, guardian_id: uuid.UUID, *,
    box: Box,
) -> bool:  # fmt: skip
    """Whether the record (its person, its id) that proved it then does so now: unchanged, or it says the same."""
    row = session.get(SourceRecord, source)
    if row is None or _is_ended(session, *source):
        return False
    if row.digest == digest:
        return True
    said = _opened(row, box=box).said
    if ground == HOUSEHOLD:
        return said["relation"] in CHILD
    return identity_of(session, guardian_id, box=box).number in (said.get("mother_code"), said.get("father_code"))


@dataclass(frozen=True)
class _Look:
    session: Session
    catalogue: Catalogue
    box: Box

    def records(self, people: Iterable[uuid.UUID], type_id: str) -> list[Page]:
        type_ = self.catalogue.by_id(type_id)
        if type_ is None:
            return []
        which = SourceRecord.person_id.in_(sorted(people)), SourceRecord.type_number == type_.number
        return self._open(select(SourceRecord).where(*which).order_by(SourceRecord.record_id))

    def household(self, person_id: uuid.UUID) -> list[Page]:
        """The pages of every household in which this person has one that stands."""
        pages: list[Page] = []
        for own in self.records([person_id], TYPES[HOUSEHOLD]):
            if _is_ended(self.session, own.person_id, own.record_id):
                continue
            type_ = self.catalogue.by_id(TYPES[HOUSEHOLD])
            assert type_ is not None  # it has records
            which = SourceRecord.type_number == type_.number, SourceRecord.record_key == own.key
            found = self._open(select(SourceRecord).where(*which).limit(MOST_PAGES + 1))
            pages += found if len(found) <= MOST_PAGES else []
        return pages

    def spouses(self, person_id: uuid.UUID, number: str) -> list[uuid.UUID]:
        """Whoever is married to this person by a marriage record, then or now."""
        found = []
        for record in self.records([person_id], MARRIAGE):
            for other in (record.said.get("husband_code"), record.said.get("wife_code")):
                spouse = find_person(self.session, CITIZEN, other, box=self.box) if other and other != number else None
                found += [spouse] if spouse else []
        return found

    def _open(self, query: Any) -> list[Page]:
        return [_opened(row, box=self.box) for row in self.session.scalars(query)]


def _opened(row: SourceRecord, *, box: Box) -> Page:
    said = box.of_row(row).open(row.sealed, record_context(row.record_id))["fields"]
    return Page(row.person_id, row.record_id, row.record_key, row.digest, said)


def _of_the_head(pages: Sequence[Page], number: str) -> list[Child]:
    """Rule 2."""
    heads = {page.key for page in pages if page.said["relation"] == HEAD and page.said["citizen_number"] == number}
    theirs = (page for page in pages if page.key in heads and page.said["relation"] in CHILD)
    return [_child(page, HOUSEHOLD, page) for page in theirs]


def _born_of(look: _Look, record: Page, near: Sequence[Page]) -> list[Child]:
    """Rule 1: the child, or nobody."""
    said, pages = record.said, list(near)
    for code in (said.get("mother_code"), said.get("father_code")):
        parent = find_person(look.session, CITIZEN, code, box=look.box) if code else None
        pages += look.household(parent) if parent else []
    homes = _homes(said, pages)
    named = {page.person_id: page for page in pages if page.key in homes and _is_named(page, said)}
    return [_child(page, BIRTH, record) for page in named.values()] if len(named) == 1 else []


def _homes(said: dict[str, Any], pages: Iterable[Page]) -> set[bytes]:
    """The households in which a parent of this birth has a page."""
    parents = {said.get("mother_code"), said.get("father_code")} - {None}
    return {page.key for page in pages if page.said["citizen_number"] in parents}


def _is_named(page: Page, birth: dict[str, Any]) -> bool:
    same = all(page.said[name] == birth[name] for name in ("sex", "birth_date"))
    return same and match_key(page.said["name"]) == match_key(birth["name"])


def _child(page: Page, ground: str, proof: Page) -> Child:
    said = page.said
    born = date.fromisoformat(said["birth_date"])
    return Child(page.person_id, said["name"], said["citizen_number"], born, ground, proof)


def _standing(session: Session, children: Iterable[Child], parent_id: uuid.UUID, *, now: int) -> list[Child]:
    """Rule 4."""
    young = (one for one in children if age_on(one.born, day_of(now)) < ADULT and one.person_id != parent_id)
    proven = (one for one in young if not _is_ended(session, one.proof.person_id, one.proof.record_id))
    return [one for one in proven if not is_closed(session, one.person_id)]


def _is_ended(session: Session, person_id: uuid.UUID, record_id: uuid.UUID) -> bool:
    """Whether the certificate of a record was ended, in its newest version."""
    which = Certificate.person_id == person_id, Certificate.record_id == record_id
    newest = select(Certificate.state).where(*which).order_by(Certificate.version.desc()).limit(1)
    return session.scalar(newest) in FINAL_KINDS
