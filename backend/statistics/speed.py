"""How fast answers were, from the histogram kept at the edge. A quantile is an upper bound in milliseconds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.web.answer_times import KINDS, LONGER, STEPS
from backend.web.models import AnswerTime


@dataclass(frozen=True)
class Speed:
    """Quantiles in milliseconds, each an upper bound; None without answers, or when longer than the last step."""

    count: int
    p50: int | None
    p95: int | None
    p99: int | None


@dataclass(frozen=True)
class KindSpeed:
    """One kind of answer over the whole period, by step and by day number. `steps` ends with None: longer than all."""

    kind: str
    whole: Speed
    steps: tuple[tuple[int | None, int], ...]
    days: Mapping[int, Speed]


def speeds(session: Session, *, first_day: int, last_day: int) -> list[KindSpeed]:
    """Every kind that is measured, also one without answers."""
    query = select(AnswerTime.kind, AnswerTime.day, AnswerTime.at_most, AnswerTime.count)
    found: dict[str, dict[int, Counter[int]]] = {kind: {} for kind in KINDS.values()}
    for kind, day, at_most, count in session.execute(query.where(AnswerTime.day.between(first_day, last_day))):
        found.setdefault(kind, {}).setdefault(day, Counter())[at_most] += count
    return [_kind(kind, days) for kind, days in found.items()]


def _kind(kind: str, days: dict[int, Counter[int]]) -> KindSpeed:
    whole: Counter[int] = Counter()
    for counted in days.values():
        whole.update(counted)
    steps = tuple((step or None, whole[step]) for step in (*STEPS, LONGER))
    return KindSpeed(kind, speed_of(whole), steps, {day: speed_of(counted) for day, counted in sorted(days.items())})


def speed_of(counted: Mapping[int, int]) -> Speed:
    """The quantiles of one histogram (step -> answers)."""
    total = sum(counted.values())
    return Speed(total, *(_quantile(counted, total, share) for share in (50, 95, 99)))


def _quantile(counted: Mapping[int, int], total: int, percent: int) -> int | None:
    """The smallest step within which `percent` of the answers stayed."""
    wanted, seen = ceil(total * percent / 100), 0
    for step in STEPS if total else ():
        seen += counted.get(step, 0)
        if seen >= wanted:
            return step
    return None
