"""Who is who: one person_id for each citizen number and credit code, found by a blind index and never by the number.

Rules: 1. a number leads to one person for ever, whoever registers it first; 2. number and name are sealed; 3. names are
compared by a blind key of their one comparable form; 4. what belongs to an organisation is reachable by its legal
representative; 5. who writes something down for a person holds their row (`staying`): whoever erases them locks it
first, so either waits for the other.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.errors import Conflict
from backend.people.models import Account, Device, Person, Route
from backend.security import Box
from backend.security.models import HolderKey
from backend.security.refusals import HolderErased
from backend.web.request import Actor
from certs.catalogue.text import match_key

CITIZEN, ORGANISATION = "citizen", "organisation"
DEVICE, DEVICE_KEY = "device", "device-key"  # kinds of routes, as those are
ERASED = {"number": "", "name": "（资料已删除 / erased）"}
ERASED_KEY = bytes(32)  # the name key of whoever was erased: no name has it
MOST_KNOWN = 64  # identities that a session remembers
CHUNK = 400  # SQLite allows 999 parameters in older builds
_WITH_KEY = select(Person.kind, Person.sealed, HolderKey.wrapping_id, HolderKey.wrapped).outerjoin(
    HolderKey, HolderKey.person_id == Person.person_id
)


class IdentityNotMatched(Conflict):
    code = "identity_not_matched"
    zh = "尚未完成实名核对"
    en = "This account is not matched with a person yet"
    next_zh = "请先填写姓名和公民身份号码完成实名核对"
    next_en = "Give your name and citizen number first"


@dataclass(frozen=True)
class Identity:
    """A person as the registry names them: `number` and `name` in clear."""

    person_id: uuid.UUID
    kind: str
    number: str
    name: str


def name_key(kind: str, name: str, box: Box) -> bytes:
    """32 bytes, equal for two spellings of one name."""
    return box.blind(f"{kind}-name", match_key(name))


def ensure_person(session: Session, kind: str, number: str, name: str, *, box: Box, now: int) -> uuid.UUID:
    """The person with this number, registered now if new. `kind`: citizen | organisation. Safe when two race."""
    return ensure_persons(session, [(kind, number, name)], box=box, now=now)[0]


def ensure_persons(session: Session, entries: Sequence[tuple[str, str, str]], *, box: Box, now: int) -> list[uuid.UUID]:
    """`ensure_person` for many (kind, number, name), in order, with few statements a chunk."""
    keys = [(kind, box.blind(kind, number)) for kind, number, _name in entries]
    known = _look_up(session, keys)
    fresh = {key: entry for key, entry in zip(keys, entries, strict=True) if key not in known}
    if fresh:
        mine = _claim(session, sorted(fresh))
        _register(session, {mine[key]: (key, fresh[key]) for key in mine}, box=box, now=now)
        known |= mine | _look_up(session, [key for key in fresh if key not in mine])
    return [known[key] for key in keys]


def staying(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """The keys of their names; none of them is erased before the transaction ends (rule 5). ERASED_KEY: one was."""
    wanted, keys = sorted(set(ids)), dict[uuid.UUID, bytes]()
    for start in range(0, len(wanted), CHUNK):  # in order, so that two who do it do not lock each other out
        mine = Person.person_id.in_(wanted[start : start + CHUNK])
        query = select(Person.person_id, Person.name_key).where(mine).order_by(Person.person_id)
        held = query.with_for_update(read=True, key_share=True)
        keys |= {row.person_id: row.name_key for row in session.execute(held)}
    return keys


def stay(session: Session, person_id: uuid.UUID, *, alone: bool = False) -> None:
    """`staying` for one. `alone`: who asks for that, too, waits until the transaction ends. Raises HolderErased."""
    query = select(Person.name_key).where(Person.person_id == person_id)
    if session.scalars(query.with_for_update(read=not alone, key_share=True)).one_or_none() == ERASED_KEY:
        raise HolderErased


def find_person(session: Session, kind: str, number: str, *, box: Box) -> uuid.UUID | None:
    """The person with this number, or None."""
    return find_route(session, kind, box.blind(kind, number))


def find_route(session: Session, kind: str, key: bytes) -> uuid.UUID | None:
    """The holder behind a routing key (kind: citizen | organisation | certificate | device), or None."""
    return session.scalars(select(Route.person_id).where(Route.kind == kind, Route.key == key)).one_or_none()


def routes_to(session: Session, person_id: uuid.UUID, *, box: Box) -> list[tuple[str, bytes]]:
    """(kind, key) of what leads to a person, but for certificates: the number, and phones with their keys. Each is
    found by its key, for there are as many routes as certificates, and no index by person."""
    try:
        identity = identity_of(session, person_id, box=box)
    except HolderErased:
        keys = []
    except InvalidTag:  # the row was altered: what the number was, the routes alone know
        mine = Route.person_id == person_id, Route.kind.in_([CITIZEN, ORGANISATION])
        keys = [(row.kind, row.key) for row in session.execute(select(Route.kind, Route.key).where(*mine))]
    else:
        keys = [(identity.kind, box.blind(identity.kind, identity.number))]
    for row in session.execute(select(Device.handle, Device.thumbprint).where(Device.person_id == person_id)):
        keys += [(DEVICE, row.handle), (DEVICE_KEY, row.thumbprint)]
    return [one for one in keys if find_route(session, *one) == person_id]


def identity_of(session: Session, person_id: uuid.UUID, *, box: Box) -> Identity:
    """Number and name, opened. The person must exist. They never change, so a session reads them once."""
    known: dict[uuid.UUID, Identity] = session.info.setdefault("identities", {})
    found = known.get(person_id)
    if found is None:
        row = session.execute(_WITH_KEY.where(Person.person_id == person_id)).one()
        kind, sealed, wrapping_id, wrapped = row
        box.keyring.told(session, person_id, wrapping_id, wrapped)
        opened = box.of(session, person_id).open(sealed, _context(person_id))
        if len(known) >= MOST_KNOWN:
            known.clear()
        found = known[person_id] = Identity(person_id, kind, opened["number"], opened["name"])
    return found


def identities_of(session: Session, ids: Iterable[uuid.UUID], *, box: Box) -> dict[uuid.UUID, Identity]:
    """`identity_of` for the rows of a page, in one statement. One who was erased has no number, and says so as name."""
    query = _WITH_KEY.add_columns(Person.person_id).where(Person.person_id.in_(sorted(set(ids))))
    found = {}
    for kind, sealed, wrapping_id, wrapped, one in session.execute(query):
        box.keyring.told(session, one, wrapping_id, wrapped)
        try:
            said = box.of(session, one).open(sealed, _context(one))
        except HolderErased:
            said = ERASED
        found[one] = Identity(one, kind, said["number"], said["name"])
    return found


def person_of(session: Session, actor: Actor, *, staying: bool = False) -> uuid.UUID:
    """The person an account is matched with; raises IdentityNotMatched. The actor is a citizen. `staying`: who parts
    them meanwhile waits for us."""
    if not actor.subject.startswith("account:"):
        raise IdentityNotMatched
    query = select(Account.person_id).where(Account.account_id == uuid.UUID(actor.subject_id))
    person_id = session.scalars(query.with_for_update(read=True) if staying else query).one_or_none()
    if person_id is None:
        raise IdentityNotMatched
    return person_id


def persons_reachable(session: Session, person_id: uuid.UUID, *, staying: bool = False) -> list[uuid.UUID]:
    """The person first, then every organisation whose legal representative they are. `staying`: whoever names another
    one meanwhile waits for us."""
    query = select(Person.person_id).where(Person.represented_by == person_id).order_by(Person.person_id)
    return [person_id, *session.scalars(query.with_for_update(read=True) if staying else query)]


def set_representative(session: Session, organisation_id: uuid.UUID, person_id: uuid.UUID | None) -> None:
    """Name an organisation's legal representative, as its registry does."""
    which = Person.person_id == organisation_id, Person.kind == ORGANISATION
    statement = update(Person).where(*which).values(represented_by=person_id)
    session.execute(statement.execution_options(synchronize_session=False))


def _look_up(session: Session, keys: Iterable[tuple[str, bytes]]) -> dict[tuple[str, bytes], uuid.UUID]:
    found: dict[tuple[str, bytes], uuid.UUID] = {}
    by_kind: dict[str, list[bytes]] = {}
    for kind, key in keys:
        by_kind.setdefault(kind, []).append(key)
    for kind, wanted in by_kind.items():
        for start in range(0, len(wanted), CHUNK):
            query = select(Route.key, Route.person_id).where(
                Route.kind == kind, Route.key.in_(wanted[start : start + CHUNK])
            )
            found |= {(kind, row.key): row.person_id for row in session.execute(query)}
    return found


def _claim(session: Session, keys: list[tuple[str, bytes]]) -> dict[tuple[str, bytes], uuid.UUID]:
    """Routes that this transaction made; in key order, so that two importers do not lock each other out."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table, connection = Route.__table__, session.connection()
    columns = table.c.kind, table.c.key, table.c.person_id
    statement = dialect.insert(table).on_conflict_do_nothing().returning(*columns)  # built once for all parts
    claimed: dict[tuple[str, bytes], uuid.UUID] = {}
    for start in range(0, len(keys), CHUNK // 2):
        part = keys[start : start + CHUNK // 2]
        rows = [{"kind": kind, "key": key, "person_id": db.new_id()} for kind, key in part]
        claimed |= {(kind, key): person_id for kind, key, person_id in connection.execute(statement, rows)}
    return claimed


def _register(
    session: Session, fresh: dict[uuid.UUID, tuple[tuple[str, bytes], tuple[str, str, str]]], *, box: Box, now: int
) -> None:
    if not fresh:
        return
    box.keyring.make_new(session, fresh)
    rows = [
        {"person_id": person_id, "kind": kind, "name_key": name_key(kind, name, box), "represented_by": None,
         "sealed": box.of(session, person_id).seal({"number": number, "name": name}, _context(person_id)),
         "created_at": now}
        for person_id, (_key, (kind, number, name)) in fresh.items()
    ]  # fmt: skip
    db.insert_many(session, Person, rows)


def _context(person_id: uuid.UUID) -> bytes:
    return b"person:" + person_id.bytes
