"""What is sealed is not tried to be packed; a record that is issued is marked on the page it lies on.

On PostgreSQL alone: both say how rows that come are kept, and touch none that is there. Ciphertext never packs, so the
trial costs and gains nothing. A record is written once more when it is issued; with room for that on its page no index
learns of it, and the table becomes no larger than two versions of each row make it anyway.
"""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

SEALED = (("certificates", "sealed_sd_jwt"), ("certificates", "sealed_fields"), ("source_records", "sealed"))


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column in SEALED:
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")
    op.execute("ALTER TABLE source_records SET (fillfactor = 48)")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER TABLE source_records RESET (fillfactor)")
    for table, column in SEALED:
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTENDED")
