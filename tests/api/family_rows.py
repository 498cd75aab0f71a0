"""What the table of routes says of wards and guardians, and of what departments record of families."""

import time
import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from backend import db
from backend.demo.people import make_citizen_number
from backend.guardians.appointed import make, seal_names
from backend.guardians.models import FamilyRecord, Guardianship
from backend.guardians.refusals import ChildNotFound, NoSuchWard
from backend.people.models import Attempt
from backend.people.persons import ensure_person
from backend.registries.calendar import day_of
from tests.api.row import Row
from tests.api.town import NO_ID, PAIRS, Town

CITIZEN, DEPARTMENT = ("citizen",), ("department",)
CHILD = "林小雨"
NOBODY = {"name": "查无此人", "citizen_number": "990101190001010013"}


def ward(town: Town, citizen: int) -> str:
    """A ward of the citizen: the other one; its guardianship's id."""
    other = town.citizens[1 - citizen]
    return _act_for(town, citizen, other.person_id, other.name)


def child(town: Town, citizen: int) -> str:
    """A ward of the citizen who is eight years old; its guardianship's id."""
    own, now = town.services, int(time.time())
    number = make_citizen_number("990102", day_of(now) - timedelta(days=8 * 366), citizen + 1)
    with db.transaction(own.engine) as session:
        person_id = ensure_person(session, "citizen", number, CHILD, box=own.box, now=now)
    return _act_for(town, citizen, person_id, CHILD)


def _act_for(town: Town, citizen: int, person_id: uuid.UUID, name: str) -> str:
    """By decision, and for nobody else."""
    guardian, own = town.citizens[citizen], town.services
    now = int(time.time())
    source = person_id, uuid.uuid4(), b""
    row = make(person_id, guardian.person_id, ground="decision", source=source, until=None, now=now)
    row.sealed = seal_names(row, name, guardian.name, None, box=own.box)
    with db.transaction(own.engine) as session:
        session.execute(delete(Guardianship).where(Guardianship.guardian_id == guardian.person_id))
        session.add(row)
    return str(row.guardianship_id)


def family_record(town: Town, which: int) -> str:
    """A record that a colleague of the department entered."""
    made, own = db.new_id(), town.services
    said = {name: value for name, value in _said(town).items() if name != "kind"} | {"day": None}
    row = FamilyRecord(
        record_id=made, office=PAIRS["department"][which], kind="guardian_end", state="asked",
        sealed_said=own.box.seal(said, b"family-record:" + made.bytes), asked_by="staff:colleague",
        asked_at=int(time.time()),
    )  # fmt: skip
    with db.transaction(own.engine) as session:
        session.add(row)
    return str(made)


def _said(town: Town) -> dict[str, Any]:
    one, two = ({"name": who.name, "citizen_number": who.number} for who in town.citizens[:2])
    return {"kind": "guardian_end", "person": one, "guardian": two, "document": "亮民〔2026〕1号", "reason": "判决"}


def _enter(town: Town, _id: str) -> Any:
    _forget(town, "family-record")
    return _said(town)


def _search(town: Town, _id: str) -> Any:
    _forget(town, "kinship")
    return NOBODY


def _confirm(town: Town, _id: str) -> Any:
    return {"found_id": str(uuid.uuid4()), "device_id": str(town.citizens[0].device_id), "signature": "none"}


def _forget(town: Town, scope: str) -> None:
    """Tries are counted anew."""
    with db.transaction(town.services.engine) as session:
        session.execute(delete(Attempt).where(Attempt.scope.like(f"{scope}%")))


ALL, WARD = "/api/v1/me/wards", "/api/v1/me/wards/<uuid:guardianship_id>"
RECORDS, RECORD = "/api/v1/family-records", "/api/v1/family-records/<uuid:record_id>"
FAMILY_TARGETS = {"ward": ward, "child": child, "family_record": family_record}
FAMILY_ROWS: dict[str, Row] = {
    f"GET {ALL}": Row(CITIZEN),
    f"GET {ALL}/found": Row(CITIZEN),
    f"POST {ALL}/searches": Row(CITIZEN, status=ChildNotFound.status, body=_search),
    f"POST {ALL}": Row(CITIZEN, status=NoSuchWard.status, body=_confirm),
    f"DELETE {WARD}": Row(CITIZEN, status=204, target="ward"),
    f"POST {WARD}/phone-permits": Row(CITIZEN, status=201, target="ward"),
    f"GET {WARD}/history": Row(CITIZEN, target="child"),
    f"GET {WARD}/receipts/<uuid:verdict_id>": Row(CITIZEN, status=404, target="child", fixed={"verdict_id": NO_ID}),
    f"POST {WARD}/data": Row(CITIZEN, target="child"),
    "GET /api/v1/me/guardians": Row(CITIZEN),
    f"POST {RECORDS}": Row(DEPARTMENT, status=201, body=_enter),
    f"GET {RECORDS}": Row(DEPARTMENT),
    f"GET {RECORD}": Row(DEPARTMENT, target="family_record"),
    f"POST {RECORD}/approval": Row(DEPARTMENT, target="family_record"),
    f"POST {RECORD}/refusal": Row(DEPARTMENT, target="family_record", body=lambda t, i: {"reason": "不符"}),
}
