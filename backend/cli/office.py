"""What every command needs: settings, engine, box, catalogue and the clock; and every room that is told what ends.

A file's import, a closed wallet or a removed phone ends the same things whoever it was that began it: a server, a
worker or a command. Rooms say what they end by being imported, so all that say something are imported here.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine
from sqlalchemy.orm import Session

import backend.certificates.phone_copies
import backend.companies.changed
import backend.companies.showings
import backend.delegations.keep
import backend.guardians.ending
import backend.guardians.refresh
import backend.guardians.young
import backend.openid.offers
import backend.people.desktop  # noqa: F401 - as all of these
from backend import db
from backend.config import Settings, from_env
from backend.security import Box
from backend.security.settings import checked_box
from backend.types_folder import load_catalogue
from certs.catalogue import Catalogue

ACTOR = f"cli:{os.environ.get('USER', 'operator')}"


@dataclass(frozen=True)
class Office:
    """One command's view of the program."""

    settings: Settings

    @cached_property
    def engine(self) -> Engine:
        return db.make_engine(self.settings.database_url, self.settings.database)

    @cached_property
    def box(self) -> Box:
        return checked_box(self.settings, self.engine, now=clock())

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue(self.settings.types_dir)

    @contextmanager
    def step(self) -> Iterator[Session]:
        """One transaction."""
        with db.transaction(self.engine) as session:
            yield session


def open_office() -> Office:
    return Office(from_env(os.environ))


def clock() -> int:
    return int(time.time())
