"""An issuer with a key, three of the security role (two accounts of one person), and what they ask and decide."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Engine, select

from backend import db
from backend.audit.models import AuditEntry
from backend.issuers import decide
from backend.issuers.models import KeyDecision
from backend.people.models import Staff
from backend.people.staff import create_staff
from backend.security import Box
from backend.trust import keys, lists
from certs import trust
from certs.catalogue import Catalogue, load_builtin

NOW = 1_790_000_000
DAY = 86_400


@dataclass
class Ministry:
    """`asker` and `other` are two people; `twin` is another account of the asker's."""

    engine: Engine
    box: Box
    catalogue: Catalogue
    asker: str
    other: str
    twin: str

    def ask(self, act: str, *, now: int = NOW, by: str | None = None, code: str = "GA", **wanted: Any) -> KeyDecision:
        with db.transaction(self.engine) as session:
            return decide.ask(
                session, act, code, decide.Wanted(**wanted), reason="每年轮换", catalogue=self.catalogue, box=self.box,
                actor=by or self.asker, now=now,
            )  # fmt: skip

    def agree(self, row: KeyDecision, *, now: int = NOW, by: str | None = None) -> KeyDecision:
        with db.transaction(self.engine) as session:
            return decide.agree(session, row.decision_id, box=self.box, actor=by or self.other, now=now)

    def refuse(self, row: KeyDecision, *, now: int = NOW, by: str | None = None) -> KeyDecision:
        with db.transaction(self.engine) as session:
            return decide.refuse(session, row.decision_id, "核对不符", box=self.box, actor=by or self.other, now=now)

    def announce(self, *, now: int = NOW, in_device: bool = False) -> str:
        with db.transaction(self.engine) as session:
            return keys.new_key(session, "GA", box=self.box, now=now, in_device=in_device, actor=self.asker)

    def published(self, *, now: int = NOW) -> trust.TrustList:
        with db.transaction(self.engine) as session:
            anchor = keys.platform_signer(session, box=self.box, now=now).public
            return trust.read_trust_list(lists.trust_list(session, now=now, box=self.box), anchor)

    def states(self, *, now: int = NOW) -> dict[str, str]:
        return {key.thumbprint: key.state for key in self.published(now=now).issuers["GA"].keys}

    def first(self) -> str:
        return self.published().issuers["GA"].keys[0].thumbprint

    def sign(self, data: bytes = b"data", *, now: int = NOW, code: str = "GA") -> bytes:
        with db.open_session(self.engine) as session:
            return keys.fresh_signer(session, code, box=self.box, now=now).sign(data)

    def steps(self) -> list[str]:
        with db.open_session(self.engine, reading=True) as session:
            about = select(AuditEntry.action).where(AuditEntry.action.startswith("key_decision."))
            return list(session.scalars(about.order_by(AuditEntry.at, AuditEntry.chain, AuditEntry.seq)))


@pytest.fixture
def ministry(engine: Engine, box: Box) -> Ministry:
    with db.transaction(engine) as session:
        keys.ensure_platform(session, box=box, now=NOW)
        names = {"name_zh": "公安局", "name_en": "Public Security"}
        keys.create_issuer(session, code="GA", **names, authority_code="11000000000000000X", types=[1], now=NOW)
        keys.new_key(session, "GA", box=box, state="active", now=NOW)
        given: dict[str, Any] = {"password": "correct horse battery", "box": box, "now": NOW, "actor": "test"}
        people = [
            create_staff(session, login, name="王五", role="security", office=None, **given).staff_id
            for login in ("one", "two")
        ]
        twin = create_staff(
            session, "one.desk", name="王五", role="window", office="W1", employee_number="one", **given
        )
        assert session.get_one(Staff, twin.staff_id).employee_number == "one"
        ids: list[uuid.UUID] = [*people, twin.staff_id]
    asker, other, second = (f"staff:{one}" for one in ids)
    return Ministry(engine, box, load_builtin(), asker, other, second)
