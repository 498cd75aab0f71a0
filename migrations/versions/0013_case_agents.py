"""who acts for applicants, on what ground, and until when"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

COUNTING = sa.text("counts")


def upgrade() -> None:
    op.create_table(
        "case_agents",
        sa.Column("case_no", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("basis", sa.String(length=8), nullable=False),
        sa.Column("named_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("shown_at", sa.BigInteger(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("case_no", "revision", name=op.f("pk_case_agents")),
    )
    op.create_index(
        op.f("ix_case_agents_case_no"), "case_agents", ["case_no"], unique=True, sqlite_where=COUNTING,
        postgresql_where=COUNTING,
    )  # fmt: skip
    op.create_index(op.f("ix_case_agents_person_id_named_at"), "case_agents", ["person_id", "named_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_case_agents_person_id_named_at"), table_name="case_agents")
    op.drop_index(
        op.f("ix_case_agents_case_no"), table_name="case_agents", sqlite_where=COUNTING, postgresql_where=COUNTING
    )
    op.drop_table("case_agents")
