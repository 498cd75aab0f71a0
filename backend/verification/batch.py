"""Verify many codes at once, each by the rules of one.

Rules: 1. every code gets a verdict of its own, in the order given; one that cannot be judged now is answered with the
problem, and undoes no other; 2. of the same code given twice the second is a replay; 3. all verdicts are written by one
transaction, with the answer that is kept under the request's key, so that asking again never finds codes that a lost
answer used up; 4. codes are used in the order of their one-time ids, so that two batches do not wait for each other in
a ring; 5. a typed number is no code here; 6. where the log cannot be written, the whole batch is not done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.orm import Session

from backend.audit.record import NotRecorded
from backend.errors import LiangmaError
from backend.verification.answer import answer
from backend.verification.verdict import Verdict
from backend.verification.verifiers import RegisteredVerifier
from backend.verification.verify import verify
from backend.web.request import Actor, Services
from certs import lm1
from certs.errors import MalformedError


@dataclass(frozen=True)
class Judged:
    """What became of one code: a verdict, or why there is none."""

    verdict: Verdict | None
    problem: LiangmaError | None


def verify_all(
    session: Session, codes: Sequence[str], *, verifier: RegisteredVerifier, purpose: str, actor: Actor,
    services: Services, now: int,
) -> list[Judged]:  # fmt: skip
    """One `Judged` for each code, in the order given."""
    done = {
        place: _judge(
            session, codes[place], verifier=verifier, purpose=purpose, actor=actor, services=services, now=now
        )
        for place in sorted(range(len(codes)), key=lambda place: (_once_id(codes[place]), place))
    }
    return [done[place] for place in range(len(codes))]


def answer_all(judged: Sequence[Judged]) -> bytes:
    """The JSON document of a batch."""
    accepted = sum(one.verdict is not None and one.verdict.accepted for one in judged)
    return orjson.dumps({"results": [_result(one) for one in judged], "accepted": accepted})


def _result(one: Judged) -> dict[str, Any]:
    if one.verdict is not None:
        return {"verdict": orjson.Fragment(answer(one.verdict)), "problem": None}
    assert one.problem is not None
    why = one.problem
    texts = {"message": {"zh": why.zh, "en": why.en}, "next_step": {"zh": why.next_zh, "en": why.next_en}}
    return {"verdict": None, "problem": {"code": why.code, **texts}}


def _judge(
    session: Session, text: str, *, verifier: RegisteredVerifier, purpose: str, actor: Actor, services: Services,
    now: int,
) -> Judged:  # fmt: skip
    try:
        with session.begin_nested():
            verdict = verify(session, text, verifier=verifier, purpose=purpose, actor=actor, services=services, now=now)
    except NotRecorded:  # rule 6
        raise
    except LiangmaError as error:
        return Judged(None, error)
    return Judged(verdict, None)


def _once_id(text: str) -> bytes:
    try:
        return lm1.parse(text).once_id
    except MalformedError:
        return b""
