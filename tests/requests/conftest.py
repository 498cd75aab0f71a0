"""A city with a bank that may ask by link and by number, on both engines."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.security import Box
from tests.requests.bank import Bank
from tests.verification.world import City


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


@pytest.fixture
def bank(city: City) -> Bank:
    return Bank(city)
