"""Issuing in batches: everything once, whatever happens in between."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from backend import db
from backend.audit.check import check
from backend.audit.models import AuditEntry
from backend.certificates import draft as drafting
from backend.certificates import lifecycle, pending
from backend.certificates.chunk import SALTS
from backend.certificates.models import Certificate, SigningRecord, StateChange
from backend.certificates.rows import certificate_context
from backend.registries import records
from backend.registries.models import SourceRecord
from backend.trust.keys import NoActiveKey
from backend.trust.models import IssuerKey, StatusEntry
from certs import base64url
from tests.registries.office import CLERK, Office
from tests.sealed import opened as opened_of

ROOT = Path(__file__).resolve().parents[2]


def counts(office: Office) -> tuple[int, int, int, int]:
    """(certificates, signing records, entries of issue, handles that differ)"""
    rows = office.all(Certificate)
    issued = office.count(AuditEntry, AuditEntry.action == "certificate.issued")
    return len(rows), office.count(SigningRecord), issued, len({row.handle for row in rows})


def test_every_waiting_record_is_issued_once(office: Office) -> None:
    office.load_records("resident-id", range(25))
    told: list[tuple[int, int]] = []
    summary = office.issue_pending("resident-id", chunk=10, progress=lambda done, total: told.append((done, total)))
    assert (summary.issued, summary.skipped, summary.refused) == (25, 0, 0)
    assert counts(office) == (25, 25, 25, 25)
    assert told == [(10, 25), (20, 25), (25, 25)]
    assert office.issue_pending("resident-id").issued == 0
    assert counts(office) == (25, 25, 25, 25)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_two_disclosures_of_a_chunk_share_a_salt(office: Office) -> None:
    office.load_records("resident-id", range(25))
    office.issue_pending("resident-id")
    tokens = [
        opened_of(office.engine, office.box, row.sealed_sd_jwt, certificate_context(row.certificate_id))
        for row in office.all(Certificate)
    ]
    texts = [text for token in tokens for text in token.split("~")[1:-1]]
    salts = [json.loads(base64url.decode(one))[0] for one in texts]
    assert len(salts) > SALTS
    assert len(set(salts)) == len(salts)


def test_postgresql_keeps_what_is_sealed_as_it_is_and_marks_a_record_on_its_page(office: Office) -> None:
    if office.engine.dialect.name != "postgresql":
        return
    kept = text("SELECT attname FROM pg_attribute WHERE attrelid = CAST(:of AS regclass) AND attstorage = 'e'")
    moved = text("SELECT pg_stat_get_xact_tuples_updated(r.oid), pg_stat_get_xact_tuples_hot_updated(r.oid) "
                 "FROM pg_class r WHERE r.oid = CAST('source_records' AS regclass)")  # fmt: skip
    office.load_records("resident-id", range(25))
    with db.open_session(office.engine) as session:
        for table, columns in (("certificates", {"sealed_fields", "sealed_sd_jwt"}), ("source_records", {"sealed"})):
            assert set(session.scalars(kept, {"of": table})) == columns
        waiting = pending.read_waiting(session, 1, after=None, most=25)
        pending.mark_issued(session, waiting)
        assert tuple(session.execute(moved).one()) == (25, 25)


def test_the_log_stays_whole_and_says_each_chunk(office: Office) -> None:
    office.load_records("resident-id", range(25))
    summary = office.issue_pending("resident-id", chunk=10)
    chunks = office.all(AuditEntry, AuditEntry.subject == f"batch:{summary.batch_id}")
    assert sorted(json.loads(one.detail)["issued"] for one in chunks) == [5, 10, 10]
    with db.open_session(office.engine, reading=True) as session:
        assert check(session).breaks == ()


def test_a_changed_record_gets_the_next_version_and_the_old_one_ends(office: Office) -> None:
    rows = office.rows("resident-id", range(4))
    office.load(office.csv(rows), "resident-id")
    office.issue_pending("resident-id")
    rows[2]["住址"] = "虚构市甲区新路9号"
    office.load(office.csv(rows), "resident-id")
    assert office.issue_pending("resident-id").issued == 1
    versions = sorted(office.all(Certificate), key=lambda one: one.version)
    new, old = versions[-1], next(one for one in versions if one.certificate_id == versions[-1].previous_id)
    assert (new.version, new.state, old.state) == (2, "valid", "superseded")
    assert [(one.idx, one.value) for one in office.all(StatusEntry)] == [(old.idx, 1)]
    assert office.count(StateChange) == 1


def test_suspended_and_ended_certificates_are_left_alone(office: Office) -> None:
    rows = office.rows("resident-id", range(3))
    office.load(office.csv(rows), "resident-id")
    office.issue_pending("resident-id")
    ids = [one.certificate_id for one in office.all(Certificate)]
    with db.transaction(office.engine) as session:
        given = {"reason": "x", "box": office.box, "now": office.now, "actor": CLERK}
        lifecycle.suspend(session, lifecycle.own_certificate(session, ids[0], issuer_code="GA"), **given)
        lifecycle.revoke(session, lifecycle.own_certificate(session, ids[1], issuer_code="GA"), kind="revoked", **given)
    for row in rows:
        row["住址"] = "虚构市甲区新路9号"
    office.load(office.csv(rows), "resident-id")
    summary = office.issue_pending("resident-id")
    assert (summary.issued, summary.skipped) == (1, 2)
    assert sorted(one.state for one in office.all(Certificate)) == ["revoked", "superseded", "suspended", "valid"]


def test_a_record_that_no_longer_holds_is_refused(office: Office) -> None:
    office.load_records("resident-id", range(3))
    row = office.all(SourceRecord)[0]
    context = records.record_context(row.record_id)
    opened = opened_of(office.engine, office.box, row.sealed, context) | {"checked": "another definition"}
    opened["fields"]["sex"] = "火星"
    with db.transaction(office.engine) as session:
        mine = SourceRecord.record_id == row.record_id
        session.execute(update(SourceRecord).where(mine).values(sealed=office.box.seal(opened, context)))
    summary = office.issue_pending("resident-id")
    assert (summary.issued, summary.refused) == (2, 1)


def test_a_handle_that_is_taken_is_drawn_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.load_records("resident-id", range(4))
    drawn = iter(["AAAAAAAA", "AAAAAAAA", "BBBBBBBB", "CCCCCCCC"])
    fresh = drafting.new_handle
    monkeypatch.setattr(drafting, "new_handle", lambda: next(drawn, None) or fresh())
    assert office.issue_pending("resident-id").issued == 4
    assert counts(office) == (4, 4, 4, 4)


def test_without_a_key_nothing_is_issued(office: Office) -> None:
    office.load_records("resident-id", range(3))
    with db.transaction(office.engine) as session:
        session.execute(update(IssuerKey).values(state="retired").where(IssuerKey.issuer_code == "GA"))
    with pytest.raises(NoActiveKey):
        office.issue_pending("resident-id")
    assert counts(office) == (0, 0, 0, 0)


def test_a_crash_between_chunks_loses_nothing_and_repeats_nothing(office: Office) -> None:
    office.load_records("resident-id", range(30))

    def crash(done: int, _total: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.issue_pending("resident-id", chunk=10, progress=crash)
    assert counts(office) == (20, 20, 20, 20)
    summary = office.issue_pending("resident-id", chunk=10)
    assert summary.issued == 10
    assert counts(office) == (30, 30, 30, 30)


CHILD = """
import os, sys
from pathlib import Path
from backend import db
from backend.certificates import batch, chunk
from backend.security import Box
from certs.catalogue import load_builtin

class Slow:
    "Tells the parent of each signature, so that the parent can kill in the middle of a chunk."
    def __init__(self, inner):
        self.inner, self.public, self.made = inner, inner.public, 0
    def sign(self, data):
        self.made += 1
        if self.made == int(sys.argv[2]):
            print("in the middle", flush=True)
            sys.stdin.read()
        return self.inner.sign(data)

prepare = chunk.prepare_issuance
made = []
def slowly(*args, **given):
    issuance = prepare(*args, **given)
    if not made:
        made.append(Slow(issuance.signer))
    object.__setattr__(issuance, "signer", made[0])
    return issuance
chunk.prepare_issuance = slowly
batch.issue_pending(
    db.make_engine(sys.argv[1]), type="resident-id", catalogue=load_builtin(), box=Box(b"d" * 32, b"i" * 32),
    base_url="https://liangma.example", clock=lambda: int(sys.argv[3]), chunk=10,
)
"""


def kill_in_the_middle(office: Office, url: str, signatures: int) -> None:
    """A process that issues, killed by SIGKILL while it makes this signature."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, url, str(signatures), str(office.now)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == b"in the middle\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    child.stdin.close()


@pytest.mark.parametrize("signatures", [1, 15, 30])
def test_a_batch_killed_in_the_middle_of_a_chunk_goes_on_exactly(
    office: Office, database_url: str, signatures: int
) -> None:
    office.load_records("resident-id", range(30))
    kill_in_the_middle(office, database_url, signatures)
    whole = (signatures - 1) // 10 * 10
    assert counts(office) == (whole, whole, whole, whole)
    summary = office.issue_pending("resident-id", chunk=10)
    assert summary.issued == 30 - whole
    assert counts(office) == (30, 30, 30, 30)
    assert len({one.record_id for one in office.all(Certificate)}) == 30
    with db.open_session(office.engine, reading=True) as session:
        assert check(session).breaks == ()


def test_a_record_changed_while_its_batch_runs_goes_on_waiting(office: Office) -> None:
    rows = office.rows("resident-id", range(4))
    office.load(office.csv(rows), "resident-id")
    changed: list[Any] = []

    def change_one(_done: int, _total: int) -> None:
        if not changed:
            rows[0]["住址"] = "虚构市甲区新路9号"
            changed.append(office.load(office.csv(rows), "resident-id"))

    office.issue_pending("resident-id", chunk=2, progress=change_one)
    assert changed[0].changed == 1
    office.issue_pending("resident-id")
    newest = [one for one in office.all(Certificate) if one.state == "valid"]
    assert len(newest) == 4
    assert {row.issued_digest == row.digest for row in office.all(SourceRecord)} == {True}
