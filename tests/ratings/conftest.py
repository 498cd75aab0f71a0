"""A city for each test, on both engines, and a case of its first citizen that was accepted."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.security import Box
from tests.ratings.rater import Rater
from tests.verification.world import City


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


@pytest.fixture
def rater(city: City) -> Rater:
    return Rater(city)
