"""Locking certificates: all of them before anything of the first is moved, and everybody in one order. Whoever moves
another holds it and waits for the status list, which we would have by then."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate


def hold(session: Session, *which: Any) -> Sequence[Certificate]:
    """Those of which it is true, in order of their ids, as they are by now, until the transaction ends. `which`:
    conditions on Certificate."""
    query = select(Certificate).where(*which).order_by(Certificate.certificate_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).all()
