"""What holds of all cases at every moment, read from the tables alone, whatever anybody did before.

1. No case is lost or half moved: one step for each revision, each an act of the table from the state before, the last
   one's state the case's own; a case is closed in a last state and in no other.
2. An exemption stands on certificates that an accepted verdict of this case showed to it; a part's, on its parent's.
3. No code is accepted twice: each accepted verdict of a code used up one of its own.
4. The log's chains hold, and every step has its entry.
5. Nothing is lacking in a case since it was accepted, unless a certificate ceased to stand for it later; nothing at
   all is lacking in an approved one. Nothing completes a deferral that is over.
6. A decided case has one decision, any other none; an approval issued certificates exactly where its matter ends in
   one, and each of them once.
7. Nobody got a deferral or promised anything while barred; a check that failed withdrew what the promise had led to.
8. A case that was accepted has each of its parts that applies, once; one that was not has none, and none stands longer
   than a case that was withdrawn.
9. Agents are whom somebody may be (`invariants_agents`); a letter for one is exempt by no certificate.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.check import check
from backend.audit.models import AuditEntry
from backend.cases.models import Bar, Case, CaseCertificate, CaseMaterial, CaseStep, Commitment, Decision
from backend.cases.parts import others_of
from backend.cases.states import ACCEPTED, APPROVED, DECIDING, DRAFT, LAST, REJECTED, TABLE, WITHDRAWN
from backend.cases.weigh import LACKING
from backend.certificates.models import Certificate
from backend.certificates.states import STANDING
from backend.matters.offered import matter_version
from backend.verification.models import UsedCode, VerdictRow
from tests.cases.invariants_agents import agents_wrong, spared_letters

BESIDE = (  # entries about a case that are no step of it
    "case.late", "case.check_late", "case.check_passed", "case.check_failed", "case.applicant_refused",
)  # fmt: skip
MOVES = frozenset((row.source, row.act, row.target) for row in TABLE)


def violations(session: Session, *, opened: Iterable[str] = ()) -> list[str]:
    """One sentence for each rule broken anywhere. `opened`: numbers of cases that somebody was given."""
    cases = {case.case_no: case for case in session.scalars(select(Case))}
    materials = defaultdict(list)
    for row in session.scalars(select(CaseMaterial)):
        materials[row.case_no].append(row)
    lost = [f"{number} is lost" for number in opened if number not in cases]
    return [
        *lost, *_half_moved(session, cases), *_unfounded(session, cases, materials), *_used_twice(session),
        *_unlogged(session, cases), *_incomplete(cases, materials), *_too_late(session, cases),
        *_decided(session, cases), *_barred(session, cases), *_parted(session, cases),
        *agents_wrong(session, cases, materials),
    ]  # fmt: skip


def _half_moved(session: Session, cases: Mapping[str, Case]) -> Iterator[str]:
    """Rule 1."""
    steps: dict[str, list[Any]] = defaultdict(list)
    columns = CaseStep.case_no, CaseStep.revision, CaseStep.act, CaseStep.state
    for step in session.execute(select(*columns).order_by(CaseStep.case_no, CaseStep.revision)):
        steps[step.case_no].append(step)
    yield from (f"{number} has steps and is no case" for number in steps.keys() - cases.keys())
    for number, case in cases.items():
        done = steps[number]
        if [step.revision for step in done] != list(range(1, case.revision + 1)):
            yield f"{number} has not one step for each revision"
            continue
        first = ACCEPTED if case.parent_no else DRAFT
        if (done[0].act, done[0].state) != ("open", first):
            yield f"{number} began as {done[0].act}, {done[0].state}"
        moves = [(before.state, step.act, step.state) for before, step in pairwise(done)]
        yield from (f"{number}: no such move as {move}" for move in moves if move not in MOVES)
        if done[-1].state != case.state:
            yield f"{number} is {case.state}, its last step says {done[-1].state}"
        if (case.state in LAST) != (case.closed_at is not None):
            yield f"{number} is {case.state}, closed at {case.closed_at}"


def _unfounded(
    session: Session, cases: Mapping[str, Case], materials: Mapping[str, Iterable[CaseMaterial]]
) -> Iterator[str]:
    """Rule 2."""
    accepted = select(VerdictRow.verdict_id, VerdictRow.case_no).where(VerdictRow.outcome == "accepted")
    verdicts = {row.verdict_id: row.case_no for row in session.execute(accepted)}
    shown: dict[str, dict[uuid.UUID, uuid.UUID]] = defaultdict(dict)
    columns = CaseCertificate.case_no, CaseCertificate.certificate_id, CaseCertificate.verdict_id
    for row in session.execute(select(*columns)):
        shown[row.case_no][row.certificate_id] = row.verdict_id
    letters = spared_letters(session)
    for number, case in cases.items():
        for material in materials[number]:
            letter = not material.certificates and (case.parent_no or number) in letters
            if material.state != "exempt" or letter:
                continue
            by = [shown[number].get(uuid.UUID(one)) for one in material.certificates]
            if not by or any(one is None or verdicts.get(one) not in (number, case.parent_no) for one in by):
                yield f"{number}: {material.material_code} is exempt by nothing that was shown"


def _used_twice(session: Session) -> Iterator[str]:
    """Rule 3. A verdict has a row for each holder of what it showed."""
    codes = VerdictRow.outcome == "accepted", VerdictRow.form.in_(("view", "pack"))
    verdicts = set(session.scalars(select(VerdictRow.verdict_id).where(*codes)))
    used = Counter(session.scalars(select(UsedCode.verdict_id).where(UsedCode.verdict_id.is_not(None))))
    yield from (f"verdict {one} used up {used[one]} codes" for one in verdicts if used[one] != 1)
    yield from (f"a code was used up by verdict {one}, which accepted none" for one in used.keys() - verdicts)


def _unlogged(session: Session, cases: Mapping[str, Case]) -> Iterator[str]:
    """Rule 4."""
    yield from (f"the log: {found}" for found in check(session).breaks)
    about = AuditEntry.subject.like("case:%"), AuditEntry.action.not_in(BESIDE)
    query = select(AuditEntry.subject, func.count()).where(*about).group_by(AuditEntry.subject)
    logged = {subject: count for subject, count in session.execute(query)}
    for number, case in cases.items():
        if logged.get(f"case:{number}", 0) != case.revision:
            yield f"{number} has {case.revision} steps and {logged.get(f'case:{number}', 0)} entries"


def _incomplete(cases: Mapping[str, Case], materials: Mapping[str, Iterable[CaseMaterial]]) -> Iterator[str]:
    """Rule 5."""
    for number, case in cases.items():
        if case.state not in (ACCEPTED, DECIDING, APPROVED):
            continue
        for row in materials[number]:
            ceased = case.state != APPROVED and row.changed_at > (case.accepted_at or 0)
            if row.state in LACKING and not ceased:
                yield f"{number} is {case.state} and lacks {row.material_code}"


def _too_late(session: Session, cases: Mapping[str, Case]) -> Iterator[str]:
    """Rule 5, of deferrals."""
    completed = select(CaseStep.case_no, CaseStep.at).where(CaseStep.act == "complete")
    for step in session.execute(completed):
        until = cases[step.case_no].deferred_until
        if until is None or step.at >= until:
            yield f"{step.case_no} was completed after its deferral was over"


def _decided(session: Session, cases: Mapping[str, Case]) -> Iterator[str]:
    """Rule 6."""
    decisions = {row.case_no: row for row in session.scalars(select(Decision))}
    issued = Counter(one for row in decisions.values() for one in row.certificates)
    columns = Certificate.certificate_id, Certificate.person_id, Certificate.type_number
    query = select(*columns).where(Certificate.certificate_id.in_([uuid.UUID(one) for one in issued]))
    known = {str(row.certificate_id): row for row in session.execute(query)} if issued else {}
    yield from (f"certificate {one} was issued {count} times" for one, count in issued.items() if count != 1)
    yield from (f"certificate {one} was decided and is not there" for one in issued.keys() - known.keys())
    for number, case in cases.items():
        decision = decisions.get(number)
        outcome = case.state if case.state in (APPROVED, REJECTED) else None
        if (decision and decision.outcome) != outcome:
            yield f"{number} is {case.state}, its decision {decision and decision.outcome}"
        if decision is None:
            continue
        result = matter_version(session, case.matter_code, case.matter_version).result
        ends_in_one = outcome == APPROVED and result.type is not None and not case.parent_no
        if bool(decision.certificates) != ends_in_one:
            yield f"{number} was {outcome} with {len(decision.certificates)} certificates"


def _barred(session: Session, cases: Mapping[str, Case]) -> Iterator[str]:
    """Rule 7. A bar of the very second may follow the act."""
    bars: dict[uuid.UUID, list[Bar]] = defaultdict(list)
    for bar in session.scalars(select(Bar)):
        bars[bar.person_id].append(bar)
    given = select(CaseStep.case_no, CaseStep.act, CaseStep.at).where(CaseStep.act.in_(("defer", "commit")))
    for step in session.execute(given):
        person_id = cases[step.case_no].person_id
        for bar in bars.get(person_id, ()) if person_id else ():
            if bar.since < step.at < min(bar.until, bar.lifted_at or bar.until):
                yield f"{step.case_no}: {step.act} under a bar"
    failed = select(Commitment.case_no).where(Commitment.outcome == "failed")
    for row in session.scalars(select(Decision).where(Decision.case_no.in_(failed))):
        query = select(Certificate.state).where(
            Certificate.certificate_id.in_([uuid.UUID(one) for one in row.certificates])
        )
        if STANDING & set(session.scalars(query)):
            yield f"{row.case_no}: its check failed and its certificate stands"
        if not any(
            bar.case_no == row.case_no for bar in bars.get(cases[row.case_no].person_id or uuid.UUID(int=0), ())
        ):
            yield f"{row.case_no}: its check failed and nobody is barred"


def _parted(session: Session, cases: Mapping[str, Case]) -> Iterator[str]:
    """Rule 8."""
    parts = defaultdict(list)
    for case in cases.values():
        if case.parent_no is not None:
            parts[case.parent_no].append(case)
    yield from (f"{number} has parts and is no case" for number in parts.keys() - cases.keys())
    for number, case in cases.items():
        if case.parent_no is not None:
            continue
        matter = matter_version(session, case.matter_code, case.matter_version)
        due = others_of(matter, case.answers) if case.accepted_at is not None else []
        found = [part.part for part in parts[number]]
        if sorted(found, key=str) != sorted(due, key=str):
            yield f"{number} is {case.state} and has the parts {found}, not {due}"
        standing = [part.case_no for part in parts[number] if part.closed_at is None]
        if case.state == WITHDRAWN and standing:
            yield f"{number} was withdrawn and its parts {standing} stand"
