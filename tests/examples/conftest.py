"""A city that answers on a port, for programs that know nothing of this process."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.serving import make_server

from backend.security import Box
from tests.requests.bank import Bank
from tests.verification.world import City


@pytest.fixture
def bank(app: Flask, engine: Engine, box: Box) -> Bank:
    return Bank(City(app, engine, box))


@pytest.fixture
def address(bank: Bank) -> Iterator[str]:
    """Where the bank's city answers."""
    server = make_server("127.0.0.1", 0, bank.city.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
