"""A city on a real store with real processes: a migrated database, issuers, people with phones, windows, a server.

`open_city` is what every fault begins with. The store is migrated once a campaign and copied from then on.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from backend import db, embedded, migrate
from backend.app import create_app
from backend.security import Box
from tests.faults.postgres import Postgres
from tests.faults.processes import KEYS, Server, settings_of
from tests.verification.world import HALL, City

CLERKS = 12
STORES = ("sqlite", "postgresql")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass
class Town:
    """`people` acts in this process through use cases; `server` is asked over HTTP. `postgres` is None on SQLite."""

    kind: str
    folder: Path
    people: City
    engine: Engine
    server: Server
    postgres: Postgres | None = None
    departments: list[str] = field(init=False)  # tokens of several employees: each account has its own limits

    def __post_init__(self) -> None:
        self.sign_in()

    def sign_in(self) -> None:
        """The department and the window, anew: a sign-in's token is good for ten minutes."""
        people = self.people
        people.now = int(time.time())
        with people.app.app_context(), db.transaction(self.engine) as session:
            staff = [f"staff:department-{number}" for number in range(CLERKS)]
            self.departments = [people.sign_in(session, one, "department", "GA") for one in staff]
            people.window_token = people.sign_in(session, f"staff:{people.staff_id}", "window", HALL)

    @property
    def name(self) -> str:
        return NAMES[self.kind]

    @property
    def department(self) -> str:
        return self.departments[0]

    def leave(self) -> None:
        """Close every file of the store in this process, that of its writers' line too: its disk may be taken away."""
        self.engine.dispose()
        line = embedded._LINES.pop(str(self.folder / "liangma.db"), None)
        if isinstance(line, embedded.SharedLine) and line._file >= 0:
            os.close(line._file)


class Templates:
    """Migrated stores to copy: made once, in a folder that `close` removes."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="liangma-faults-"))
        self._folder.chmod(0o755)  # PostgreSQL runs as somebody else

    def sqlite(self) -> Path:
        path = self._folder / "empty.db"
        if not path.exists():
            engine = db.make_engine(f"sqlite:///{path}")
            migrate.upgrade(engine)
            engine.dispose()
        return path

    def postgresql(self) -> Path:
        folder = self._folder / "postgresql"
        if not folder.exists():
            made = Postgres(folder).create()
            made.start()
            engine = db.make_engine(made.url)
            migrate.upgrade(engine)
            engine.dispose()
            made.stop()
        return folder / "data"

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


TEMPLATES: list[Templates] = []


def templates() -> Templates:
    if not TEMPLATES:
        TEMPLATES.append(Templates())
    return TEMPLATES[0]


@contextmanager
def open_city(
    kind: str, *, folder: Path | None = None, postgres: Postgres | None = None, redis: str | None = None,
    serve: bool = True, server: Server | None = None, empty: Path | None = None,
) -> Iterator[Town]:  # fmt: skip
    """A town on a fresh store. `folder` and `postgres` (not yet created) say where, when it matters; `server` brings a
    command, environment or log of its own, and its settings are replaced. `empty`: a migrated SQLite file to copy."""
    own = Path(tempfile.mkdtemp(prefix="liangma-faults-"))
    own.chmod(0o755)
    place = folder or own
    try:
        if kind == "sqlite":
            shutil.copy(empty or templates().sqlite(), place / "liangma.db")
            url = f"sqlite:///{place / 'liangma.db'}"
        else:
            postgres = copy_postgres(postgres or Postgres(place / "postgresql"))
            postgres.start()
            url = postgres.url
        settings = settings_of(url, place if kind == "sqlite" else own, redis)
        engine = db.make_engine(url)
        app = create_app(settings, engine=engine)
        people = City(app, engine, Box(KEYS["data_key"], KEYS["index_key"]))
        server = server or Server(settings)
        server.settings = settings
        server.log = server.log or own / "log"
        town = Town(kind, place, people, engine, server, postgres)
        try:
            if serve:
                server.start()
            yield town
        finally:
            server.kill()
            town.leave()
    finally:
        if postgres is not None:
            postgres.stop()
        shutil.rmtree(own, ignore_errors=True)


def copy_postgres(server: Postgres) -> Postgres:
    """The migrated template under the server's folder, owned by whoever it runs as."""
    server.folder.mkdir(parents=True, exist_ok=True)
    source = templates().postgresql()
    shutil.copytree(source, server.folder / "data")
    server.own()
    return server
