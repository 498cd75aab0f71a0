"""Ask for a proof about oneself: answered by rule at once, or by an officer within working days.

1. Who asks: the person, by their own tap on their phone; or a window, for a person whose phone showed it a code in the
   case a moment ago. Who asks how is kept with the request.
2. A proof of the same kind, asked with the same answers and still valid, is the answer: no other is issued.
3. The same request that still waits is not taken a second time (409 `proof_already_asked`).
4. A rule answers in the same transaction: issued when all rules hold; refused only when a rule that names the law says
   so of what the register has. Whatever is not known goes to an officer.
5. At most MOST_A_DAY requests a person and day.
"""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.models import Certificate
from backend.errors import Conflict
from backend.matters.rules import Decision, decide
from backend.matters.terms import Text
from backend.people.limits import count_attempt
from backend.people.persons import identity_of, stay
from backend.proofs.answers import Answers, check_answers, values_of
from backend.proofs.attest import attest, statement_of
from backend.proofs.due import limits
from backend.proofs.facts import facts
from backend.proofs.kind import Kind
from backend.proofs.kinds_folder import kind_of
from backend.proofs.models import ProofRequest
from backend.proofs.seal import open_sealed, seal
from backend.registries.calendar import day_of
from backend.registries.holidays_folder import load_calendar
from backend.web.request import Actor, Services

WAITING, ISSUED, REFUSED, WITHDRAWN = "waiting", "issued", "refused", "withdrawn"
STATES = (WAITING, ISSUED, REFUSED, WITHDRAWN)
BY_RULE = "rule"
MOST_A_DAY = 50
DAY = 86_400


class AlreadyAsked(Conflict):
    """`request_id` is the request that waits."""

    code = "proof_already_asked"
    zh = "同一证明已在申请中"
    en = "The same proof was asked for, and the answer is on its way"
    next_zh = "请等待答复，或先撤回原申请"
    next_en = "Wait for the answer, or withdraw that request first"


@dataclass(frozen=True)
class Asker:
    """Who asks about whom (rule 1). `consent_id`: the verdict on the person's code, where a window asks."""

    person_id: uuid.UUID
    actor: Actor
    verifier_id: str | None = None
    case_no: str | None = None
    consent_id: uuid.UUID | None = None

    @property
    def channel(self) -> str:
        return "phone" if self.consent_id is None else "window"


def ask(
    session: Session, kind_code: str, given: Mapping[str, Any], *, asker: Asker, services: Services, now: int
) -> ProofRequest:
    """The request, answered or waiting. Raises NoSuchKind, Invalid, AlreadyAsked, TooMany, and what issuing raises."""
    kind = kind_of(services, kind_code)
    answers = check_answers(kind, given)
    count_attempt(session, "proofs", asker.person_id.bytes, window_seconds=DAY, most=MOST_A_DAY, now=now)
    stay(session, asker.person_id, alone=True)
    standing = _standing(session, asker.person_id, kind, answers, services=services, now=now)
    row = _row(session, kind, answers, asker, services=services, now=now)
    _note(session, row, "proof.asked", actor=asker.actor.subject, now=now, kind=kind.code, channel=row.channel)
    if standing is not None:
        _reuse(row, standing, now=now)
        _note(session, row, "proof.reused", actor=asker.actor.subject, now=now, certificate=str(row.certificate_id))
    elif kind.rules is not None:
        _by_rule(session, row, kind, answers, actor=asker.actor, services=services, now=now)
    session.add(row)
    session.flush()  # what follows in this transaction reads it
    return row


def _row(session: Session, kind: Kind, answers: Answers, asker: Asker, *, services: Services, now: int) -> ProofRequest:
    request_id = db.new_id(now * 1000)
    calendar = load_calendar(services.settings.holidays_dir)
    mine = services.box.of(session, asker.person_id)
    return ProofRequest(
        person_id=asker.person_id, request_id=request_id, kind=kind.code, kind_version=kind.version,
        office=kind.office.code, state=WAITING, revision=1, asked_at=now, channel=asker.channel,
        sealed_asked=seal(asker.person_id, request_id, {"answers": answers}, box=mine),
        actor=asker.actor.subject, verifier_id=asker.verifier_id, case_no=asker.case_no, consent_id=asker.consent_id,
        reused=False, inputs={}, **limits(kind.promised_days, calendar=calendar, now=now),
    )  # fmt: skip


def _standing(
    session: Session, person_id: uuid.UUID, kind: Kind, answers: Answers, *, services: Services, now: int
) -> ProofRequest | None:
    """Rules 2 and 3: the request whose proof stands, newest first."""
    mine = ProofRequest.person_id == person_id, ProofRequest.kind == kind.code, ProofRequest.reused.is_(False)
    rows = session.scalars(select(ProofRequest).where(*mine).order_by(ProofRequest.asked_at.desc()))
    same = [row for row in rows if answers_of(row, services=services) == answers]
    for row in same:
        if row.state == WAITING:
            raise AlreadyAsked(request_id=str(row.request_id))
    return next((row for row in same if row.state == ISSUED and _valid(session, row, now=now)), None)


def _valid(session: Session, row: ProofRequest, *, now: int) -> bool:
    certificate = session.get(Certificate, (row.person_id, row.certificate_id))
    if certificate is None or certificate.state != "valid":
        return False
    return certificate.valid_to is None or certificate.valid_to >= day_of(now).isoformat()


def _reuse(row: ProofRequest, standing: ProofRequest, *, now: int) -> None:
    row.state, row.reused, row.certificate_id = ISSUED, True, standing.certificate_id
    row.answered_at, row.answered_by = now, standing.answered_by


def _by_rule(
    session: Session, row: ProofRequest, kind: Kind, answers: Answers, *, actor: Actor, services: Services, now: int
) -> None:
    """Rule 4."""
    assert kind.rules is not None  # the caller looked
    today = day_of(now)
    values = values_of(kind, answers) | facts(session, row.person_id, kind, services=services, today=today)
    salt = services.box.blind("proof-inputs", str(row.request_id))
    decision = decide(kind.rules, values, today=today, salt=salt)
    row.rule_version, row.inputs = decision.rule_version, dict(decision.inputs)
    who = identity_of(session, row.person_id, box=services.box)
    statement = statement_of(kind, values, who)
    reply: dict[str, Any] = {"explanation": [asdict(one) for one in decision.explanation]}
    if decision.outcome == "approve" and statement is not None:
        proof = attest(session, row, kind, who, statement, actor=actor, services=services, now=now)
        settle(session, row, ISSUED, by=BY_RULE, certificate_id=proof.certificate_id, actor=actor, now=now)
        reply["statement"] = statement
    elif decision.outcome == "reject":
        settle(session, row, REFUSED, by=BY_RULE, certificate_id=None, actor=actor, now=now)
        reply["reason"] = asdict(_reason(kind, decision))
    row.sealed_reply = seal(row.person_id, row.request_id, reply, box=services.box.of(session, row.person_id))


def _reason(kind: Kind, decision: Decision) -> Text:
    assert kind.rules is not None
    rejecting = {rule.code for rule in kind.rules.rules.rules if rule.otherwise == "reject"}
    broken = [one.text for one in decision.explanation if one.holds is False and one.code in rejecting]
    zh, en = "；".join(text.zh for text in broken), "; ".join(text.en for text in broken)
    return Text(f"登记显示以下条件不成立：{zh}", f"The register says otherwise: {en}")


def settle(
    session: Session,
    row: ProofRequest,
    state: str,
    *,
    by: str,
    certificate_id: uuid.UUID | None,
    actor: Actor,
    now: int,
) -> None:
    """A request that waited is answered, with its audit entry."""
    row.state, row.certificate_id, row.answered_at, row.answered_by = state, certificate_id, now, by
    more = {} if certificate_id is None else {"certificate": str(certificate_id)}
    by_rule = by == BY_RULE
    _note(session, row, f"proof.{state}", actor=actor.subject, now=now, kind=row.kind, by_rule=by_rule, **more)


def answers_of(row: ProofRequest, *, services: Services) -> Answers:
    """What was asked with the request."""
    asked = open_sealed(row.person_id, row.request_id, row.sealed_asked, box=services.box.of_row(row))
    answers: Answers = asked["answers"]
    return answers


def _note(session: Session, row: ProofRequest, action: str, *, actor: str, now: int, **detail: Any) -> None:
    subject = f"proof-request:{row.request_id}"
    record(session, make_entry(at=now, actor=actor, action=action, subject=subject, person_id=row.person_id, **detail))
