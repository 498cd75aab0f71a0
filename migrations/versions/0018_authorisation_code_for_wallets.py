"""the authorisation code flow for other wallets"""

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables come with their room."""


def downgrade() -> None:
    """Nothing was made."""
