"""What an answer to a phone rests on, read by one statement: enough to say that nothing has changed, nothing sealed.

Rules: 1. it names whatever of the database the answer is made of: whose phone it is, for whom the person acts, each
certificate with its state, each holder's name (by its sealing, which is drawn anew whenever it is written) and whether
their key is destroyed, and what the phone shows for others, with what is left of it; 2. who signs for each issuer now
belongs to it, so that a key that signs no more makes every view of it old; so do the types as they are known here; 3.
it is read in one moment, and before the answer: what changes meanwhile makes the answer old, never the version.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

import orjson
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.visitors import replacement_traverse

from backend.certificates.models import Certificate, Showing
from backend.certificates.showings import Concerns, concerns_of_rooms
from backend.direct import OnPostgresql, OnSqlite, Prepared, look
from backend.errors import NotFound
from backend.people.models import Account, Device, Person
from backend.people.persons import IdentityNotMatched
from backend.security import Box
from backend.security.models import HolderKey
from backend.trust.keys import NoActiveKey, signer_for
from backend.web.request import Actor
from certs import keys
from certs.catalogue import Catalogue

FORM = "1"  # to be raised with whatever an answer tells anew of the same rows: phones keep the last one for days


@dataclass(frozen=True)
class Basis:
    """`people`: the person, then for whom they act; `concerned`: which rooms have something to look at (`refresh_all`);
    `holders`, `held`, `lent`: a line for each holder, certificate and showing."""

    person_id: uuid.UUID
    device_id: uuid.UUID
    public: keys.PublicKey
    concerned: str
    holders: tuple[str, ...]
    held: tuple[str, ...]
    lent: tuple[str, ...]

    @property
    def people(self) -> list[uuid.UUID]:
        ids = (uuid.UUID(line.partition(":")[0]) for line in self.holders)
        return sorted(ids, key=lambda one: (one != self.person_id, one))

    def _issuers(self) -> Iterator[str]:
        """Of whatever might have views."""
        for line in (*self.held, *self.lent):
            _, state, issuer, _ = line.split(":", 3)
            if state == "valid":
                yield issuer

    def said(self, session: Session, *, catalogue: Catalogue, box: Box, now: int) -> str:
        """Rules 1 and 2 as one text."""
        signers = [f"{code}:{_signer(session, code, box=box, now=now)}" for code in sorted(set(self._issuers()))]
        parts = [FORM, catalogue.digest, self.device_id.hex], self.holders, self.held, self.lent, signers
        return "\n".join(" ".join(part) for part in parts)


def basis_of(session: Session, actor: Actor, device_id: uuid.UUID, *, now: int) -> Basis:
    """Of the actor's own phone. Raises IdentityNotMatched, and NotFound where the phone is not theirs or removed."""
    if not actor.subject.startswith("account:"):
        raise IdentityNotMatched
    prepared = _prepared(session)
    values = {"account": uuid.UUID(actor.subject_id).hex, "device": device_id.hex}
    row = look(session, lambda driver: prepared.first(driver, values))
    if row is None or row[0] is None:
        raise IdentityNotMatched
    person_id, jwk, concerned, *lists = row
    if jwk is None:
        raise NotFound
    public = keys.public_from_jwk(orjson.loads(jwk))
    holders, held, lent = (tuple(sorted((one or "").split())) for one in lists)
    lasting = tuple([line for line in lent if int(line.split(":", 4)[3] or now + 1) > now])
    return Basis(uuid.UUID(person_id), device_id, public, concerned, holders, held, lasting)


def _signer(session: Session, issuer_code: str, *, box: Box, now: int) -> str:
    try:
        return keys.kid4(signer_for(session, issuer_code, box=box, now=now).public).hex()
    except NoActiveKey:
        return "-"


def _prepared(session: Session) -> Prepared:
    """The statement, compiled at its first use."""
    dialect, concerns = session.get_bind().dialect, concerns_of_rooms()
    found = _PREPARED.get((dialect.name, concerns))
    if found is None:
        statement = _statement(dialect.name, concerns)
        name = f"wallet_basis_{len(_PREPARED)}"
        found = OnPostgresql(statement, name) if dialect.name == "postgresql" else OnSqlite(statement, dialect)
        _PREPARED[dialect.name, concerns] = found
    return found


_PREPARED: dict[tuple[str, tuple[Concerns | None, ...]], Prepared] = {}


def _statement(dialect: str, concerns: tuple[Concerns | None, ...]) -> Any:
    """Each part finds its rows by an index on the person: a value for it, not a join, so that no plan can miss it.
    Nothing but the two ids is a parameter: SQLite plans anew at each use of one that it has to hold against the
    condition of a partial index, which takes twenty times as long as the rest."""
    account = Account.account_id == bindparam("account", type_=Uuid)
    me = select(Account.person_id).where(account).scalar_subquery()
    own = (
        Device.person_id == Account.person_id, Device.device_id == bindparam("device", type_=Uuid),
        Device.removed_at.is_(None),
    )  # fmt: skip
    lists = (_list(dialect, *of(dialect, me)) for of in (_holders, _held, _lent))
    said = select(Account.person_id, cast(Device.jwk, Text), _concerned(me, concerns), *lists)
    return said.join_from(Account, Device, and_(*own), isouter=True).where(account)


def _concerned(me: ColumnElement[Any], concerns: tuple[Concerns | None, ...]) -> ColumnElement[str]:
    yes, no = (literal_column(text, Text) for text in ("'1'", "'0'"))
    told = (yes if one is None else case((_written_out(one(me)), yes), else_=no) for one in concerns)
    return reduce(lambda before, after: before + after, told, literal_column("''", Text))


def _written_out(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """With the rooms' own words, such as states, in its text."""

    def word(element: Any, **_: Any) -> Any:
        if not isinstance(element, BindParameter) or element.value is None:
            return None
        if not isinstance(element.value, str) or not element.value.isidentifier():
            raise ValueError("a room's condition has words and no other values")
        return literal_column(f"'{element.value}'", Text)

    return replacement_traverse(condition, {}, word)


def _holders(dialect: str, me: ColumnElement[Any]) -> tuple[Any, Any]:
    keyed = select(Person.person_id).outerjoin(HolderKey, HolderKey.person_id == Person.person_id)
    mine = keyed.where(or_(Person.person_id == me, Person.represented_by == me))
    return mine, (Person.person_id, _sealing(dialect), HolderKey.destroyed_at)


def _held(_dialect: str, me: ColumnElement[Any]) -> tuple[Any, Any]:
    who = union_all(select(me), select(Person.person_id).where(Person.represented_by == me))
    newest = Certificate.person_id.in_(who), Certificate.state != literal_column("'superseded'")
    said = Certificate.certificate_id, Certificate.state, Certificate.issuer_code, Certificate.state_since
    return select(Certificate.person_id).where(*newest), said


def _lent(dialect: str, me: ColumnElement[Any]) -> tuple[Any, Any]:
    """Usable ones, as `showings_for` has them, and those whose time is over."""
    same = Certificate.person_id == Showing.person_id, Certificate.certificate_id == Showing.certificate_id
    shown = select(Showing.showing_id).join(Certificate, and_(*same))
    shown = shown.join(Person, Person.person_id == Showing.person_id)
    shown = shown.outerjoin(HolderKey, HolderKey.person_id == Showing.person_id).where(
        Showing.presenter_id == me,
        Showing.ended_at.is_(None),
        or_(Showing.times_left.is_(None), Showing.times_left > literal_column("0")),
    )
    return shown, (
        Showing.showing_id, Certificate.state, Certificate.issuer_code, Showing.until, Certificate.state_since,
        Certificate.certificate_id, Showing.list_no, Showing.idx, Showing.times_left, _sealing(dialect),
        HolderKey.destroyed_at,
    )  # fmt: skip


def _list(dialect: str, rows: Any, said: tuple[Any, ...]) -> Any:
    """Its rows as one text: words with colons between their parts, in no order."""
    colon, space = literal_column("':'", Text), literal_column("' '", Text)
    parts: list[ColumnElement[str]] = [func.coalesce(cast(one, Text), literal_column("''")) for one in said]
    word = reduce(lambda before, after: before + colon + after, parts)
    join = func.string_agg if dialect == "postgresql" else func.group_concat
    return rows.with_only_columns(join(word, space), maintain_column_froms=True).scalar_subquery()


def _sealing(dialect: str) -> ColumnElement[str]:
    """What is drawn for each sealing of a name: the bytes that it begins with, in hex."""
    begin = func.substr(Person.sealed, literal_column("1"), literal_column("29"))
    return func.encode(begin, literal_column("'hex'")) if dialect == "postgresql" else func.hex(begin)
