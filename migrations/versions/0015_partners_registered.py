"""applications of partners, approved by a second person; their quotas and use"""

import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

PARTNERS = sa.table(
    "partners", sa.column("client_id"), sa.column("secret_hash"), sa.column("jwks", sa.JSON()),
    sa.column("active", sa.Boolean()), sa.column("state"), sa.column("state_since", sa.BigInteger()),
    sa.column("registration", sa.JSON()), sa.column("approved_by"), sa.column("created_at", sa.BigInteger()),
)  # fmt: skip
CREDENTIALS = sa.table(
    "partner_credentials", sa.column("client_id"), sa.column("credential_id", sa.Uuid()), sa.column("secret_hash"),
    sa.column("jwk", sa.JSON()), sa.column("created_at", sa.BigInteger()), sa.column("ends_at", sa.BigInteger()),
)  # fmt: skip
VERIFIERS = sa.table(
    "verifiers", sa.column("verifier_id"), sa.column("name_zh"), sa.column("name_en"), sa.column("purposes", sa.JSON())
)
NEW = ("state", "state_since", "registration", "approved_by")
WAITING = sa.text("state = 'applied'")


def upgrade() -> None:
    """A partner of before stands as approved, for verifying, with the texts that can be told of it."""
    _create()
    with op.batch_alter_table("partners", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("state_since", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("state_reason", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("state_by", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("registration", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("approved_by", sa.String(length=80), nullable=True))
    _carry_over(op.get_bind())
    with op.batch_alter_table("partners", schema=None) as batch_op:
        for name, kind in (("state", sa.String(10)), ("state_since", sa.BigInteger()), ("registration", sa.JSON()),
                           ("approved_by", sa.String(80))):  # fmt: skip
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        for name in ("active", "secret_hash", "jwks"):
            batch_op.drop_column(name)


def downgrade() -> None:
    """Of several secrets the newest stays; what was applied for is gone."""
    with op.batch_alter_table("partners", schema=None) as batch_op:
        batch_op.add_column(sa.Column("secret_hash", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("jwks", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("active", sa.Boolean(), nullable=True))
    _carry_back(op.get_bind())
    with op.batch_alter_table("partners", schema=None) as batch_op:
        batch_op.alter_column("active", existing_type=sa.Boolean(), nullable=False)
        for name in (*NEW, "state_reason", "state_by"):
            batch_op.drop_column(name)
    op.drop_table("partner_uses")
    op.drop_table("partner_credentials")
    op.drop_index(
        op.f("ix_partner_applications_waiting"), table_name="partner_applications", sqlite_where=WAITING,
        postgresql_where=WAITING,
    )  # fmt: skip
    op.drop_index(op.f("ix_partner_applications_client_id"), table_name="partner_applications")
    op.drop_table("partner_applications")


def _create() -> None:
    op.create_table(
        "partner_applications",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("replaces", sa.JSON(), nullable=True),
        sa.Column("applied_by", sa.String(length=80), nullable=False),
        sa.Column("applied_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_partner_applications")),
    )
    op.create_index(op.f("ix_partner_applications_client_id"), "partner_applications", ["client_id"])
    op.create_index(
        op.f("ix_partner_applications_waiting"), "partner_applications", ["client_id"], unique=True,
        sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip
    op.create_table(
        "partner_credentials",
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column("credential_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=True),
        sa.Column("jwk", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("client_id", "credential_id", name=op.f("pk_partner_credentials")),
    )
    op.create_table(
        "partner_uses",
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("span", sa.String(length=6), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "channel", "span", "number", name=op.f("pk_partner_uses")),
    )


def _carry_over(bind: sa.Connection) -> None:
    known = sa.select(VERIFIERS.c.name_zh, VERIFIERS.c.name_en, VERIFIERS.c.purposes)
    columns = (PARTNERS.c.client_id, PARTNERS.c.secret_hash, PARTNERS.c.jwks, PARTNERS.c.active, PARTNERS.c.created_at)
    for client_id, secret_hash, jwks, active, created_at in bind.execute(sa.select(*columns)).all():
        named = bind.execute(known.where(VERIFIERS.c.verifier_id == client_id)).first()
        values = {
            "state": "approved" if active else "closed", "state_since": created_at, "approved_by": "migration",
            "registration": _registration(client_id, named),
        }  # fmt: skip
        bind.execute(PARTNERS.update().where(PARTNERS.c.client_id == client_id).values(values))
        keys = [(None, jwk) for jwk in (jwks or {}).get("keys", [])]
        for hashed, jwk in [*keys, *([(secret_hash, None)] if secret_hash else [])]:
            row = {"client_id": client_id, "credential_id": uuid.uuid4(), "secret_hash": hashed,
                   "jwk": sa.null() if jwk is None else jwk, "created_at": created_at, "ends_at": None}  # fmt: skip
            bind.execute(CREDENTIALS.insert().values(row))


def _registration(client_id: str, named: Any) -> dict[str, Any]:
    zh, en, purposes = tuple(named) if named else (client_id, client_id, {})
    texts = {
        purpose: {"zh": purpose, "en": purpose, "legal_ground": "consent", "basis": "", "keep_days": 0,
                  "why_all": ""}
        for purpose in purposes
    }  # fmt: skip
    return {
        "legal_name": {"zh": zh, "en": en}, "logo": None, "contact": {"name": "", "phone": "", "email": ""},
        "purposes": texts, "channels": ["offline", "online"], "limits": {},
    }  # fmt: skip


def _carry_back(bind: sa.Connection) -> None:
    known = sa.select(CREDENTIALS.c.client_id, CREDENTIALS.c.secret_hash, CREDENTIALS.c.jwk)
    for client_id, secret_hash, jwk in bind.execute(known.order_by(CREDENTIALS.c.created_at)).all():
        mine = PARTNERS.c.client_id == client_id
        if secret_hash:
            bind.execute(PARTNERS.update().where(mine).values(secret_hash=secret_hash))
            continue
        keys = bind.execute(sa.select(PARTNERS.c.jwks).where(mine)).scalar_one() or {"keys": []}
        bind.execute(PARTNERS.update().where(mine).values(jwks={"keys": [*keys["keys"], jwk]}))
    bind.execute(PARTNERS.update().values(active=PARTNERS.c.state == "approved"))
