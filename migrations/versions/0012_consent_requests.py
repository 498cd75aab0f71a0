"""what officers ask applicants' phones for, and the answers"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UNANSWERED = sa.text("outcome IS NULL")


def upgrade() -> None:
    op.create_table(
        "consent_requests",
        sa.Column("case_no", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_signed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("case_no", "revision", name=op.f("pk_consent_requests")),
    )
    op.create_index(
        op.f("ix_consent_requests_case_no"), "consent_requests", ["case_no"], unique=True, sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index(
        op.f("ix_consent_requests_case_no"), table_name="consent_requests", sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )  # fmt: skip
    op.drop_table("consent_requests")
