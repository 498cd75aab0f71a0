"""decisions, commitments with their checks, numbers of results"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MATERIALS = sa.table("case_materials", sa.column("state"))


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("case_no", sa.String(length=24), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("by", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("rule_version", sa.String(length=64), nullable=True),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("certificates", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_no", name=op.f("pk_decisions")),
    )
    op.create_table(
        "commitments",
        sa.Column("case_no", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=8), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("materials", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.Column("check_due", sa.BigInteger(), nullable=True),
        sa.Column("check_yellow", sa.BigInteger(), nullable=True),
        sa.Column("check_assumed", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("checked_at", sa.BigInteger(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("case_no", name=op.f("pk_commitments")),
    )
    op.create_index(op.f("ix_commitments_office_check_due"), "commitments", ["office", "check_due"], unique=False)
    op.create_table(
        "result_numbers",
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_result_numbers")),
    )


def downgrade() -> None:
    """A promised material is handed in as far as the older schema can say it."""
    op.get_bind().execute(MATERIALS.update().where(MATERIALS.c.state == "committed").values(state="provided"))
    op.drop_table("result_numbers")
    op.drop_index(op.f("ix_commitments_office_check_due"), table_name="commitments")
    op.drop_table("commitments")
    op.drop_table("decisions")
