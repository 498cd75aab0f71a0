"""Scan a code for a case: verify it, and strike off what its certificates stand for, in one transaction.

1. A rejected code changes nothing in the case. 2. The first accepted code says who is here; the applicant is that
person, or, where organisations apply, the first organisation whose certificate they show.
3. Another person's code is taken only where a material is then exempt by it (the spouse's card beside the marriage
certificate, say); otherwise it is refused as holder_mismatch and not used up.
4. Every scan weighs all certificates of the case together, each with its state of now. 5. What was handed in on paper
stays handed in. 6. A closed case, or one whose deferral is over, takes no code;
the scan that brings the last deferred material accepts the case.
7. A case that was begun online and waits for materials comes to the window that scans a code of its applicant, or of
the agent whom they named; any other code finds no such case there, and is neither used up nor recorded.
8. A code is the applicant's unless the window says that it is their agent's (`represent`); an agent's own code never
makes the agent the applicant. Somebody who was named by a letter is the applicant whose code is then awaited.
9. Whose phone shows a certificate for its holder is the agent of the holder, who is the applicant (`lent`).
10. Of an organisation's certificate of another region nobody knows whose phone shows it, and no other region says whose
phone is that of a citizen with an ID card of this city: both are taken only beside an applicant who is known, and as
rule 3 says.
"""

import uuid
from typing import Literal

from sqlalchemy.orm import Session

from backend.cases.agents import CaseAgent, agent_of
from backend.cases.intake.lent import come_for, is_unfit, side_of
from backend.cases.intake.represent import applicant_came, refuse_agents_code, represent
from backend.cases.intake.strike_off import strike_off
from backend.cases.intake.take_over import find_case, take_over
from backend.cases.models import Case
from backend.cases.parts import matter_of
from backend.cases.shown import shown_before, shown_now
from backend.cases.states import target_of
from backend.cases.weigh import Weighed, weigh_together
from backend.matters.terms import Matter
from backend.people.persons import persons_reachable
from backend.registries.calendar import day_of
from backend.verification.verdict import Verdict
from backend.verification.verifiers import verifier_of
from backend.verification.verify import refuse_holder, verify
from backend.web.request import Actor, Services

Role = Literal["applicant", "agent"]
ACTS: dict[Role, str] = {"applicant": "add", "agent": "represent"}
PURPOSE = "matter"  # the purpose under which windows are registered to see certificates for their cases


class _HolderMismatch(Exception):
    """Undoes the use of the code inside `scan`; never leaves it."""

    def __init__(self, verdict: Verdict, reason: str = "holder_mismatch") -> None:
        super().__init__()
        self.verdict, self.reason = verdict, reason


def scan(
    session: Session,
    case_no: str,
    text: str,
    *,
    actor: Actor,
    services: Services,
    now: int,
    challenge: bytes | None = None,
    role: Role = "applicant",
) -> tuple[Verdict, Case]:
    """The verdict and the case after it. A bad code is a rejected verdict. `role`: whose code it is said to be.

    Raises NoSuchCase, NotRegistered, IllegalTransition, DeferralOver, AgentIsApplicant, and what `represent` raises.
    """
    case = find_case(session, case_no, actor=actor)
    target_of(case.state, ACTS[role], who="window")  # rule 6, before the code is used up
    verifier = verifier_of(session, actor, services=services, now=now)
    try:
        with session.begin_nested():  # so that a code refused under rule 3 is not used up
            verdict = verify(
                session, text, verifier=verifier, purpose=PURPOSE, actor=actor, services=services, now=now,
                challenge=challenge, case_no=case_no, matter_code=case.matter_code,
            )  # fmt: skip
            if case.verifier_id is None:
                take_over(session, case, verdict, role=role, actor=actor, now=now)
            if verdict.accepted:
                apply = represent if role == "agent" else _apply
                apply(session, case, verdict, actor=actor, services=services, now=now)
    except _HolderMismatch as mismatch:
        verdict = refuse_holder(
            session, mismatch.verdict, actor=actor, services=services, now=now, case_no=case_no,
            matter_code=case.matter_code, reason=mismatch.reason,
        )  # fmt: skip
    return verdict, case


def _apply(session: Session, case: Case, verdict: Verdict, *, actor: Actor, services: Services, now: int) -> None:
    matter = matter_of(session, case)
    weighed = _weigh(session, case, matter, verdict, services=services, now=now)
    strike_off(
        session, case, matter, verdict, weighed, who="window", actor=actor.subject, action="case.scanned",
        services=services, now=now,
    )  # fmt: skip


def _weigh(session: Session, case: Case, matter: Matter, verdict: Verdict, *, services: Services, now: int) -> Weighed:
    today = day_of(now)
    agent, shower = agent_of(session, case), side_of(session, verdict)
    if is_unfit(matter, verdict):
        raise _HolderMismatch(verdict)
    if shower is None and case.presenter_id is None:  # rule 10
        ours = any(one.type.holder_kind == "citizen" for one in verdict.shown)
        raise _HolderMismatch(verdict, "region_holder_ours" if ours else "region_holder_unknown")
    if shower is not None:
        refuse_agents_code(case, agent, shower)  # rule 8
    presenter = case.presenter_id or (shower and _first(session, case, shower))
    if shower == presenter:
        agent = _came(session, case, matter, verdict, agent, services=services, now=now)
    before = shown_before(session, case.case_no, services=services)
    new = shown_now(session, verdict.shown, before, verdict_id=verdict.id, services=services)
    tried = weigh_together(session, case, matter, presenter, before | new, agent=agent, services=services, today=today)
    if shower == presenter:
        return tried
    used = {uuid.UUID(one) for outcome in tried.outcomes for one in outcome.by or ()}
    known = {key for key, one in before.items() if not one.agents_only}
    kept = {key: one for key, one in new.items() if key in used - known}
    if not kept:
        raise _HolderMismatch(verdict)
    return weigh_together(session, case, matter, presenter, before | kept, agent=agent, services=services, today=today)


def _came(
    session: Session, case: Case, matter: Matter, verdict: Verdict, agent: CaseAgent | None, *,
    services: Services, now: int,
) -> CaseAgent | None:  # fmt: skip
    """Who acts for the applicant, now that they are here or somebody shows a code for them."""
    if verdict.on_behalf is None:
        return applicant_came(session, case, agent, services=services, now=now)
    return come_for(session, case, matter, verdict, verdict.on_behalf, agent, services=services, now=now)


def _first(session: Session, case: Case, shower: uuid.UUID) -> uuid.UUID | None:
    """Rules 2 and 8: whoever shows the first code, unless it is another's than the one whom a letter named."""
    named = case.person_id is not None and case.person_id not in persons_reachable(session, shower)
    return None if named else shower
