"""offers of the certificate that a case is still to end in"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wallet_offers") as table:
        table.add_column(sa.Column("case_no", sa.String(length=24), nullable=True))
        table.alter_column("certificate_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    nothing_yet = "SELECT offer_id FROM wallet_offers WHERE certificate_id IS NULL"
    op.execute(f"DELETE FROM wallet_deferrals WHERE offer_id IN ({nothing_yet})")  # noqa: S608
    op.execute("DELETE FROM wallet_offers WHERE certificate_id IS NULL")
    with op.batch_alter_table("wallet_offers") as table:
        table.alter_column("certificate_id", existing_type=sa.Uuid(), nullable=False)
        table.drop_column("case_no")
