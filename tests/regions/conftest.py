"""East as another region: its bundle on a real server, and the two people here who vouch for it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.regions import register
from backend.regions.ask import ask
from backend.regions.models import Region
from backend.regions.take import take
from backend.security import Box
from certs import base64url, keys
from certs.catalogue import load_builtin
from tests.regions.door import Door, open_door, serving
from tests.regions.two import Two
from tests.vectors import lm1_world as w
from tests.vectors import region_world as r
from tests.verification.world import City

CATALOGUE = load_builtin()
MAKER, CHECKER = "staff:maker", "staff:checker"
ACCEPTS: dict[str, Any] = {
    "citizen-card": {
        "type": "resident-id",
        "fields": {"full_name": "name", "birth_date": "birth_date", "over_18": "over_18",
                   "card_number": "citizen_number", "internal": None},
    }
}  # fmt: skip


def thumbprint(signer: keys.Signer = r.EAST) -> str:
    return base64url.encode(keys.thumbprint(signer.public))


def published(signer: keys.SoftwareSigner = r.EAST, **changes: Any) -> str:
    """East's bundle, with changes to the arguments of `sign_bundle`."""
    return r.published("east", signer, r.EAST_GA, **changes)


@dataclass
class Desk:
    """The desk where regions are registered, and what stands behind the region's door."""

    engine: Engine
    door: Door

    @property
    def local(self) -> set[str]:
        return {self.door.pair}

    def propose(self, region_id: str = "EAST", *, actor: str = MAKER, now: int = w.NOW, **changes: Any) -> Region:
        arguments: dict[str, Any] = {
            "name": {"zh": "东区", "en": "East"}, "base_url": self.door.address, "thumbprint": thumbprint(),
            "grace": 3_600, "accepts": ACCEPTS,
        } | changes  # fmt: skip
        base_url = register.check_address(arguments["base_url"], local=self.local)
        served = ask(base_url, local=self.local)
        with db.transaction(self.engine) as session:
            return register.propose(
                session, region_id, **arguments | {"base_url": base_url}, served=served, catalogue=CATALOGUE,
                actor=actor, now=now,
            )  # fmt: skip

    def approve(self, *, actor: str = CHECKER, now: int = w.NOW, **changes: Any) -> Region:
        with db.transaction(self.engine) as session:
            version = register.find_region(session, "EAST")[1].version
            arguments: dict[str, Any] = {"thumbprint": thumbprint(), "version": version} | changes
            return register.approve(session, "EAST", **arguments, actor=actor, now=now)

    def take(self, *, now: int = w.NOW) -> Region:
        return take(self.engine, "EAST", catalogue=CATALOGUE, local=self.local, actor=MAKER, now=now)


@pytest.fixture
def door() -> Iterator[Door]:
    with open_door() as door:
        door.text = published()
        yield door


@pytest.fixture
def desk(engine: Engine, door: Door) -> Desk:
    return Desk(engine, door)


@pytest.fixture
def two(
    app: Flask, engine: Engine, box: Box, settings: Settings, sqlite_template: Path, tmp_path: Path
) -> Iterator[Two]:
    """The other city keeps its data in a file of its own, and is served on a loopback port."""
    path = tmp_path / "there.db"
    shutil.copy(sqlite_template, path)
    other = db.make_engine(f"sqlite:///{path}")
    away = create_app(replace(settings, database_url=f"sqlite:///{path}"), engine=other)
    here, there = City(app, engine, box), City(away, other, box)
    there.phone(9)  # a city that has issued something has a status list
    with serving(away) as address:
        yield Two(here, there, address)
    other.dispose()
