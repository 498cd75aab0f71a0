"""What every command needs: settings, engine, box, catalogue, the clock; and errors as two lines, not as a trace."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from backend import db
from backend.config import Settings, from_env
from backend.errors import LiangmaError
from backend.security import Box
from backend.types_folder import load_catalogue
from certs.catalogue import Catalogue
from certs.errors import CertsError

ACTOR = f"cli:{os.environ.get('USER', 'operator')}"


@dataclass(frozen=True)
class Office:
    """One command's view of the program."""

    settings: Settings

    @cached_property
    def engine(self) -> Engine:
        return db.make_engine(self.settings.database_url)

    @cached_property
    def box(self) -> Box:
        return Box(self.settings.data_key, self.settings.index_key)

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


class Rate(TextColumn):
    """Rows a second since the task began."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: object) -> Text:
        done, seconds = getattr(task, "completed", 0.0), getattr(task, "elapsed", None)
        return Text(f"{done / seconds:,.0f}/s" if seconds else "–/s")


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with count, rate and time left on standard error; yields a callback(done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=False) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
        bar.update(task, total=bar.tasks[0].completed)  # totals of files are upper bounds


def exit_on_error(command: Callable[[], None]) -> None:
    """Run; our own errors become two lines on standard error and exit code 1."""
    try:
        command()
    except LiangmaError as error:
        _say(f"{error.code}: {error.zh} {error.en}", error.detail, error.next_zh, error.next_en)
    except CertsError as error:
        _say(f"{error.code}: {error}")
    except OperationalError as error:
        _say(f"database: {error.orig}", "数据库不可用或尚未迁移 The database is away, or not migrated: liangma migrate")


def _say(*lines: str) -> None:
    for line in lines:
        if line:
            click.echo(line, err=True)
    sys.exit(1)
