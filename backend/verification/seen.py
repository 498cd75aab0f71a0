"""What gates saw while they were offline, told when they are online again; and whether a code was used twice.

Rules: 1. a report is kept once for each code, gate and outcome; told again it changes nothing and is answered as
before; 2. an accepted code is used up by inserting its one-time id, so the primary key decides who was first, among
gates and online verifiers, on every node; 3. accepted here and used elsewhere before is a double use: the gate
learns when and by what kind of verifier, never by whom or whose; 4. each double use is one audit entry for the pair,
and its holder is told; 5. a report whose holder is known stands in the holder's history, with the names of the fields
that the gate may see; 6. the answer is the same whether or not a handle is known; 7. rows are written in the order of
their ids, so that two uploads do not wait for each other in a ring.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import Entry, make_entry, record_many
from backend.errors import Invalid
from backend.people.limits import count_attempt
from backend.verification import seen_rows
from backend.verification.seen_history import write_history
from backend.verification.seen_rows import Elsewhere, Gate, Holder, Sighting
from backend.verification.verifiers import RegisteredVerifier
from backend.web.request import Actor, Services
from certs import base64url

MOST_AGE, MOST_AHEAD = 30 * 86_400, 300
UPLOADS, UPLOADS_SECONDS = 120, 600


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one row: recorded | already_seen | used_elsewhere, and in the last case the earlier use."""

    once_id: bytes
    result: str
    first: Elsewhere | None = None


def report(
    session: Session,
    sightings: Sequence[Sighting],
    *,
    verifier: RegisteredVerifier,
    gate: str = "",
    actor: Actor,
    services: Services,
    now: int,
) -> list[Result]:
    """One result a row, in the order given. `gate`: which of the verifier's devices tells. Raises TooMany, Invalid (a
    time that cannot be)."""
    mine = Gate(verifier.verifier_id, gate)
    key = services.box.blind("seen", verifier.verifier_id)
    count_attempt(session, "seen", key, window_seconds=UPLOADS_SECONDS, most=UPLOADS, now=now)
    _refuse_times(sightings, now)
    once = {one.key: one for one in reversed(sightings)}  # told twice in one body: the first stands
    ordered = [once[key] for key in sorted(once)]  # rule 7
    before = seen_rows.own(session, mine, once)
    new = [one for one in ordered if one.key not in before]
    firsts, retold = _use_up(session, new, mine)
    before |= retold
    new = [one for one in new if one.key not in before]
    written = _write(session, new, firsts, gate=mine, verifier=verifier, actor=actor, services=services, now=now)
    return list(_results(sightings, before, firsts, written))


def _refuse_times(sightings: Sequence[Sighting], now: int) -> None:
    errors = [
        {"path": f"/seen/{place}/at", "problem": "too old to be told" if one.at <= now else "ahead of this clock"}
        for place, one in enumerate(sightings)
        if not now - MOST_AGE <= one.at <= now + MOST_AHEAD
    ]
    if errors:
        raise Invalid(errors=errors)


def _use_up(
    session: Session, new: Sequence[Sighting], gate: Gate
) -> tuple[Mapping[bytes, Elsewhere], dict[tuple[bytes, str], Elsewhere | None]]:
    """Rule 2: earlier uses elsewhere by one-time id; and rows that this gate told at this very moment twice."""
    accepted = {one.once_id: one for one in new if one.outcome == "accepted"}
    won = seen_rows.use_up(session, {once_id: one.at for once_id, one in accepted.items()})
    lost = {once_id: one for once_id, one in accepted.items() if once_id not in won}
    if not lost:
        return {}, {}
    retold = seen_rows.own(session, gate, [one.key for one in lost.values()])
    return seen_rows.elsewhere(session, lost, gate), retold


def _write(
    session: Session,
    new: Sequence[Sighting],
    firsts: Mapping[bytes, Elsewhere],
    *,
    gate: Gate,
    verifier: RegisteredVerifier,
    actor: Actor,
    services: Services,
    now: int,
) -> frozenset[tuple[bytes, str]]:
    """The rows, their lines in the holders' histories (rule 5) and the audit entries (rule 4)."""
    holders = seen_rows.holders(session, {one.once_id: one.handle for one in new}, services.catalogue)
    ids = {one.key: db.new_id(now * 1000) for one in new}
    rows = [_row(one, ids[one.key], holders.get(one.once_id), firsts, gate, now) for one in new]
    written = seen_rows.insert(session, rows)
    told = [one for one in new if one.key in written]
    known = [(one, ids[one.key], holders[one.once_id], _first(one, firsts)) for one in told if one.once_id in holders]
    bound = write_history(session, known, verifier=verifier, actor=actor, services=services, now=now)
    if told:
        record_many(session, [*_entries(told, firsts, holders, verifier, actor, now), *bound])
    return written


def _row(
    one: Sighting, seen_id: uuid.UUID, holder: Holder | None, firsts: Mapping[bytes, Elsewhere],
    gate: Gate, now: int,
) -> dict[str, object]:  # fmt: skip
    first = _first(one, firsts)
    return {
        "once_id": one.once_id, "verifier_id": gate.verifier_id, "gate": gate.name, "outcome": one.outcome,
        "seen_id": seen_id, "person_id": holder.person_id if holder else None, "mode": one.mode,
        "reason": one.reason, "at": one.at, "uploaded_at": now,
        "first_at": first.at if first else None, "first_kind": first.kind if first else None,
    }  # fmt: skip


def _first(one: Sighting, firsts: Mapping[bytes, Elsewhere]) -> Elsewhere | None:
    return firsts.get(one.once_id) if one.outcome == "accepted" else None


def _entries(
    told: Sequence[Sighting], firsts: Mapping[bytes, Elsewhere], holders: Mapping[bytes, Holder],
    verifier: RegisteredVerifier, actor: Actor, now: int,
) -> Iterable[Entry]:  # fmt: skip
    gate = verifier.verifier_id
    subject = f"verifier:{gate}"
    yield make_entry(at=now, actor=actor.subject, action="codes.reported", subject=subject, count=len(told))
    for one in told:
        first, holder = _first(one, firsts), holders.get(one.once_id)
        if first is not None:
            yield make_entry(
                at=now, actor=actor.subject, action="code.double_use", subject=f"code:{base64url.encode(one.once_id)}",
                person_id=holder.person_id if holder else None, first=first.kind, gate=gate,
            )  # fmt: skip


def _results(
    sightings: Sequence[Sighting], before: Mapping[tuple[bytes, str], Elsewhere | None],
    firsts: Mapping[bytes, Elsewhere], written: frozenset[tuple[bytes, str]],
) -> Iterable[Result]:  # fmt: skip
    told: set[tuple[bytes, str]] = set()
    for one in sightings:
        first = before.get(one.key) or _first(one, firsts)
        again = one.key in before or one.key in told or one.key not in written
        told.add(one.key)
        if first is not None:
            yield Result(one.once_id, "used_elsewhere", first)
        else:
            yield Result(one.once_id, "already_seen" if again else "recorded")
