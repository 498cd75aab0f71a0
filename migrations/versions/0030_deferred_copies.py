"""copies for other wallets that are issued later"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wallet_deferrals",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("deferral_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("transaction_key", sa.LargeBinary(), nullable=False),
        sa.Column("holders", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "deferral_id", name=op.f("pk_wallet_deferrals")),
    )
    op.create_index(op.f("ix_wallet_deferrals_transaction_key"), "wallet_deferrals", ["transaction_key"])
    op.create_index(op.f("ix_wallet_deferrals_person_id_offer_id"), "wallet_deferrals", ["person_id", "offer_id"])


def downgrade() -> None:
    op.drop_table("wallet_deferrals")
