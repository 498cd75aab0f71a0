"""The reconciliation of a verifier's offline gates: what they reported in a period, and what has to be looked into.

Rules: 1. a verifier sees its own gates, one of them or all, and administration those of a partner, in use or not; the
days are days in China by the gates' clocks; 2. a double use: the code had been used elsewhere before, and when and by
what kind of verifier, never by whom; 3. not valid: the certificate was in another state before the gate accepted it,
and since when; 4. stale: the gate accepted with a warning that its list was old; 5. a clock that was ahead of the
office's when it told; 6. nobody is named: no person, no certificate, no field.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from backend.certificates.models import StateChange
from backend.certificates.states import status_of
from backend.errors import Invalid
from backend.verification.models import SeenCode, VerdictRow, Verifier
from backend.verification.verifiers import NoSuchVerifier
from backend.web.strict import rfc3339
from backend.web.sums import DAY, start_of
from certs import base64url
from certs.status import VALID

MOST_DAYS = 31
MOST = 1000  # findings that are listed; the sums count all
AHEAD = 30  # seconds a gate's clock may be ahead
STALE = ("status_unknown", "bundle_stale", "trust_list_stale")
COLUMNS = ("finding", "at", "gate", "once_id", "mode", "first_at", "first_kind", "state", "since", "seconds")


@dataclass(frozen=True)
class Period:
    """Whose report, of which of its gates (None: all), from the first day to the last, both included."""

    verifier_id: str
    gate: str | None
    first_day: date
    last_day: date

    def rows(self) -> tuple[Any, ...]:
        """The condition for rows of `seen_codes`; raises Invalid when the days are out of order or too many."""
        if not 0 <= (self.last_day - self.first_day).days < MOST_DAYS:
            raise Invalid(errors=[{"path": "/to", "problem": f"1 to {MOST_DAYS} days from the first"}])
        start, end = start_of(self.first_day), start_of(self.last_day) + DAY
        mine: tuple[Any, ...] = (SeenCode.verifier_id == self.verifier_id, SeenCode.at >= start, SeenCode.at < end)
        return mine if self.gate is None else (*mine, SeenCode.gate == self.gate)


def of_partner(session: Session, client_id: str, query: Mapping[str, Any]) -> Period:
    """Rule 1, for administration. Raises NoSuchVerifier."""
    row = session.get(Verifier, client_id)
    if row is None or row.kind != "partner":
        raise NoSuchVerifier
    return Period(client_id, query["gate"], query["first_day"], query["last_day"])


def reconcile(session: Session, period: Period) -> dict[str, Any]:
    """What `report_schemas.Reconciliation` names."""
    mine = period.rows()
    accepted, ahead = SeenCode.outcome == "accepted", SeenCode.at > SeenCode.uploaded_at + AHEAD
    counted = (accepted, accepted & SeenCode.first_at.is_not(None), accepted & SeenCode.reason.in_(STALE), ahead)
    sums = select(func.count(), *(func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in counted)).where(*mine)
    uploaded, passed, doubles, stale, clocks = (int(one) for one in session.execute(sums).one())
    not_valid = list(_not_valid(session, mine))
    found = [*_findings(session, mine, counted[1:]), *not_valid]
    return {
        "verifier_id": period.verifier_id, "gate": period.gate, "first_day": period.first_day,
        "last_day": period.last_day, "uploaded": uploaded, "accepted": passed, "refused": uploaded - passed,
        "double_uses": doubles, "not_valid": len(not_valid), "stale": stale, "clocks": clocks,
        "findings": sorted(found, key=lambda one: (one["at"], one["finding"], one["once_id"]))[:MOST],
    }  # fmt: skip


def as_csv(report: Mapping[str, Any]) -> str:
    """The findings as a table: a line each, times in RFC 3339 (UTC). A name of a gate never starts a formula."""
    file = io.StringIO()
    written = csv.writer(file)
    written.writerow(COLUMNS)
    for one in report["findings"]:
        flat = one | {f"first_{name}": value for name, value in (one["first"] or {}).items()}
        flat |= {name: rfc3339(flat[name]) for name in ("at", "first_at", "since") if flat.get(name) is not None}
        written.writerow(_plain(flat.get(name)) for name in COLUMNS)
    return file.getvalue()


def _plain(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _findings(session: Session, mine: Sequence[Any], kinds: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for name, condition in zip(("double_use", "stale", "clock"), kinds, strict=True):
        query = select(SeenCode).where(*mine, condition).order_by(SeenCode.at, SeenCode.seen_id).limit(MOST)
        for row in session.scalars(query):
            first = {"at": row.first_at, "kind": row.first_kind} if name == "double_use" else None
            seconds = row.at - row.uploaded_at if name == "clock" else None
            yield _finding(name, row, first=first, seconds=seconds)


def _finding(name: str, row: SeenCode, **more: Any) -> dict[str, Any]:
    nothing = {"first": None, "state": None, "since": None, "seconds": None}
    once_id = base64url.encode(row.once_id)
    return nothing | {"finding": name, "at": row.at, "gate": row.gate, "once_id": once_id, "mode": row.mode} | more


def _not_valid(session: Session, mine: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Rule 3, for the rows whose certificate is known: their holder's history names it."""
    same = (VerdictRow.person_id == SeenCode.person_id) & (VerdictRow.verdict_id == SeenCode.seen_id)
    query = select(SeenCode, VerdictRow.shown).join(VerdictRow, same & (VerdictRow.at == SeenCode.at))
    rows = session.execute(query.where(*mine, SeenCode.outcome == "accepted").order_by(SeenCode.at)).all()
    named = [(row, shown[0]["certificate_id"]) for row, shown in rows if shown]
    changes = _changes(session, {row.person_id for row, _ in named})
    for row, certificate_id in named:
        before = [one for one in changes.get(certificate_id, ()) if one.at <= row.at]
        if before and status_of(before[-1].to_state) != VALID:
            yield _finding("not_valid", row, state=before[-1].to_state, since=before[-1].at)


def _changes(session: Session, people: Iterable[Any]) -> dict[str, list[StateChange]]:
    found: dict[str, list[StateChange]] = {}
    everybody = sorted(people)
    for start in range(0, len(everybody), 500):
        part = StateChange.person_id.in_(everybody[start : start + 500])
        query = select(StateChange).where(part).order_by(StateChange.at, StateChange.change_id)
        for one in session.scalars(query):
            found.setdefault(str(one.certificate_id), []).append(one)
    return found
