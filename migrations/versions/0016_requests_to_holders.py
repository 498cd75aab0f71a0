"""requests of partners and windows to a holder's phone, and checks under a legal duty"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _requests()
    op.create_table(
        "request_steps",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=9), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "step_id", name=op.f("pk_request_steps")),
    )
    _duty_checks()


def downgrade() -> None:
    for columns in (["tell_at"], ["person_id", "tell_at"], ["office", "asked_at"]):
        op.drop_index(op.f(f"ix_duty_checks_{'_'.join(columns)}"), table_name="duty_checks")
    op.drop_table("duty_checks")
    op.drop_table("request_steps")
    for columns in (["ends_at"], ["due_at"], ["about_key"], ["asker_id", "asked_at"], ["person_id", "asked_at"]):
        op.drop_index(op.f(f"ix_holder_requests_{'_'.join(columns)}"), table_name="holder_requests")
    op.drop_table("holder_requests")


def _requests() -> None:
    op.create_table(
        "holder_requests",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("asker_id", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=6), nullable=False),
        sa.Column("reference_key", sa.LargeBinary(), nullable=True),
        sa.Column("about_key", sa.LargeBinary(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("sealed_said", sa.LargeBinary(), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_signed", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_result", sa.LargeBinary(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_holder_requests")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_holder_requests_reference_key")),
    )
    for columns in (["person_id", "asked_at"], ["asker_id", "asked_at"], ["about_key"]):
        op.create_index(op.f(f"ix_holder_requests_{'_'.join(columns)}"), "holder_requests", columns)
    for column, rows in (("due_at", "told_at IS NULL"), ("ends_at", "sealed_result IS NOT NULL")):
        op.create_index(
            op.f(f"ix_holder_requests_{column}"), "holder_requests", [column],
            sqlite_where=sa.text(rows), postgresql_where=sa.text(rows),
        )  # fmt: skip


def _duty_checks() -> None:
    op.create_table(
        "duty_checks",
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("sealed_said", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed_why", sa.LargeBinary(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("shown", sa.JSON(), nullable=True),
        sa.Column("tell_at", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("check_id", name=op.f("pk_duty_checks")),
    )
    for columns in (["office", "asked_at"], ["person_id", "tell_at"]):
        op.create_index(op.f(f"ix_duty_checks_{'_'.join(columns)}"), "duty_checks", columns)
    op.create_index(
        op.f("ix_duty_checks_tell_at"), "duty_checks", ["tell_at"],
        sqlite_where=sa.text("told_at IS NULL"), postgresql_where=sa.text("told_at IS NULL"),
    )  # fmt: skip
