"""The log against whoever can write to its tables: every alteration is found, on both engines, and nothing else is."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from backend import db
from backend.audit.build import grow
from backend.audit.check import Report
from backend.audit.checkpoint import checkpoint_files, make_checkpoint, write_files
from backend.audit.models import AuditChain, AuditEntry, LogTile, LogTree
from backend.audit.record import GENESIS, digest_of, make_entry, record
from backend.audit.record import this_chain as chain_of_this_thread
from certs import keys
from tests.audit.log import LENGTH, NOW, look


@pytest.fixture
def signer() -> keys.SoftwareSigner:
    return keys.SoftwareSigner(keys.new_private_key())


def kinds(report: Report) -> list[tuple[int, str]]:
    return [(found.seq, found.kind) for found in report.breaks]


def publish(engine: Engine, folder: Path, signer: keys.Signer, *, now: int = NOW) -> None:
    make_checkpoint(engine, lambda _session: signer, now=now)
    write_files(engine, folder)


def entry(seq: int) -> object:
    return AuditEntry.seq == seq


def relink(connection: Connection, chain: int) -> None:
    """What a thorough forger does: every digest, sequence number, hash and the head are made to agree; and the tree,
    which the next checkpoint builds anew."""
    for built in (LogTile, LogTree):
        connection.execute(delete(built))
    rows = list(
        connection.execute(select(AuditEntry.__table__).where(AuditEntry.chain == chain).order_by(AuditEntry.seq))
    )
    connection.execute(delete(AuditEntry).where(AuditEntry.chain == chain))
    link = previous = GENESIS
    for seq, row in enumerate(rows, start=1):
        digest = digest_of(row.at, row.actor, row.action, row.subject, row.person_id, row.detail)
        previous, link = link, hashlib.sha256(link + digest).digest()
        connection.execute(insert(AuditEntry).values(row._asdict() | {"seq": seq, "digest": digest, "hash": link}))
    head = {"seq": len(rows), "prev": previous, "hash": link}
    connection.execute(update(AuditChain).where(AuditChain.chain == chain).values(head))


def test_a_clean_log_has_no_break(engine: Engine, chain: int, tmp_path: Path, signer: keys.SoftwareSigner) -> None:
    publish(engine, tmp_path, signer)
    report = look(engine, tmp_path, signer.public)
    assert (report.entries, report.chains, report.breaks) == (LENGTH, 1, ())


def test_an_empty_log_has_no_break(engine: Engine) -> None:
    assert look(engine) == Report(0, 0, ())


@pytest.mark.parametrize(
    "values",
    [
        {"at": 1},
        {"actor": "staff:2"},
        {"action": "other"},
        {"subject": "thing:99"},
        {"person_id": db.new_id()},
        {"detail": '{"a":1}'},
        {"digest": b"d" * 32},
    ],
    ids=lambda values: next(iter(values)),
)
def test_an_altered_entry_is_found(engine: Engine, chain: int, values: dict[str, object]) -> None:
    with engine.begin() as connection:
        connection.execute(update(AuditEntry).where(entry(5)).values(values))
    assert kinds(look(engine)) == [(5, "altered")]


def test_an_alteration_with_its_digest_made_anew_is_found(engine: Engine, chain: int) -> None:
    digest = digest_of(NOW, "staff:2", "test", "thing:4", None, "{}")
    with engine.begin() as connection:
        connection.execute(update(AuditEntry).where(entry(5)).values(at=NOW, actor="staff:2", digest=digest))
    assert kinds(look(engine)) == [(5, "relinked")]


def test_a_deletion_in_the_middle_is_found(engine: Engine, chain: int) -> None:
    with engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(entry(5)))
    assert kinds(look(engine)) == [(5, "deleted")]


def test_a_deletion_of_the_first_is_found(engine: Engine, chain: int) -> None:
    with engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(entry(1)))
    assert kinds(look(engine)) == [(1, "deleted")]


def test_a_deletion_in_the_middle_that_closes_the_gap_is_found(engine: Engine, chain: int) -> None:
    with engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(entry(5)))
        for seq in range(6, LENGTH + 1):
            connection.execute(update(AuditEntry).where(entry(seq)).values(seq=seq - 1))
        connection.execute(update(AuditChain).values(seq=LENGTH - 1))
    assert kinds(look(engine)) == [(5, "relinked")]


def test_a_deletion_of_the_last_is_found(engine: Engine, chain: int) -> None:
    with engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(entry(LENGTH)))
    assert kinds(look(engine)) == [(LENGTH - 1, "cut")]


def test_a_deletion_of_the_last_with_the_head_put_back_is_found_by_a_checkpoint(
    engine: Engine, chain: int, tmp_path: Path, signer: keys.SoftwareSigner
) -> None:
    publish(engine, tmp_path, signer)
    with engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(entry(LENGTH)))
        relink(connection, chain)
    grow(engine)
    assert look(engine).breaks == ()
    assert kinds(look(engine, tmp_path, signer.public)) == [(LENGTH, "rewritten")]


def test_two_entries_that_change_places_are_found(engine: Engine, chain: int) -> None:
    with engine.begin() as connection:
        for before, after in ((5, 99), (6, 5), (99, 6)):
            connection.execute(update(AuditEntry).where(entry(before)).values(seq=after))
    assert [kind for _, kind in kinds(look(engine))] == ["relinked"] * 3


@pytest.mark.parametrize("forgery", ["alter", "delete", "reorder", "insert"])
def test_a_log_that_was_chained_anew_with_its_heads_is_found_by_a_checkpoint(
    engine: Engine, chain: int, tmp_path: Path, signer: keys.SoftwareSigner, forgery: str
) -> None:
    publish(engine, tmp_path, signer)
    with engine.begin() as connection:
        FORGERIES[forgery](connection)
        relink(connection, chain)
    grow(engine)
    assert look(engine).breaks == ()
    assert "rewritten" in {kind for _, kind in kinds(look(engine, tmp_path, signer.public))}


def swap(connection: Connection) -> None:
    for before, after in ((5, 99), (6, 5), (99, 6)):
        connection.execute(update(AuditEntry).where(entry(before)).values(seq=after))


def slip_in(connection: Connection) -> None:
    connection.execute(text("UPDATE audit_entries SET seq = seq + 100 WHERE seq > 5"))
    row = {"chain": chain_of_this_thread(), "seq": 50, "at": NOW, "actor": "x", "action": "x", "subject": "x"}
    connection.execute(insert(AuditEntry).values({**row, "detail": "{}", "digest": b"", "hash": b""}))


FORGERIES: dict[str, Callable[[Connection], object]] = {
    "alter": lambda connection: connection.execute(update(AuditEntry).where(entry(5)).values(actor="staff:2")),
    "delete": lambda connection: connection.execute(delete(AuditEntry).where(entry(5))),
    "reorder": swap,
    "insert": slip_in,
}


def test_a_later_checkpoint_does_not_hide_what_an_earlier_one_proves(
    engine: Engine, chain: int, tmp_path: Path, signer: keys.SoftwareSigner
) -> None:
    publish(engine, tmp_path, signer)
    with engine.begin() as connection:
        FORGERIES["alter"](connection)
        relink(connection, chain)
    publish(engine, tmp_path, signer, now=NOW + 60)  # the forger waits for the next one: same length, another hash
    assert kinds(look(engine, tmp_path, signer.public)) == [(LENGTH, "forked"), (LENGTH, "rewritten")]


def test_an_entry_appended_without_the_head_is_found(engine: Engine, chain: int) -> None:
    with engine.begin() as connection:
        link = connection.execute(select(AuditChain.hash)).scalar_one()
        digest = digest_of(NOW, "x", "x", "x", None, "{}")
        row = {
            "chain": chain,
            "seq": LENGTH + 1,
            "at": NOW,
            "actor": "x",
            "action": "x",
            "subject": "x",
            "detail": "{}",
        }
        linked = {"digest": digest, "hash": hashlib.sha256(link + digest).digest()}
        connection.execute(insert(AuditEntry).values({**row, **linked}))
    assert kinds(look(engine)) == [(LENGTH + 1, "cut")]


def test_a_head_that_was_moved_or_removed_is_found(engine: Engine, chain: int) -> None:
    with engine.begin() as connection:
        connection.execute(update(AuditChain).values(hash=b"h" * 32))
    assert kinds(look(engine)) == [(LENGTH, "cut")]
    with engine.begin() as connection:
        connection.execute(delete(AuditChain))
    assert kinds(look(engine)) == [(LENGTH, "cut")]


def test_entries_of_a_chain_nobody_began_are_found(engine: Engine, chain: int) -> None:
    with engine.begin() as connection:
        connection.execute(update(AuditEntry).where(entry(LENGTH)).values(chain=77))
    assert {(found.chain, found.kind) for found in look(engine).breaks} == {
        (chain, "cut"),
        (77, "deleted"),
        (77, "cut"),
    }


def test_a_whole_chain_that_vanished_is_found_by_a_checkpoint(
    engine: Engine, chain: int, tmp_path: Path, signer: keys.SoftwareSigner
) -> None:
    publish(engine, tmp_path, signer)
    with engine.begin() as connection:
        connection.execute(delete(AuditEntry))
        for gone in (AuditChain, LogTile, LogTree):
            connection.execute(delete(gone))
    assert look(engine).breaks == ()
    assert kinds(look(engine, tmp_path, signer.public)) == [(LENGTH, "rewritten")]


def test_a_log_that_grew_after_a_checkpoint_has_no_break(
    engine: Engine, chain: int, tmp_path: Path, signer: keys.SoftwareSigner
) -> None:
    publish(engine, tmp_path, signer)
    with db.transaction(engine) as session:
        record(session, make_entry(at=NOW, actor="a", action="b", subject="c"))
    publish(engine, tmp_path, signer, now=NOW + 1)
    assert look(engine, tmp_path, signer.public).breaks == ()


def test_a_checkpoint_is_read_with_a_retired_key_and_unbelieved_with_a_strangers(
    engine: Engine, chain: int, tmp_path: Path, signer: keys.SoftwareSigner
) -> None:
    publish(engine, tmp_path, signer)
    newer = keys.SoftwareSigner(keys.new_private_key())
    publish(engine, tmp_path, newer, now=NOW + 1)
    assert look(engine, tmp_path, newer.public, signer.public).breaks == ()
    first, second = f"{NOW}-1.jws", f"{NOW + 1}-2.jws"
    for publics, named in (((newer.public,), [first]), ((), [first, second])):
        breaks = look(engine, tmp_path, *publics).breaks
        assert [(found.kind, found.file) for found in breaks] == [("unbelieved", name) for name in named]


def test_a_checkpoint_is_never_written_over_another(
    engine: Engine, chain: int, tmp_path: Path, signer: keys.SoftwareSigner
) -> None:
    publish(engine, tmp_path, signer)
    (file,) = checkpoint_files(tmp_path)
    file.write_text("kept")
    publish(engine, tmp_path, signer, now=NOW + 1)
    assert file.read_text() == "kept"
    assert len(list(checkpoint_files(tmp_path))) == 2
