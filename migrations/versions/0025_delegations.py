"""certificates lent to somebody"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INDEXES = (["link_key"], ["lender_id", "offered_at"], ["borrower_id", "offered_at"], ["person_id", "parent_id"])


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("delegation_id", sa.Uuid(), nullable=False),
        sa.Column("lender_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("to_kind", sa.String(length=6), nullable=False),
        sa.Column("borrower_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=13), nullable=True),
        sa.Column("link_key", sa.LargeBinary(), nullable=True),
        sa.Column("certificates", sa.JSON(), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("lend_on", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("offered_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_why", sa.String(length=9), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "delegation_id", name=op.f("pk_delegations")),
    )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_delegations_{'_'.join(columns)}"), "delegations", columns)
    stands = sa.text("state = 'accepted'")
    op.create_index(
        op.f("ix_delegations_until"), "delegations", ["until"], sqlite_where=stands, postgresql_where=stands
    )


def downgrade() -> None:
    for columns in (["until"], *reversed(INDEXES)):
        op.drop_index(op.f(f"ix_delegations_{'_'.join(columns)}"), table_name="delegations")
    op.drop_table("delegations")
