"""The server of the power cuts' control: the same program, told to sync its SQLite file less. Never anything else.

`python -m tests.faults.careless` serves like `liangma serve --workers 2`; FAULTS_SYNCHRONOUS says how little is synced.
"""

import os

from flask import Flask
from granian.constants import Interfaces
from granian.server import Server

from backend import app, embedded


def careless() -> Flask:
    """The factory that the serving processes call."""
    embedded.PRAGMAS = (*embedded.PRAGMAS, f"synchronous={os.environ['FAULTS_SYNCHRONOUS']}")
    return app.from_environment()


if __name__ == "__main__":
    Server(
        "tests.faults.careless:careless", address="127.0.0.1", port=int(os.environ["LIANGMA_PORT"]), workers=2,
        interface=Interfaces.WSGI, factory=True, blocking_threads=4, backpressure=512,
    ).serve()  # fmt: skip
