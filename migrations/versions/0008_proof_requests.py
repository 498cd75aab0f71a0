"""requests for proofs"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEXES = (
    ("person_id", "asked_at"), ("office", "state", "due"), ("request_id",), ("certificate_id",), ("asked_at",),
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "proof_requests",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("kind_version", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=4), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sealed_asked", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("verifier_id", sa.String(length=40), nullable=True),
        sa.Column("case_no", sa.String(length=24), nullable=True),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("yellow_from", sa.BigInteger(), nullable=False),
        sa.Column("due_assumed", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_by", sa.String(length=80), nullable=True),
        sa.Column("reused", sa.Boolean(), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=True),
        sa.Column("rule_version", sa.String(length=64), nullable=True),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("sealed_reply", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "request_id", name=op.f("pk_proof_requests")),
    )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_proof_requests_{'_'.join(columns)}"), "proof_requests", list(columns), unique=False)


def downgrade() -> None:
    op.drop_table("proof_requests")
