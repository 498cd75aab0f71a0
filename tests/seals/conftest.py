"""An authority and the two people who give it a seal."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Engine, select

from backend import db
from backend.audit.models import AuditEntry
from backend.seals import register
from backend.seals.models import SealRow
from backend.seals.sealing import Seal, seal_of
from backend.security import Box
from backend.trust.keys import create_issuer

NOW = 1_790_000_000
MAKER, CHECKER = "staff:maker", "staff:checker"
CODE, NAME = "GA", {"zh": "亮州市公安局", "en": "Liangzhou Public Security Bureau"}


@dataclass
class Hall:
    """Where seals are kept."""

    engine: Engine
    box: Box

    def propose(self, *, actor: str = MAKER, now: int = NOW, **changes: Any) -> SealRow:
        given: dict[str, Any] = {"in_charge": "李建国", "shape": "round", "png": None} | changes
        with db.transaction(self.engine) as session:
            return register.propose(session, CODE, **given, box=self.box, actor=actor, now=now)

    def approve(self, seal_id: uuid.UUID, *, actor: str = CHECKER, now: int = NOW, version: int = 1) -> SealRow:
        with db.transaction(self.engine) as session:
            return register.approve(session, seal_id, version=version, box=self.box, actor=actor, now=now)

    def act(self, act: Any, seal_id: uuid.UUID, *, actor: str, **more: Any) -> SealRow:
        with db.transaction(self.engine) as session:
            row: SealRow = act(session, seal_id, actor=actor, now=NOW, **more)
            return row

    def seal(self, *, now: int = NOW) -> Seal:
        with db.open_session(self.engine, reading=True) as session:
            return seal_of(session, CODE, box=self.box, now=now)

    def row(self, seal_id: uuid.UUID) -> SealRow:
        with db.open_session(self.engine, reading=True) as session:
            return register.find_seal(session, seal_id)

    def standing(self) -> Seal:
        """One that two people brought into use."""
        self.approve(self.propose().seal_id)
        return self.seal()

    def actions(self) -> list[str]:
        with db.open_session(self.engine, reading=True) as session:
            about = select(AuditEntry.action).where(AuditEntry.action.startswith("seal.")).order_by(AuditEntry.seq)
            return list(session.scalars(about))


@pytest.fixture
def hall(engine: Engine, box: Box) -> Hall:
    with db.transaction(engine) as session:
        create_issuer(
            session, code=CODE, name_zh=NAME["zh"], name_en=NAME["en"], authority_code="11430000006122617X", types=[1],
            now=NOW,
        )  # fmt: skip
    return Hall(engine, box)
