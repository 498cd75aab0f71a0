"""Scan a code for a case: verify it, and strike off what its certificates stand for, in one transaction.

1. A rejected code changes nothing in the case. 2. The first accepted code says who is here; the applicant is that
person, or, where organisations apply, the first organisation whose certificate they show.
3. Another person's code is taken only where a material is then exempt by it (the spouse's card beside the marriage
certificate, say); otherwise it is refused as holder_mismatch and not used up.
4. Every scan weighs all certificates of the case together, each with its state of now. 5. What was handed in on paper
stays handed in.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.cases.models import Case, CaseMaterial
from backend.cases.open import own_case
from backend.cases.shown import CaseShown, keep, presented, shown_before, shown_now
from backend.matters.evaluate import Applicant, MaterialOutcome, Presented, evaluate, fill_form
from backend.matters.offered import matter_version
from backend.matters.terms import Matter
from backend.people.persons import identity_of, persons_reachable
from backend.registries.calendar import day_of
from backend.verification.verdict import Verdict
from backend.verification.verifiers import verifier_of
from backend.verification.verify import refuse_holder, verify
from backend.web.request import Actor, Services

PURPOSE = "matter"  # the purpose under which windows are registered to see certificates for their cases


@dataclass(frozen=True)
class _Weighed:
    """What one scan makes of the case."""

    presenter: uuid.UUID
    applicant: Applicant
    applicant_id: uuid.UUID | None
    shown: Mapping[uuid.UUID, CaseShown]
    weighed: Sequence[Presented]
    outcomes: Sequence[MaterialOutcome]


class _HolderMismatch(Exception):
    """Undoes the use of the code inside `scan`; never leaves it."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict


def scan(
    session: Session,
    case_no: str,
    text: str,
    *,
    actor: Actor,
    services: Services,
    now: int,
    challenge: bytes | None = None,
) -> tuple[Verdict, Case]:
    """The verdict and the case after it. Raises NoSuchCase, NotRegistered; a bad code is a rejected verdict."""
    case = own_case(session, case_no, actor=actor, lock=True)
    verifier = verifier_of(session, actor, services=services, now=now)
    place = {"case_no": case_no, "matter_code": case.matter_code}
    try:
        with session.begin_nested():  # so that a code refused under rule 3 is not used up
            verdict = verify(
                session, text, verifier=verifier, purpose=PURPOSE, actor=actor, services=services, now=now,
                challenge=challenge, **place,
            )  # fmt: skip
            if verdict.accepted:
                _apply(session, case, verdict, actor=actor, services=services, now=now)
    except _HolderMismatch as mismatch:
        verdict = refuse_holder(session, mismatch.verdict, actor=actor, services=services, now=now, **place)
    return verdict, case


def _apply(session: Session, case: Case, verdict: Verdict, *, actor: Actor, services: Services, now: int) -> None:
    matter = matter_version(session, case.matter_code, case.matter_version)
    weighed = _weigh(session, case, matter, verdict, services=services, today=day_of(now))
    for one in weighed.shown.values():
        if one.is_new:
            keep(session, case.case_no, one, services=services, now=now)
    missing = _write_outcomes(session, case.case_no, weighed.outcomes, verdict.id, now=now)
    form = fill_form(matter, weighed.weighed, applicant=weighed.applicant, today=day_of(now))
    case.sealed_form = services.box.seal(form, b"case:" + case.case_no.encode())
    case.presenter_id, case.person_id = weighed.presenter, weighed.applicant_id
    case.state = "open" if missing else "complete"
    case.revision += 1
    session.flush()  # the audit entry follows what it records
    entry = make_entry(
        at=now, actor=actor.subject, action="case.scanned", subject=f"case:{case.case_no}",
        person_id=weighed.applicant_id, verdict=str(verdict.id), missing=missing,
    )  # fmt: skip
    record(session, entry)


def _weigh(
    session: Session, case: Case, matter: Matter, verdict: Verdict, *, services: Services, today: date
) -> _Weighed:
    assert verdict.presenter is not None  # accepted verdicts name whose phone it was
    presenter = case.presenter_id or verdict.presenter
    before = shown_before(session, case.case_no, services=services)
    new = shown_now(session, verdict, before, services=services)
    if verdict.presenter == presenter:
        return _together(session, case, matter, presenter, before | new, services=services, today=today)
    tried = _together(session, case, matter, presenter, before | new, services=services, today=today)
    used = {uuid.UUID(one) for outcome in tried.outcomes for one in outcome.by or ()}
    kept = {key: one for key, one in new.items() if key in used and key not in before}
    if not kept:
        raise _HolderMismatch(verdict)
    return _together(session, case, matter, presenter, before | kept, services=services, today=today)


def _together(
    session: Session, case: Case, matter: Matter, presenter: uuid.UUID, shown: Mapping[uuid.UUID, CaseShown], *,
    services: Services, today: date,
) -> _Weighed:  # fmt: skip
    own = set(persons_reachable(session, presenter))
    applicant_id = case.person_id or _applicant_id(matter, presenter, own, shown)
    applicant = _applicant(session, matter, applicant_id, services=services)
    weighed = presented(session, shown)
    outcomes = evaluate(matter, weighed, today=today, applicant=applicant, answers=case.answers)
    return _Weighed(presenter, applicant, applicant_id, shown, weighed, outcomes)


def _applicant_id(
    matter: Matter, presenter: uuid.UUID, own: set[uuid.UUID], shown: Mapping[uuid.UUID, CaseShown]
) -> uuid.UUID | None:
    """Rule 2."""
    if matter.applicant == "citizen":
        return presenter
    companies = (one.person_id for one in shown.values() if one.holder_kind == "organisation" and one.person_id in own)
    return next(companies, None)


def _applicant(session: Session, matter: Matter, applicant_id: uuid.UUID | None, *, services: Services) -> Applicant:
    if applicant_id is None:
        return Applicant(matter.applicant, "")
    who = identity_of(session, applicant_id, box=services.box)
    others = frozenset(str(one) for one in persons_reachable(session, applicant_id)[1:])
    return Applicant(matter.applicant, str(applicant_id), name=who.name, number=who.number, represents=others)


def _write_outcomes(
    session: Session, case_no: str, outcomes: Sequence[MaterialOutcome], verdict_id: uuid.UUID, *, now: int
) -> int:
    """Rules 4 and 5; how many materials are still missing."""
    rows = session.scalars(select(CaseMaterial).where(CaseMaterial.case_no == case_no))
    stored = {row.material_code: row for row in rows}
    for outcome in outcomes:
        row, by = stored[outcome.material_code], list(outcome.by or ())
        if row.state == "provided" or (row.state, row.certificates) == (outcome.state, by):
            continue
        row.state, row.certificates = outcome.state, by
        row.verdict_id = verdict_id if outcome.state == "exempt" else None
        row.why_zh, row.why_en, row.changed_at = outcome.why_zh, outcome.why_en, now
    return sum(row.state == "missing" for row in stored.values())
