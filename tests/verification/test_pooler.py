"""Through PgBouncer, pooling by transaction: two connections to PostgreSQL for everybody, and none keeps anything."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import OperationalError

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.db import insert_many
from backend.errors import ConfigError
from backend.people.models import Nonce
from backend.security import Box
from backend.store_settings import DatabaseSettings
from backend.verification.models import UsedCode
from certs import lm1
from tests.pooler import pooler
from tests.verification.world import City

POOLED = DatabaseSettings(pooled=True)
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def pooled(database_url: str) -> Iterator[Engine]:
    with pooler(database_url) as url:
        engine = db.make_engine(url, POOLED)
        yield engine
        engine.dispose()


@pytest.fixture
def city(settings: Settings, pooled: Engine, box: Box) -> City:
    app: Flask = create_app(settings, engine=pooled)
    return City(app, pooled, box)


def test_eight_windows_scan_through_two_connections_and_each_code_has_one_winner(city: City) -> None:
    phone = city.phone(0)
    view = city.view(phone, phone.held["resident-id"], 1)
    codes = [lm1.code_text(view, phone.signer, iat=city.now - age) for age in range(24)]
    barrier, accepted = threading.Barrier(8), [0] * len(codes)
    lock = threading.Lock()

    def show(start: int) -> None:
        barrier.wait(timeout=20)
        for place in [*range(start, len(codes), 8), *range(start, len(codes), 8)]:  # each of them twice
            verdict = city.verify(codes[place])
            with lock:
                accepted[place] += verdict["accepted"]

    threads = [threading.Thread(target=show, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert accepted == [1] * len(codes)
    with db.open_session(city.engine) as session:
        assert session.scalar(select(func.count()).select_from(UsedCode)) == len(codes)
        assert session.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")) <= 2
        assert session.execute(text("SELECT name FROM pg_prepared_statements")).all() == []


def test_the_waits_are_there_and_rows_are_copied_and_streamed(pooled: Engine) -> None:
    rows = [{"nonce": bytes([n]), "use": "code", "owner": "x", "expires_at": n, "used_at": None} for n in range(50)]
    with db.transaction(pooled) as session:
        insert_many(session, Nonce, rows)
        streamed = session.execute(select(Nonce.nonce).execution_options(yield_per=7))
        assert len(list(streamed)) == 50
        assert session.scalar(text("SHOW statement_timeout")) == "10s"
    with db.transaction(pooled) as session:
        session.execute(text("SET LOCAL statement_timeout = 50"))
        with pytest.raises(OperationalError):
            session.execute(text("SELECT pg_sleep(5)"))
    with pooled.connect() as connection:
        assert connection.scalar(text("SHOW statement_timeout")) == "10s"


def test_a_pooler_that_sets_no_waits_is_refused(database_url: str) -> None:
    with pooler(database_url, waits=False) as url:
        engine = db.make_engine(url, POOLED)
        with pytest.raises(ConfigError, match="LIANGMA_DATABASE_POOLER"):
            engine.connect()
        engine.dispose()
