"""A batch from its file to its last row: every row is counted once, whatever happens on the way."""

from typing import Any

import openpyxl
import pytest
from sqlalchemy import update

from backend import db
from backend.audit.models import AuditEntry
from backend.batches import states
from backend.batches.forget import KEEP_FAILURES, forget_failures
from backend.batches.models import BatchFailure, BatchFile, BatchRow
from backend.batches.refusals import BatchEmpty, BatchMoved, BatchSecondPerson, NoSuchBatch
from backend.batches.words import of_row, of_stop
from backend.certificates import lifecycle
from backend.certificates.models import Certificate
from backend.registries.refusals import TypeNotAllowed
from backend.trust.models import IssuerKey
from tests.batches.desk import MAKER, OTHER, TYPE, Desk
from tests.registries.office import CLERK


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("reading", "turns"):
        monkeypatch.setattr(f"backend.batches.{module}.CHUNK", 10)


def bad_rows(desk: Desk, numbers: range, *bad: int) -> Any:
    rows = desk.office.rows(TYPE, numbers)
    for place in bad:
        rows[place]["公民身份号码"] = "=1+1 CANARY"
    return desk.office.csv(rows)


def test_every_row_is_issued_unchanged_or_failed_and_the_sums_agree(desk: Desk) -> None:
    office = desk.office
    office.load_records(TYPE, range(5))
    office.issue_pending(TYPE)
    batch = desk.upload(bad_rows(desk, range(25), 7, 20))
    assert desk.shown(batch)["state"] == states.READING
    assert desk.work() == 4  # the reading, and the rows 2 to 26 in chunks of ten
    assert desk.sums(batch) == (states.DONE, 18, 5, 2, 0)
    assert desk.certificates() == 23
    lines = desk.failed(batch)
    assert [line.split(",")[0] for line in lines[1:]] == ["9", "22"]
    assert all("公民身份号码" in line and "CANARY" not in line for line in lines[1:])
    assert (office.count(BatchRow), office.count(BatchFile)) == (0, 0)
    actions = {one.action for one in office.all(AuditEntry, AuditEntry.subject == f"batch:{batch}")}
    assert actions == {"batch.made", "batch.read", "batch.chunk", "batch.done"}


def test_a_workbook_that_is_uploaded_is_issued_like_a_csv(desk: Desk) -> None:
    rows, book = desk.office.rows(TYPE, range(3)), openpyxl.Workbook()
    for cells in (list(rows[0]), *(list(row.values()) for row in rows)):
        book.active.append(cells)
    path = desk.office.folder / "people.xlsx"
    book.save(path)
    batch = desk.upload(path)
    desk.work()
    assert desk.sums(batch) == (states.DONE, 3, 0, 0, 0)


def test_headings_that_do_not_fit_cancel_the_batch_and_each_is_named(desk: Desk) -> None:
    row = desk.office.rows(TYPE, [0])[0]
    row["备注二"] = row.pop("姓名")
    row |= {'=HYPERLINK("x")': "", "＠SUM": ""}
    batch = desk.upload(desk.office.csv([row]))
    desk.work()
    shown = desk.shown(batch)
    assert (shown["state"], shown["stopped_why"]) == (states.CANCELLED, "wrong_headings")
    assert [line.split(",")[:3] for line in desk.failed(batch)[1:]] == [
        ["1", "备注二", "heading_unknown"],
        ["1", '"\'=HYPERLINK（""x""）"', "heading_unknown"],
        ["1", "'＠SUM", "heading_unknown"],
        ["1", "姓名", "heading_missing"],
    ]  # fmt: skip; no heading is a formula either


def test_the_same_file_again_issues_nothing(desk: Desk) -> None:
    for expected in ((states.DONE, 12, 0, 0, 0), (states.DONE, 0, 12, 0, 0)):
        batch = desk.upload_people(range(12))
        desk.work()
        assert desk.sums(batch) == expected
    assert desk.certificates() == 12


def test_above_the_setting_a_second_person_approves_and_not_the_maker(desk: Desk) -> None:
    batch = desk.upload_people(range(12))
    assert desk.work(approval_rows=11) == 1
    one = desk.shown(batch, OTHER)
    assert (one["state"], one["made_by_me"], one["needs_another"]) == (states.WAITING, False, True)
    with pytest.raises(BatchSecondPerson):
        desk.decide("approve", batch, MAKER)
    assert desk.certificates() == 0
    desk.decide("approve", batch, OTHER)
    with pytest.raises(BatchMoved):
        desk.decide("approve", batch, OTHER)
    desk.work()
    assert desk.sums(batch) == (states.DONE, 12, 0, 0, 0)


def test_a_paused_batch_gets_no_turn_and_goes_on_where_it_was(desk: Desk) -> None:
    batch = desk.upload_people(range(25))
    desk.work(2)
    desk.decide("pause", batch)
    issued = desk.certificates()
    assert 0 < issued < 25
    assert desk.work() == 0
    assert desk.shown(batch)["state"] == states.PAUSED
    desk.decide("resume", batch)
    desk.work()
    assert desk.sums(batch) == (states.DONE, 25, 0, 0, 0)


def test_a_cancelled_batch_keeps_what_it_issued_and_is_over(desk: Desk) -> None:
    batch = desk.upload_people(range(25))
    desk.work(2)
    desk.decide("cancel", batch)
    issued = desk.certificates()
    assert desk.work() == 0
    assert desk.sums(batch) == (states.CANCELLED, issued, 0, 0, 25 - issued)
    for act in ("resume", "pause", "cancel"):
        with pytest.raises(BatchMoved):
            desk.decide(act, batch)


def test_what_only_a_person_may_touch_fails_with_its_reason(desk: Desk) -> None:
    office = desk.office
    rows = office.rows(TYPE, range(3))
    desk.upload(office.csv(rows))
    desk.work()
    ids = [one.certificate_id for one in office.all(Certificate)]
    with db.transaction(office.engine) as session:
        given: dict[str, Any] = {"reason": "x", "box": office.box, "now": office.now, "actor": CLERK}
        lifecycle.suspend(session, lifecycle.own_certificate(session, ids[0], issuer_code="GA"), **given)
        lifecycle.revoke(session, lifecycle.own_certificate(session, ids[1], issuer_code="GA"), kind="revoked", **given)
    for row in rows:
        row["住址"] = "虚构市甲区新路9号"
    batch = desk.upload(office.csv(rows))
    desk.work()
    one = desk.shown(batch)
    assert (one["issued"], one["failed"]) == (1, 2)
    found = [(reason["code"], reason["rows"]) for reason in one["reasons"]]
    assert found == [("certificate_ended", 1), ("certificate_suspended", 1)]
    assert one["reasons"][0]["text"]["zh"] == "该证照已终止，不再自动签发"
    assert len(desk.failed(batch)) == 3


def test_a_batch_that_cannot_go_on_pauses_says_why_and_the_others_go_on(desk: Desk) -> None:
    office = desk.office
    with db.transaction(office.engine) as session:
        session.execute(update(IssuerKey).values(state="retired").where(IssuerKey.issuer_code == "GA"))
    batch = desk.upload_people(range(3))
    other = desk.upload(office.csv(office.rows("business-licence", range(3))), "business-licence")
    desk.work()
    one = desk.shown(batch)
    assert (one["state"], one["stopped_why"], one["issued"]) == (states.PAUSED, "no_active_key", 0)
    assert one["stopped_text"] == of_stop("no_active_key")
    assert desk.sums(other)[:2] == (states.DONE, 3)
    with db.transaction(office.engine) as session:
        session.execute(update(IssuerKey).values(state="active").where(IssuerKey.issuer_code == "GA"))
    desk.decide("resume", batch)
    desk.work()
    assert desk.sums(batch) == (states.DONE, 3, 0, 0, 0)


def test_files_that_cannot_be_read_end_their_batch_and_say_why(desk: Desk) -> None:
    path = desk.office.folder / "bad.csv"
    for text, why in (("a,b\n1,2\n", "no_headings"), ("公民身份号码\n\xff\xfe".encode("latin-1", "ignore"), None)):
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        batch = desk.upload(path)
        desk.work()
        one = desk.shown(batch)
        assert one["state"] == states.CANCELLED
        assert why is None or one["stopped_why"] == why
    path.write_bytes(b"")
    with pytest.raises(BatchEmpty):
        desk.upload(path)
    with pytest.raises(TypeNotAllowed):
        desk.upload(desk.office.csv(desk.office.rows(TYPE, range(1))), issuer_code="RS")
    with pytest.raises(NoSuchBatch):
        desk.decide(
            "pause", desk.upload(desk.office.csv(desk.office.rows("business-licence", [0])), "business-licence")
        )


def test_failures_are_forgotten_ninety_days_after_the_end(desk: Desk) -> None:
    batch = desk.upload(bad_rows(desk, range(3), 1))
    desk.work()
    for later, gone in ((KEEP_FAILURES, 0), (KEEP_FAILURES + 1, 1)):
        with db.transaction(desk.office.engine) as session:
            assert forget_failures(session, now=desk.office.now + later) == gone
    assert desk.office.count(BatchFailure) == 0
    assert desk.sums(batch) == (states.DONE, 2, 0, 1, 0)


def test_what_a_second_person_approved_is_issued_and_nothing_that_came_into_the_register_since(desk: Desk) -> None:
    office = desk.office
    rows = office.rows(TYPE, range(12))
    approved = desk.upload(office.csv(rows))
    desk.work(approval_rows=11)
    rows[3]["住址"] = "另一处"
    other = desk.upload(office.csv(rows))  # the same people by the same person, read and approved by nobody
    desk.work(approval_rows=11)
    desk.decide("approve", approved, OTHER)
    desk.work(approval_rows=11)
    assert desk.sums(approved) == (states.DONE, 11, 0, 1, 0)
    assert desk.shown(approved)["reasons"] == [{"code": "record_changed", "text": of_row("record_changed"), "rows": 1}]
    assert desk.certificates() == 11
    desk.decide("approve", other, OTHER)
    desk.work(approval_rows=11)
    assert desk.sums(other) == (states.DONE, 1, 11, 0, 0)
