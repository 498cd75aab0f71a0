"""A city with a company: its representative, two more people with phones, and the department that registers it."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.security import Box
from tests.companies.company import Company
from tests.verification.world import City


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


@pytest.fixture
def company(city: City) -> Company:
    return Company(city)
