"""Weigh all certificates of a case together, each with its state of now, and write what became of each material.

1. The applicant is whoever showed the first accepted code, or, where organisations apply, the first organisation whose
   certificate they showed. 2. What was handed in on paper stays handed in. 3. A material that was deferred and is not
   exempt (any more) is deferred, not missing; one that was promised stays promised. 4. What is exempt names the newest
verdict under which one of its certificates was shown. 5. Who acts for the applicant is whoever the case has as its
agent now; their own phone authorised them where it named them, or showed a code beside them.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.agents import AUTHORISED, CaseAgent, agent_of, stands
from backend.cases.models import Case, CaseMaterial
from backend.cases.parts import matter_of
from backend.cases.shown import CaseShown, presented, shown_before
from backend.matters.evaluate import Applicant, MaterialOutcome, Presented, evaluate
from backend.matters.terms import Matter
from backend.people.persons import identity_of, persons_reachable
from backend.registries.calendar import day_of
from backend.web.request import Services

LACKING = ("missing", "deferred")


@dataclass(frozen=True)
class Weighed:
    """What the certificates shown make of the case."""

    presenter: uuid.UUID | None
    applicant: Applicant
    applicant_id: uuid.UUID | None
    shown: Mapping[uuid.UUID, CaseShown]
    weighed: Sequence[Presented]
    outcomes: Sequence[MaterialOutcome]


def weigh_together(
    session: Session, case: Case, matter: Matter, presenter: uuid.UUID | None, shown: Mapping[uuid.UUID, CaseShown], *,
    agent: CaseAgent | None, services: Services, today: date,
) -> Weighed:  # fmt: skip
    """Rule 1. `presenter` None: nobody has shown anything yet. `agent`: the case's, as `agent_of` says."""
    own = [] if presenter is None else persons_reachable(session, presenter)
    applicant_id = case.person_id or _applicant_id(matter, presenter, own, shown)
    applicant = _applicant(session, matter, applicant_id, own, services=services)
    if agent is not None and stands(agent, case, today=today):  # rule 5
        authorised = agent.basis in AUTHORISED
        applicant = replace(applicant, agents=frozenset({str(agent.person_id)}), authorised=authorised)
    weighed = presented(session, shown, today=today)
    outcomes = evaluate(matter, weighed, today=today, applicant=applicant, answers=case.answers)
    return Weighed(presenter, applicant, applicant_id, shown, weighed, outcomes)


def weigh_shown(session: Session, case: Case, matter: Matter, *, services: Services, now: int) -> Weighed:
    """Everything that was shown to the case so far, as it is now. Writes nothing."""
    shown = shown_before(session, case.case_no, services=services)
    return weigh_together(
        session, case, matter, case.presenter_id, shown, agent=agent_of(session, case), services=services,
        today=day_of(now),
    )  # fmt: skip


def weigh_again(
    session: Session, case: Case, rows: Mapping[str, CaseMaterial], *, services: Services, now: int
) -> tuple[list[str], Weighed]:
    """The codes of the materials that changed since the last scan, because certificates did; written to their rows."""
    matter = matter_of(session, case)
    found = weigh_shown(session, case, matter, services=services, now=now)
    return write_outcomes(rows, found, now=now), found


def materials_of(session: Session, case_no: str) -> dict[str, CaseMaterial]:
    """The case's rows by material code."""
    rows = session.scalars(select(CaseMaterial).where(CaseMaterial.case_no == case_no))
    return {row.material_code: row for row in rows}


def lacking(rows: Mapping[str, CaseMaterial]) -> list[CaseMaterial]:
    """What is neither exempt nor handed in, missing or deferred."""
    return [row for row in rows.values() if row.state in LACKING]


def write_outcomes(rows: Mapping[str, CaseMaterial], weighed: Weighed, *, now: int) -> list[str]:
    """Rules 2 to 4; the codes of the materials that changed."""
    changed = []
    for outcome in weighed.outcomes:
        row, by = rows[outcome.material_code], list(outcome.by or ())
        state = "deferred" if outcome.state == "missing" and row.due_at is not None else outcome.state
        if row.state == "committed" and state == "missing":
            continue
        if row.state == "provided" or (row.state, row.certificates) == (state, by):
            continue
        row.verdict_id = max((weighed.shown[uuid.UUID(one)].verdict_id for one in by), default=None)
        row.state, row.certificates = state, by
        row.why_zh, row.why_en, row.changed_at = outcome.why_zh, outcome.why_en, now
        changed.append(row.material_code)
    return changed


def _applicant_id(
    matter: Matter, presenter: uuid.UUID | None, own: Sequence[uuid.UUID], shown: Mapping[uuid.UUID, CaseShown]
) -> uuid.UUID | None:
    if matter.applicant == "citizen":
        return presenter
    companies = (one.person_id for one in shown.values() if one.holder_kind == "organisation" and one.person_id in own)
    return next(companies, None)


def _applicant(
    session: Session, matter: Matter, applicant_id: uuid.UUID | None, own: Sequence[uuid.UUID], *, services: Services
) -> Applicant:
    """`own`: the presenter and whom they represent, who are the applicant's where the presenter applies."""
    if applicant_id is None:
        return Applicant(matter.applicant, "")
    who = identity_of(session, applicant_id, box=services.box)
    reachable = own if own[:1] == [applicant_id] else persons_reachable(session, applicant_id)
    others = frozenset(str(one) for one in reachable[1:])
    return Applicant(matter.applicant, str(applicant_id), name=who.name, number=who.number, represents=others)
