"""printed codes that are good once"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "printed_codes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("printed_code_id", sa.Uuid(), nullable=False),
        sa.Column("code_key", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("matter_code", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ground", sa.String(length=8), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("printed_by", sa.String(length=80), nullable=False),
        sa.Column("printed_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("used_at_office", sa.String(length=40), nullable=True),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.String(length=8), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "printed_code_id", name=op.f("pk_printed_codes")),
    )
    op.create_index(op.f("ix_printed_codes_code_key"), "printed_codes", ["code_key"])
    op.create_index(op.f("ix_printed_codes_office_printed_at"), "printed_codes", ["office", "printed_at"])


def downgrade() -> None:
    op.drop_table("printed_codes")
