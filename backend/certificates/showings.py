"""Showings: certificates that somebody else's phone shows for their holder, whoever that room's reason is.

Rules: 1. only a valid certificate is given to somebody to show; 2. a showing has its own handle and place in the status
list, so that it ends alone, at once; where the number of uses is limited it is not for offline verifiers; 3. what
stands for the same reason, certificate and presenter stands once: other terms end it and begin another; 4. it follows
its certificate: suspended and resumed with it, ended with it, and taken over by a new version at a new place, so that
what was signed for the old one is refused offline too; 5. rooms above may look, whenever a wallet is fetched, what
their facts say of its owner; each says by a condition whom it has nothing about, and is then not asked.
"""

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import Entry, make_entry, record, record_many
from backend.certificates.draft import new_handle
from backend.certificates.models import STANDING, Certificate, Showing
from backend.certificates.refusals import NotShowable
from backend.certificates.rows import HANDLE
from backend.people.models import Route
from backend.people.persons import identity_of
from backend.security import Box
from backend.trust import status
from certs.place import EVERYWHERE, MAX_NAME, OFFLINE, Kind, OnBehalf
from certs.status import INVALID


class Terms(NamedTuple):
    """Who may show it and how. `source_id`: what it follows from. `purposes`: "matter:<code>", none: any. `places`: a
    sum as in `certs.place`. `until`: Unix seconds, the first at which it is not shown any more. `times`: how often."""

    presenter_id: uuid.UUID
    kind: Kind
    source_id: uuid.UUID
    purposes: tuple[str, ...] = ()
    places: int = EVERYWHERE
    until: int | None = None
    times: int | None = None


class Refresh(Protocol):
    """Makes or ends the presenter's showings, by rule 5."""

    def __call__(self, session: Session, presenter_id: uuid.UUID, *, box: Box, now: int) -> None: ...


Concerns = Callable[[ColumnElement[uuid.UUID]], ColumnElement[bool]]
_BEFORE_WALLET: list[tuple[Refresh, Concerns | None]] = []


def before_wallet(act: Refresh, concerns: Concerns | None = None) -> Refresh:
    """Registers what a room looks at before a wallet is told (rule 5)."""
    _BEFORE_WALLET.append((act, concerns))
    return act


def before_wallet_of(concerns: Concerns) -> Callable[[Refresh], Refresh]:
    """The same for a room that has nothing to look at where `concerns` is false of the presenter's id. It may be true
    of others too; it is read with everything else that a wallet rests on, so it is to be found by an index."""
    return lambda act: before_wallet(act, concerns)


def concerns_of_rooms() -> tuple[Concerns | None, ...]:
    """Whom each room is asked about, in the order of registration; None: everybody."""
    return tuple(concerns for _, concerns in _BEFORE_WALLET)


def refresh_all(
    session: Session, presenter_id: uuid.UUID, *, box: Box, now: int, concerned: str | None = None
) -> None:  # fmt: skip
    """Everything registered, in the order of registration. `concerned`: a character for each, "0" of whoever need not
    look."""
    for place, (act, _) in enumerate(_BEFORE_WALLET):
        if concerned is None or concerned[place] != "0":
            act(session, presenter_id, box=box, now=now)


def allow(session: Session, certificate: Certificate, terms: Terms, *, box: Box, now: int) -> uuid.UUID:
    """The showing's id: that of the one which stands on these very terms, or a new one. Raises NotShowable."""
    mine = Certificate.person_id == certificate.person_id, Certificate.certificate_id == certificate.certificate_id
    locked = select(Certificate.state).where(*mine).with_for_update()
    if session.scalars(locked).one_or_none() != "valid":
        raise NotShowable
    terms = _as_kept(terms)
    same = (
        Showing.person_id == certificate.person_id,
        Showing.certificate_id == certificate.certificate_id,
        Showing.source_id == terms.source_id,
        Showing.presenter_id == terms.presenter_id,
    )
    known = session.scalars(select(Showing).where(*same, Showing.ended_at.is_(None))).one_or_none()
    if known is not None:
        if _terms_of(known) == terms:
            return known.showing_id
        end(session, certificate.person_id, Showing.showing_id == known.showing_id, now=now, why="terms_changed")
    made = _insert(session, certificate, terms, box=box, now=now)
    return made or session.scalars(select(Showing.showing_id).where(*same, Showing.ended_at.is_(None))).one()


def end(session: Session, person_id: uuid.UUID, *which: Any, now: int, why: str) -> int:
    """End the holder's showings for good, online and in the status list at once; how many there were. `which`:
    conditions on Showing; `why`: a word for the record, at most 40 characters."""
    standing = Showing.person_id == person_id, Showing.ended_at.is_(None), *which
    ended = update(Showing).where(*standing).values(ended_at=now, ended_why=why)
    told = ended.returning(Showing.showing_id, Showing.presenter_id, Showing.list_no, Showing.idx)
    rows = session.execute(told.execution_options(synchronize_session=False)).all()
    if rows:
        status.set_status(session, [(row.list_no, row.idx) for row in rows], INVALID, now=now)
        record_many(session, [_ended(row, person_id, now=now, why=why) for row in rows])
    return len(rows)


def _ended(row: Any, person_id: uuid.UUID, *, now: int, why: str) -> Entry:
    return make_entry(
        at=now, actor=f"person:{row.presenter_id}", action="showing.ended", subject=f"showing:{row.showing_id}",
        person_id=person_id, why=why,
    )  # fmt: skip


def showings_for(session: Session, presenter_id: uuid.UUID, *, now: int) -> list[Showing]:
    """What this person may show for others now, oldest first."""
    usable = (
        Showing.presenter_id == presenter_id,
        Showing.ended_at.is_(None),
        or_(Showing.until.is_(None), Showing.until > now),
        or_(Showing.times_left.is_(None), Showing.times_left > 0),
    )
    query = select(Showing).where(*usable).order_by(Showing.made_at, Showing.showing_id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def on_behalf(showing: Showing, *, box: Box) -> OnBehalf:
    """As it stands in a view."""
    kind: Any = showing.kind  # one of certs.place.KINDS
    return OnBehalf(kind, box.of_row(showing).open(showing.sealed_name, _context(showing.showing_id)), showing.places)


def places_of_showings(session: Session, certificate: Certificate) -> list[status.Place]:
    """Where the status of each stands that goes with the certificate's (rule 4). Whoever ends one meanwhile waits, and
    has the last word in the list."""
    mine = Showing.person_id == certificate.person_id, Showing.certificate_id == certificate.certificate_id
    query = select(Showing.list_no, Showing.idx).where(*mine, Showing.ended_at.is_(None)).with_for_update()
    return [(row.list_no, row.idx) for row in session.execute(query)]


def end_with(session: Session, certificate: Certificate, *, now: int) -> None:
    """Rule 4, for a certificate that has ended; its status list is already told."""
    end(
        session, certificate.person_id, Showing.certificate_id == certificate.certificate_id, now=now, why="certificate"
    )


def follow(session: Session, old: Certificate, new_id: uuid.UUID, *, box: Box, now: int) -> None:
    """Rule 4: what was shown of the old version is shown of the new one, at places of its own."""
    mine = Showing.person_id == old.person_id, Showing.certificate_id == old.certificate_id
    standing = session.scalars(select(Showing.showing_id).where(*mine, Showing.ended_at.is_(None))).all()
    if not standing:
        return
    places = status.allocate(session, len(standing), box=box, now=now)
    for showing_id, (list_no, idx) in zip(standing, places, strict=True):
        moved = update(Showing).where(Showing.person_id == old.person_id, Showing.showing_id == showing_id)
        values = {"certificate_id": new_id, "list_no": list_no, "idx": idx}
        session.execute(moved.values(values).execution_options(synchronize_session=False))


def _insert(
    session: Session, certificate: Certificate, terms: Terms, *, box: Box, now: int
) -> uuid.UUID | None:  # fmt: skip
    """None where another request made the same in between."""
    showing_id, handle = db.new_id(), new_handle()
    ((list_no, idx),) = status.allocate(session, 1, box=box, now=now)
    name = identity_of(session, terms.presenter_id, box=box).name[:MAX_NAME]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {
        "person_id": certificate.person_id, "showing_id": showing_id, "certificate_id": certificate.certificate_id,
        "handle": handle, "presenter_id": terms.presenter_id, "kind": terms.kind, "source_id": terms.source_id,
        "sealed_name": box.of(session, certificate.person_id).seal(name, _context(showing_id)),
        "purposes": list(terms.purposes), "places": terms.places,
        "until": terms.until, "times": terms.times, "times_left": terms.times, "list_no": list_no, "idx": idx,
        "made_at": now, "ended_at": None, "ended_why": None,
    }  # fmt: skip
    unique = ["person_id", "certificate_id", "source_id", "presenter_id"]
    statement = dialect.insert(Showing).values(row).on_conflict_do_nothing(index_elements=unique, index_where=STANDING)
    if session.execute(statement.returning(Showing.showing_id)).first() is None:
        return None
    session.add(Route(kind=HANDLE, key=handle.encode(), person_id=certificate.person_id))
    session.flush()  # its primary key keeps a handle to one certificate or showing
    entry = make_entry(
        at=now, actor=f"person:{terms.presenter_id}", action="showing.allowed", subject=f"showing:{showing_id}",
        person_id=certificate.person_id, certificate=str(certificate.certificate_id), kind=terms.kind,
    )  # fmt: skip
    record(session, entry)
    return showing_id


def _as_kept(terms: Terms) -> Terms:
    """Rule 2."""
    if terms.times is not None:
        terms = terms._replace(places=terms.places & ~OFFLINE)
    if not 0 < terms.places <= EVERYWHERE:
        raise ValueError("nowhere to be shown")
    return terms


def _terms_of(showing: Showing) -> Terms:
    kind: Any = showing.kind
    limits = tuple(showing.purposes), showing.places, showing.until, showing.times
    return Terms(showing.presenter_id, kind, showing.source_id, *limits)


def _context(showing_id: uuid.UUID) -> bytes:
    return b"showing:" + showing_id.bytes
