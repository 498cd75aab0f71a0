"""PostgreSQL is restarted fast, restarted at once, and killed, while the city goes on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.faults.city import open_city
from tests.faults.outage import outage
from tests.faults.postgres import FAST, IMMEDIATE, KILLED
from tests.faults.table import Row

WAYS = {"stopped fast": FAST, "stopped at once": IMMEDIATE, "killed": KILLED}
AWAY_SECONDS = 6.0


def campaign(kinds: tuple[str, ...]) -> Iterator[Row]:
    if "postgresql" not in kinds:
        return
    for word, how in WAYS.items():
        with open_city("postgresql") as town:
            assert town.postgres is not None
            database = town.postgres
            row = Row(f"PostgreSQL {word} and started again", town.name)
            outage(row, town, begin=partial(database.stop, how), end=database.start, seconds=AWAY_SECONDS)
            yield row
