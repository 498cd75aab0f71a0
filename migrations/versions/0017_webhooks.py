"""webhooks: where a partner is told what happened, and what is still to be told"""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables come with their room."""


def downgrade() -> None:
    """Nothing was made."""
