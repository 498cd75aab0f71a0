"""`POST /verifications` in its plainest form, for the express lane: a view or pack code and a purpose, nothing else."""

from typing import Any

from sqlalchemy.orm import Session

from backend.verification.answer import answer
from backend.verification.schemas import is_plain
from backend.verification.verifiers import verifier_of
from backend.verification.verify import verify
from backend.web.express import Lane
from backend.web.request import Actor, Services
from certs import lm1


def _takes(body: Any) -> bool:
    return is_plain(body) and body["code"].startswith(lm1.PREFIX)


def _answer(body: Any, session: Session, actor: Actor, services: Services, now: int) -> bytes:
    verifier = verifier_of(session, actor, services=services, now=now)
    verdict = verify(
        session, body["code"], verifier=verifier, purpose=body["purpose"], actor=actor, services=services, now=now
    )
    return answer(verdict)


LANE = Lane("/api/v1/verifications", frozenset({"window", "partner"}), _takes, _answer)
