"""The office as it is, but each connection to SQLite keeps 2 MiB of pages, not 64: for `benchmarks.memory` only.

What such a server grows by is not SQLite's memory of pages.
"""

from flask import Flask

from backend import embedded
from backend.app import from_environment

FEW = "cache_size=-2048"


def create_app() -> Flask:
    kept = tuple(FEW if pragma == embedded.CACHE else pragma for pragma in embedded.PRAGMAS)
    embedded.PRAGMAS = kept  # type: ignore[assignment]  # a connection reads them when it is opened
    return from_environment()
