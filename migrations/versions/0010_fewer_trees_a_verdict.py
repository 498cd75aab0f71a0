"""a verdict is written to fewer trees: keys that are the order of reading, and no index for what is found otherwise"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

RARE = sa.text("action <> 'verdict.accepted'")


def upgrade() -> None:
    _used_codes(with_rowid=False)
    with op.batch_alter_table("verdicts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdicts_verifier_id_at"))
        batch_op.drop_index(batch_op.f("ix_verdicts_person_id_at"))
        batch_op.drop_constraint("pk_verdicts", type_="primary")
        batch_op.create_primary_key("pk_verdicts", ["person_id", "at", "verdict_id"])
    _subjects(where=RARE)


def downgrade() -> None:
    _subjects(where=None)
    with op.batch_alter_table("verdicts", schema=None) as batch_op:
        batch_op.drop_constraint("pk_verdicts", type_="primary")
        batch_op.create_primary_key("pk_verdicts", ["person_id", "verdict_id"])
        batch_op.create_index(batch_op.f("ix_verdicts_person_id_at"), ["person_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_verdicts_verifier_id_at"), ["verifier_id", "at"], unique=False)
    _used_codes(with_rowid=True)


def _used_codes(*, with_rowid: bool) -> None:
    """PostgreSQL has no such choice."""
    if op.get_bind().dialect.name == "sqlite":
        choice = {"sqlite_with_rowid": with_rowid}
        with op.batch_alter_table("used_codes", schema=None, recreate="always", table_kwargs=choice):
            pass


def _subjects(*, where: sa.TextClause | None) -> None:
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entries_subject_at"))
        batch_op.create_index(
            batch_op.f("ix_audit_entries_subject_at"), ["subject", "at"], unique=False, sqlite_where=where,
            postgresql_where=where,
        )  # fmt: skip
