"""Rule 9 of the invariants: who acts for an applicant.

1. One agent of a case counts at most; nobody acts for themselves. 2. A letter is spared only in a case whose agent
counts on the ground of the applicant's phone, or of the applicant being there; a letter alone has an applicant.
3. Without an agent nothing that is asked of one is exempt in a case that is not accepted yet. 4. Where the matter asks,
the answers of a case that a window took in say whether an agent was there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.agents import NONE, PAPER, PHONE, PRESENT, CaseAgent, acts, says_agent
from backend.cases.models import Case, CaseMaterial, CaseStep
from backend.matters.conditions import AGENTS
from backend.matters.offered import matter_version
from backend.matters.terms import Matter


def spared_letters(session: Session) -> set[str]:
    """Cases whose letter may be exempt by no certificate."""
    query = select(CaseAgent.case_no).where(CaseAgent.counts, CaseAgent.basis.in_((PHONE, PRESENT)))
    return set(session.scalars(query))


def agents_wrong(
    session: Session, cases: Mapping[str, Case], materials: Mapping[str, Iterable[CaseMaterial]]
) -> Iterator[str]:
    """One sentence for each rule broken."""
    rows: dict[str, list[CaseAgent]] = defaultdict(list)
    for row in session.scalars(select(CaseAgent)):
        rows[row.case_no].append(row)
    taken_in = set(session.scalars(select(CaseStep.case_no).where(CaseStep.act.in_(("accept", "defer")))))
    for number, found in rows.items():
        case, counting = cases[number], [row for row in found if row.counts]
        if len(counting) > 1:
            yield f"{number} has {len(counting)} agents"
        yield from (why for row in counting for why in _grounds(case, row, number in taken_in))
        matter = matter_version(session, case.matter_code, case.matter_version)
        said, there = says_agent(matter, case.answers), any(acts(row) for row in counting)
        if case.channel == "window" and number in taken_in and said not in (None, there):
            yield f"{number} was taken in, and its answers say the opposite of who is there"
        if not counting and case.accepted_at is None:
            yield from _without(matter, number, materials[number])


def _grounds(case: Case, row: CaseAgent, taken_in: bool) -> Iterator[str]:
    """Rules 1 and 2."""
    if row.person_id in (case.person_id, case.presenter_id):
        yield f"{row.case_no}: its applicant is their own agent"
    if row.basis == PAPER and case.person_id is None:
        yield f"{row.case_no}: a letter, and nobody is the applicant"
    if row.basis == NONE and taken_in:
        yield f"{row.case_no} was taken in with an agent who acts on nothing"


def _without(matter: Matter, number: str, materials: Iterable[CaseMaterial]) -> Iterator[str]:
    """Rule 3."""
    for material in materials:
        if material.state == "exempt" and material.material_code in asked_of_agents(matter):
            yield f"{number}: {material.material_code} is exempt, and there is no agent"


def asked_of_agents(matter: Matter) -> set[str]:
    """Codes of the materials that only an agent's certificate, or the applicant's word for one, stands for."""
    of_agents = {
        code for code, one in matter.replacements() if any(condition.kind == AGENTS for condition in one.conditions)
    }
    return of_agents | {one.code for one in matter.materials if one.authorisation}
