"""other regions: their pinned trust lists and the mapping of their types"""

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables come with their room."""


def downgrade() -> None:
    """Nothing was made."""
