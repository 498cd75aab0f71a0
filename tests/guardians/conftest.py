"""A city with a family, on both engines."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.security import Box
from tests.guardians.family import Family
from tests.verification.world import City


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


@pytest.fixture
def family(city: City) -> Family:
    return Family(city)
