"""What the table of routes says of batches: a department reaches its own, an operator every one."""

import time
from collections.abc import Callable
from typing import Any

from backend import db
from backend.batches.models import Batch
from backend.batches.states import FILE, PAUSED, READING, RUNNING, WAITING
from tests.api.row import Row
from tests.api.town import NO_ID, PAIRS, Town

DEPARTMENT, STAFF = ("department",), ("department", "operator")


def batch(town: Town, which: int, state: str = READING) -> str:
    """A batch that a colleague of the department made."""
    made = db.new_id()
    row = Batch(
        batch_id=made, issuer_code=PAIRS["department"][which], type_number=1, source=FILE, state=state, rows=7,
        last_row=0, read_failed=0, read_reasons={}, made_by="staff:colleague", made_at=int(time.time()),
    )  # fmt: skip
    with db.transaction(town.services.engine) as session:
        session.add(row)
    return str(made)


def _in(state: str) -> Callable[[Town, str, int], str]:
    def target(town: Town, role: str, which: int) -> str:
        return NO_ID if role == "operator" and which else batch(town, which, state)

    return target


def _type(_town: Town, _id: str) -> Any:
    return {"type": "general-proof"}


ONE = "/api/v1/batches/<uuid:batch_id>"
BATCH_TARGETS = {
    "batch": _in(READING), "waiting_batch": _in(WAITING), "running_batch": _in(RUNNING), "paused_batch": _in(PAUSED),
}  # fmt: skip
BATCH_ROWS: dict[str, Row] = {
    "GET /api/v1/batches": Row(STAFF),
    "POST /api/v1/batches": Row(DEPARTMENT, status=422, body=_type),
    "POST /api/v1/batches/files": Row(DEPARTMENT, status=422, query=_type),
    f"GET {ONE}": Row(STAFF, target="batch"),
    f"GET {ONE}/failed-rows": Row(STAFF, target="batch"),
    f"POST {ONE}/approval": Row(DEPARTMENT, target="waiting_batch"),
    f"POST {ONE}/pause": Row(STAFF, target="running_batch"),
    f"POST {ONE}/resumption": Row(STAFF, target="paused_batch"),
    f"POST {ONE}/cancellation": Row(STAFF, target="batch"),
}
