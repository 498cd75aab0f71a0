"""Holders' data keys: read with few statements, unwrapped in microseconds, forgotten within seconds.

1. A key is made in the transaction that makes its holder, or by the first value that is sealed for a holder from before
there were keys; whoever is second uses the first one's. 2. What a transaction made is known to that transaction alone:
after a roll-back nothing may be sealed with it. 3. A process remembers 4,096 opened keys for four seconds, so a key
that is destroyed opens nothing anywhere after five. 4. A destroyed key is an answer of its own, not an error.
"""

import os
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from backend import db
from backend.security.models import HolderKey, WrappingKey
from backend.security.refusals import HolderErased, WrappingKeyMissing, WrongKeys
from backend.security.wrapping import Wrapping

CHUNK = 400  # SQLite allows 999 parameters in older builds
MOST, SECONDS = 4096, 4.0
MINE = "holder_keys"  # of a session's memory
PROOF = b"liangma wrapping key"


def key_context(holder: uuid.UUID) -> bytes:
    return b"holder-key:" + holder.bytes


class Keyring:
    """The wrapping keys of this process, the newest last, and the data keys it opened lately."""

    def __init__(self, keys: Sequence[Wrapping], office: Wrapping, clock: Callable[[], float] = time.monotonic) -> None:
        """`keys`: the newest last; `office`: the one of them that stands for the office's own key."""
        self._wrapping = {one.wrapping_id: one for one in keys}
        self.newest, self._office = keys[-1], office
        self._clock = clock
        self._lock = threading.Lock()
        self._lately: OrderedDict[uuid.UUID, tuple[float, AESGCM]] = OrderedDict()
        for end in ("after_commit", "after_soft_rollback"):  # of every session: to hear of one costs more than a look
            if not event.contains(Session, end, _emptied):
                event.listen(Session, end, _emptied)

    @property
    def needed(self) -> set[str]:
        """Names of the wrapping keys in use; every other is an older one."""
        return {self.newest.wrapping_id, self._office.wrapping_id}

    def key_for_opening(self, session: Session, holder: uuid.UUID) -> AESGCM:
        """The holder's key; raises HolderErased (rule 4)."""
        found = self._remembered(session, holder)
        if found is None:
            self.read(session, [holder])
            found = self._remembered(session, holder)
        if found is None:
            raise HolderErased
        return found

    def key_for_sealing(self, session: Session, holder: uuid.UUID) -> AESGCM:
        """The holder's key, made when there is none; raises HolderErased where it was destroyed."""
        try:
            return self.key_for_opening(session, holder)
        except HolderErased:
            self.make(session, [holder])
            return self.key_for_opening(session, holder)

    def read(self, session: Session, holders: Collection[uuid.UUID]) -> None:
        """Rule 3, for many holders: one statement for each 400 that are not remembered."""
        wanted = sorted(one for one in set(holders) if self._remembered(session, one) is None)
        for start in range(0, len(wanted), CHUNK):
            query = select(HolderKey.person_id, HolderKey.wrapping_id, HolderKey.wrapped)
            with session.no_autoflush:
                rows = session.execute(query.where(HolderKey.person_id.in_(wanted[start : start + CHUNK]))).all()
            for row in rows:
                self.told(session, *row)

    def told(self, session: Session, holder: uuid.UUID, wrapping_id: str | None, wrapped: bytes | None) -> None:
        """Take a wrapped key that was read with another row; None: there is none."""
        if wrapped is None or wrapping_id is None or self._remembered(session, holder) is not None:
            return
        key = AESGCM(self.unwrap(holder, wrapping_id, wrapped))
        _mine(session)[holder] = key  # the transaction may have made the key itself
        if holder not in _made(session):
            with self._lock:
                self._lately[holder] = self._clock() + SECONDS, key
                while len(self._lately) > MOST:
                    self._lately.popitem(last=False)

    def make(self, session: Session, holders: Iterable[uuid.UUID]) -> None:
        """Rule 1: a key for each holder that has none, in order, so that two who do it do not lock each other out."""
        wanted, at = sorted(set(holders)), (db.new_id().int >> 80) // 1000
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        for start in range(0, len(wanted), CHUNK // 4):
            keys = {one: os.urandom(32) for one in wanted[start : start + CHUNK // 4]}
            rows = [self.row(one, key, at=at) for one, key in keys.items()]
            statement = dialect.insert(HolderKey).values(rows).on_conflict_do_nothing().returning(HolderKey.person_id)
            with session.no_autoflush:
                made = session.scalars(statement).all()
            self._remember_made(session, {one: keys[one] for one in made})

    def make_new(self, session: Session, holders: Collection[uuid.UUID]) -> None:
        """`make` for holders that this transaction itself has made, the fastest way."""
        keys, at = {one: os.urandom(32) for one in holders}, (db.new_id().int >> 80) // 1000
        db.insert_many(session, HolderKey, [self.row(one, key, at=at) for one, key in keys.items()])
        self._remember_made(session, keys)

    def row(self, holder: uuid.UUID, data_key: bytes, *, at: int) -> dict[str, Any]:
        return {
            "person_id": holder, "wrapped": self.newest.wrap(data_key, key_context(holder)),
            "wrapping_id": self.newest.wrapping_id, "made_at": at, "wrapped_at": at, "destroyed_at": None,
        }  # fmt: skip

    def unwrap(self, holder: uuid.UUID, wrapping_id: str, wrapped: bytes) -> bytes:
        """The data key. Raises WrappingKeyMissing, and InvalidTag for another holder's."""
        wrapping = self._wrapping.get(wrapping_id)
        if wrapping is None:
            raise WrappingKeyMissing(wrapping_id)
        return wrapping.unwrap(wrapped, key_context(holder))

    def forget(self, holder: uuid.UUID) -> None:
        """Drop a key that was destroyed from this process's memory at once; the others drop it by themselves."""
        with self._lock:
            self._lately.pop(holder, None)

    def check(self, engine: Engine, *, now: int) -> None:
        """At the start: every wrapping key that the database needs is here and the right one, and those in use are
        known to it. Raises WrongKeys."""
        try:
            with db.open_session(engine, reading=True) as session:
                known = {row.wrapping_id: row for row in session.scalars(select(WrappingKey))}
        except (ProgrammingError, OperationalError):
            return  # no such table yet, or no database: whoever needs one says so
        for wrapping_id, row in known.items():
            if row.retired_at is None:
                self._prove(wrapping_id, row.proof)
        fresh = [one for one in sorted(self.needed) if one not in known or known[one].retired_at is not None]
        if fresh:
            with db.transaction(engine) as session:
                for wrapping_id in fresh:
                    self._note(session, wrapping_id, now=now)

    def _note(self, session: Session, wrapping_id: str, *, now: int) -> None:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        values = {"proof": self._wrapping[wrapping_id].wrap(PROOF, PROOF), "first_used_at": now, "retired_at": None}
        added = dialect.insert(WrappingKey).values(wrapping_id=wrapping_id, **values)
        session.execute(added.on_conflict_do_update(index_elements=["wrapping_id"], set_=values))

    def _prove(self, wrapping_id: str, proof: bytes) -> None:
        wrapping = self._wrapping.get(wrapping_id)
        if wrapping is None:
            raise WrongKeys(f"the database needs the wrapping key {wrapping_id}, and the settings do not have it")
        try:
            wrapping.unwrap(proof, PROOF)
        except InvalidTag as error:
            raise WrongKeys(
                f"the wrapping key {wrapping_id} is not the one that the database was sealed with"
            ) from error

    def _remembered(self, session: Session, holder: uuid.UUID) -> AESGCM | None:
        mine: AESGCM | None = _mine(session).get(holder)
        if mine is not None:
            return mine
        with self._lock:
            until, key = self._lately.get(holder, (0.0, None))
            if key is not None and until > self._clock():
                self._lately.move_to_end(holder)
                return key
        return None

    def _remember_made(self, session: Session, keys: dict[uuid.UUID, bytes]) -> None:
        """Rule 2."""
        _mine(session).update((one, AESGCM(key)) for one, key in keys.items())
        _made(session).update(keys)


def _mine(session: Session) -> dict[uuid.UUID, AESGCM]:
    """What the session has opened; emptied when its transaction ends, however it ends."""
    mine: dict[uuid.UUID, AESGCM] | None = session.info.get(MINE)
    if mine is None:
        mine = session.info[MINE] = {}
        session.info[f"{MINE} made"] = set()
    return mine


def _made(session: Session) -> set[uuid.UUID]:
    made: set[uuid.UUID] = session.info[f"{MINE} made"]
    return made


def _emptied(session: Session, *_previous: Any) -> None:
    if MINE in session.info:
        session.info[MINE].clear()
        session.info[f"{MINE} made"].clear()
