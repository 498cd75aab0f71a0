"""Issuers' keys and rights: asked for by one of the security role, agreed to by another, and only then done.

1. activate: a pending key signs from now on. rotate: another key does, in the database or the device. The former keys
   stay accepted for the overlap. compromise: nothing that the key signed is believed. allow, withdraw: types.
2. Whoever asked does not agree (`people.two_people`). What nobody decided within a week is over; a compromise is not.
3. Declaring a compromise suspends the key at once, by one person: it signs nothing and is not believed. Another person
   agrees, or refuses and thereby lifts it; the worker reminds every day that nobody did. The platform's key is not
   suspended, since nothing could be verified without it: it is compromised when two people have agreed.
4. Agreeing does it in the same transaction, and the trust list says so.
5. Whoever asked may take it back, but for a compromise: letting go takes two. Each step is logged.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.issuers.models import KeyDecision
from backend.issuers.refusals import (
    DecisionClosed,
    DecisionInvalid,
    KeyNotPending,
    KeySecondPerson,
    NoSuchDecision,
    NotTheAsker,
)
from backend.people import two_people
from backend.people.two_people import APPROVED, ASKED, EXPIRED, REFUSED
from backend.security import Box
from backend.trust import keys, lists, rights, suspend
from backend.trust.models import PLATFORM, Issuer, IssuerKey
from backend.web.paging import decode_cursor
from certs.catalogue import Catalogue

DAY = 86_400
DECIDE_WITHIN, FOREVER = 7 * DAY, 10_000 * DAY
TAKEN_BACK = "taken_back"
STATES = (ASKED, APPROVED, REFUSED, TAKEN_BACK, EXPIRED)
LONGEST_OVERLAP = 400 * DAY


@dataclass(frozen=True)
class Wanted:
    """What an act needs: the key, seconds of overlap, where a new key lies, since when it leaked, type numbers."""

    thumbprint: str | None = None
    overlap: int = 15 * DAY
    in_device: bool = False
    since: int | None = None
    types: Sequence[int] = ()


def _rotate(session: Session, row: KeyDecision, actor: str, box: Box, now: int) -> None:
    if row.act == "activate":
        _pending(session, row.thumbprint, row.issuer_code)
    row.thumbprint = keys.rotate(
        session, row.issuer_code, box=box, now=now, overlap_seconds=row.detail["overlap"], actor=actor,
        thumbprint=row.thumbprint, in_device=row.detail["in_device"],
    )  # fmt: skip


def _compromise(session: Session, row: KeyDecision, actor: str, _box: Box, now: int) -> None:
    keys.mark_compromised(session, row.thumbprint or "", since=row.detail["since"], now=now, actor=actor)


def _allow(session: Session, row: KeyDecision, actor: str, _box: Box, now: int) -> None:
    rights.allow_types(session, row.issuer_code, row.detail["types"], now=now, actor=actor)


def _withdraw(session: Session, row: KeyDecision, actor: str, _box: Box, now: int) -> None:
    rights.withdraw_types(session, row.issuer_code, row.detail["types"], now=now, actor=actor)


ACTS: Mapping[str, Callable[[Session, KeyDecision, str, Box, int], None]] = MappingProxyType({
    "activate": _rotate, "rotate": _rotate, "compromise": _compromise, "allow": _allow, "withdraw": _withdraw,
})  # fmt: skip


def ask(
    session: Session, act: str, issuer_code: str, wanted: Wanted, *, reason: str, catalogue: Catalogue, box: Box,
    actor: str, now: int,
) -> KeyDecision:  # fmt: skip
    """The first person. Raises IssuerUnknown, KeyUnknown, KeyNotPending, KeyNotSuspendable, DecisionInvalid."""
    keys.lock_issuer(session, issuer_code)
    detail = _detail(session, act, issuer_code, wanted, catalogue=catalogue, now=now)
    if act == "compromise" and issuer_code != PLATFORM:
        detail["had"] = suspend.suspend(session, wanted.thumbprint or "", now=now, actor=actor)
        lists.trust_list(session, box=box, now=now)
    row = KeyDecision(
        decision_id=db.new_id(now * 1000), act=act, issuer_code=issuer_code, reason=reason, detail=detail,
        thumbprint=wanted.thumbprint, state=ASKED, asked_by=actor, asked_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()  # the answer is read from the row
    _note(session, row, "asked", actor=actor, now=now)
    return row


def alone(
    session: Session, act: str, issuer_code: str, wanted: Wanted, *, catalogue: Catalogue, box: Box, actor: str,
    now: int,
) -> KeyDecision:  # fmt: skip
    """For an office that is being founded: nobody has the security role yet. Raises what asking and the act raise."""
    given: dict[str, Any] = {"box": box, "actor": actor, "now": now}
    row = ask(session, act, issuer_code, wanted, reason="founding", catalogue=catalogue, **given)
    row.state, row.decided_by, row.decided_at = APPROVED, actor, now
    return _done(session, row, **given)


def agree(session: Session, decision_id: uuid.UUID, *, box: Box, actor: str, now: int) -> KeyDecision:
    """Rule 4. Raises NoSuchDecision, KeySecondPerson, DecisionClosed, and what the act raises."""
    row = _decided(session, decision_id, APPROVED, actor=actor, now=now)
    return _done(session, row, box=box, actor=actor, now=now)


def refuse(session: Session, decision_id: uuid.UUID, why: str, *, box: Box, actor: str, now: int) -> KeyDecision:
    """Another person's no; a key that was suspended is what it was. Raises NoSuchDecision, KeySecondPerson,
    DecisionClosed."""
    row = _decided(session, decision_id, REFUSED, actor=actor, now=now, why_refused=why)
    if row.act == "compromise" and row.issuer_code != PLATFORM:
        suspend.lift(session, row.thumbprint or "", row.detail["had"], now=now, actor=actor)
        lists.trust_list(session, box=box, now=now)
    _note(session, row, "refused", actor=actor, now=now)
    return row


def take_back(session: Session, decision_id: uuid.UUID, *, actor: str, now: int) -> KeyDecision:
    """Rule 5. Raises NoSuchDecision, NotTheAsker, DecisionClosed."""
    row = find(session, decision_id, lock=True)
    if row.act == "compromise" or not two_people.same_person(session, row.asked_by, actor):
        raise NotTheAsker
    if row.state != ASKED:
        raise DecisionClosed
    row.state, row.decided_by, row.decided_at = TAKEN_BACK, actor, now
    session.flush()  # the answer is read from the row
    _note(session, row, "taken_back", actor=actor, now=now)
    return row


def find(session: Session, decision_id: uuid.UUID, *, lock: bool = False) -> KeyDecision:
    """Raises NoSuchDecision."""
    row = session.get(KeyDecision, decision_id, with_for_update=lock or None, populate_existing=lock)
    if row is None:
        raise NoSuchDecision
    return row


def decisions(session: Session, *, limit: int, cursor: str | None) -> Sequence[KeyDecision]:
    """Newest first: up to `limit + 1`."""
    query, after = select(KeyDecision), decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(KeyDecision.asked_at, KeyDecision.decision_id) < tuple_(*after))
    order = KeyDecision.asked_at.desc(), KeyDecision.decision_id.desc()
    return session.scalars(query.order_by(*order).limit(limit + 1)).all()


def standing(row: KeyDecision, *, now: int) -> str:
    """One of STATES."""
    return two_people.standing(row, within=_within(row.act), now=now)


def remind(session: Session, *, now: int) -> int:
    """Rule 3: each suspension that nobody decided for another day is in the log once more; how many."""
    waits = KeyDecision.act == "compromise", KeyDecision.state == ASKED, KeyDecision.asked_at <= now - DAY
    due = or_(KeyDecision.reminded_at.is_(None), KeyDecision.reminded_at <= now - DAY)
    rows = session.scalars(select(KeyDecision).where(*waits, due).limit(100).with_for_update(skip_locked=True)).all()
    for row in rows:
        row.reminded_at = now
        _note(session, row, "waits", actor=keys.SYSTEM, now=now)
    return len(rows)


def _done(session: Session, row: KeyDecision, *, box: Box, actor: str, now: int) -> KeyDecision:
    """Rule 4."""
    ACTS[row.act](session, row, actor, box, now)
    lists.trust_list(session, box=box, now=now)
    _note(session, row, "agreed", actor=actor, now=now)
    return row


def _within(act: str) -> int:
    return FOREVER if act == "compromise" else DECIDE_WITHIN


def _decided(
    session: Session, decision_id: uuid.UUID, state: str, *, actor: str, now: int, **values: Any
) -> KeyDecision:
    row = find(session, decision_id)
    keys.lock_issuer(session, row.issuer_code)
    two_people.decide(
        session, row, state, actor=actor, within=_within(row.act), now=now, closed=DecisionClosed,
        another=KeySecondPerson, **values,
    )  # fmt: skip
    return row


def _detail(
    session: Session, act: str, issuer_code: str, wanted: Wanted, *, catalogue: Catalogue, now: int
) -> dict[str, Any]:
    """What is kept of it. Raises KeyUnknown, KeyNotPending, DecisionInvalid."""
    if act in ("allow", "withdraw"):
        return {"types": _types(session, act, issuer_code, wanted.types, catalogue)}
    if act == "compromise":
        _own(session, wanted.thumbprint, issuer_code)
        since = now if wanted.since is None else wanted.since
        if since > now:
            raise DecisionInvalid(errors=[{"path": "/since", "problem": "in_future"}])
        return {"since": since}
    if act == "activate":
        _pending(session, wanted.thumbprint, issuer_code)
    if not 0 <= wanted.overlap <= LONGEST_OVERLAP:
        raise DecisionInvalid(errors=[{"path": "/overlap_days", "problem": "0 to 400"}])
    return {"overlap": wanted.overlap, "in_device": wanted.in_device and act == "rotate"}


def _types(session: Session, act: str, issuer_code: str, types: Sequence[int], catalogue: Catalogue) -> list[int]:
    """Numbers that the act changes something about."""
    held = set(session.get_one(Issuer, issuer_code).types)
    wrong = {
        one for one in types
        if (one in held) == (act == "allow") or (act == "allow" and catalogue.by_number(one) is None)
    }  # fmt: skip
    if not types or wrong or issuer_code == PLATFORM:
        beyond = ", ".join(str(one) for one in sorted(wrong))
        problem = f"not for this decision: {beyond}" if beyond else "name types that the issuer may sign"
        raise DecisionInvalid(errors=[{"path": "/types", "problem": problem}])
    return sorted(set(types))


def _own(session: Session, thumbprint: str | None, issuer_code: str) -> IssuerKey:
    key = keys.locked(session, thumbprint or "")
    if key.issuer_code != issuer_code:
        raise keys.KeyUnknown(thumbprint or "")
    return key


def _pending(session: Session, thumbprint: str | None, issuer_code: str) -> None:
    if _own(session, thumbprint, issuer_code).state != "pending":
        raise KeyNotPending


def _note(session: Session, row: KeyDecision, step: str, *, actor: str, now: int) -> None:
    subject = f"key:{row.thumbprint}" if row.thumbprint else f"issuer:{row.issuer_code}"
    entry = make_entry(
        at=now, actor=actor, action=f"key_decision.{step}", subject=subject, act=row.act,
        decision=str(row.decision_id), asked_by=row.asked_by,
    )  # fmt: skip
    record(session, entry)
