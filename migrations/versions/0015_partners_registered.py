"""applications of partners, approved by a second person; their quotas and use"""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables come with their room."""


def downgrade() -> None:
    """Nothing was made."""
