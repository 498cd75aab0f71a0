"""Every migration, down and up, with rows in all tables, on both engines; and what each makes others wait for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, inspect

from backend import db, migrate
from tests.house.test_schema import differences
from tests.migrations.online import locking
from tests.migrations.rows import counts, fill

LOST = {  # where the older schema has no words for a row: it goes, and nothing else does
    "0017": {"wallet_offers"},  # offers that a wallet's own page began
    "0004": {"cases", "case_steps", "case_materials", "case_certificates"},  # cases without a window
}
FIRST_JUDGED = "0022"  # those before were made when nobody ran the program yet
MONTHS = "what is there is joined as it lies; `liangma scale prepare` makes keys and bounds beforehand, concurrently"
EXCEPTIONS = {  # (migration, what) -> why it may
    ("0026", "index: source_records"): "made before any city had its registers in",
    ("0035", "drop: batch_jobs"): "no row outlives its batch, and batches stop for an upgrade",
    ("0037", "constraint: audit_entries"): MONTHS,
    ("0037", "constraint: verdicts"): MONTHS,
    ("0037", "index: audit_entries"): MONTHS,
    ("0037", "index: verdicts"): MONTHS,
    ("0037", "rename: audit_entries"): MONTHS,
    ("0037", "rename: verdicts"): MONTHS,
}


def revisions() -> list[str]:
    """From the first to the last."""
    script = ScriptDirectory.from_config(migrate.configuration())
    return [one.revision for one in reversed(list(script.walk_revisions()))]


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def test_every_migration_goes_down_and_up_again_with_rows_in_every_table(engine: Engine) -> None:
    tables, order = db.Base.metadata.sorted_tables, revisions()
    with engine.begin() as connection:
        fill(connection, tables)
        before = counts(connection, tables)
    assert min(before.values()) >= 1
    for below in reversed(order[:-1]):
        migrate.downgrade(engine, below)
        assert migrate.current(engine) == below
        with engine.connect() as connection:
            left = inspect(connection).get_table_names()
            found = counts(connection, [table for table in tables if table.name in left])
        fewer = {name for name in found if found[name] != before[name]}
        assert fewer == LOST.get(below, set()), below
        before |= found
    locks = {}
    for above in order[1:]:
        there_before = inspect(engine).get_table_names()
        with statements(engine) as said:
            migrate.upgrade(engine, above)
        for what in (one for statement in said for one in locking(statement, there_before)):
            locks[above, what] = True
    assert differences(engine) == []
    if engine.dialect.name == "postgresql":
        judged = {key for key in locks if key[0] >= FIRST_JUDGED}
        assert judged == set(EXCEPTIONS)


BAD = {
    "ALTER TABLE certificates ADD COLUMN x BIGINT NOT NULL": "column without default: certificates",
    "ALTER TABLE certificates ALTER COLUMN state TYPE VARCHAR(20)": "type: certificates",
    "ALTER TABLE certificates ALTER COLUMN state SET NOT NULL": "not null: certificates",
    "CREATE UNIQUE INDEX ix ON certificates (state)": "index: certificates",
    "ALTER TABLE certificates ADD CONSTRAINT c CHECK (true)": "constraint: certificates",
    "LOCK TABLE certificates": "lock: certificates",
    "UPDATE certificates SET state = 'x'": "all rows: certificates",
    "DELETE FROM certificates": "all rows: certificates",
    "DROP TABLE staff": "drop: staff",
    "ALTER TABLE certificates\n  DROP COLUMN state": "drop: certificates",
    "ALTER TABLE certificates RENAME TO x": "rename: certificates",
}
GOOD = (
    "ALTER TABLE certificates ADD COLUMN x BIGINT", "ALTER TABLE certificates ADD COLUMN x BIGINT DEFAULT 0 NOT NULL",
    "CREATE INDEX CONCURRENTLY ix ON certificates (state)", "UPDATE certificates SET state = 'x' WHERE person_id < 'a'",
    "ALTER TABLE certificates ADD CONSTRAINT c CHECK (true) NOT VALID", "CREATE INDEX ix ON newly_made (state)",
    "CREATE INDEX ix ON staff (login)", "DROP TABLE newly_made", "CREATE TABLE certificates2 (x BIGINT NOT NULL)",
)  # fmt: skip


def test_what_makes_others_wait_is_known_by_its_statement() -> None:
    for statement, what in BAD.items():
        assert locking(statement, ["certificates", "staff"]) == [what]
    for statement in GOOD:
        assert locking(statement, ["certificates", "staff"]) == []
