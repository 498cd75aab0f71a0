"""batches

On PostgreSQL also the tables, types and functions of procrastinate 3.10, from the package: all begin with its name.
"""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLES = ("batch_turns", "batch_failures", "batch_chunks", "batch_rows", "batch_files", "batches")
FORGET = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables
               WHERE schemaname = current_schema AND tablename LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP TABLE %I CASCADE', one.tablename);
    END LOOP;
    FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
               WHERE n.nspname = current_schema AND p.proname LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', one.name);
    END LOOP;
    FOR one IN SELECT t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
               WHERE n.nspname = current_schema AND t.typname LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP TYPE IF EXISTS %I CASCADE', one.typname);
    END LOOP;
END
$$
"""


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("issuer_code", sa.String(4), nullable=False),
        sa.Column("type_number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("last_row", sa.Integer(), nullable=False),
        sa.Column("read_failed", sa.Integer(), nullable=False),
        sa.Column("read_reasons", sa.JSON(), nullable=False),
        sa.Column("cursor", sa.Uuid(), nullable=True),
        sa.Column("busy_until", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.String(80), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("changed_by", sa.String(80), nullable=True),
        sa.Column("stopped_why", sa.String(60), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batches")),
    )
    op.create_index(op.f("ix_batches_issuer_code_state"), "batches", ["issuer_code", "state"])
    op.create_index(op.f("ix_batches_made_at_batch_id"), "batches", ["made_at", "batch_id"])
    op.create_table(
        "batch_files",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batch_files")),
    )
    op.create_table(
        "batch_turns",
        sa.Column("issuer_code", sa.String(4), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("issuer_code", "place", name=op.f("pk_batch_turns")),
    )
    _rows_and_chunks()
    op.drop_table("batch_jobs")
    _procrastinate()


def _rows_and_chunks() -> None:
    op.create_table(
        "batch_rows",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "row", "place", name=op.f("pk_batch_rows")),
    )
    op.create_table(
        "batch_chunks",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("chunk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "chunk", name=op.f("pk_batch_chunks")),
    )
    op.create_table(
        "batch_failures",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "row", "place", name=op.f("pk_batch_failures")),
    )


def _procrastinate() -> None:
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        driver = bind.connection.driver_connection
        assert driver is not None
        driver.execute(SchemaManager.get_schema())  # many statements: not for a prepared one


def downgrade() -> None:
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        bind.exec_driver_sql(FORGET.replace("%", "%%"))
    op.create_table(
        "batch_jobs",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("type_number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("cursor", sa.Uuid(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batch_jobs")),
    )
    for table in TABLES:
        op.drop_table(table)
