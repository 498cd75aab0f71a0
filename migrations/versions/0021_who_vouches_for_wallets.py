"""who vouches for a wallet that asks or took copies"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wallet_offers") as offers:
        offers.add_column(sa.Column("attested_by", sa.String(length=200), nullable=True))
        offers.add_column(sa.Column("wallet_name", sa.String(length=100), nullable=True))
    with op.batch_alter_table("wallet_authorisations") as authorisations:
        authorisations.add_column(sa.Column("attested_by", sa.String(length=200), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("wallet_authorisations") as authorisations:
        authorisations.drop_column("attested_by")
    with op.batch_alter_table("wallet_offers") as offers:
        offers.drop_column("wallet_name")
        offers.drop_column("attested_by")
