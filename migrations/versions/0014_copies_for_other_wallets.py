"""offers of certificates to other wallets, and the copies given on them"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wallet_offers",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("type_number", sa.Integer(), nullable=False),
        sa.Column("code_key", sa.LargeBinary(), nullable=False),
        sa.Column("tx_key", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("client_id", sa.String(length=200), nullable=True),
        sa.Column("token_key", sa.LargeBinary(), nullable=True),
        sa.Column("token_expires_at", sa.BigInteger(), nullable=True),
        sa.Column("bound_to", sa.String(length=43), nullable=True),
        sa.Column("narrowed", sa.Boolean(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "offer_id", name=op.f("pk_wallet_offers")),
    )
    for columns in (["code_key"], ["token_key"], ["person_id", "certificate_id"]):
        op.create_index(op.f(f"ix_wallet_offers_{'_'.join(columns)}"), "wallet_offers", columns)
    op.create_table(
        "wallet_copies",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("list_no", sa.Integer(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("holder_thumbprint", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("key_thumbprint", sa.String(length=43), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "copy_id", name=op.f("pk_wallet_copies")),
    )
    columns = ["person_id", "certificate_id"]
    op.create_index(op.f("ix_wallet_copies_person_id_certificate_id"), "wallet_copies", columns)


def downgrade() -> None:
    op.drop_index(op.f("ix_wallet_copies_person_id_certificate_id"), table_name="wallet_copies")
    op.drop_table("wallet_copies")
    for columns in (["person_id", "certificate_id"], ["token_key"], ["code_key"]):
        op.drop_index(op.f(f"ix_wallet_offers_{'_'.join(columns)}"), table_name="wallet_offers")
    op.drop_table("wallet_offers")
