"""batches, import, issue and worker, as an operator types them."""

import re
import time
import uuid

from backend import db
from backend.batches import decide
from tests.cli.terminal import Terminal
from tests.cli.test_records import NOT_DIGITS, rows, write


def id_of(out: str) -> str:
    found = re.search(r"[0-9a-f-]{36}", out)
    assert found, out
    return found[0]


def another_approves(terminal: Terminal, batch: str) -> None:
    """An employee of the department, on the page."""
    engine = db.make_engine(f"sqlite:///{terminal.data / 'liangma.db'}")
    with db.transaction(engine) as session:
        found = decide.find_batch(session, uuid.UUID(batch), issuer_code="GA")
        decide.approve(session, found, actor="staff:second", now=int(time.time()))
    engine.dispose()


def test_a_batch_is_added_approved_by_another_person_and_worked_off(office: Terminal) -> None:
    strict = office.but(BATCH_APPROVAL_ROWS="2")
    path = write(office.folder, rows(0, 1, 2, **{"公民身份号码": NOT_DIGITS}))
    added = strict.type("batches", "add", "resident-id", path, "--issuer", "GA").must().out
    batch = id_of(added)
    assert "waiting" in added
    strict.type("batches", "approve", batch).refused("batch_second_person")
    strict.type("batches", "pause", batch).refused("batch_moved")
    another_approves(strict, batch)
    strict.type("worker", "--once").must()
    shown = strict.type("batches", "show", batch).must().out
    assert all(words in shown for words in ("done", "issued 2", "failed 1", "left 0", "staff:second"))
    assert shown in strict.type("batches", "show", batch, "--watch").must().out
    listed = strict.type("batches", "list", "--issuer", "GA").must().out
    assert batch in listed
    strict.type("batches", "failed", batch, "--out", "failed.csv").must()
    assert len((office.folder / "failed.csv").read_text("utf-8-sig").splitlines()) == 2
    strict.type("batches", "cancel", batch, "--yes").refused("batch_moved")


def test_issue_waits_for_the_second_person_too_and_goes_on_after(office: Terminal) -> None:
    strict = office.but(BATCH_APPROVAL_ROWS="1")
    office.type("import", "resident-id", write(office.folder, rows(0, 1)), "--issuer", "GA").must()
    first = strict.type("issue", "resident-id")
    assert (first.code, "waiting" in first.out) == (1, True)
    batch = id_of(first.out)
    assert batch == id_of(strict.type("issue", "resident-id").out)
    another_approves(strict, batch)
    assert "issued 2" in strict.type("issue", "resident-id").must().out


def test_a_batch_nobody_has_is_refused(office: Terminal) -> None:
    for act in ("show", "approve", "pause", "resume"):
        office.type("batches", act, "01890000-0000-7000-8000-000000000000").refused("no_such_batch")
