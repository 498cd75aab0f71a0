"""A city whose citizens lend certificates, on both engines."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.security import Box
from tests.delegations.friends import Friends
from tests.verification.world import City


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


@pytest.fixture
def friends(city: City) -> Friends:
    return Friends(city)
