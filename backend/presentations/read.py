"""What became of a request, for the asker alone.

Rules: 1. nobody else's request is found; 2. the result of one on the same device opens only with the code that came
back in the holder's browser, so that a request begun in one browser is not answered from another; 3. values are told
for ten minutes; afterwards the verdict stays, without them.
"""

import hmac
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.presentations.ask import SAME_DEVICE, context_of
from backend.presentations.models import Presentation
from backend.presentations.receive import code_key
from backend.presentations.refusals import PresentationUnknown, ResultGone
from backend.web.request import Actor, Services


@dataclass(frozen=True)
class Outcome:
    """`state`: waiting, fetched, over, done, failed or refused. `result`: {verdict, presented} while it is kept."""

    presentation_id: uuid.UUID
    state: str
    purpose: str
    reason: str | None
    verdict_id: uuid.UUID | None
    expires_at: int
    result: dict[str, Any] | None


def outcome(
    session: Session, presentation_id: uuid.UUID, *, actor: Actor, response_code: str | None, services: Services,
    now: int,
) -> Outcome:  # fmt: skip
    """Raises PresentationUnknown, ResultGone."""
    row = session.scalars(select(Presentation).where(Presentation.presentation_id == presentation_id)).first()
    if row is None or actor.office is None or row.verifier_id != actor.office:
        raise PresentationUnknown
    result = _result(row, response_code, services=services, now=now) if row.state == "done" else None
    return Outcome(
        row.presentation_id, state_of(row, now), row.purpose, row.reason, row.verdict_id, row.expires_at, result
    )


def state_of(row: Presentation, now: int) -> str:
    if row.state != "waiting":
        return row.state
    if row.expires_at <= now:
        return "over"
    return "waiting" if row.fetched_at is None else "fetched"


def _result(row: Presentation, code: str | None, *, services: Services, now: int) -> dict[str, Any]:
    if row.flow == SAME_DEVICE and not _opens(row, code, services):
        raise PresentationUnknown
    if row.sealed_result is None or row.result_until is None or row.result_until <= now:
        raise ResultGone(verdict_id=str(row.verdict_id))
    found: dict[str, Any] = services.box.open(row.sealed_result, context_of(row.presentation_id))
    return found


def _opens(row: Presentation, code: str | None, services: Services) -> bool:
    """Rule 2."""
    if code is None or row.code_key is None:
        return False
    return hmac.compare_digest(code_key(code, services=services), row.code_key)
