"""Answer yes/no questions on a code. No value of a field leaves this module, not even in an error.

Rules: 1. a question that the purpose does not register is refused before the code is looked at, and nothing is written;
2. the code is judged as in every verification, on a certificate of a type of which every question is registered, and
used up when it is accepted; the record names the questions; 3. each question is answered from what the code shows
(`verification.asked`): yes when all certificates that can answer say so, no when one does not, unknown when none can;
4. of a code that is refused nothing is known, but that its certificate is not valid, where that is the reason and the
type is registered for the question; 5. names and numbers are compared by their match key, in constant time; a question
stands once in a request, and after MOST_GUESSES wrong ones about one holder in a day a verifier is told `unknown`; 6.
`same_holder` is about an accepted verdict of the verifier's own, of the last day.
"""

import hashlib
import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.db import NOBODY
from backend.errors import Forbidden, Invalid
from backend.people.limits import count_attempt
from backend.people.models import Attempt
from backend.registries.calendar import day_of
from backend.verification import asked
from backend.verification.models import VerdictRow
from backend.verification.policy import Permitted
from backend.verification.verdict import Shown, Verdict
from backend.verification.verifiers import RegisteredVerifier
from backend.verification.verify import verify
from backend.web.request import Actor, Services
from certs.catalogue import Catalogue, CertificateType, match_key

YES, NO, UNKNOWN = "yes", "no", "unknown"
DAY, MOST_GUESSES = 86_400, 5
SCOPE, NO_END = "question", 2**31  # counted, never refused: the code is used up all the same
ENDED = frozenset(
    {"status_revoked", "status_suspended", "status_superseded", "certificate_expired", "certificate_not_yet_valid"}
)


class QuestionNotPermitted(Forbidden):
    """`questions` names those that this purpose does not register, or not for one and the same certificate type."""

    code = "question_not_permitted"
    zh = "该用途未登记这些是非核验项"
    en = "These questions are not registered for this purpose"
    next_zh = "请去掉 questions 中列出的项，或申请登记"
    next_en = "Leave out what `questions` names, or apply for it"


@dataclass(frozen=True)
class Answered:
    """The verdict on the code, and yes, no or unknown for each question in the order asked."""

    verdict: Verdict
    answers: Mapping[str, str]


def answer_questions(
    session: Session, text: str, wanted: Mapping[str, str | None], *, verifier: RegisteredVerifier, purpose: str,
    challenge: bytes | None, actor: Actor, services: Services, now: int,
) -> Answered:  # fmt: skip
    """`wanted`: question -> what to compare, None for those that compare nothing. Raises QuestionNotPermitted, Invalid,
    TooMany."""
    _check_values(wanted)
    if purpose in verifier.questions:
        about = _types(verifier.questions[purpose], wanted, services.catalogue)
        verifier = replace(verifier, purposes={purpose: about})
    verdict = verify(
        session, text, verifier=verifier, purpose=purpose, challenge=challenge, actor=actor, services=services, now=now,
        questions=tuple(wanted),
    )  # fmt: skip
    if not verdict.accepted:
        ended = NO if verdict.reason in ENDED else UNKNOWN
        return Answered(verdict, {name: ended if name == asked.VALID else UNKNOWN for name in wanted})
    found = {name: _answer(session, verdict, name, value) for name, value in wanted.items()}
    return Answered(verdict, _guarded(session, verdict, wanted, found, services=services, now=now))


def _check_values(wanted: Mapping[str, str | None]) -> None:
    for place, (name, value) in enumerate(wanted.items()):
        kind = asked.FIXED[name].value if name in asked.FIXED else "none"
        problem = None
        if (value is None) != (kind == "none"):
            problem = "this question compares nothing" if kind == "none" else "what is to be compared is missing"
        elif kind == "verdict" and _id(value) is None:
            problem = "the id of an earlier verdict"
        if problem:
            raise Invalid(errors=[{"path": f"/questions/{place}/value", "problem": problem}])


def _types(registered: Permitted, wanted: Mapping[str, Any], catalogue: Catalogue) -> dict[int, frozenset[str]]:
    """Rule 1: the types of which every question is registered, with every field a code of them may show."""
    about = {number: names for number, names in registered.items() if names.issuperset(wanted)}
    if not about:
        everywhere = frozenset[str]().union(*registered.values())
        raise QuestionNotPermitted(questions=sorted(set(wanted) - everywhere) or sorted(wanted))
    return {number: _every(catalogue.by_number(number)) for number in about}


def _every(type_: CertificateType | None) -> frozenset[str]:
    return frozenset() if type_ is None else frozenset((*type_.fields, *type_.derived))


def _answer(session: Session, verdict: Verdict, name: str, value: str | None) -> str:
    """Rules 3 and 6."""
    if name == asked.VALID:
        return YES
    if name == asked.SAME_HOLDER:
        return _same_holder(session, verdict, _id(value))
    today = day_of(verdict.as_of)
    each = [said for one in verdict.shown if (said := _of_one(one, name, value, today)) is not None]
    return UNKNOWN if not each else YES if all(each) else NO


def _of_one(shown: Shown, name: str, value: str | None, today: date) -> bool | None:
    """What one certificate says; None when the code does not show what it would take."""
    sources = asked.sources(shown.type, name) or ()
    source = next((one for one in sources if shown.fields.get(one) is not None), None)
    if source is None:
        return None
    known = shown.fields[source]
    if value is not None:
        return _alike(str(known), value)
    if name in shown.type.derived and source != name:
        return bool(shown.type.derive({source: known}, today=today)[name])
    return bool(known)


def _alike(known: str, given: str) -> bool:
    """Rule 5. Digests of one length, so that not even the length is told by the time it takes."""
    digests = (hashlib.sha256(match_key(one).encode()).digest() for one in (known, given))
    return hmac.compare_digest(*digests)


def _same_holder(session: Session, verdict: Verdict, earlier: uuid.UUID | None) -> str:
    if _holder(verdict) == NOBODY:  # of another region
        return UNKNOWN
    mine = VerdictRow.verdict_id == earlier, VerdictRow.verifier_id == verdict.verifier_id
    lately = VerdictRow.outcome == "accepted", VerdictRow.at > verdict.as_of - DAY
    before = session.scalars(select(VerdictRow.person_id).where(*mine, *lately)).first()
    return UNKNOWN if before in (None, NOBODY) else YES if before == _holder(verdict) else NO


def _holder(verdict: Verdict) -> uuid.UUID | None:
    """Under whom the verdict stands: the holder of a view or of what another showed, the person whose phone showed a
    pack."""
    return verdict.shown[0].person_id if verdict.form in ("view", "lent") else verdict.presenter


def _abroad(verdict: Verdict) -> str:
    """What stands for the holder of a certificate of another region, who is nobody here."""
    return verdict.shown[0].handle if _holder(verdict) == NOBODY else ""


def _guarded(
    session: Session, verdict: Verdict, wanted: Mapping[str, str | None], found: Mapping[str, str], *,
    services: Services, now: int,
) -> Mapping[str, str]:  # fmt: skip
    """Rule 5: what was found, unless too many comparisons about this holder were wrong today."""
    compared = {name for name, value in wanted.items() if value is not None and name != asked.SAME_HOLDER}
    key = services.box.blind("question", f"{verdict.verifier_id}\n{_holder(verdict)}\n{_abroad(verdict)}")
    today = Attempt.scope == SCOPE, Attempt.key == key, Attempt.window == now - now % DAY
    before = session.scalars(select(Attempt.count).where(*today)).first() or 0
    for name in compared:
        if found[name] == NO:
            count_attempt(session, SCOPE, key, window_seconds=DAY, most=NO_END, now=now)
    if before < MOST_GUESSES:
        return found
    return {name: UNKNOWN if name in compared else said for name, said in found.items()}


def _id(value: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None
