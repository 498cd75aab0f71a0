"""Can a hit be told from a miss? `python -m benchmarks.alike [--each 1000]`, on SQLite. Exit 1 if so.

Hits and misses of every guess in `tests/api/test_alike.py` are asked in turn, the first of each pair changing with the
turn. Each has to say the same and to send the same statements as all others of its pair. Its time is the processor's,
all of which this thread spends, so that nothing else on the machine is noise. Printed: how often a hit took longer than
a miss, of all pairs of one each. Half of them says nothing to whoever measures; the bounds are five standard errors of
that, so that chance alone fails one run in a million.
"""

from __future__ import annotations

import argparse
import logging
import time
from bisect import bisect_left, bisect_right
from math import sqrt
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from sqlalchemy import Engine

from backend import db, migrate
from backend.app import create_app
from backend.config import Settings
from benchmarks.verifications import KEYS
from tests.api.test_alike import PAIRS, Guess, told
from tests.statements import sent

SLOW = "wrong_password"  # a password is hashed in a tenth of a second: a tenth of the guesses


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=1_000)
    each = parser.parse_args().each
    logging.disable(logging.CRITICAL)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'alike.db'}"
        engine = db.make_engine(url)
        migrate.upgrade(engine)
        settings = Settings(
            database_url=url, redis_url=None, data_dir=Path(folder), port=8000, base_url="https://liangma.example",
            demo=True, data_key=KEYS["data_key"], index_key=KEYS["index_key"], token_key=KEYS["token_key"],
        )  # fmt: skip
        client = create_app(settings, engine=engine).test_client()
        within = [
            _compare(client, engine, *pair, each=each // 10 if pair[0].__name__ == SLOW else each) for pair in PAIRS
        ]
        engine.dispose()
    return 0 if all(within) else 1


def _compare(client: FlaskClient, engine: Engine, hit: Guess, miss: Guess, *, each: int) -> bool:
    took: dict[Guess, list[float]] = {hit: [], miss: []}
    seen: set[object] = set()
    for turn in range(each):
        made = {guess: guess(client) for guess in (hit, miss)}
        for guess in (hit, miss) if turn % 2 else (miss, hit):
            with sent(engine) as statements:
                began = time.thread_time()
                answer = made[guess]()
                took[guess].append(time.thread_time() - began)
            seen.add((told(answer), tuple(statements)))
    share, bound = _longer(took[hit], took[miss]), 5 * sqrt((2 * each + 1) / (12 * each * each))
    within = abs(share - 0.5) <= bound and len(seen) == 1
    middle = f"{median(took[hit]) * 1e3:.2f} and {median(took[miss]) * 1e3:.2f} ms"
    said = f"{len(seen)} answer{'s' if len(seen) > 1 else ''}, {'ok' if within else 'TOLD APART'}"
    print(f"{hit.__name__:36} {middle}, longer in {share:.3f} (0.5 ± {bound:.3f}), {said}")
    return within


def _longer(hits: list[float], misses: list[float]) -> float:
    """The part of all pairs in which the hit took longer."""
    ordered = sorted(misses)
    counted = sum((bisect_left(ordered, one) + bisect_right(ordered, one)) / 2 for one in hits)
    return counted / (len(hits) * len(misses))


if __name__ == "__main__":
    raise SystemExit(main())
