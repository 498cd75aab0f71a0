"""signing in on a desktop with the phone, and kiosks"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_ins", sa.Column("kind", sa.String(length=8), nullable=True))
    op.create_table(
        "desktop_requests",
        sa.Column("request_id", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kiosk_id", sa.String(length=40), nullable=True),
        sa.Column("browser", sa.String(length=12), nullable=False),
        sa.Column("system", sa.String(length=12), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("sign_in_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_desktop_requests")),
    )
    op.create_index(op.f("ix_desktop_requests_account_id"), "desktop_requests", ["account_id"])
    op.create_index(op.f("ix_desktop_requests_expires_at"), "desktop_requests", ["expires_at"])
    op.create_table(
        "kiosks",
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("hall", sa.String(length=100), nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("setup_key", sa.LargeBinary(), nullable=True),
        sa.Column("setup_until", sa.BigInteger(), nullable=True),
        sa.Column("set_up_at", sa.BigInteger(), nullable=True),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("kiosk_id", name=op.f("pk_kiosks")),
        sa.UniqueConstraint("setup_key", name=op.f("uq_kiosks_setup_key")),
    )
    op.create_table(
        "kiosk_visits",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("named", sa.JSON(), nullable=True),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_kiosk_visits")),
    )
    op.create_index(op.f("ix_kiosk_visits_kiosk_id_ended_at"), "kiosk_visits", ["kiosk_id", "ended_at"])
    op.create_index(op.f("ix_kiosk_visits_ends_at"), "kiosk_visits", ["ends_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_kiosk_visits_ends_at"), table_name="kiosk_visits")
    op.drop_index(op.f("ix_kiosk_visits_kiosk_id_ended_at"), table_name="kiosk_visits")
    op.drop_table("kiosk_visits")
    op.drop_table("kiosks")
    op.drop_index(op.f("ix_desktop_requests_expires_at"), table_name="desktop_requests")
    op.drop_index(op.f("ix_desktop_requests_account_id"), table_name="desktop_requests")
    op.drop_table("desktop_requests")
    with op.batch_alter_table("sign_ins") as table:
        table.drop_column("kind")
