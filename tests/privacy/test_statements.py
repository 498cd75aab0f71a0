"""What holders' keys cost the codes that are verified most: no statement."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.security import Box
from tests.conftest import KEYS
from tests.statements import sent
from tests.verification.world import City


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_code_that_is_verified_asks_for_a_key_by_a_statement_of_its_own(app: Flask, engine: Engine) -> None:
    city = City(app, engine, Box(KEYS["data_key"], KEYS["index_key"]))
    phone = city.phone(0)
    codes = [city.code(phone), city.pack(phone)]
    city.services.box.keyring.forget(phone.person_id)  # as in a process that never saw this holder
    for code, with_keys in zip(codes, (0, 1), strict=True):
        with sent(engine) as statements:
            city.verify(code)
        about = [one for one in statements if "holder_keys" in one]
        assert len(about) == with_keys
        assert all("FROM certificates" in one for one in about)  # beside the row that is read anyway
