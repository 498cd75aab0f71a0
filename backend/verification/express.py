"""`POST /verifications` in its plainest form, for the express lane: a view or pack code and a purpose, nothing else."""

import re

from sqlalchemy.orm import Session

from backend.verification.answer import answer
from backend.verification.schemas import PURPOSE
from backend.verification.verifiers import admitted
from backend.verification.verify import verify
from backend.web.express import Lane
from backend.web.request import Actor, Services
from certs import base45, lm1

Asked = tuple[str, str]  # code, purpose
_CODE = rf"{lm1.PREFIX}[{re.escape(base45.ALPHABET)}]{{1,{lm1.MAX_TEXT}}}"
_MEMBERS = (r"\{", '"code"', ":", f'"({_CODE})"', ",", '"purpose"', ":", f'"({PURPOSE.pattern})"', r"\}")
PLAIN = re.compile("[ \t\r\n]*".join(("", *_MEMBERS, "")).encode())


def _read(body: bytes) -> Asked | None:
    """No character of such a body has a second meaning in JSON, so that it need not be parsed."""
    found = PLAIN.fullmatch(body)
    return None if found is None else (found[1].decode(), found[2].decode())


def _answer(asked: Asked, session: Session, actor: Actor, services: Services, now: int) -> bytes:
    code, purpose = asked
    verifier = admitted(session, actor, "online", services=services, now=now)
    return answer(verify(session, code, verifier=verifier, purpose=purpose, actor=actor, services=services, now=now))


LANE = Lane("/api/v1/verifications", frozenset({"window", "partner"}), _read, _answer)
