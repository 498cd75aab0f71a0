"""What is counted while the city runs, and what is read from the tables at the end."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.limits import MARKS, mark
from backend.cases.models import Case, CaseMaterial
from backend.errors import LiangmaError
from backend.statistics.report import ASSUMED_MINUTES

Found = TypeVar("Found")


@dataclass
class Tally:
    """`opened`: every case number that somebody was given. `waits`: seconds at a window's queue, one a visit."""

    opened: list[str] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)
    visits: int = 0
    seconds: int = 0  # of windows at work
    closed_at: int = 0  # when the last visitor left
    acts: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    accepted_codes: Counter[str] = field(default_factory=Counter)
    doubled: Counter[str] = field(default_factory=Counter)

    def tried(self, act: Callable[[], Found]) -> Found | None:
        """What the act returns; None when it was refused, which is counted."""
        self.acts += 1
        try:
            return act()
        except LiangmaError as error:
            self.refused(error)
            return None

    def refused(self, error: LiangmaError) -> None:
        reason = error.extra.get("reason")
        self.refusals[f"{error.code} ({reason})" if isinstance(reason, str) else error.code] += 1

    def scanned(self, code: str, accepted: bool, reason: str | None) -> None:
        self.verdicts["accepted" if accepted else str(reason)] += 1
        self.accepted_codes[code] += accepted

    def twice(self) -> list[str]:
        return [f"a code was accepted {count} times" for count in self.accepted_codes.values() if count > 1]


def figures(session: Session, tally: Tally, *, now: int) -> list[str]:
    """The lines that a run prints."""
    states = _counted(session, select(Case.state, func.count()).group_by(Case.state))
    materials = _counted(session, select(CaseMaterial.state, func.count()).group_by(CaseMaterial.state))
    accepted = list(session.scalars(select(Case).where(Case.accepted_at.is_not(None))))
    marks = Counter(mark(case, now) for case in accepted)
    done = states["approved"] + states["rejected"]
    spared = materials["exempt"] + materials["committed"]
    return [
        f"cases: {states.total()} opened, {done} decided ({states['rejected']} of them rejected); "
        + ", ".join(f"{states[one]} {one}" for one in sorted(states.keys() - {"approved", "rejected"})),
        f"materials: {materials['exempt']} exempt by certificates, {materials['committed']} by promises, "
        f"{materials['provided']} on paper, {materials['deferred']} to follow, {materials['missing']} missing",
        f"saved: {spared} papers, {materials['exempt'] * ASSUMED_MINUTES} minutes"
        f" (assumed: {ASSUMED_MINUTES} a material)",
        _waiting(tally),
        "lateness: " + ", ".join(f"{marks[one]} {one}" for one in MARKS) + f" of {len(accepted)} accepted cases",
        f"codes: {tally.verdicts['accepted']} accepted; refused: {_listed(tally.verdicts, 'accepted')}",
        f"refusals: {_listed(tally.refusals)}",
    ]  # fmt: skip


def _counted(session: Session, query: Any) -> Counter[str]:
    return Counter({name: count for name, count in session.execute(query)})


def _waiting(tally: Tally) -> str:
    waits = sorted(tally.waits) or [0]
    busy = f"{tally.visits} visits of {tally.seconds / max(1, tally.visits) / 60:.1f} minutes"
    p50, p90, p99 = (_minutes(_quantile(waits, part)) for part in (0.5, 0.9, 0.99))
    return f"windows: {busy}; waits p50 {p50}, p90 {p90}, p99 {p99}, longest {_minutes(waits[-1])} minutes"


def _quantile(ordered: Sequence[int], part: float) -> int:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:.1f}"


def _listed(counts: Counter[str], without: str = "") -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common() if name != without) or "none"
