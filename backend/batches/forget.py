"""What is forgotten of batches: failures KEEP_FAILURES after the end, for they name rows of a department's file."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.batches.models import Batch, BatchFailure

KEEP_FAILURES = 90 * 86_400


def forget_failures(session: Session, *, now: int) -> int:
    """Failed rows of batches that ended long ago; the numbers stay. How many rows."""
    old = select(Batch.batch_id).where(Batch.finished_at < now - KEEP_FAILURES)
    gone = delete(BatchFailure).where(BatchFailure.batch_id.in_(old)).returning(BatchFailure.batch_id)
    return len(session.execute(gone.execution_options(synchronize_session=False)).all())
