"""One city with seals for the tests of a file on each engine, and for each test a holder of its own."""

import itertools
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from backend import db
from backend.app import create_app
from backend.certificates.wallet import showable
from backend.config import Settings
from backend.demo import people
from backend.demo.seals import give_seal
from backend.security import Box
from certs.catalogue import load_builtin
from tests.papers.desk import Desk, Holder
from tests.people.sign_in import citizen
from tests.registries.office import Office, clock_now, open_office

NEXT = itertools.count()


@pytest.fixture(scope="module")
def settings(city_settings: Settings) -> Settings:
    return city_settings


@pytest.fixture(scope="module")
def office(settings: Settings) -> Iterator[Office]:
    """The departments, each with a key; the police has a seal."""
    engine = db.make_engine(settings.database_url)
    box = Box(settings.data_key, settings.index_key)
    opened = open_office(engine, box, load_builtin(), settings.data_dir, now=clock_now())
    with db.transaction(engine) as session:
        give_seal(session, "GA", box=box, now=opened.now)
    yield opened
    engine.dispose()


@pytest.fixture(scope="module")
def client(settings: Settings, office: Office) -> FlaskClient:
    return create_app(settings, engine=office.engine).test_client()


@pytest.fixture
def desk(client: FlaskClient, office: Office) -> Desk:
    return Desk(client, office)


@pytest.fixture
def holder(office: Office, client: FlaskClient) -> Holder:
    """Another citizen of the city, signed in, with a resident ID that is in its period."""
    for number in NEXT:
        certificate = office.issue("resident-id", number)
        if showable(certificate, office.now):
            break
    person = people.person(number)
    me = citizen(client, number=person.citizen_number, name=person.name)
    return Holder(client, me.headers, str(certificate.certificate_id), certificate.person_id, person.name)
