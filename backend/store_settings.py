"""How the stores are reached: waits, pools and the pooler, read once with the other settings.

Rules: 1. every wait has an end, and none can be switched off; 2. the waits of PostgreSQL travel with each connection,
but through a pooler they cannot: there the pooler's own configuration sets them (`deploy/pgbouncer.ini`), and a
connection without them is refused; 3. a pooler gives each transaction another connection, so nothing is prepared, and
nothing else is left behind on one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from backend.errors import ConfigError

PREFIX = "LIANGMA_DATABASE_"
POOLERS = ("none", "pgbouncer")
RANGES: Mapping[str, tuple[int, int]] = {
    "connect_seconds": (1, 30), "tcp_ms": (500, 60_000), "statement_ms": (500, 600_000), "lock_ms": (100, 60_000),
    "idle_ms": (1_000, 600_000), "pool": (1, 200), "pool_overflow": (0, 200), "pool_seconds": (1, 30),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DatabaseSettings:
    """Waits and pool of one process. The defaults answer within five seconds when the network to the database is cut.

    `tcp_ms`: how long sent bytes may stay unacknowledged. `idle_ms`: how long a transaction may lie still.
    """

    connect_seconds: int = 3
    tcp_ms: int = 3_500  # what it takes to notice and to say so has to fit into the five seconds too
    statement_ms: int = 10_000
    lock_ms: int = 3_000
    idle_ms: int = 15_000
    pool: int = 8
    pool_overflow: int = 8
    pool_seconds: int = 3
    pooled: bool = False  # a pooler by transaction stands in between

    @property
    def options(self) -> str:
        """The startup parameter that carries the waits of PostgreSQL's own."""
        waits = {
            "statement_timeout": self.statement_ms,
            "lock_timeout": self.lock_ms,
            "idle_in_transaction_session_timeout": self.idle_ms,
        }
        return " ".join(f"-c {name}={ms}" for name, ms in waits.items())

    @property
    def connect_args(self) -> dict[str, Any]:
        """What psycopg is told (rules 2 and 3)."""
        reach = {"connect_timeout": self.connect_seconds, "tcp_user_timeout": self.tcp_ms}
        return reach | ({"prepare_threshold": None} if self.pooled else {"options": self.options})

    @property
    def pool_args(self) -> dict[str, Any]:
        """What SQLAlchemy is told."""
        return {"pool_size": self.pool, "max_overflow": self.pool_overflow, "pool_timeout": self.pool_seconds}


DEFAULTS = DatabaseSettings()


def database_settings(environ: Mapping[str, str]) -> DatabaseSettings:
    """Read them; raises ConfigError naming the variable that cannot be."""
    numbers = {one.name: getattr(DEFAULTS, one.name) for one in fields(DEFAULTS) if one.name in RANGES}
    given = {name: _number(environ, name, default) for name, default in numbers.items()}
    pooler = environ.get(f"{PREFIX}POOLER", "none")
    if pooler not in POOLERS:
        raise ConfigError(f"{PREFIX}POOLER must be one of {', '.join(POOLERS)}, not {pooler!r}")
    return DatabaseSettings(**given, pooled=pooler != "none")


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    least, most = RANGES[name]
    return whole_number(environ, PREFIX + name.upper(), default=default, least=least, most=most)


def whole_number(environ: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    """A setting that is a whole number within bounds; raises ConfigError for any other."""
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ConfigError(f"{name} must be {least} to {most}, not {text!r}")
    return int(text)
