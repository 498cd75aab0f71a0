"""One thing (一件事): a matter that several offices do together is one case, and a part case for each other office.

1. The lead is the part of the matter's own office: the case itself, with every material, the whole form and the result.
2. A part whose conditions do not hold is left out; a question that was not answered counts as applying.
3. To a part case its matter is what the part names: its materials, its fields of the form, and no rule, promise or
   certificate: an officer of its office decides it.
4. For its applicant and its window a part case stands in the case it belongs to, and is no case of its own.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.matters.evaluate import applies
from backend.matters.offered import matter_version
from backend.matters.terms import Matter, Result


def matter_of(session: Session, case: Case) -> Matter:
    """The version that the case was opened with; of a part case, narrowed to its part (rule 3)."""
    matter = matter_version(session, case.matter_code, case.matter_version)
    return matter if case.part is None else of_part(matter, case.part)


def of_part(matter: Matter, place: int) -> Matter:
    """Rule 3. `place`: in the matter's parts."""
    part = matter.parts[place]
    return replace(
        matter, office=part.office, result=Result(part.does), decision="officer", decide=None, commitment=None,
        materials=tuple(one for one in matter.materials if one.code in part.materials),
        form=tuple(one for one in matter.form if one.name in part.form), parts=(),
    )  # fmt: skip


def lead_of(matter: Matter) -> int | None:
    """Rule 1: its place; None where the matter has no parts."""
    places = (place for place, part in enumerate(matter.parts) if part.office.code == matter.office.code)
    return next(places, None)


def others_of(matter: Matter, answers: Mapping[str, str]) -> list[int]:
    """The places of the parts that become part cases (rules 1 and 2)."""
    lead = lead_of(matter)
    return [
        place
        for place, part in enumerate(matter.parts)
        if place != lead and applies(part.applies_when, answers)
    ]  # fmt: skip


def part_cases(session: Session, case_no: str, *, lock: bool = False) -> dict[int, Case]:
    """By place, in the matter's order; none before the acceptance. `lock` holds them until the transaction ends."""
    query = select(Case).where(Case.parent_no == case_no).order_by(Case.part)
    found = session.scalars(query.with_for_update() if lock else query)
    return {case.part: case for case in found if case.part is not None}


def open_parts(session: Session, numbers: Collection[str]) -> dict[str, int]:
    """How many part cases of each of the cases are not closed yet; a case without one is left out."""
    query = select(Case.parent_no, func.count()).where(Case.parent_no.in_(numbers), Case.closed_at.is_(None))
    return {parent: count for parent, count in session.execute(query.group_by(Case.parent_no)) if parent is not None}
