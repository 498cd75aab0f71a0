"""From a living city to a file, to another city that goes on where the first was; and what a city that broke shows."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text

from backend import db
from backend.app import create_app
from backend.audit.checkpoint import make_checkpoint, write_files
from backend.audit.record import make_entry, record
from backend.backups.drill import drill, look
from backend.backups.faults import FAULTS as WORDS
from backend.backups.make import make
from backend.backups.refusals import NotEmpty
from backend.backups.restore import restore
from backend.backups.sealed_file import OperatorKey
from backend.backups.verify import lines
from backend.config import Settings
from backend.security import Box
from backend.trust import keys, lists
from tests.verification.world import City


def unlogged(_name: str, _size: int, _digest: str) -> None:
    """Nobody asks in this test what the log says."""


def quietly(_done: int, _total: int) -> None:
    """No bar."""


def settings_of(city: City) -> Settings:
    return city.services.settings


def publish(city: City) -> None:
    with db.transaction(city.engine) as session:
        lists.trust_list(session, box=city.box, now=city.now)
    make_checkpoint(
        city.engine, lambda session: keys.platform_signer(session, box=city.box, now=city.now), now=city.now
    )
    write_files(city.engine, settings_of(city).checkpoints_dir)


@contextmanager
def busy(engine: Engine, now: int) -> Iterator[list[int]]:
    """Somebody who writes to the log all the time; yields what was acknowledged."""
    done, stop = list[int](), threading.Event()

    def write() -> None:
        while not stop.is_set():
            with db.transaction(engine) as session:
                record(session, make_entry(at=now, actor="system", action="trust_list.published", subject="busy"))
            done.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(done) < 5:
            stop.wait(0.01)
        yield done
    finally:
        stop.set()
        writer.join()


def test_a_restored_city_answers_for_codes_that_were_made_before(
    city: City, key: OperatorKey, empty_url: str, tmp_path: Path
) -> None:
    phone = city.phone(0, types=("resident-id", "business-licence"))
    city.end(phone.held["business-licence"], "suspend")
    spent, fresh = city.code(phone), city.code(phone, iat=city.now + 1)
    assert city.verify(spent)["accepted"]
    publish(city)
    (settings_of(city).data_dir / "types").mkdir()
    (settings_of(city).data_dir / "secret.pem").write_text("not for a backup")
    copies = tmp_path / "copies"
    copies.mkdir()
    with busy(city.engine, city.now) as written:
        made = make(settings_of(city), copies, key=key, now=city.now, progress=quietly, noted=unlogged)
        assert len(written) >= 5
    assert "secret.pem" in made.skipped
    assert "secret.pem" not in str(made.manifest["members"])

    there = replace(settings_of(city), database_url=empty_url, data_dir=tmp_path / "restored")
    restore(made.path, there, key=key, progress=quietly)
    assert len(list(there.checkpoints_dir.glob("*/*.jws"))) == 1
    report = look(there, box=city.box, now=city.now, progress=quietly)
    assert (report.faults, report.certificates, report.checkpoints) == ([], 2, 1)
    assert report.entries > 10
    engine = db.make_engine(empty_url)
    restored = create_app(there, engine=engine).test_client()
    answers = [
        restored.post(
            "/api/v1/verifications", json={"code": code, "purpose": "check"},
            headers={"Authorization": f"Bearer {city.window_token}"},
        ).get_json()
        for code in (spent, fresh, fresh)
    ]  # fmt: skip
    engine.dispose()
    assert [one["reason"] for one in answers] == ["replayed", None, "replayed"]


def test_a_drill_verifies_everything_and_leaves_nothing_behind(
    city: City, key: OperatorKey, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    city.phone(0)
    publish(city)
    made = make(settings_of(city), tmp_path / "copy.lmb", key=key, now=city.now, progress=quietly, noted=unlogged)
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def box_of(there: Settings) -> Box:
        assert there.data_dir.parent == scratch
        return city.box

    _, report = drill(
        made.path, settings_of(city), key=key, box_of=box_of, now=city.now, progress=quietly, scratch=scratch
    )
    assert (report.faulty, report.certificates, report.trust_list, report.status_lists) == (0, 1, 1, 1)
    assert list(scratch.iterdir()) == []
    if city.engine.dialect.name == "postgresql":
        with psycopg.connect(f"{request.getfixturevalue('postgres_url')}/postgres") as connection:
            names = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        assert not any(name.startswith("liangma_drill") for name in names)


FAULTS = {
    "UPDATE signing_records SET digest = x'00'": "other_bytes",
    "UPDATE certificates SET state = 'revoked'": "status_differs",
    "UPDATE certificates SET issuer_code = 'SC'": "issuer_key_unrecorded",
    "UPDATE certificates SET sealed_sd_jwt = x'01'": "form_not_opened",
    "UPDATE trust_lists SET jws = jws || 'A'": "trust_list_not_believed",
    "UPDATE audit_entries SET actor = 'x' WHERE action = 'certificate.issued'": "log_altered",
    "DELETE FROM audit_entries WHERE action = 'certificate.issued'": "log_",
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_does_not_hold_is_named(city: City) -> None:
    city.phone(0)
    publish(city)
    city.engine.dispose()
    sound = (settings_of(city).data_dir / "liangma.db").read_bytes()
    for statement, said in FAULTS.items():
        (settings_of(city).data_dir / "liangma.db").write_bytes(sound)
        with city.engine.begin() as connection:
            connection.execute(text(statement))
        city.engine.dispose()
        report = look(settings_of(city), box=city.box, now=city.now, progress=quietly)
        assert report.faulty >= 1, statement
        named = [one.code for one in report.faults]
        assert any(code.startswith(said) for code in named), (statement, named)
        told = list(lines(report))
        assert all(f"{one.code}: {one.where}: {WORDS[one.code].zh}" in "\n".join(told) for one in report.faults)
        steps = [line for line in told if line.startswith("接下来 Next: ")]
        assert len(steps) == len(set(named))
        assert told[-1] == f"{report.faulty} 处异常 faults"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_that_was_restored_is_not_restored_over(city: City, key: OperatorKey, tmp_path: Path) -> None:
    made = make(settings_of(city), tmp_path / "copy.lmb", key=key, now=city.now, progress=quietly, noted=unlogged)
    with pytest.raises(NotEmpty):
        restore(made.path, settings_of(city), key=key, progress=quietly)
    with pytest.raises(NotEmpty):
        make(settings_of(city), tmp_path / "copy.lmb", key=key, now=city.now, progress=quietly, noted=unlogged)
