"""requests of partners and windows to a holder's phone, and checks under a legal duty"""

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables come with their room."""


def downgrade() -> None:
    """Nothing was made."""
