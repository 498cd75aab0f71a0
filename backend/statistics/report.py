"""One report for one asker: what was issued, scanned, spared and refused between two days, and how fast it went.

Rules: 1. a department is told of what it issued and of its own matters, every other role of the whole city; how fast
answers were is the whole office's and told to those only, as are ratings of halls; 2. every day of the period is there,
also one on which nothing happened; 3. minutes saved are exempt materials times one figure, and the report says where
the figure is from.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.matters.models import MatterVersion
from backend.matters.stored import matter_of
from backend.matters.terms import Matter
from backend.ratings.read import figures_document
from backend.statistics.count import counts
from backend.statistics.sources import Key
from backend.statistics.speed import KindSpeed, Speed, speeds
from backend.verification.answer import reason_texts
from backend.web.request import Actor
from certs.catalogue import Catalogue

ASSUMED_MINUTES = 10
ACCEPTED = "accepted"
MEASURES = ("issued", "scans", "cases", "exempted")
EPOCH = date(1970, 1, 1)
ASSUMED = {
    "zh": f"按每份免交材料 {ASSUMED_MINUTES} 分钟估算（取件、复印、递交），是未经实测的假定；可由运维改为本市实测值",
    "en": f"Assumed at {ASSUMED_MINUTES} minutes a material (fetch, copy, hand in), not measured here;"
    " the operator can set the city's own figure",
}
SET = {"zh": "由本市运维设定的每份材料用时", "en": "The city's own figure, set by the operator"}


@dataclass(frozen=True)
class Period:
    """Two days, both included."""

    first: date
    last: date

    @property
    def numbers(self) -> range:
        """Days since 1970-01-01."""
        return range((self.first - EPOCH).days, (self.last - EPOCH).days + 1)


@dataclass(frozen=True)
class _Counted:
    issued: Counter[Key]
    scans: Counter[Key]
    cases: Counter[Key]
    exempted: Counter[Key]


def report(
    session: Session, period: Period, *, actor: Actor, catalogue: Catalogue, minutes_per_material: int | None, now: int
) -> dict[str, Any]:
    """What `schemas.StatisticsAnswer` names. `minutes_per_material`: the city's own figure, None to assume one."""
    own = (actor.office or "",) if actor.role == "department" else None
    days = period.numbers
    span = {"first_day": days[0], "last_day": days[-1]}
    found = _Counted(*(counts(session, name, offices=own, **span) for name in MEASURES))
    minutes = minutes_per_material or ASSUMED_MINUTES
    speed = [] if own else speeds(session, first_day=days[0], last_day=days[-1])
    return {
        "first": period.first.isoformat(), "last": period.last.isoformat(), "as_of": now,
        "scope": own[0] if own else None,
        "minutes": _minutes(minutes, assumed=minutes_per_material is None),
        "totals": _line(found, None, minutes),
        "days": _days(found, days, minutes),
        "types": _types(found.issued, catalogue),
        "verifiers": _verifiers(found.scans),
        "refusals": _refusals(found.scans),
        "matters": _matters(session, found, minutes),
        "answer_times": [_speed(one, days) for one in speed],
        "ratings": figures_document(session, offices=own),
    }  # fmt: skip


def _minutes(minutes: int, *, assumed: bool) -> dict[str, Any]:
    return {"per_material": minutes, "assumed": assumed, "source": ASSUMED if assumed else SET}


def _days(found: _Counted, days: Iterable[int], minutes: int) -> list[dict[str, Any]]:
    """Rule 2."""
    by_day: dict[str, dict[int, Counter[Key]]] = {name: _split(getattr(found, name)) for name in MEASURES}
    nothing: Counter[Key] = Counter()
    lines = []
    for day in days:
        of_day = _Counted(*(by_day[name].get(day, nothing) for name in MEASURES))
        lines.append(_line(of_day, EPOCH + timedelta(days=day), minutes))
    return lines


def _split(total: Counter[Key]) -> dict[int, Counter[Key]]:
    days: dict[int, Counter[Key]] = {}
    for key, count in total.items():
        days.setdefault(key[0], Counter())[key] = count
    return days


def _line(found: _Counted, day: date | None, minutes: int) -> dict[str, Any]:
    accepted = sum(count for key, count in found.scans.items() if key[3] == ACCEPTED)
    exempted = found.exempted.total()
    line = {
        "issued": found.issued.total(), "cases": found.cases.total(), "accepted": accepted,
        "refused": found.scans.total() - accepted, "exempted": exempted, "minutes_saved": exempted * minutes,
    }  # fmt: skip
    return line if day is None else {"date": day.isoformat(), **line}


def _sums(total: Mapping[Key, int], *places: int) -> Counter[tuple[str, ...]]:
    """The counts by some parts of their keys."""
    sums: Counter[tuple[str, ...]] = Counter()
    for key, count in total.items():
        sums[tuple(str(key[place]) for place in places)] += count
    return sums


def _types(issued: Counter[Key], catalogue: Catalogue) -> list[dict[str, Any]]:
    sums = _sums(issued, 2, 3)
    lines = []
    for number in {subject for subject, _ in sums}:
        known = catalogue.by_number(int(number))
        name = dict(known.name) if known else {"zh": number, "en": number}
        line = {"first": sums[number, "first"], "next": sums[number, "next"]}
        lines.append({"number": int(number), "id": known.id if known else None, "name": name, **line})
    return sorted(lines, key=lambda line: (-line["first"] - line["next"], line["number"]))


def _verifiers(scans: Counter[Key]) -> list[dict[str, Any]]:
    lines: dict[str, Counter[str]] = {}
    for (kind, item), count in _sums(scans, 2, 3).items():
        lines.setdefault(kind, Counter())[item if item == ACCEPTED else "refused"] += count
    return [
        {"kind": kind, ACCEPTED: line[ACCEPTED], "refused": line["refused"]} for kind, line in sorted(lines.items())
    ]


def _refusals(scans: Counter[Key]) -> list[dict[str, Any]]:
    sums = _sums(scans, 3)
    reasons = sorted((-count, reason) for (reason,), count in sums.items() if reason != ACCEPTED)
    return [{**reason_texts(reason), "count": -count} for count, reason in reasons]


def _matters(session: Session, found: _Counted, minutes: int) -> list[dict[str, Any]]:
    cases, exempted, materials = _sums(found.cases, 2), _sums(found.exempted, 2), _sums(found.exempted, 2, 3)
    known = _newest(session, {code for (code,) in (*cases, *exempted)})
    lines = []
    for code, matter in known.items():
        spared = [(material, count) for (of, material), count in materials.most_common() if of == code]
        lines.append({
            "code": code, "name": matter.name, "office": matter.office, "cases": cases[code,],
            "exempted": exempted[code,], "minutes_saved": exempted[code,] * minutes,
            "materials": [{"code": one, "name": _name(matter, one), "exempted": count} for one, count in spared],
        })  # fmt: skip
    return sorted(lines, key=lambda line: (-line["exempted"], -line["cases"], line["code"]))


def _newest(session: Session, codes: set[str]) -> dict[str, Matter]:
    query = select(MatterVersion).where(MatterVersion.code.in_(codes)).order_by(MatterVersion.version)
    return {row.code: matter_of(row) for row in session.scalars(query)}


def _name(matter: Matter, code: str) -> Any:
    material = matter.material(code)
    return material.name if material else {"zh": code, "en": code}


def _speed(one: KindSpeed, days: range) -> dict[str, Any]:
    none = Speed(0, None, None, None)
    lines = [(EPOCH + timedelta(days=day), one.days.get(day, none)) for day in days]
    return {
        "kind": one.kind, **vars(one.whole),
        "steps": [{"at_most": step, "count": count} for step, count in one.steps],
        "days": [{"date": day.isoformat(), **vars(speed)} for day, speed in lines],
    }  # fmt: skip
