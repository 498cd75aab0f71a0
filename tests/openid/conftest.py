"""One city for the tests of a file on each engine, and for each test a holder of its own with a resident ID."""

import itertools
from collections.abc import Iterator

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
from tests.openid.wallet import Holder
from tests.people.sign_in import citizen
from tests.registries.office import Office, clock_now, open_office

NEXT = itertools.count()


@pytest.fixture(scope="module")
def settings(city_settings: Settings) -> Settings:
    return city_settings


@pytest.fixture(scope="module")
def office(settings: Settings) -> Iterator[Office]:
    """The departments, each with a key."""
    engine = db.make_engine(settings.database_url)
    box = Box(settings.data_key, settings.index_key)
    yield open_office(engine, box, load_builtin(), settings.data_dir, now=clock_now())
    engine.dispose()


@pytest.fixture(scope="module")
def client(settings: Settings, office: Office) -> FlaskClient:
    return create_app(settings, engine=office.engine).test_client()


def _valid(office: Office) -> Iterator[tuple[Certificate, Person, int]]:
    """Citizens whose card is in its period: the city has others, too."""
    for number in NEXT:
        certificate = office.issue("resident-id", number)
        if showable(certificate, office.now):
            yield certificate, people.person(number), number


@pytest.fixture
def holder(office: Office, client: FlaskClient) -> Holder:
    """Another citizen of the city, signed in."""
    certificate, person, number = next(_valid(office))
    me = citizen(client, number=person.citizen_number, name=person.name)
    return Holder(client, me.headers, str(certificate.certificate_id), certificate.person_id, number)
