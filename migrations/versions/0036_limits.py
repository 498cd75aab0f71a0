"""What is forgotten by its time is found by its time, on PostgreSQL

At the size of a province a month of rows is gigabytes, and the worker looks each minute what is over. An index over
ranges of blocks (BRIN) costs a write next to nothing, because these rows are written in the order of their times.
"""

from typing import Any

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
transactional = False

PLACES = (("used_codes", "used_at"), ("nonces", "expires_at"))


def upgrade() -> None:
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    driver: Any = bind.connection.driver_connection
    alone = driver.autocommit  # not where all migrations are one transaction
    how = "CONCURRENTLY" if alone else ""
    for table, column in PLACES:
        name = f"ix_{table}_{column}"
        op.execute(f"DROP INDEX {how} IF EXISTS {name}")  # of a try that was stopped
        op.execute(f'CREATE INDEX {how} {name} ON {table} USING brin ("{column}") WITH (autosummarize = on)')


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, column in PLACES:
            op.execute(f"DROP INDEX IF EXISTS ix_{table}_{column}")
