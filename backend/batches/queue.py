"""Who is told that there is work, and who does it: procrastinate on PostgreSQL, this process on SQLite.

What is done, how far, and whose turn it is stands in the tables of batches alone. The queue carries tickets: each is
one turn, whoever's it may be, and a ticket whose turn did something brings the next. So nothing depends on a ticket
that is lost with a killed worker, and the workers lay new ones when there are too few.
"""

import asyncio
import threading
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

import procrastinate
import structlog
from sqlalchemy import Engine, exists, select
from sqlalchemy.orm import Session

from backend import db
from backend.batches.models import Batch
from backend.batches.states import READING, RUNNING

QUEUE, TURN = "batches", "batches.turn"
TICKETS = 4  # as many chunks may be at work at once, over all workers
LOOK_EVERY = 1.0  # seconds between looks when there was nothing to do
FEED_EVERY = 15.0  # seconds between looks whether there are tickets enough
AFTER_ERROR = 5.0
LONGEST_CHUNK = 60.0  # seconds a worker that is told to stop may go on with its chunk
STALLED = 30.0  # seconds without a heartbeat after which a worker is taken for killed


class TakeTurn(Protocol):
    def __call__(self) -> bool:
        """Do one turn; False when there is nothing to do."""


class Queue(Protocol):
    """Does turns until it is told to stop."""

    def work(self, take_turn: TakeTurn, stop: threading.Event) -> None:
        """Until `stop` is set."""


class InProcess:
    """Turns in this thread: the embedded database has one writer anyway."""

    def work(self, take_turn: TakeTurn, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                if take_turn():
                    continue
            except Exception as error:
                _log(error)
                stop.wait(AFTER_ERROR)
            stop.wait(LOOK_EVERY)


class Tickets:
    """Turns by procrastinate's worker. It looks for tickets and does not listen, so a pooler may stand in between."""

    def __init__(self, engine: Engine, reach: Mapping[str, Any]) -> None:
        self._engine, self._reach = engine, reach

    def work(self, take_turn: TakeTurn, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                asyncio.run(self._work(take_turn, stop))
            except Exception as error:
                _log(error)
            stop.wait(AFTER_ERROR)

    async def _work(self, take_turn: TakeTurn, stop: threading.Event) -> None:
        app = procrastinate.App(connector=_connector(self._engine, self._reach))

        @app.task(name=TURN, queue=QUEUE)
        async def turn() -> None:
            if not stop.is_set() and await asyncio.to_thread(take_turn):
                await app.configure_task(TURN, queue=QUEUE).defer_async()

        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(
                    queues=[QUEUE], concurrency=1, listen_notify=False, install_signal_handlers=False,
                    delete_jobs="always", fetch_job_polling_interval=LOOK_EVERY, stalled_worker_timeout=STALLED,
                    shutdown_graceful_timeout=LONGEST_CHUNK,
                )
            )  # fmt: skip
            try:
                await self._feed(app, working, stop)
            finally:
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)

    async def _feed(self, app: procrastinate.App, working: "asyncio.Task[None]", stop: threading.Event) -> None:
        """Lay tickets while there is work and there are too few; forget those of killed workers."""
        while not stop.is_set() and not working.done():
            for job in await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=STALLED):
                await app.job_manager.finish_job(job, procrastinate.jobs.Status.FAILED, delete_job=True)
            if await asyncio.to_thread(self._has_work):
                there = len(list(await app.job_manager.list_jobs_async(queue=QUEUE)))
                for _ in range(there, TICKETS):
                    await app.configure_task(TURN, queue=QUEUE).defer_async()
            await asyncio.to_thread(stop.wait, FEED_EVERY)

    def _has_work(self) -> bool:
        with db.open_session(self._engine, reading=True) as session:
            return bool(session.scalar(select(exists().where(Batch.state.in_((READING, RUNNING))))))


def queue_for(engine: Engine, reach: Mapping[str, Any]) -> Queue:
    """`reach`: what psycopg is told besides the address."""
    return Tickets(engine, reach) if engine.dialect.name == "postgresql" else InProcess()


def announce(session: Session) -> None:
    """Lay tickets in the caller's transaction; the embedded queue looks by itself."""
    if session.get_bind().dialect.name == "postgresql":
        driver = session.connection().connection.driver_connection
        configured = _announcing().configure_task(TURN, queue=QUEUE, connection=driver)
        configured.batch_defer(*({} for _ in range(TICKETS)))


@lru_cache(maxsize=1)
def _announcing() -> procrastinate.App:
    """It has no connection of its own."""
    return procrastinate.App(connector=procrastinate.PsycopgConnector())


def _connector(engine: Engine, reach: Mapping[str, Any]) -> Any:
    """To the engine's database, in its way; no statement is prepared, so a pooler may stand in between."""
    where = engine.url.translate_connect_args(username="user", database="dbname")
    given = {**where, **engine.url.query, **reach, "prepare_threshold": None}
    return procrastinate.PsycopgConnector(conninfo="", kwargs=given, min_size=1, max_size=3)


def _log(error: Exception) -> None:
    structlog.get_logger().error("batches_stand_still", kind=type(error).__name__)
