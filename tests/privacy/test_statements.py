"""What holders' keys cost the codes that are verified most: no statement. How one person is found in large tables."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend import db
from backend.privacy.erase import erase
from backend.privacy.export import export
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


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_the_large_tables_one_person_is_found_by_a_key(app: Flask, engine: Engine) -> None:
    city = City(app, engine, Box(KEYS["data_key"], KEYS["index_key"]))
    phone = city.phone(0)
    erasing: dict[str, Any] = {"by": "staff:one", "confirmed": "staff:two", "alone": False, "years": 10}
    with app.app_context(), db.open_session(engine) as session, sent(engine) as statements:
        said = export(session, phone.person_id, box=city.box, now=city.now)
        erase(session, phone.person_id, "本人申请", box=city.box, **erasing, now=city.now)
        session.commit()
    assert said["found_by"] == ["certificate", "citizen", "device", "device-key"]
    keys = {"routes": 'routes."key"', "devices": "devices.person_id", "desktop_requests": "desktop_requests.account_id"}
    for table, key in keys.items():  # no index by anything else
        about = [one for one in statements if re.search(rf"(FROM|UPDATE) {table}\b", one)]
        assert about
        assert [one for one in about if f"{key} " not in one.split("WHERE")[1] or " OR " in one] == []
