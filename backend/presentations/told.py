"""The asker is told that its request came to an end: ids and states, never a value."""

from sqlalchemy.orm import Session

from backend.presentations.statements import Request
from backend.presentations.who import PARTNER
from backend.verification.verdict import Verdict
from backend.web.request import Services
from backend.webhooks.tell import tell


def tell_asker(
    session: Session, row: Request, event: str, verdict: Verdict | None, *, services: Services, now: int
) -> None:
    """`event`: presentation.done | presentation.failed. Windows see the end on their own page."""
    if not is_partner(row):
        return
    state = "done" if event == "presentation.done" else "refused" if verdict is None else "failed"
    payload = {
        "presentation_id": str(row.presentation_id), "state": state, "purpose": row.purpose,
        "verdict_id": None if verdict is None else str(verdict.id),
    }  # fmt: skip
    tell(session, row.verifier_id, event, payload, box=services.box, now=now)


def is_partner(row: Request) -> bool:
    """Whether the asker is one who can be told."""
    return row.actor.startswith(f"{PARTNER}:")
