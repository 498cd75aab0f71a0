"""A city with a few holders, and boxes with older and newer keys."""

import uuid
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.security import Box
from certs.catalogue import load_builtin
from tests.conftest import KEYS
from tests.registries.office import Office, open_office
from tests.verification.world import City

OLD, NEW, INDEX = b"o" * 32, b"n" * 32, b"i" * 32
NOW = 1_790_000_000


@pytest.fixture
def box() -> Box:
    return Box(OLD, INDEX)


@pytest.fixture
def both() -> Box:
    """The same office while the keys change: both open, the new one seals."""
    return Box(NEW, INDEX, [OLD])


@pytest.fixture
def office(engine: Engine, box: Box, tmp_path: Path) -> Office:
    made = open_office(engine, box, load_builtin(), tmp_path, now=NOW)
    box.keyring.check(engine, now=NOW)
    return made


@pytest.fixture
def city(app: Flask, engine: Engine) -> City:
    return City(app, engine, Box(KEYS["data_key"], KEYS["index_key"]))


def holders(office: Office, count: int) -> list[uuid.UUID]:
    """Persons with an identity card each."""
    return [office.issue("resident-id", n).person_id for n in range(count)]
