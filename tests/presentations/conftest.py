"""One city for the tests of a file on each engine, with a bank that may ask wallets, and a holder for each test."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend import db
from backend.app import create_app
from backend.certificates.models import Certificate
from backend.certificates.wallet import showable
from backend.config import Settings
from backend.demo import people
from backend.demo.people import Person
from backend.security import Box
from certs.catalogue import load_builtin
from tests.conftest import ENGINES, fresh_database, settings_on
from tests.people import sign_in
from tests.presentations.wallet import PURPOSE, Copy, Wallet, take
from tests.registries.office import Office, clock_now, open_office

NEXT = itertools.count()
FIELDS = ["name", "citizen_number", "over_18", "birth_date"]
PURPOSES = {PURPOSE: {"1": FIELDS, "2": "*"}, "age": {"1": ["over_18"]}}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A file whose rules stand above the database names one engine."""
    if "settings" in metafunc.fixturenames:
        wanted = getattr(metafunc.module, "ENGINES", ENGINES)
        metafunc.parametrize("settings", wanted, indirect=True, scope="module")


@pytest.fixture(scope="module")
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A migrated database for the file."""
    folder = tmp_path_factory.mktemp("presentations")
    with fresh_database(request, folder) as url:
        yield settings_on(url, folder)


@pytest.fixture(scope="module")
def office(settings: Settings) -> Iterator[Office]:
    """The departments, each with a key."""
    engine = db.make_engine(settings.database_url)
    yield open_office(
        engine, Box(settings.data_key, settings.index_key), load_builtin(), settings.data_dir, now=clock_now()
    )
    engine.dispose()


@dataclass(frozen=True)
class Bank:
    """A registered partner over HTTP."""

    client: FlaskClient
    headers: dict[str, str]

    def post(self, **body: Any) -> Any:
        return self.client.post("/api/v1/presentations", headers=self.headers, json={"purpose": PURPOSE} | body)

    def ask(self, *fields: str, **body: Any) -> dict[str, Any]:
        wanted = {"certificates": [{"type": "resident-id", "fields": list(fields)}]}
        answer = self.post(**({} if "dcql_query" in body else wanted) | body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json
        return made

    def read(self, made: dict[str, Any], **query: str) -> Any:
        return self.client.get(
            f"/api/v1/presentations/{made['presentation_id']}", headers=self.headers, query_string=query
        )


@pytest.fixture(scope="module")
def client(settings: Settings, office: Office) -> FlaskClient:
    return create_app(settings, engine=office.engine).test_client()


@pytest.fixture(scope="module")
def bank(client: FlaskClient) -> Bank:
    return Bank(client, sign_in.partner(client, "bank.wallets", purposes=PURPOSES))


@pytest.fixture(scope="module")
def stranger(client: FlaskClient) -> Bank:
    """Another partner with the same rights."""
    return Bank(client, sign_in.partner(client, "bank.others", purposes=PURPOSES))


@pytest.fixture
def wallet(client: FlaskClient) -> Wallet:
    return Wallet(client)


def holder(office: Office) -> tuple[Person, Certificate]:
    """Another citizen each time, with a card in its period: the city has others, too."""
    for number in NEXT:
        certificate = office.issue("resident-id", number)
        if showable(certificate, office.now):
            return people.person(number), certificate
    raise AssertionError


def valid(office: Office) -> Certificate:
    """The card of another citizen."""
    return holder(office)[1]


@pytest.fixture
def copy(office: Office) -> Copy:
    return take(office, valid(office))


@pytest.fixture(scope="module")
def shared(office: Office) -> Copy:
    """For tests that only fail to show it."""
    return take(office, valid(office))
