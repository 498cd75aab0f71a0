"""audit, worker: a clean log is told clean, a log that was tampered with is told with its place."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from backend.audit.breaks import BREAKS, Kind
from tests.cli.terminal import Terminal


def database(terminal: Terminal, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What an administrator of the database could do behind the program's back."""
    with closing(sqlite3.connect(terminal.data / "liangma.db")) as connection, connection:
        return list(connection.execute(statement, values))


def last_entry(terminal: Terminal) -> tuple[int, int]:
    (row,) = database(terminal, "SELECT chain, max(seq) FROM audit_entries GROUP BY chain ORDER BY 2 DESC LIMIT 1")
    return row[0], row[1]


def test_a_clean_log_is_said_to_be_clean(office: Terminal) -> None:
    done = office.type("audit", "verify").must()
    assert "0 处异常 breaks" in done.out
    office.type("worker", "--once").must()
    assert "1 检查点 checkpoints, 0 处异常 breaks" in office.type("audit", "verify").must().out


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE audit_entries SET actor = 'somebody else' WHERE chain = ? AND seq = ?", "altered"),
        ("DELETE FROM audit_entries WHERE chain = ? AND seq = ?", "cut"),
    ],
)
def test_an_entry_that_was_changed_or_taken_out_is_named_with_what_to_do(
    office: Terminal, statement: str, kind: Kind
) -> None:
    chain, seq = last_entry(office)
    database(office, statement, chain, seq)
    done = office.type("audit", "verify")
    assert done.code == 1
    words = BREAKS[kind]
    said, step, summary = done.out.splitlines()
    assert said.startswith(f"链 chain {chain} ")
    assert said.endswith(f": {kind}: {words.zh} {words.en}")
    assert step == f"接下来 Next: 1 × {kind}: {words.next_zh} {words.next_en}"
    assert summary.endswith("1 处异常 breaks")
    assert "Traceback" not in done.err


def test_a_log_that_was_cut_with_its_heads_is_found_by_the_checkpoint(office: Terminal) -> None:
    office.type("audit", "checkpoint").must()
    for table in ("audit_entries", "audit_chains", "log_trees", "log_tiles"):
        database(office, f"DELETE FROM {table}")
    done = office.type("audit", "verify")
    assert done.code == 1
    assert "rewritten" in done.out


def _nonsense(path: Path) -> None:
    path.write_text("nonsense")


def _binary(path: Path) -> None:
    path.write_bytes(b"\xff\x00\xfe")


def _altered(path: Path) -> None:
    head, body, signature = path.read_text().strip().split(".")
    path.write_text(f"{head}.{body[:-4]}AAAA.{signature}\n")


@pytest.mark.parametrize("spoil", [_nonsense, _binary, _altered])
def test_a_checkpoint_that_is_not_ours_is_a_break_and_named(office: Terminal, spoil: Callable[[Path], None]) -> None:
    path = Path(office.type("audit", "checkpoint").must().out.strip())
    spoil(path)
    done = office.type("audit", "verify")
    assert done.code == 1
    assert f"{path.name}: unbelieved" in done.out
    assert "Traceback" not in done.err


def test_checkpoints_of_a_compromised_key_are_named_and_those_of_the_next_key_believed(office: Terminal) -> None:
    path = Path(office.type("audit", "checkpoint").must().out.strip())
    ((leaked,),) = database(office, "SELECT thumbprint FROM issuer_keys WHERE issuer_code = 'LM'")
    office.type("keys", "rotate", "LM", "--overlap-days", 0).must()
    office.type("keys", "compromise", leaked, "--yes").must()
    office.type("audit", "checkpoint").must()
    done = office.type("audit", "verify")
    assert done.code == 1
    assert f"{path.name}: unbelieved" in done.out
    assert "1 检查点 checkpoints, 1 处异常 breaks" in done.out


def test_old_checkpoints_are_read_after_the_platforms_key_was_rotated(office: Terminal) -> None:
    office.type("audit", "checkpoint").must()
    office.type("keys", "rotate", "LM", "--overlap-days", 0).must()
    assert "1 检查点 checkpoints, 0 处异常" in office.type("audit", "verify").must().out


def an_old_and_a_new_code(office: Terminal) -> None:
    for once_id, used_at in ((b"0" * 16, 1_000_000), (b"1" * 16, int(time.time()))):
        database(office, "INSERT INTO used_codes (once_id, used_at) VALUES (?, ?)", once_id, used_at)


def test_one_round_of_the_worker_publishes_checks_and_forgets(office: Terminal) -> None:
    an_old_and_a_new_code(office)
    done = office.type("worker", "--once").must()
    assert "worker_round" in done.out + done.err
    assert database(office, "SELECT once_id FROM used_codes") == [(b"1" * 16,)]
    assert database(office, "SELECT count(*) FROM trust_lists") == [(1,)]
    assert len(list((office.data / "checkpoints").glob("*/*.jws"))) == 1


def test_a_folder_that_takes_no_checkpoint_is_told_and_the_rest_of_the_round_is_done(office: Terminal) -> None:
    an_old_and_a_new_code(office)
    (office.data / "checkpoints").write_text("in the way, as a full disk would be")
    done = office.type("worker", "--once").must()
    assert "checkpoint_not_written" in done.out + done.err
    assert "worker_round" in done.out + done.err
    assert database(office, "SELECT once_id FROM used_codes") == [(b"1" * 16,)]
    (office.data / "checkpoints").unlink()
    office.type("worker", "--once").must()
    assert len(list((office.data / "checkpoints").glob("*/*.jws"))) == 1


def test_a_check_since_a_checkpoint_reads_what_came_after_it_only(office: Terminal) -> None:
    path = office.type("audit", "checkpoint").must().out.strip()
    office.type("keys", "rotate", "LM", "--overlap-days", 0).must()
    done = office.type("audit", "verify", "--since", path).must()
    later, whole = (int(said.out.split(" ")[0]) for said in (done, office.type("audit", "verify").must()))
    assert 0 < later < whole
    chain, seq = last_entry(office)
    database(office, "UPDATE audit_entries SET actor = 'x' WHERE chain = ? AND seq = ?", chain, seq)
    assert "altered" in office.type("audit", "verify", "--since", path).out
    elsewhere = office.data / "elsewhere"
    elsewhere.mkdir()
    assert "0 检查点" in office.type("audit", "verify", "--checkpoints", elsewhere).out


def test_a_check_since_a_file_that_is_no_checkpoint_is_refused(office: Terminal) -> None:
    path = office.data / "x.jws"
    path.write_text("nonsense")
    done = office.type("audit", "verify", "--since", path)
    assert (done.code, "--since" in done.err) == (2, True)
