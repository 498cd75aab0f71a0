"""cases applied for online: channel, what was typed, what was signed"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CASES = sa.table("cases", sa.column("case_no"), sa.column("channel"), sa.column("verifier_id"))
MATERIALS = sa.table("case_materials", sa.column("case_no"))
CERTIFICATES = sa.table("case_certificates", sa.column("case_no"))
STEPS = sa.table("case_steps", sa.column("case_no"))


def upgrade() -> None:
    op.create_table(
        "case_consents",
        sa.Column("case_no", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("verdict_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_no", "revision", name=op.f("pk_case_consents")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("sealed_typed", sa.LargeBinary(), nullable=True))
        batch_op.alter_column("verifier_id", existing_type=sa.String(length=40), nullable=True)
        batch_op.alter_column("staff_id", existing_type=sa.Uuid(), nullable=True)
    op.get_bind().execute(CASES.update().values(channel="window"))
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.alter_column("channel", existing_type=sa.String(length=8), nullable=False)


def downgrade() -> None:
    """Cases that no window has taken over have no place in the older schema."""
    bind = op.get_bind()
    online = sa.select(CASES.c.case_no).where(CASES.c.verifier_id.is_(None))
    for table in (MATERIALS, CERTIFICATES, STEPS, CASES):
        bind.execute(table.delete().where(table.c.case_no.in_(online)))
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.alter_column("staff_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.alter_column("verifier_id", existing_type=sa.String(length=40), nullable=False)
        batch_op.drop_column("sealed_typed")
        batch_op.drop_column("channel")
    op.drop_table("case_consents")
