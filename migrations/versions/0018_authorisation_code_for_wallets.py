"""the authorisation code flow for other wallets"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BINARY = sa.LargeBinary()


def upgrade() -> None:
    op.create_table(
        "wallet_authorisations",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("authorisation_id", sa.Uuid(), nullable=False),
        sa.Column("code_key", BINARY, nullable=False),
        sa.Column("client_id", sa.String(length=200), nullable=False),
        sa.Column("redirect_uri", sa.String(length=500), nullable=False),
        sa.Column("challenge", sa.String(length=43), nullable=False),
        sa.Column("bound_to", sa.String(length=43), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("redeemed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "authorisation_id", name=op.f("pk_wallet_authorisations")),
    )
    op.create_index(op.f("ix_wallet_authorisations_code_key"), "wallet_authorisations", ["code_key"])
    with op.batch_alter_table("wallet_offers") as offers:
        offers.add_column(sa.Column("authorisation_id", sa.Uuid(), nullable=True))
        offers.alter_column("code_key", existing_type=BINARY, nullable=True)
        offers.alter_column("tx_key", existing_type=BINARY, nullable=True)
        offers.create_index(op.f("ix_wallet_offers_authorisation_id"), ["authorisation_id"])


def downgrade() -> None:
    """Offers that began at a wallet end with what they hang on; their copies stay, and follow their certificates."""
    op.execute("DELETE FROM wallet_offers WHERE code_key IS NULL")
    with op.batch_alter_table("wallet_offers") as offers:
        offers.drop_index(op.f("ix_wallet_offers_authorisation_id"))
        offers.alter_column("tx_key", existing_type=BINARY, nullable=False)
        offers.alter_column("code_key", existing_type=BINARY, nullable=False)
        offers.drop_column("authorisation_id")
    op.drop_index(op.f("ix_wallet_authorisations_code_key"), table_name="wallet_authorisations")
    op.drop_table("wallet_authorisations")
