"""Somebody acts for the applicant of a case (代办): who, on what ground, and until when.

1. A case has one agent at a time: the row that `counts`. Who was replaced or removed stays on record and counts no
   more; the certificates that they had shown are forgotten with them.
2. The ground: `phone`, the applicant's own phone named them, until a day; `present`, the applicant's own code was shown
   to the case at the window; `paper`, the window has the applicant's letter; `showing`, their phone shows the
   applicant's certificate on their behalf; `none` while nobody is the applicant.
3. Once the case is handed in (it is a draft no more) the agent who handed it in stays its agent: what ends later ends
   what they may do, and changes nothing of the case.
4. A part case has the agent of the case it belongs to.
5. Nobody is the agent of themselves, or of an organisation that they represent.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Index, Integer, String, delete, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.cases.limits import last_day
from backend.cases.models import Case, CaseCertificate
from backend.cases.shown import shown_before
from backend.cases.states import DRAFT
from backend.certificates.showings import showings_for
from backend.db import Base
from backend.matters.terms import Matter
from backend.people.persons import persons_reachable
from backend.verification.abroad import is_ours
from backend.verification.models import VerdictRow
from backend.verification.verdict import BY_ANOTHER
from backend.web.request import Services

PHONE, PRESENT, PAPER, SHOWING, NONE = "phone", "present", "paper", "showing", "none"
BASES = (PHONE, PRESENT, PAPER, SHOWING, NONE)
AUTHORISED = (PHONE, PRESENT, SHOWING)  # without a letter
APPLICANT, WINDOW, REPLACED, OVER = "applicant", "window", "replaced", "over"  # how it ended
COUNTING = text("counts")
ID_TYPE = "resident-id"  # what says who somebody is


class CaseAgent(Base):
    """An agent of a case, named by the revision that the case got by it.

    `until`: the first second after the last day. `shown_at`: when the agent's own code was taken last.
    """

    __tablename__ = "case_agents"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    person_id: Mapped[uuid.UUID]
    basis: Mapped[str] = mapped_column(String(8))  # one of BASES
    named_at: Mapped[int]
    until: Mapped[int | None]
    device_id: Mapped[uuid.UUID | None]  # that signed
    sealed: Mapped[bytes | None]  # the signed statement, a JWS; context: b"case:" + case_no
    verdict_id: Mapped[uuid.UUID | None]  # of the code that says who the agent is
    shown_at: Mapped[int | None]
    counts: Mapped[bool]  # rule 1
    ended_at: Mapped[int | None]
    ended_by: Mapped[str | None] = mapped_column(String(12))  # one of the four
    __table_args__ = (
        Index(None, "case_no", unique=True, sqlite_where=COUNTING, postgresql_where=COUNTING),
        Index(None, "person_id", "named_at"),
    )


def agent_of(session: Session, case: Case) -> CaseAgent | None:
    """The one that counts (rules 1 and 4)."""
    number = case.parent_no or case.case_no
    return session.scalars(select(CaseAgent).where(CaseAgent.case_no == number, CaseAgent.counts)).first()


def latest_agent(session: Session, case: Case) -> CaseAgent | None:
    """The last one that the case had, whether they count or not."""
    query = select(CaseAgent).where(CaseAgent.case_no == (case.parent_no or case.case_no))
    return session.scalars(query.order_by(CaseAgent.revision.desc()).limit(1)).first()


def may_act(row: CaseAgent, *, now: int) -> bool:
    """Whether the agent may do anything now."""
    return row.ended_at is None and (row.until is None or now < row.until)


def stands(row: CaseAgent, case: Case, *, today: date) -> bool:
    """Whether the agent is one where the case is weighed (rule 3)."""
    last = last_day(row.until)
    return case.state != DRAFT or (row.ended_at is None and (last is None or today <= last))


def acts(row: CaseAgent | None) -> bool:
    """Whether the agent was there: somebody who was only named did nothing in the case yet."""
    return row is not None and row.counts and row.verdict_id is not None


def is_applicant(session: Session, case: Case, person_id: uuid.UUID) -> bool:
    """Rule 5."""
    return person_id == case.presenter_id or case.person_id in persons_reachable(session, person_id)


def seen_at(session: Session, case: Case, *, services: Services) -> int | None:
    """When the applicant's own code was accepted last for this case by its window. A code of another region does not
    say that somebody was there to whom this office gave an ID card itself."""
    who = case.presenter_id or case.person_id
    if who is None or case.verifier_id is None:
        return None
    own = VerdictRow.person_id.in_(persons_reachable(session, who)), VerdictRow.case_no == case.case_no
    here = VerdictRow.verifier_id == case.verifier_id, VerdictRow.outcome == "accepted"
    theirs = VerdictRow.form != BY_ANOTHER  # of what another's phone shows the holder is not there
    query = select(VerdictRow.at, VerdictRow.shown).where(*own, *here, theirs).order_by(VerdictRow.at.desc())
    seen = session.execute(query).all()
    if any(_is_of_a_region(row.shown) for row in seen) and is_ours(session, who, services=services):
        seen = [row for row in seen if not _is_of_a_region(row.shown)]
    return seen[0].at if seen else None


def _is_of_a_region(shown: Sequence[Mapping[str, Any]]) -> bool:
    return any(one.get("region") for one in shown)


def still_shows(session: Session, case: Case, row: CaseAgent, *, now: int) -> bool:
    """Whether the agent's phone still shows anything of the applicant's, or of an organisation that they represent."""
    who = case.presenter_id or case.person_id
    sides = {case.person_id, *(persons_reachable(session, who) if who else ())}
    return any(one.person_id in sides for one in showings_for(session, row.person_id, now=now))


def end(session: Session, row: CaseAgent, case: Case, *, by: str, services: Services, now: int) -> None:
    """Rules 1 and 3: nothing that the agent does is taken from now on."""
    row.ended_at, row.ended_by = now, by
    if case.state != DRAFT:
        return
    row.counts = False
    for one in shown_before(session, case.case_no, services=services).values():
        if one.agents_only and one.person_id == row.person_id:
            which = CaseCertificate.case_no == case.case_no, CaseCertificate.certificate_id == one.certificate_id
            session.execute(delete(CaseCertificate).where(*which))
    session.flush()  # before another one counts: the key is unique


def says_agent(matter: Matter, answers: Mapping[str, str]) -> bool | None:
    """What was answered about agents; None where the matter does not ask, or nobody answered."""
    said = [answers[one.question] in one.answers for one in matter.agent_when if one.question in answers]
    return said[0] if said else None


def agent_question(matter: Matter) -> dict[str, str] | None:
    """question, agent and other: which answer says that somebody acts for the applicant, and which that nobody does."""
    for one in matter.agent_when:
        situation = matter.situation(one.question)
        others = [answer.value for answer in situation.answers if answer.value not in one.answers] if situation else []
        return {"question": one.question, "agent": one.answers[0], "other": others[0]} if others else None
    return None


def answered(matter: Matter, answers: Mapping[str, str], *, agent: bool) -> dict[str, Any]:
    """The answers, so that they say whether an agent acts."""
    asked = agent_question(matter)
    if asked is None or says_agent(matter, answers) is agent:
        return dict(answers)
    return {**answers, asked["question"]: asked["agent" if agent else "other"]}
