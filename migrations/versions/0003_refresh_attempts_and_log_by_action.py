"""the attempt that turned a refresh token; entries of the log by action"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        rare = sa.text("action <> 'verdict.accepted'")
        batch_op.create_index(
            batch_op.f("ix_audit_entries_action_at"), ["action", "at"], unique=False, sqlite_where=rare,
            postgresql_where=rare,
        )  # fmt: skip
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.add_column(sa.Column("turned_from", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("turned_by", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_column("turned_by")
        batch_op.drop_column("turned_from")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entries_action_at"))
