"""A department's desk: files made into batches, turns taken, and what became of the rows."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backend import db
from backend.batches import decide, make, read
from backend.batches.models import Batch
from backend.batches.turns import Worker, take_turn
from backend.certificates.models import Certificate
from tests.registries.office import BASE_URL, Office

MAKER, OTHER = "staff:01890000-0000-7000-8000-000000000001", "staff:01890000-0000-7000-8000-000000000002"
TYPE = "resident-id"


@dataclass(frozen=True)
class Desk:
    office: Office

    @property
    def worker(self) -> Worker:
        own = self.office
        return Worker(own.engine, own.catalogue, own.box, lambda: own.now, 1_000, BASE_URL)

    def upload(self, path: Path, type_id: str = TYPE, **changed: Any) -> uuid.UUID:
        own = self.office
        given = {"type": type_id, "issuer_code": own.type(type_id).issuers[0], "actor": MAKER, "now": own.now} | changed
        with db.transaction(own.engine) as session:
            return make.upload(session, path.read_bytes(), catalogue=own.catalogue, box=own.box, **given).batch_id

    def upload_people(self, numbers: Sequence[int]) -> uuid.UUID:
        return self.upload(self.office.csv(self.office.rows(TYPE, numbers)))

    def work(self, most: int = 100, *, approval_rows: int = 1_000) -> int:
        """Turns until there is nothing to do; how many."""
        worker = replace(self.worker, approval_rows=approval_rows)
        for turn in range(most):
            if not take_turn(worker):
                return turn
        return most

    def shown(self, batch_id: uuid.UUID, asker: str = MAKER) -> dict[str, Any]:
        with db.open_session(self.office.engine, reading=True) as session:
            one = read.shown(session, [session.get_one(Batch, batch_id)], asker=asker, now=self.office.now)[0]
        assert one["rows"] == one["issued"] + one["unchanged"] + one["failed"] + one["left"]
        assert sum(reason["rows"] for reason in one["reasons"]) == one["failed"]
        return one

    def sums(self, batch_id: uuid.UUID) -> tuple[str, int, int, int, int]:
        """(state, issued, unchanged, failed, left)"""
        one = self.shown(batch_id)
        return one["state"], one["issued"], one["unchanged"], one["failed"], one["left"]

    def decide(self, act: str, batch_id: uuid.UUID, actor: str = MAKER) -> None:
        with db.transaction(self.office.engine) as session:
            batch = decide.find_batch(session, batch_id, issuer_code="GA")
            getattr(decide, act)(session, batch, actor=actor, now=self.office.now)

    def failed(self, batch_id: uuid.UUID) -> list[str]:
        with db.open_session(self.office.engine, reading=True) as session:
            return "".join(read.failed_rows(session, batch_id)).splitlines()

    def certificates(self) -> int:
        return self.office.count(Certificate)
