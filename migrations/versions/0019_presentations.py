"""requests to other people's wallets, and what they presented"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presentations",
        sa.Column("presentation_id", sa.Uuid(), nullable=False),
        sa.Column("verifier_id", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("flow", sa.String(length=12), nullable=False),
        sa.Column("response_mode", sa.String(length=15), nullable=False),
        sa.Column("redirect_uri", sa.String(length=2000), nullable=True),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("reference_key", sa.LargeBinary(), nullable=False),
        sa.Column("client_id", sa.String(length=60), nullable=False),
        sa.Column("nonce", sa.String(length=43), nullable=False),
        sa.Column("wallet_state", sa.String(length=43), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=True),
        sa.Column("fetched_by", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("code_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_result", sa.LargeBinary(), nullable=True),
        sa.Column("result_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("presentation_id", name=op.f("pk_presentations")),
    )
    op.create_index(op.f("ix_presentations_reference_key"), "presentations", ["reference_key"])
    op.create_index(op.f("ix_presentations_expires_at"), "presentations", ["expires_at"])
    op.create_index(op.f("ix_wallet_copies_list_no_idx"), "wallet_copies", ["list_no", "idx"])


def downgrade() -> None:
    op.drop_index(op.f("ix_wallet_copies_list_no_idx"), table_name="wallet_copies")
    op.drop_index(op.f("ix_presentations_expires_at"), table_name="presentations")
    op.drop_index(op.f("ix_presentations_reference_key"), table_name="presentations")
    op.drop_table("presentations")
