"""Single use where one statement does not do everything: the nonce first, then the one-time id, as everywhere, so that
no two wait for each other. Each is one conditional write, and raises Refused where it was too late."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.direct import at_once
from backend.verification.models import UsedCode
from backend.verification.named import Refused
from backend.verification.statements import nonce_values, prepared
from backend.verification.verdict import Attempt


def spend_nonce(session: Session, attempt: Attempt, nonce: bytes, *, challenge: bool) -> None:
    """`challenge`: the nonce is the verifier's own. Raises Refused."""
    values = nonce_values(nonce, challenge=challenge, verifier_id=attempt.verifier_id, at=attempt.at)
    spend = prepared(session.get_bind().dialect, "spend")
    if at_once(session, lambda driver: spend.first(driver, values)) is None:
        raise Refused("nonce", "nonce_unknown")


def use_code(session: Session, attempt: Attempt, once_id: bytes) -> None:
    """Raises Refused."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {"once_id": once_id, "used_at": attempt.at, "verdict_id": attempt.verdict_id}
    statement = dialect.insert(UsedCode).values(row).on_conflict_do_nothing().returning(UsedCode.once_id)
    if session.execute(statement).first() is None:
        raise Refused("replay", "replayed")
