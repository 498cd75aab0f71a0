"""The trees of the log: built beside writers, the same as the textbook's, and no way to alter one unseen."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, update

from backend import db
from backend.audit import build
from backend.audit.build import grow, leaf_of
from backend.audit.check import check
from backend.audit.checkpoint import (
    all_checkpoints,
    checkpoint_files,
    latest,
    make_checkpoint,
    read_checkpoints,
    write_files,
)
from backend.audit.models import AuditChain, AuditEntry, LogCheckpoint, LogTile, LogTree
from backend.audit.proofs import CheckpointUnknown, continuity
from backend.audit.record import make_entry, record, record_many
from backend.audit.tiles import LogBroken, Tree, read_proof, tree_at
from certs import checkpoint as vault
from certs import keys, merkle
from tests.audit.log import LENGTH, NOW, look

KEY = keys.SoftwareSigner(keys.new_private_key())
PUBLIC = KEY.public
MANY = 66_000  # leaves: three levels of tiles


def publish(engine: Engine, folder: Path, *, now: int = NOW, every: int = 0) -> LogCheckpoint | None:
    made = make_checkpoint(engine, lambda _session: KEY, now=now, every=every)
    write_files(engine, folder)
    return made


def more(engine: Engine, count: int = 3) -> None:
    with db.transaction(engine) as session:
        record_many(session, [make_entry(at=NOW, actor="a", action="b", subject=f"s:{n}") for n in range(count)])


def kinds(engine: Engine, folder: Path) -> set[str]:
    return {found.kind for found in look(engine, folder, PUBLIC).breaks}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_tree_of_three_levels_has_the_root_and_the_proofs_that_the_textbook_computes(engine: Engine) -> None:
    leaves = [merkle.leaf_hash(number.to_bytes(4)) for number in range(MANY)]
    tree, tiles = Tree(0, []), dict[tuple[int, int], bytes]()
    for start in range(0, MANY, 9_973):
        tiles |= tree.append(leaves[start : start + 9_973])
    assert tree.root() == merkle.root_of(leaves)
    with db.transaction(engine) as session:
        session.add_all(LogTile(chain=0, level=level, tile=no, hashes=said) for (level, no), said in tiles.items())
    with db.open_session(engine, reading=True) as session:
        for size in (1, 256, 257, 65_537, MANY):
            root = merkle.root_of(leaves[:size])
            assert tree_at(session, 0, size).root() == root
            for index in {0, 1, size // 3, size - 1} & set(range(size)):
                proof = read_proof(session, 0, merkle.nodes_of_inclusion(index, size))
                assert merkle.includes(root, size, index, leaves[index], proof)
            for first in (1, 200, 65_536):
                proof = read_proof(session, 0, merkle.nodes_of_consistency(first, size)) if first <= size else []
                assert merkle.continues(first, merkle.root_of(leaves[:first]), size, root, proof) is (first <= size)


def test_a_tree_that_grows_by_steps_is_that_of_all_entries(
    engine: Engine, chain: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "AT_ONCE", 5)
    told = list[tuple[int, int]]()
    assert grow(engine, lambda done, total: told.append((done, total))) == LENGTH
    assert told == [(5, LENGTH), (10, LENGTH), (LENGTH, LENGTH)]
    assert grow(engine) == 0
    more(engine)
    assert grow(engine) == 3
    with db.open_session(engine, reading=True) as session:
        rows = session.execute(select(AuditEntry.detail, AuditEntry.hash).order_by(AuditEntry.seq)).all()
        assert tree_at(session, chain, LENGTH + 3).root() == merkle.root_of([leaf_of(*row) for row in rows])


def test_of_two_builders_one_writes(engine: Engine, chain: int) -> None:
    with db.open_session(engine, reading=True) as session:
        size = session.scalar(select(LogTree.size)) or 0
    grow(engine)
    with db.transaction(engine) as session:
        assert build._advance(session, chain, size, LENGTH, b"h" * 32) is False


def test_a_log_with_a_gap_gets_no_checkpoint(engine: Engine, chain: int, tmp_path: Path) -> None:
    with engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(AuditEntry.seq == 5))
    with pytest.raises(LogBroken):
        publish(engine, tmp_path)
    assert list(checkpoint_files(tmp_path)) == []


def test_a_checkpoint_is_due_when_something_happened_or_an_hour_went_by(
    engine: Engine, chain: int, tmp_path: Path
) -> None:
    assert publish(engine, tmp_path, every=60) is not None
    more(engine)
    assert publish(engine, tmp_path, now=NOW + 59, every=60) is None
    second = publish(engine, tmp_path, now=NOW + 60, every=60)
    assert publish(engine, tmp_path, now=NOW + 3_659, every=60) is None
    third = publish(engine, tmp_path, now=NOW + 3_660, every=60)
    assert second is not None
    assert third is not None
    read = read_checkpoints(tmp_path, PUBLIC)
    assert [one.number for one in read.read] == [1, 2, 3]
    assert [one.previous for one in read.read] == [None, *(one.digest for one in read.read[:2])]
    assert read.read[1].size(chain) == LENGTH + 3


def test_a_file_that_is_missing_is_written_again_by_the_next_round(engine: Engine, chain: int, tmp_path: Path) -> None:
    publish(engine, tmp_path)
    more(engine)
    publish(engine, tmp_path, now=NOW + 60)
    lost, _ = checkpoint_files(tmp_path)
    said = lost.read_text()
    lost.unlink()
    write_files(engine, tmp_path)
    assert lost.read_text() == said


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_dies_while_writing_a_file_leaves_none_under_its_name(
    engine: Engine, chain: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "points"

    def full(_handle: int) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="no space left"):
            publish(engine, folder)
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    half = folder / "2026-01-01" / ".1-1.jws.7-7"  # of one that was killed
    half.parent.mkdir(exist_ok=True)
    half.write_text("eyJ")
    write_files(engine, folder)
    read = read_checkpoints(folder, PUBLIC)
    assert ([one.number for one in read.read], read.unbelieved) == ([1], ())


def test_a_later_checkpoint_continues_the_earlier_by_its_proofs_and_a_rewritten_log_does_not(
    engine: Engine, chain: int, tmp_path: Path
) -> None:
    publish(engine, tmp_path)
    more(engine)
    publish(engine, tmp_path, now=NOW + 60)
    first, second = read_checkpoints(tmp_path, PUBLIC).read
    with db.open_session(engine, reading=True) as session:
        proofs = continuity(session, 1, 2)
        assert vault.continues(first, second, proofs)
        for asked in ((2, 1), (1, 3), (0, 1)):
            with pytest.raises(CheckpointUnknown):
                continuity(session, *asked)
    with engine.begin() as connection:
        connection.execute(update(AuditEntry).where(AuditEntry.seq == 3).values(hash=b"h" * 32))
        connection.execute(delete(LogTile))
        connection.execute(delete(LogTree))
    more(engine)
    publish(engine, tmp_path, now=NOW + 120)
    with db.open_session(engine, reading=True) as session:
        third = vault.read_unproven(getattr(latest(session), "token", ""))
        assert not vault.continues(first, third, continuity(session, 1, 3))


def test_a_tile_that_was_altered_is_found_though_the_chain_is_whole(engine: Engine, chain: int, tmp_path: Path) -> None:
    publish(engine, tmp_path)
    assert kinds(engine, tmp_path) == set()
    with engine.begin() as connection:
        connection.execute(update(LogTile).values(hashes=b"t" * 32 * LENGTH))
    assert kinds(engine, tmp_path) == {"uprooted"}


def test_two_heads_of_one_size_are_a_fork_whichever_the_log_agrees_with(
    engine: Engine, chain: int, tmp_path: Path
) -> None:
    publish(engine, tmp_path)
    (read,) = read_checkpoints(tmp_path, PUBLIC).read
    link = read.heads[chain][1]
    other = {chain: (LENGTH, link, merkle.leaf_hash(b"other"))}
    forged = vault.sign_checkpoint(number=2, iat=NOW + 1, previous=read.digest, chains=other, signer=KEY)
    (tmp_path / "2.jws").write_text(forged)
    assert kinds(engine, tmp_path) == {"forked", "rewritten"}


def test_a_checkpoint_that_is_served_is_the_one_that_was_written(engine: Engine, chain: int, tmp_path: Path) -> None:
    publish(engine, tmp_path)
    (read,) = read_checkpoints(tmp_path, PUBLIC).read
    chains = {chain: (*read.heads[chain], read.root(chain) or b"")}
    served = vault.sign_checkpoint(number=1, iat=NOW + 1, previous=None, chains=chains, signer=KEY)
    with engine.begin() as connection:
        connection.execute(update(LogCheckpoint).values(token=served))
    found = look(engine, tmp_path, PUBLIC).breaks
    assert [(one.kind, one.file) for one in found] == [("forked", "checkpoint 1")]


@pytest.mark.parametrize("seq", [LENGTH - 1, LENGTH + 1, LENGTH + 3])
def test_a_check_since_a_checkpoint_reads_what_came_after_and_finds_what_was_altered_there(
    engine: Engine, chain: int, tmp_path: Path, seq: int
) -> None:
    publish(engine, tmp_path)
    more(engine)
    publish(engine, tmp_path, now=NOW + 60)
    with engine.begin() as connection:
        connection.execute(update(AuditEntry).where(AuditEntry.seq == seq).values(actor="x"))
    with db.open_session(engine, reading=True) as session:
        read = read_checkpoints(tmp_path, PUBLIC)
        told = list[tuple[int, int]]()
        report = check(session, all_checkpoints(session, read), since=read.read[0], told=lambda *one: told.append(one))
    assert (report.entries, told) == (3, [(3, 3)])
    assert [(one.seq, one.kind) for one in report.breaks] == ([(seq, "altered")] if seq > LENGTH else [])


def test_a_check_since_a_checkpoint_finds_a_tree_that_was_built_anew(
    engine: Engine, chain: int, tmp_path: Path
) -> None:
    publish(engine, tmp_path)
    since = read_checkpoints(tmp_path, PUBLIC).read[0]
    with engine.begin() as connection:
        connection.execute(update(AuditEntry).where(AuditEntry.seq == 3).values(hash=b"h" * 32))
        connection.execute(delete(LogTile))
        connection.execute(delete(LogTree))
    grow(engine)
    with db.open_session(engine, reading=True) as session:
        breaks = check(session, [since], since=since).breaks
    assert [(one.seq, one.kind) for one in breaks] == [(LENGTH, "uprooted")]


def test_a_chain_that_was_cut_behind_the_checkpoint_is_found_since_it(
    engine: Engine, chain: int, tmp_path: Path
) -> None:
    publish(engine, tmp_path)
    since = read_checkpoints(tmp_path, PUBLIC).read[0]
    with engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(AuditEntry.seq == LENGTH))
        link = connection.scalar(select(AuditEntry.hash).where(AuditEntry.seq == LENGTH - 1))
        connection.execute(update(AuditChain).values(seq=LENGTH - 1, hash=link))
    with db.open_session(engine, reading=True) as session:
        assert [(one.seq, one.kind) for one in check(session, [since], since=since).breaks] == [(LENGTH, "cut")]


def test_the_writers_send_what_they_sent_before(engine: Engine, chain: int) -> None:
    """Building takes no lock that a writer of entries takes, so one may build in the middle of another's writing."""
    with db.open_session(engine) as writing:
        if engine.dialect.name == "postgresql":
            record(writing, make_entry(at=NOW, actor="a", action="b", subject="c"))  # holds the chain's head
        assert grow(engine) == LENGTH
        writing.rollback()
