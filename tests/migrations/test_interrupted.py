"""Migrations that are killed, raced, kept waiting, or met by another program's database."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from backend import db, migrate
from backend.app import create_app
from backend.config import Settings
from backend.web.health import SCHEMA_HEAD
from tests.docs.live import ROOT
from tests.house.test_schema import differences
from tests.migrations.test_steps import revisions

OLD = "0030"


def test_what_was_killed_half_way_is_whole_and_two_at_once_finish_it(engine: Engine, database_url: str) -> None:
    migrate.downgrade(engine, OLD)
    engine.dispose()
    command = [sys.executable, "-m", "tests.migrations.drive", database_url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    killed, left, *both = done.stdout.split()
    assert (killed, both) == ("-9", ["0", "0"]), done.stderr
    assert OLD <= left < SCHEMA_HEAD
    assert migrate.current(engine) == SCHEMA_HEAD
    assert differences(engine) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_migration_gives_way_to_whoever_holds_the_table(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "LOCK_MS", 50)
    migrate.downgrade(engine, "0032")
    told: list[str] = []
    with engine.connect() as connection:
        connection.execute(text("LOCK TABLE staff IN ROW EXCLUSIVE MODE"))
        with pytest.raises(migrate.MigrationBlocked):
            migrate.upgrade(engine, pauses=(), told=told.append)
        assert migrate.current(engine) == "0032"

        def let_go(what: str) -> None:
            told.append(what)
            connection.rollback()

        migrate.upgrade(engine, pauses=(0,), told=let_go)
    assert len(told) == 1
    assert migrate.current(engine) == SCHEMA_HEAD


def test_each_program_says_that_it_is_not_ready_for_the_other_s_schema(engine: Engine, settings: Settings) -> None:
    client = create_app(settings, engine=engine).test_client()
    before = revisions()[-2]
    migrate.downgrade(engine, before)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["schema"], answer.json["expected"]) == (503, before, SCHEMA_HEAD)
    migrate.upgrade(engine)
    with db.transaction(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["schema"], answer.json["expected"]) == (503, "9999", SCHEMA_HEAD)
    assert client.get("/api/v1/matters").status_code == 200  # the older program goes on answering meanwhile
    with pytest.raises(migrate.NewerSchema):
        migrate.upgrade(engine)


def test_a_step_that_cannot_be_in_a_transaction_has_none(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    (tmp_path / "env.py").write_text((migrate.MIGRATIONS / "env.py").read_text("utf-8"), "utf-8")
    for path in (migrate.MIGRATIONS / "versions").glob("*.py"):
        (tmp_path / "versions" / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / "versions" / "9000_index.py").write_text(CONCURRENTLY.format(head=SCHEMA_HEAD), "utf-8")
    migrate.upgrade(engine, folder=tmp_path)
    assert migrate.current(engine) == "9000"
    migrate.downgrade(engine, SCHEMA_HEAD, folder=tmp_path)
    assert differences(engine) == []


CONCURRENTLY = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "9000", "{head}", None, None
transactional = False

def upgrade() -> None:
    how = "CONCURRENTLY" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"CREATE INDEX {{how}} IF NOT EXISTS ix_certificates_x ON certificates (issued_at)")

def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_certificates_x")
"""
