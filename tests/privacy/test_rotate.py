"""Rules of `backend.privacy`: keys change and values move under holders' keys while others write, from any point."""

import subprocess
import sys
import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, func, select, update

from backend import db
from backend.certificates.models import Certificate
from backend.people import persons, staff
from backend.people.models import Person, Staff
from backend.people.persons import identity_of
from backend.privacy import rotate as rotation
from backend.privacy.decisions import OFFICE, SEALED
from backend.privacy.rotate import StillNeeded, left, rotate
from backend.privacy.walk import DoesNotOpen, walk
from backend.security import VERSION, Box
from backend.security.models import HolderKey, PrivacyJob, WrappingKey
from backend.security.refusals import WrongKeys
from backend.trust import keys as issuer_keys
from tests.privacy.conftest import INDEX, NEW, NOW, OLD, holders
from tests.registries.office import Office
from tests.sealed import fields_of

KILLED = """
import os, sys
from backend import db
from backend.privacy import rotate, walk
from backend.privacy.decisions import SEALED
from backend.security import Box
box, seen = Box(b"n" * 32, b"i" * 32, [b"o" * 32]), [0]

def progress(done):
    seen[0] += done
    if seen[0] >= int(sys.argv[3]):
        os.kill(os.getpid(), 9)

engine = db.make_engine(sys.argv[1])
if sys.argv[2] == "rotate":
    rotate.rotate(engine, box, actor="cli:test", clock=lambda: 1790000000, progress=progress, most=2)
else:
    walk.walk(engine, box, "reseal", SEALED, now=1790000000, progress=progress, most=2)
"""


def turn(office: Office, box: Box, **changed: Any) -> rotation.Rotated:
    given: dict[str, Any] = {"actor": "cli:test", "clock": lambda: NOW, "progress": lambda done: None} | changed
    return rotate(office.engine, box, **given)


def unseal(office: Office) -> int:
    """Everything that holders' keys seal, put back under the office's key, as a database from before has it."""
    count = 0
    with db.transaction(office.engine) as session:
        for sealed in SEALED:
            for row in session.execute(select(sealed.table)).all() if sealed.whose != OFFICE else ():
                for name, context in sealed.columns.items():
                    value = getattr(row, name)
                    if value and value[:1] != VERSION:
                        plain = office.box.seal(office.box.of(session, None).open(value, context(row)), context(row))
                        where = [key == getattr(row, key.name) for key in sealed.table.primary_key]
                        session.execute(update(sealed.table).where(*where).values({name: plain}))
                        count += 1
        session.execute(HolderKey.__table__.delete())  # type: ignore[attr-defined]
    return count


def under_the_office(office: Office) -> int:
    """How many values of holders are not under their own key."""
    with db.open_session(office.engine, reading=True) as session:
        return sum(
            session.scalar(
                select(func.count()).select_from(sealed.table).where(func.substr(sealed.table.c[name], 1, 1) == VERSION)
            ) or 0
            for sealed in SEALED if sealed.whose != OFFICE for name in sealed.columns
        )  # fmt: skip


def still_reads(office: Office, box: Box, ids: list[uuid.UUID]) -> None:
    with db.open_session(office.engine, reading=True) as session:
        assert all(identity_of(session, one, box=box).number for one in ids)
        issuer_keys.signer_for(session, "GA", box=box, now=NOW).sign(b"x")
    for one in office.all(Certificate):
        assert fields_of(office.engine, box, one)["citizen_number"]


# ── rotation ──


def test_after_a_rotation_the_new_key_alone_opens_everything_and_the_old_one_nothing(office: Office, both: Box) -> None:
    ids = holders(office, 3)
    with db.transaction(office.engine) as session:
        staff.create_staff(
            session, "old-hand", name="甲", role="window", office="W1", password="long enough here", box=office.box,
            now=NOW, actor="cli:test",
        )  # fmt: skip
    both.keyring.check(office.engine, now=NOW)
    done = turn(office, both, most=2)
    assert done.wrapped == 3
    assert done.sealed > 10  # signing keys, seeds of status lists, the employee's secret
    assert done.retired == (office.box.keyring.newest.wrapping_id,)
    alone = Box(NEW, INDEX)
    alone.keyring.check(office.engine, now=NOW)
    still_reads(office, alone, ids)
    with pytest.raises(WrongKeys):
        office.box.keyring.check(office.engine, now=NOW)
    (employee,) = office.all(Staff)
    assert alone.open(employee.sealed_totp, b"staff:" + employee.staff_id.bytes)
    assert turn(office, alone) == rotation.Rotated(0, 0, ())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_not_said_that_a_key_may_go_while_a_data_key_needs_it(
    office: Office, both: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders(office, 2)
    monkeypatch.setattr(rotation, "_batches", lambda *_args, **_more: iter(()))
    with pytest.raises(StillNeeded):
        turn(office, both)
    assert [row.retired_at for row in office.all(WrappingKey)] == [None]
    assert left(office.engine, both) == 2


def test_nobody_waits_or_fails_while_the_keys_change(office: Office, both: Box) -> None:
    """Writers and readers of old and new processes, at work during the rotation."""
    ids, faults, stop, written = holders(office, 6), [], threading.Event(), []

    def work(box: Box, start: int) -> None:
        number = start
        try:
            while not stop.is_set():
                with db.transaction(office.engine) as session:
                    entry = ("citizen", f"1{number:017}", f"甲{number}")
                    written.append(persons.ensure_person(session, *entry, box=box, now=NOW))
                with db.open_session(office.engine, reading=True) as session:
                    assert identity_of(session, ids[number % len(ids)], box=box).number
                number += 1
                stop.wait(0.002)
        except Exception as fault:
            faults.append(fault)

    processes = [Box(NEW, INDEX, [OLD]), Box(OLD, INDEX, [NEW])]  # the second still wraps with the old one
    threads = [threading.Thread(target=work, args=(box, 10**6 * n)) for n, box in enumerate(processes, 1)]
    for thread in threads:
        thread.start()
    try:
        first = turn_some(office, both)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert (faults, first > 0) == ([], True)
    turn(office, both)  # every process has the new key last now
    still_reads(office, Box(NEW, INDEX), [*ids, *written])


def turn_some(office: Office, box: Box) -> int:
    """Data keys of which the rotation wrapped anew, a few at a time, until all that were there are done."""
    done = 0
    for _ in range(12):
        with db.transaction(office.engine) as session:
            done += rotation._wrap_anew(session, box, most=2, now=NOW)
    return done


@pytest.mark.parametrize(("act", "after"), [("rotate", 2), ("reseal", 7)])
def test_killed_in_the_middle_it_goes_on_and_nothing_is_lost(
    office: Office, both: Box, database_url: str, act: str, after: int
) -> None:
    ids = holders(office, 4)
    if act == "reseal":
        assert unseal(office) >= 20
    command = [sys.executable, "-c", KILLED, database_url, act, str(after)]
    killed = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, check=False)
    assert killed.returncode == -9, killed.stderr
    if act == "rotate":
        assert 0 < left(office.engine, both) < 4
        turn(office, both)
    else:
        assert under_the_office(office) > 0
        assert office.count(PrivacyJob) == 1
        walk(office.engine, both, "reseal", SEALED, now=NOW, progress=lambda done: None, most=3)
        assert office.count(PrivacyJob) == 0
    assert under_the_office(office) == 0
    still_reads(office, both, ids)


# ── values of before ──


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_sealed_before_moves_under_the_holder_s_key_and_reads_the_same(office: Office) -> None:
    ids = holders(office, 2)
    before = [fields_of(office.engine, office.box, one) for one in office.all(Certificate)]
    moved = unseal(office)
    still_reads(office, office.box, ids)  # an upgraded office reads before anybody has resealed
    fresh = Box(OLD, INDEX)
    assert walk(office.engine, fresh, "reseal", SEALED, now=NOW, progress=lambda done: None, most=2) == moved
    assert under_the_office(office) == 0
    assert [fields_of(office.engine, fresh, one) for one in office.all(Certificate)] == before
    assert walk(office.engine, fresh, "reseal", SEALED, now=NOW, progress=lambda done: None) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_value_that_was_altered_stops_the_walk_and_is_named_by_its_place(office: Office) -> None:
    holders(office, 1)
    unseal(office)
    with db.transaction(office.engine) as session:
        session.execute(update(Person).values(sealed=VERSION + b"0" * 40))
    with pytest.raises(DoesNotOpen, match=r"persons\.sealed"):
        walk(office.engine, office.box, "reseal", SEALED, now=NOW, progress=lambda done: None)


# ── decisions ──


def test_every_sealed_column_of_the_schema_has_its_row_and_its_line_in_the_document() -> None:
    found = {
        (name, column.name)
        for name, table in db.Base.metadata.tables.items()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and column.name.startswith("sealed")
    }
    decided = {(one.table.name, name) for one in SEALED for name in one.columns}
    assert decided == found
    document = (Path(__file__).parents[2] / "docs/privacy.md").read_text()
    lines = [
        f"| `{one.table.name}` | {', '.join(f'`{name}`' for name in one.columns)} | {one.whose} |" for one in SEALED
    ]
    assert [line for line in lines if line not in document] == []
