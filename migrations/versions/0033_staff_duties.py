"""Staff duties: an employee's number, by which two accounts are known to be one person's.

An account so far names nobody else: its login becomes its number. An employee has one administrator's account.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None
ADMINISTRATOR = sa.text("active AND role IN ('operator', 'security', 'auditor')")


def upgrade() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("employee_number", sa.String(length=60), nullable=True))
    op.execute("UPDATE staff SET employee_number = login")
    with op.batch_alter_table("staff") as staff:
        staff.alter_column("employee_number", existing_type=sa.String(length=60), nullable=False)
        staff.create_index(op.f("ix_staff_employee_number"), ["employee_number"])
    op.create_index(
        "uq_staff_administrator",
        "staff",
        ["employee_number"],
        unique=True,
        sqlite_where=ADMINISTRATOR,
        postgresql_where=ADMINISTRATOR,
    )


def downgrade() -> None:
    op.drop_index("uq_staff_administrator", table_name="staff")
    with op.batch_alter_table("staff") as staff:
        staff.drop_index(op.f("ix_staff_employee_number"))
        staff.drop_column("employee_number")
